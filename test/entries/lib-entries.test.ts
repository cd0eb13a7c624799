import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { libEntries } from '../../tools/lib-entries.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const entriesOf = (files: Record<string, string>): Record<string, string> =>
  libEntries(join(temporaryFolder({ 'src/index.js': '', ...files }), 'src'), ['index.js']);

test('a module that is loaded on demand is found by its name, in whatever folder it is', () => {
  const entries = entriesOf({
    'src/a/user.js': `require('./late.js'); new URL('./thread.js', import.meta.url); register("./hooks.js"); new URL('./first.cjs', import.meta.url);`,
    'src/b/late.js': '',
    'src/b/thread.js': '',
    'src/b/hooks.js': '',
    'src/first.cjs': '',
    'src/b/other.js': '',
  });
  assert.deepEqual(Object.keys(entries), ['index', 'late', 'thread', 'hooks']);
  assert.ok(entries['late']!.endsWith(join('b', 'late.js')));
});

test('a name that is loaded on demand and belongs to no module fails the build', () => {
  assert.throws(() => entriesOf({ 'src/a/user.js': `require('./late.js')` }), /\.\/late\.js, loaded on demand by a.user\.js, is no module/);
  assert.throws(() => entriesOf({ 'src/a/user.js': `new URL('./late.cjs')` }), /is no module/);
});

test('a name that is loaded on demand and belongs to two modules fails the build', () => {
  const files = { 'src/a/user.js': `require('./late.js')`, 'src/a/late.js': '', 'src/b/late.js': '' };
  assert.throws(
    () => entriesOf(files),
    /\.\/late\.js, loaded on demand by a.user\.js, may be any of (a.late\.js, b.late\.js|b.late\.js, a.late\.js)/,
  );
});

test('two modules that would be one file of dist/lib fail the build', () => {
  const folder = join(temporaryFolder({ 'src/index.js': '', 'src/cli/index.js': '' }), 'src');
  assert.throws(
    () => libEntries(folder, ['index.js', join('cli', 'index.js')]),
    /index\.js of dist\/lib would be made of index\.js and of cli.index\.js/,
  );
});

test('an entry that does not exist fails the build', () => {
  assert.throws(
    () => libEntries(join(temporaryFolder({ 'src/index.js': '' }), 'src'), ['inspect.js']),
    /inspect\.js is an entry of dist\/lib/,
  );
});
