import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { DiskCache } from '../../src/loader/disk-cache.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const STRANGER = 54_321;
const isRoot = process.getuid?.() === 0;

/** The one file of a cache that holds one text. */
function onlyFile(directory: string): string {
  const names = readdirSync(directory);
  assert.equal(names.length, 1, names.join(', '));
  return join(directory, names[0]!);
}

/** A directory in which a cache has kept one text. */
function kept(): { directory: string; file: string } {
  const directory = join(temporaryFolder({}), 'cache');
  new DiskCache(directory).write('key', 'text');
  assert.equal(new DiskCache(directory).read('key'), 'text');
  return { directory, file: onlyFile(directory) };
}

describe('the cache on disk', { skip: process.getuid === undefined && 'Windows has no owners and modes that Node shows' }, () => {
  test('is not used where somebody else can put another directory in its place', () => {
    const { directory } = kept();
    const parent = join(directory, '..');
    for (const [mode, isUsed] of [
      [0o777, false],
      [0o1777, true],
      [0o757, false],
      [0o755, true],
    ] as const) {
      chmodSync(parent, mode);
      assert.equal(new DiskCache(directory).read('key'), isUsed ? 'text' : undefined, mode.toString(8));
    }
    const above = join(parent, 'above');
    mkdirSync(join(above, 'below'), { recursive: true });
    renameSync(directory, join(above, 'below/cache'));
    const moved = join(above, 'below/cache');
    assert.equal(new DiskCache(moved).read('key'), 'text');
    chmodSync(above, 0o777);
    assert.equal(new DiskCache(moved).read('key'), undefined);
  });

  test('is not used through a link, which somebody else may have planted, also to a directory of this user', () => {
    const { directory } = kept();
    const link = join(directory, '../link');
    symlinkSync(directory, link);
    const cache = new DiskCache(link);
    cache.write('other', 'text');
    assert.equal(cache.read('key'), undefined);
    onlyFile(directory);
  });

  test('reads no file that others can write to, no link and no pipe, and does not wait for one', () => {
    const { directory, file } = kept();
    const cache = new DiskCache(directory);
    chmodSync(file, 0o666);
    assert.equal(cache.read('key'), undefined);
    chmodSync(file, 0o600);
    assert.equal(cache.read('key'), 'text');
    renameSync(file, join(directory, '../elsewhere'));
    symlinkSync('../elsewhere', file);
    assert.equal(cache.read('key'), undefined);
    cache.write('key', 'text');
    assert.ok(lstatSync(file).isFile(), 'the link is replaced');
    assert.equal(cache.read('key'), 'text');
    renameSync(file, join(directory, '../elsewhere'));
    execFileSync('mkfifo', ['-m', '600', file]);
    assert.equal(cache.read('key'), undefined);
  });

  test('writes to nothing that lies there, and leaves nothing behind when it cannot write', () => {
    const { directory, file } = kept();
    const victim = join(directory, '../victim');
    writeFileSync(victim, 'precious');
    const temporary = `${file}.${process.pid}.0`;
    symlinkSync(victim, temporary);
    const cache = new DiskCache(directory);
    cache.write('key', 'new');
    assert.equal(readFileSync(victim, 'utf8'), 'precious');
    // What was in the way is gone: a process that was killed leaves such a file too.
    assert.deepEqual(readdirSync(directory), [file.slice(directory.length + 1)]);
    cache.write('key', 'new');
    assert.equal(cache.read('key'), 'new');
  });

  test('of another user is not used, nor a file of one', { skip: !isRoot && 'only root can give files to somebody else' }, () => {
    const { directory, file } = kept();
    chownSync(file, STRANGER, STRANGER);
    assert.equal(new DiskCache(directory).read('key'), undefined);
    chownSync(file, 0, 0);
    assert.equal(new DiskCache(directory).read('key'), 'text');
    for (const place of [directory, join(directory, '..')]) {
      chownSync(place, STRANGER, STRANGER);
      const cache = new DiskCache(directory);
      cache.write('other', 'text');
      assert.equal(cache.read('key'), undefined, place);
      onlyFile(directory);
      chownSync(place, 0, 0);
    }
    assert.equal(new DiskCache(directory).read('key'), 'text');
  });

  test(
    'follows the convention that a group of the number of its user is private',
    { skip: !isRoot && 'only root can give directories to groups' },
    () => {
      const { directory } = kept();
      const parent = join(directory, '..');
      chmodSync(parent, 0o775);
      assert.equal(new DiskCache(directory).read('key'), 'text');
      chownSync(parent, 0, STRANGER);
      assert.equal(new DiskCache(directory).read('key'), undefined);
    },
  );
});
