// TypeScript where the folders that a program usually has are missing: a service without a home, a container without a temporary folder.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const FILES = {
  'main.mjs': `
    import { Worker } from 'heddle';
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.on('message', (message) => console.log('message', message));
    worker.on('error', (error) => console.log(error.code, error.message));
    worker.on('close', (code) => console.log('close', code));
  `,
  'worker.ts': 'enum Answer { Yes = 1 } postMessage(Answer.Yes);',
  'no-folder': '',
};

describe('TypeScript in a worker', { skip: process.platform !== 'linux' && 'only Linux has these folders and variables' }, () => {
  const folder = temporaryFolder(FILES);
  const noFolder = join(folder, 'no-folder');
  const run = (env: Record<string, string | undefined>) =>
    runNode(['main.mjs'], { cwd: folder, env: { HEDDLE_CACHE: 'off', TMPDIR: folder, ...env } });

  const WORKS: Readonly<Record<string, Record<string, string | undefined>>> = {
    'a home that is a file': { HOME: noFolder },
    'a home below a file': { HOME: join(noFolder, 'home') },
    'no home': { HOME: undefined },
    'no temporary folder': { TMPDIR: join(folder, 'missing'), HEDDLE_CACHE: undefined },
    'a temporary folder that is a file': { TMPDIR: noFolder, HEDDLE_CACHE: undefined },
    'a cache below a file': { HEDDLE_CACHE: join(noFolder, 'cache') },
    'a cache in /proc, where Node looks for a parent for ever': { HEDDLE_CACHE: '/proc/heddle' },
    'an odd XDG_CACHE_HOME': { XDG_CACHE_HOME: 'odd' },
  };
  for (const [what, env] of Object.entries(WORKS))
    test(`works with ${what}`, async () => {
      const { code, stdout, stderr } = await run(env);
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'message 1\nclose 0\n', stderr: '' });
    });

  test('says why not where there is neither a home nor a temporary folder', async () => {
    const { code, stdout } = await run({ HOME: noFolder, TMPDIR: noFolder });
    assert.equal(code, 0);
    const [error, close] = stdout.split('\n');
    assert.match(error!, /^HEDDLE_TRANSFORM_FAILED .+no-folder.+Not a directory/);
    assert.equal(close, 'close 1');
  });
});
