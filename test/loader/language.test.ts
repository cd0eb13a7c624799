import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { languageOf, languageOfMime } from '../../src/loader/detect-language.ts';
import { hasModuleSyntax } from '../../src/loader/has-module-syntax.ts';
import { transformSource } from '../../src/loader/transform-source.ts';

test('languageOf() goes by the extension', () => {
  const table = { '/a.ts': 'ts', 'file:///a.mts?x=.js': 'ts', 'a.cts': 'ts', 'http://h/a.tsx#b': 'tsx', 'a.jsx': 'jsx', 'a.mjs': 'js', '/odd?name.js': 'js', 'a.json': undefined, ts: undefined, 'a.mtsx': undefined };
  for (const [name, language] of Object.entries(table)) assert.equal(languageOf(name), language, name);
});

test('languageOfMime() knows the JavaScript MIME types of the standard and TypeScript', () => {
  const table = { 'text/javascript': 'js', 'Application/JavaScript; charset=utf-8': 'js', 'text/jscript': 'js', 'text/typescript': 'ts', 'text/tsx': 'tsx', 'text/jsx': 'jsx', 'application/json': undefined, 'text/html': undefined, '': undefined };
  for (const [mime, language] of Object.entries(table)) assert.equal(languageOfMime(mime), language, mime);
});

test('hasModuleSyntax() says what only a module can be', () => {
  for (const source of ['import "a"', 'export {}', 'import.meta.url', 'await 1', 'const require = 1', '#!/usr/bin/env node\nexport default 1', 'for await (const a of b);']) assert.equal(hasModuleSyntax(source), true, source);
  for (const source of ['', 'require("a")', 'import("a")', 'return 1', 'module.exports = "export {}"', 'syntax error', '#!/usr/bin/env node\nreturn']) assert.equal(hasModuleSyntax(source), false, source);
});

test('transformSource() makes a classic script that needs nothing at run time', () => {
  // Node 20 has the symbol already, under the name that the helper looks for.
  const source = 'enum E { A = 3 }\nvar disposed = 0;\n{ using a = { [Symbol.dispose]() { disposed = E.A; } }; }\ndisposed;';
    assert.equal(vm.runInThisContext(transformSource(source, { url: 'blob:nodedata:test', language: 'ts', format: 'script' })), 3);
  assert.equal(transformSource('as is', { url: 'x', language: 'js', format: 'script' }), 'as is');
  assert.throws(() => transformSource('const a: = 1', { url: 'heddle-eval:1', language: 'ts', format: 'commonjs' }), { code: 'HEDDLE_TRANSFORM_FAILED' });
});
