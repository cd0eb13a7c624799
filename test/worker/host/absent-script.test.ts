import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { HeddleError, Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const folder = temporaryFolder({ 'worker.js': '', 'secret.js': '', 'directory/index.js': '' });
const at = (name: string): string => join(folder, name);
/** Permissions keep neither the superuser nor anybody on Windows from reading. */
const PERMISSIONS_HOLD = process.platform !== 'win32' && process.getuid?.() !== 0;

function errorOf(construct: () => Worker): any {
  try {
    void construct().terminate();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

describe('a script that is not there', () => {
  it('makes the constructor throw, with all that was tried', () => {
    const error = errorOf(() => new Worker(at('absent')));
    assert.ok(HeddleError.is(error));
    assert.equal(error.code, 'HEDDLE_WORKER_NOT_FOUND');
    for (const tried of [
      'absent',
      'absent.ts',
      'absent.tsx',
      'absent.mts',
      'absent.cts',
      'absent.js',
      'absent.jsx',
      'absent.mjs',
      'absent.cjs',
    ])
      assert.ok(error.message.includes(at(tried)), `${tried} in ${error.message}`);
  });

  it('is named with the resolved path and the current directory when it was relative', () => {
    const { code, message } = errorOf(() => new Worker('no/such.js'));
    assert.equal(code, 'HEDDLE_WORKER_NOT_FOUND');
    assert.ok(message.includes(join(process.cwd(), 'no/such.ts')), message);
    assert.ok(message.includes(`current directory ${process.cwd()}`), message);
  });

  it('may be a URL', () => {
    assert.equal(errorOf(() => new Worker(pathToFileURL(at('absent.js')))).code, 'HEDDLE_WORKER_NOT_FOUND');
    assert.equal(errorOf(() => new Worker(pathToFileURL(at('absent.js')).href)).code, 'HEDDLE_WORKER_NOT_FOUND');
    assert.equal(errorOf(() => new Worker('file:///a%2Fb.js')).code, 'HEDDLE_WORKER_NOT_FOUND');
  });

  it('may be a preload, which the message names', () => {
    const single = errorOf(() => new Worker(at('worker.js'), { preload: at('absent.js') }));
    assert.equal(single.code, 'HEDDLE_WORKER_NOT_FOUND');
    const second = errorOf(() => new Worker(at('worker.js'), { preload: [at('worker.js'), at('absent.js')] }));
    assert.equal(second.code, 'HEDDLE_WORKER_NOT_FOUND');
    assert.ok(second.message.includes('options.preload[1]'), second.message);
  });
});

describe('a script that cannot be read', () => {
  it('may be a directory', () => {
    const { code, message } = errorOf(() => new Worker(at('directory')));
    assert.equal(code, 'HEDDLE_WORKER_UNREADABLE');
    assert.ok(message.includes(at('directory')), message);
  });

  it('may lack permission', { skip: !PERMISSIONS_HOLD && 'permissions do not keep this user from reading' }, () => {
    chmodSync(at('secret.js'), 0);
    const { code, message } = errorOf(() => new Worker(at('secret.js')));
    assert.equal(code, 'HEDDLE_WORKER_UNREADABLE');
    assert.ok(message.includes(at('secret.js')), message);
  });
});

describe('a first argument that is no script', () => {
  for (const [shown, value] of Object.entries({ undefined, null: null, 42: 42, object: {}, symbol: Symbol('s'), function: () => {} })) {
    it(`may be ${shown}`, () => {
      assert.throws(() => new Worker(value as never), { name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' });
    });
  }

  it('may be missing', () => {
    assert.throws(() => new (Worker as any)(), TypeError);
  });

  it('may be empty', () => {
    assert.throws(() => new Worker(''), { name: 'TypeError', code: 'ERR_INVALID_ARG_VALUE' });
  });

  it('may be a URL of an unknown scheme, or of one that has no scripts', () => {
    for (const url of ['ftp://example.org/worker.js', 'node:fs', 'about:blank', 'mailto:someone@example.org'])
      assert.equal(errorOf(() => new Worker(url)).code, 'HEDDLE_WORKER_SCHEME', url);
    assert.equal(errorOf(() => new Worker(new URL('ws://127.0.0.1/'))).code, 'HEDDLE_WORKER_SCHEME');
  });

  it('may be a URL that does not parse', () => {
    const error = errorOf(() => new Worker('http://[broken'));
    assert.ok(error instanceof DOMException);
    assert.equal(error.name, 'SyntaxError');
  });

  it('may be a URL over http without permission', () => {
    assert.equal(errorOf(() => new Worker('http://127.0.0.1:9/worker.js')).code, 'HEDDLE_REMOTE_FORBIDDEN');
    assert.equal(errorOf(() => new Worker(new URL('https://example.org/worker.js'))).code, 'HEDDLE_REMOTE_FORBIDDEN');
  });

  it('may be the URL of a blob that is no more', () => {
    const url = URL.createObjectURL(new Blob(['']));
    URL.revokeObjectURL(url);
    assert.equal(errorOf(() => new Worker(url)).code, 'HEDDLE_BLOB_NOT_FOUND');
  });

  it('does not matter when Worker is called without new', () => {
    assert.throws(() => (Worker as any)(at('worker.js')), TypeError);
  });
});
