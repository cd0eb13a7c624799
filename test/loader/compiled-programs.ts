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
];
