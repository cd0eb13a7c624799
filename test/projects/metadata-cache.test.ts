import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What the type of a property may be in another file, and what tsc then writes into the file of the property. */
const CHANGES = [
  ["export enum Level { Low = 'low' }", 'String'],
  ['export enum Level { Low }', 'Number'],
  ['export interface Level { low: true }', 'Object'],
  ['export class Level {}', 'Level'],
] as const;

test('the types that decorators see follow a change of another file, with a cache that knows the file of the decorators', async () => {
  const folder = temporaryFolder({
    'package.json': '{ "type": "module" }',
    'tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true, "emitDecoratorMetadata": true, "strict": true } }',
    'entity.ts': `
      import { Level } from './level.js';
      (Reflect as any).metadata = (key: string, type: Function) => () => { if (key === 'design:type') console.log(type.name); };
      const note: PropertyDecorator = () => {};
      class Entity { @note level!: Level; }`,
  });
  for (const [text, type] of [...CHANGES, ...CHANGES]) {
    writeFileSync(join(folder, 'level.ts'), text);
    const { stdout, stderr } = await runHeddle(['entity.ts'], { cwd: folder, env: { HEDDLE_CACHE: join(folder, 'cache') } });
    assert.equal(stdout.trim(), type, `${text}\n${stderr}`);
  }
});
