// The expected types are those that tsc 5.9 emits for the same files.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

const OPTIONS = '"experimentalDecorators": true, "emitDecoratorMetadata": true, "target": "es2022", "useDefineForClassFields": false';
const PRELUDE = `
  const nameOf = (type: any): unknown => Array.isArray(type) ? type.map(nameOf) : typeof type === 'function' ? type.name : String(type);
  const seen: Record<string, unknown> = {};
  (Reflect as any).metadata = (key: string, value: unknown) => (_target: object, name: string = 'class') => void (seen[\`\${name} \${key.slice(7)}\`] = nameOf(value));
  const note = (..._all: unknown[]): void => {};
`;

for (const way of WAYS) {
  test(`metadata has the types that TypeScript writes (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': `{ "compilerOptions": { ${OPTIONS}, "strict": true } }`,
      'loose/tsconfig.json': `{ "compilerOptions": { ${OPTIONS}, "strict": false } }`,
      'shapes.ts':
        'export interface Shape { sides: number } export enum Color { Red = "red" } export enum Level { Low, High } export class Box {} export default interface Settings { a: 1 }',
      'entry.ts': `
        import Settings, { Shape, Color, Level, Box } from './shapes.js';
        import type { Box as OnlyType } from './shapes.js';
        import * as shapes from './shapes.js';
        import loose from './loose/entry.ts';
        ${PRELUDE}
        type Alias = string; type Kinds = 'x' | 'y'; type Call = () => void; interface Local {} enum Own { A = 'a' }
        class Item<T, U extends number> {
          @note shape?: Shape; @note color!: Color; @note level!: Level; @note box!: Box; @note typeOnly!: OnlyType; @note spaced!: shapes.Color; @note settings!: Settings;
          @note alias!: Alias; @note kinds!: Kinds; @note call!: Call; @note local!: Local; @note own!: Own; @note generic!: T; @note bounded!: U;
          @note readonlyArray!: readonly string[]; @note list!: ReadonlyArray<number>; @note nullable!: Date | null; @note bare = 5; @note union!: string | number;
          @note template!: \\\`a\\\${string}\\\`; @note big!: bigint; @note never!: never;
          @note method(first: Alias, second = 1, ...rest: Date[]): Promise<void> { return Promise.resolve(); }
          @note get size(): number { return 1; }
        }
        @note class Service { constructor(public box: Box, shape: Shape, level: Level, ...more: boolean[]) {} }
        void [Item, Service];
        export default [seen, loose];`
        .replaceAll('\\\\`', '`')
        .replaceAll('\\`', '`')
        .replaceAll('\\${', '${'),
      'loose/entry.ts': `${PRELUDE}
        class Item { @note date!: Date | null; @note text!: string | undefined; @note both!: string | number | null; }
        void Item;
        export default seen;`,
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    const [strict, loose] = value as [Record<string, unknown>, Record<string, unknown>];
    const types = Object.fromEntries(
      Object.entries(strict)
        .filter(([key]) => key.endsWith(' type'))
        .map(([key, type]) => [key.replace(' type', ''), type]),
    );
    assert.deepEqual(types, {
      shape: 'Object',
      color: 'String',
      level: 'Number',
      box: 'Box',
      typeOnly: 'Function',
      spaced: 'String',
      settings: 'Object',
      alias: 'String',
      kinds: 'String',
      call: 'Function',
      local: 'Object',
      own: 'String',
      generic: 'Object',
      bounded: 'Number',
      readonlyArray: 'Array',
      list: 'Array',
      nullable: 'Object',
      bare: 'Object',
      union: 'Object',
      template: 'String',
      big: 'BigInt',
      never: 'undefined',
      method: 'Function',
      size: 'Number',
    });
    assert.deepEqual(strict['method paramtypes'], ['String', 'Object', 'Date']);
    assert.equal(strict['method returntype'], 'Promise');
    assert.deepEqual(strict['class paramtypes'], ['Box', 'Object', 'Number', 'Boolean']);
    assert.deepEqual(loose, { 'date type': 'Date', 'text type': 'String', 'both type': 'Object' });
  });
}
