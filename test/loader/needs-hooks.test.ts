import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { needsHooks } from '../../src/loader/needs-hooks.ts';
import { project } from './project.ts';

const SHARED = {
  'plain.js': 'export const a = 1;',
  'common.cjs': 'module.exports = require("./data.json");',
  'data.json': '{}',
  'typed.ts': '',
  'reaches.js': 'import "./typed.ts";',
  'node_modules/built/index.js': '',
  'packages/source/index.ts': '',
  'directory/index.js': '',
};

test('needsHooks() says no for what plain Node loads', (context) => {
  const free = [
    '',
    'import "./plain.js"; import * as b from "./common.cjs"; export * from "node:fs"; import "built"; import "built/sub.js";',
    'require("./plain"); require("fs");',
    'await import("./plain.js"); import.meta.url;',
    'import{a}from"./plain.js"',
  ];
  const { path } = project(context, { ...SHARED, ...Object.fromEntries(free.map((source, index) => [`free${index}.js`, source])) });
  for (const [index, source] of free.entries()) assert.equal(needsHooks(path(`free${index}.js`)), false, source);
});

test('needsHooks() says yes whenever it cannot be sure', (context) => {
  const bound = [
    'import "./typed.ts"',
    'import "./reaches.js"',
    'import "./plain"',
    'import "./directory"',
    'import "./missing.js"',
    'import "source"',
    'import "nowhere"',
    'import "@scope/nowhere"',
    'import "http://127.0.0.1/a.js"',
    'import "#inner"',
    'import "data:text/typescript,1"',
    'import(name)',
    'import(`./plain.js`)',
    'import("./" + name)',
    'import("./plain.js".trim())',
    'import(/* why */ "./typed.ts")',
    'import/**/("./typed.ts")',
    'export * from/**/"./typed.ts"',
    'require(name)',
    'const load = require; load("./typed")',
    'createRequire(import.meta.url)("./typed.ts")',
    'eval(text)',
    'new Function("return 1")',
    'import ".\\u002ftyped.ts"',
  ];
  const { path, url } = project(context, { ...SHARED, ...Object.fromEntries(bound.map((source, index) => [`bound${index}.js`, source])) });
  symlinkSync(path('packages/source'), path('node_modules/source'));
  for (const [index, source] of bound.entries()) assert.equal(needsHooks(path(`bound${index}.js`)), true, source);
  assert.equal(needsHooks(url('typed.ts')), true);
  assert.equal(needsHooks(path('nothing.js')), true);
});
