import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WAYS, project } from './project.ts';

for (const way of WAYS) {
  test(`JSON is imported with and without its attribute, by name too, and is one with what require gives (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts': `
        import { createRequire } from 'node:module';
        import data, { list, "default-key" as odd } from './data.json';
        import { whole } from './whole.ts';
        const late = await import('./late.json');
        export default [data.name, list, odd, whole.name, whole === data, createRequire(import.meta.url)('./data.json') === data, late.default, late.a];`,
      'data.json': '\uFEFF{ "name": "n", "list": [1], "default-key": true, "default": 2 }',
      'whole.ts': 'import whole from "./data.json" with { type: "json" }; export { whole };',
      'late.json': '{ "a": 1 }',
    });
    const { value, error } = await run('entry.ts', way);
    assert.equal(error, undefined);
    assert.deepEqual(value, ['n', [1], true, 'n', true, true, { a: 1 }, 1]);
  });

  test(`text is imported by its attribute, and .txt without one (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts': 'import note from "./note.txt"; import query from "./query.sql" with { type: "text" }; export default [note, query];',
      'note.txt': 'a `note`\n',
      'query.sql': 'select 1',
    });
    assert.deepEqual((await run('entry.ts', way)).value, ['a `note`\n', 'select 1']);
  });

  test(`modules are evaluated in the order of their imports, whatever they are written in (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts':
        'import "first"; import "./second.ts"; import "third"; import "./fourth.js"; import "./fifth.ts"; export default (globalThis as any).order;',
      'second.ts': '(globalThis as any).order.push(2 as number);',
      'fourth.js': 'globalThis.order.push(4);',
      'fifth.ts': 'import "third"; (globalThis as any).order.push(5 as number);',
      'node_modules/first/package.json': '{ "exports": { "import": "./module.mjs", "require": "./wrong.cjs" } }',
      'node_modules/first/module.mjs': 'globalThis.order = [1];',
      'node_modules/first/wrong.cjs': 'globalThis.order = ["wrong"];',
      'node_modules/third/package.json': '{ "main": "main.js" }',
      'node_modules/third/main.js': 'globalThis.order.push(3);',
    });
    assert.deepEqual((await run('entry.ts', way)).value, [1, 2, 3, 4, 5]);
  });

  test(`a name that a module lacks is an error with the line of the import (${way.place}, ${way.how})`, async (context) => {
    const { run } = project(context, {
      'package.json': '{ "type": "module" }',
      'entry.ts':
        'interface Long {\n  a: 1;\n}\n\nimport { there } from "./other.ts";\nimport {\n  missing,\n} from "./other.ts";\nexport default [there, missing];',
      'other.ts': 'export const there: number = 1;',
    });
    const { error } = await run('entry.ts', way);
    assert.equal(error?.name, 'SyntaxError');
    assert.match(error.message, /'missing'/);
    assert.match(error.stack, /entry\.ts:7\b/);
  });
}
