/** A program whose `main.ts` prints something. */
export interface CompiledProgram {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly compilerOptions?: Readonly<Record<string, unknown>>;
}

/** Programs that depend on what TypeScript emits, each for one kind. */
export const COMPILED: readonly CompiledProgram[] = [
  {
    name: 'parts of namespaces',
    files: {
      'main.ts': `
        const outside = 'outside';
        namespace Parts { export const one = 1; export let count = 0; export const outside = 'inside'; export function up() { return (count += 1); } export class Base {} }
        namespace Parts {
          export const two = one + 1;
          export const short = { one, outside, shadowed: ((one: number) => one)(5) };
          count = 5; up(); ({ count } = { count: count + 1 });
          export class Derived extends Base {}
        }
        namespace Tree.Branch { export const leaf = 'leaf'; }
        namespace Tree { export const root = Branch.leaf; }
        namespace Tree.Branch { export const all = [leaf, root]; }
        console.log(Parts.two, Parts.short, Parts.count, new Parts.Derived() instanceof Parts.Base, Tree.Branch.all, outside);`,
    },
  },
  {
    name: 'aliases in namespaces',
    files: {
      'main.ts': `
        namespace Outer {
          export namespace Inner.Deep { export const value = 'deep'; export type Text = string; }
          export import Again = Inner.Deep;
          import Local = Inner.Deep;
          export import Text = Inner.Deep.Text;
          export const local: Text = Local.value + Again.value;
        }
        namespace Types { export type Text = string; }
        export import Text = Types.Text;
        console.log(Outer.Again.value, Outer.local, Object.keys(Outer).sort());`,
    },
  },
  {
    name: 'metadata of types in other files',
    compilerOptions: { experimentalDecorators: true, emitDecoratorMetadata: true, strictPropertyInitialization: false },
    files: {
      'types.ts': `
        export { Deep, Deep as Renamed } from './deep.js';
        export * from './deep.js';
        export type Kind = 'a' | 'b';
        export type Maybe = string | undefined;
        export type Call = () => void;
        export interface Shape { sides: 1 }
        export enum Level { Low, High }
        export class Box {}
        export const ROLES = ['admin', 'user'] as const;
        export type Role = (typeof ROLES)[number];
        export const Status = { On: 1, Off: 0 } as const;
        export type Status = (typeof Status)[keyof typeof Status];
        export namespace Space { export type Inner = number[]; }`,
      'deep.ts': 'export type Deep = boolean; export type Starred = symbol;',
      'main.ts': `
        import type { Box as TypeBox, Kind as TypeKind } from './types.js';
        import * as all from './types.js';
        import { Deep, Renamed, Starred, Kind, Maybe, Call, Shape, Level, Box, Role, Status, Space } from './types.js';
        const seen: string[] = [];
        const nameOf = (type: any): string => (Array.isArray(type) ? \`(\${type.map(nameOf)})\` : typeof type === 'function' ? type.name : String(type));
        (Reflect as any).metadata = (key: string, value: unknown) => (_: object, name = 'class') => void seen.push(\`\${name} \${key.slice(7)} \${nameOf(value)}\`);
        const note = (..._: unknown[]): void => {};
        @note class Item {
          @note deep: Deep; @note renamed: Renamed; @note starred: Starred; @note kind: Kind; @note maybe: Maybe; @note call: Call; @note shape: Shape;
          @note level: Level; @note low: Level.Low; @note box: Box; @note role: Role; @note status: Status; @note inner: Space.Inner;
          @note typeBox: TypeBox; @note typeKind: TypeKind; @note spaced: all.Kind; @note member: all.Level.High; @note union: Kind | string;
          @note self: Item;
          constructor(kind: Kind);
          constructor(kind: any, level?: Level.Low) {}
          @note find(kind: Kind, ...rest: Deep[]): Item { return this; }
        }
        console.log(seen.sort().join('\\n'));`,
    },
  },
  {
    name: 'types that are passed on',
    files: {
      'types.ts':
        'export interface Point { x: number } export type Name = string; export class Shape {} export default interface Settings { a: 1 }',
      'index.ts': `
        import { Name, Shape as Kept } from './types.js';
        export { Point, Shape, default as Settings } from './types.js';
        export { Name, Kept };`,
      'main.ts': `
        import { Point, Shape, Settings, Name, Kept } from './index.js';
        import * as all from './index.js';
        const point: Point & Settings = { x: 1, a: 1 };
        const name: Name = 'name';
        console.log(point, name, new Shape() instanceof Kept, Object.keys(all));`,
    },
  },
  {
    name: 'imports without names',
    files: {
      'first.ts': "console.log('first'); export interface X { a: 1 }",
      'second.ts': "console.log('second'); export const second = 2;",
      'third.ts': "console.log('third'); export {};",
      'main.ts': `
        import {} from './first.js';
        import { second } from './second.js';
        import './third.js';
        import type { X } from './first.js';
        export {} from './first.js';
        console.log(second satisfies number as unknown as X);`,
    },
  },
];
