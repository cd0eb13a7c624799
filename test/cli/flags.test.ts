import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { join } from 'node:path';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const cwd = temporaryFolder({
  'package.json': '{ "type": "module" }',
  'app.ts': `
    import { Pool } from 'heddle';
    enum Kind { One = 1 }
    const pool = new Pool<typeof import('./tasks.ts')>(new URL('./tasks.ts', import.meta.url), { size: 1 });
    console.log('pool', await pool.call.add(1, Kind.One));
    await pool.close();
    const worker = new Worker(new URL('./worker.ts', import.meta.url));
    worker.onmessage = ({ data }) => console.log('worker', data);`,
  'tasks.ts': 'enum Kind { Zero } export const add = (a: number, b: number): number => a + b + Kind.Zero;',
  'worker.ts': 'enum Kind { One = 1 } postMessage(Kind.One);',
});
const OUTPUT = 'pool 2\nworker 1\n';
const PERMISSION = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';
/** With nothing in the cache the transformer is needed. */
const cold = { cwd, env: { HEDDLE_CACHE: 'off' } };

describe('A program, a worker and a pool work', () => {
  for (const options of [
    ['--frozen-intrinsics'],
    ['--disallow-code-generation-from-strings'],
    ['--preserve-symlinks', '--preserve-symlinks-main'],
    [PERMISSION, '--allow-fs-read=*', '--allow-fs-write=*', '--allow-worker', '--allow-addons'],
    [PERMISSION, '--allow-fs-read=*', '--allow-worker', '--allow-addons'],
  ]) {
    it(`under ${options.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runHeddle(['--no-warnings', ...options, 'app.ts'], { cwd });
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: OUTPUT, stderr: '' });
    });
  }
});

describe('A clear error says why not', () => {
  it('where the permission model keeps the transformer from being loaded', async () => {
    const { code, stderr } = await runHeddle(['--no-warnings', PERMISSION, '--allow-fs-read=*', '--allow-worker', 'app.ts'], cold);
    assert.equal(code, 1);
    assert.match(stderr, /HEDDLE_TRANSFORM_FAILED/);
    assert.match(stderr, /--allow-addons/);
  });

  it('where require() of ES modules is switched off', async () => {
    const option = '--no-experimental-require-module';
    for (const run of [runHeddle([option, 'app.ts'], { cwd }), runHeddle(['app.ts'], { cwd, env: { NODE_OPTIONS: option } })]) {
      const { code, stdout, stderr } = await run;
      assert.match(stderr, /^heddle: .*--no-experimental-require-module.*\n$/);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
    }
    const { code, stderr } = await runNode([option, '--import', 'heddle/register', join(cwd, 'app.ts')], { cwd });
    assert.match(stderr, /HEDDLE_REQUIRE_DISABLED/);
    assert.equal(code, 1);
  });
});
