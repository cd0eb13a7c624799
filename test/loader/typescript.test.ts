import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

for (const way of WAYS) {
  test(`installLoader() lets through what a module throws, whatever its code says (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'coded.ts': 'export const loaded: boolean = true; throw Object.assign(new Error("on purpose"), { code: "ERR_MODULE_NOT_FOUND" });',
      'resolves.ts': 'export const loaded: boolean = true; import.meta.resolve("there-is-no-such-package");',
      'requires.ts':
        'import { createRequire } from "node:module"; export const loaded = true; createRequire(import.meta.url)("./waits.mjs");',
      'waits.mjs': 'await 1;',
    });
    const errors = await Promise.all(['coded.ts', 'resolves.ts', 'requires.ts'].map(async (entry) => (await run(entry, way)).error?.code));
    assert.deepEqual(errors, ['ERR_MODULE_NOT_FOUND', 'ERR_MODULE_NOT_FOUND', 'ERR_REQUIRE_ASYNC_MODULE']);
  });

  test(`installLoader() runs what type stripping cannot (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts': `
        import { type Shape, side } from './side.js';
        import type { Nothing } from './does-not-exist.ts';
        export type { Shape } from './side.js';
        enum Level { Low = 1, High }
        const enum Fast { A = 'a' }
        namespace Space { export const inner = 3; export namespace Deep { export const most = 4; } }
        class Point { accessor z = 9; constructor(public readonly x: number, private y = 2) {} sum(): number { return this.x + this.y; } }
        const log: string[] = [];
        { using first = { [Symbol.dispose]() { log.push('first'); } }; await using second = { async [Symbol.asyncDispose]() { log.push('second'); } }; log.push('body'); }
        const shape = { side } satisfies Shape;
        export default { level: Level[2], fast: Fast.A, inner: Space.inner, most: Space.Deep.most, sum: new Point(5).sum(), z: new Point(1).z, log, shape };`,
      'side.ts': 'export interface Shape { side: number }\nexport const side = 8;',
    });
    const { value } = await run('entry.ts', way);
    assert.deepEqual(value, {
      level: 'High',
      fast: 'a',
      inner: 3,
      most: 4,
      sum: 7,
      z: 9,
      log: ['body', 'second', 'first'],
      shape: { side: 8 },
    });
  });

  test(`installLoader() honours tsconfig.json: legacy decorators, metadata, fields that are assigned (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'tsconfig.json': `{ // comments and trailing commas
        "extends": "./base", "compilerOptions": { "emitDecoratorMetadata": true, "useDefineForClassFields": false, }, }`,
      'base.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
      'entry.ts': `
        const seen: unknown[] = [];
        (Reflect as any).metadata = (key: string, value: any) => () => { if (key === 'design:paramtypes') seen.push(value.map((type: any) => type.name)); };
        const named = (name: string) => (...where: any[]) => { seen.push([name, where[1] ?? null]); };
        class Service {}
        @named('class') class Controller {
          @named('field') plain!: string;
          sum = this.a + this.#hidden();
          constructor(@named('parameter') service: Service, private a = 1) {}
          #hidden() { return 41; }
          @named('method') method(argument: number) {}
        }
        const made = new Controller(new Service());
        export default { seen, sum: made.sum, own: Object.keys(made) };`,
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value.sum, 42);
    assert.ok(!value.own.includes('plain'));
    assert.deepEqual(value.seen, [
      ['field', 'plain'],
      ['Number'],
      ['method', 'method'],
      ['Service', 'Object'],
      ['parameter', null],
      ['class', null],
    ]);
  });

  test(`installLoader() transforms JSX as tsconfig.json says (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': '{ "compilerOptions": { "jsx": "react-jsx", "jsxImportSource": "tiny" } }',
      'node_modules/tiny/package.json': '{ "name": "tiny", "type": "module", "exports": { "./jsx-runtime": "./runtime.js" } }',
      'node_modules/tiny/runtime.js':
        'export const Fragment = "fragment"; export const jsx = (type, props, key) => [type, props, key ?? null]; export const jsxs = jsx;',
      'entry.tsx': `
        import { old } from './old/classic.jsx';
        const generic = <T,>(value: T): T => value;
        export default [<><a href="#" key="k">{generic<string>('text')}</a></>, old];`,
      'old/tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h", "jsxFragmentFactory": "Part" } }',
      'old/classic.jsx': 'const h = (...all) => all; const Part = "part"; export const old = <><b/></>;',
    });
    const { value } = await run('entry.tsx', way);
    assert.deepEqual(value, [
      ['fragment', { children: ['a', { href: '#', children: 'text' }, 'k'] }, null],
      ['part', null, ['b', null]],
    ]);
  });

  test(`installLoader() maps stack traces to lines and columns of the source (${way.place}, ${way.how})`, async (context) => {
    const { run, path } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts': `interface Long {\n  a: string;\n}\n\nenum E { A }\nimport { where } from './common.cts';\n  export default [new Error(E[0]).stack!, where()];\n`,
      'common.cts': `type Nothing = 1;\n\n\nexports.where = function where(): string {\n  return     new Error('there').stack!;\n};`,
    });
    const { value } = await run('entry.ts', way);
    assert.ok(value[0].includes(`${path('entry.ts')}:7:19`), value[0]);
    assert.ok(value[1].includes(`${path('common.cts')}:5:14`), value[1]);
  });
}

test('installLoader() reports a syntax error with file, line, column and the line itself', async (context) => {
  const { run, path } = project(context, {
    'entry.ts': "import './broken.ts';\nexport default 1;",
    'broken.ts': 'const fine = 1;\nconst wrong: = 2;\n',
    'common.cts': "require('./broken.ts')",
  });
  for (const entry of ['entry.ts', 'common.cts']) {
    const { error } = await run(entry);
    assert.equal(error?.code, 'HEDDLE_TRANSFORM_FAILED');
    assert.ok(error.message.includes(`${path('broken.ts')}:2:14`), error.message);
    assert.ok(error.message.includes('const wrong: = 2;'), error.message);
  }
});

test('installLoader() runs standard decorators unless tsconfig.json asks for the legacy ones', async (context) => {
  const { run } = project(context, {
    'entry.ts': `
      const seen: string[] = [];
      const note = (_value: any, { kind, name }: any): any => { seen.push(\`\${kind} \${String(name)}\`); if (kind === 'field') return (first: number) => first * 2; };
      @note class Counted { @note accessor count = 1; @note twice = 4; @note static make() { return new Counted(); } @note get half() { return 2; } @note #hidden() {} }
      export default [seen, Counted.make().count, Counted.make().twice];`,
    'legacy/tsconfig.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
    'legacy/entry.ts': `
      const seen: unknown[] = [];
      const note = (...all: unknown[]): void => void seen.push(all.length === 1 ? (all[0] as Function).name : all[1]);
      @note class Counted { @note count = 1; }
      export default seen;`,
  });
  assert.deepEqual((await run('entry.ts')).value, [
    ['method make', 'accessor count', 'getter half', 'method #hidden', 'field twice', 'class Counted'],
    1,
    8,
  ]);
  assert.deepEqual((await run('legacy/entry.ts')).value, ['count', 'Counted']);
});

test('installLoader() names a tsconfig.json that cannot be read', async (context) => {
  const { run, path } = project(context, {
    'broken/tsconfig.json': '{ "compilerOptions": { ',
    'broken/entry.ts': 'export default 1',
    'parent/tsconfig.json': '{ "extends": "./base" }',
    'parent/base.json': '{ "compilerOptions": }',
    'parent/entry.ts': 'export default 1',
    'missing/tsconfig.json': '{ "extends": "./nowhere.json" }',
    'missing/entry.ts': 'export default 1',
  });
  for (const [folder, file] of [
    ['broken', 'tsconfig.json'],
    ['parent', 'base.json'],
    ['missing', 'tsconfig.json'],
  ] as const) {
    const { error } = await run(`${folder}/entry.ts`);
    assert.equal(error?.code, 'HEDDLE_TSCONFIG_INVALID');
    assert.ok(error.message.includes(path(`${folder}/${file}`)), error.message);
  }
});
