import assert from 'node:assert/strict';
import { test } from 'node:test';
import vm from 'node:vm';
import { languageOf, languageOfMime } from '../../src/loader/detect-language.ts';
import { hasModuleSyntax } from '../../src/loader/has-module-syntax.ts';
import { compileText } from '../../src/loader/compile-text.ts';

test('languageOf() goes by the extension', () => {
  const table = {
    '/a.ts': 'ts',
    'file:///a.mts?x=.js': 'ts',
    'a.cts': 'ts',
    'http://h/a.tsx#b': 'tsx',
    'a.jsx': 'jsx',
    'a.mjs': 'js',
    '/odd?name.js': 'js',
    'a.json': undefined,
    ts: undefined,
    'a.mtsx': undefined,
  };
  for (const [name, language] of Object.entries(table)) assert.equal(languageOf(name), language, name);
});

test('languageOfMime() knows the JavaScript MIME types of the standard and TypeScript', () => {
  const table = {
    'text/javascript': 'js',
    'Application/JavaScript; charset=utf-8': 'js',
    'text/jscript': 'js',
    'text/typescript': 'ts',
    'text/tsx': 'tsx',
    'text/jsx': 'jsx',
    'application/json': undefined,
    'text/html': undefined,
    '': undefined,
  };
  for (const [mime, language] of Object.entries(table)) assert.equal(languageOfMime(mime), language, mime);
});

test('hasModuleSyntax() says what only a module can be', () => {
  for (const source of [
    'await 1; export const f = 1',
    'const require = 1; export {}',
    'import "a"',
    'export {}',
    'import.meta.url',
    'await 1',
    'const require = 1',
    '#!/usr/bin/env node\nexport default 1',
    'for await (const a of b);',
  ])
    assert.equal(hasModuleSyntax(source), true, source);
  for (const source of [
    '',
    'require("a")',
    'import("a")',
    'return 1',
    'module.exports = "export {}"',
    'syntax error',
    '#!/usr/bin/env node\nreturn',
  ])
    assert.equal(hasModuleSyntax(source), false, source);
});

test('compileText() makes a classic script that needs nothing at run time', () => {
  const source = 'enum E { A = 3 }; const e: number = E.A; e';
  assert.equal(vm.runInThisContext(compileText({ source, language: 'ts' }, 'blob:nodedata:test', 'classic').code), 3);
  assert.deepEqual(compileText({ source: 'as is', language: 'js' }, 'x', 'classic'), { code: 'as is', isModule: false });
  assert.equal(compileText({ source: 'export const a: number = 1', language: 'ts' }, 'x', undefined).isModule, true);
  assert.throws(() => compileText({ source: 'const a: = 1', language: 'ts' }, 'heddle-eval:1', undefined), {
    code: 'HEDDLE_TRANSFORM_FAILED',
  });
});
