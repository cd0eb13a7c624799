import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { noLeaks } from '../../support/no-leaks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const PROGRAM = `
  import { Pool, spawn, Worker, wrapSync } from 'heddle';
  import { inspect } from 'heddle/inspect';
  const [script] = process.argv.slice(2);
  console.log('begin');
  if (script === 'tasks.ts') {
    const tasks = spawn(new URL('./tasks.ts', import.meta.url));
    console.log(await tasks.one().then((value) => 'message ' + value, (error) => 'error ' + error.message));
    await tasks[Symbol.asyncDispose]();
    console.log('end');
  } else if (script === 'blocking') {
    const tasks = spawn(new URL('./tasks.mjs', import.meta.url));
    try {
      console.log('message', wrapSync(tasks).one());
    } catch (error) {
      console.log('error', error.message);
    }
    await tasks[Symbol.asyncDispose]();
    console.log('end');
  } else if (script === 'pool') {
    const pool = new Pool(new URL('./tasks.mjs', import.meta.url), { size: 2 });
    console.log(await pool.run('one', []).then((value) => 'message ' + value, (error) => 'error ' + error.message));
    await pool.close();
    console.log('end');
  } else if (script === 'inspect') {
    const page = await inspect().catch((error) => console.log('error', error.message));
    if (page) console.log('message 1');
    await page?.close();
    console.log('end');
  } else {
    const worker = new Worker(new URL(script, import.meta.url));
    worker.on('message', (message) => console.log('message', message));
    worker.on('error', (error) => console.log('error', error.message));
    worker.on('exit', (code) => console.log(code === 0 ? 'end' : 'failed'));
  }
`;
const FILES = {
  'main.mjs': PROGRAM,
  'plain.js': 'postMessage(1);',
  'typed.ts': 'const one: number = 1; postMessage(one);',
  'tasks.ts': 'export const one = (): number => 1;',
  'tasks.mjs': 'export const one = () => 1;',
};

/** What a program prints that may have so many descriptors open; it is killed when it hangs. */
function printed(cwd: string, descriptors: number, script: string, cache: string): Promise<string> {
  return new Promise((resolve) => {
    const args = ['-c', `ulimit -n ${descriptors}; exec "$0" "$@"`, process.execPath, 'main.mjs', script];
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined, HEDDLE_CACHE: cache };
    execFile('sh', args, { cwd, env, timeout: 60_000, killSignal: 'SIGKILL' }, (error, stdout) => {
      resolve(error?.killed ? `hangs after ${stdout}` : stdout);
    });
  });
}

describe('With few file descriptors', { skip: process.platform === 'win32' && 'the system has no such limit' }, () => {
  for (const script of ['plain.js', 'typed.ts', 'tasks.ts', 'blocking', 'pool', 'inspect'])
    for (const cache of script === 'typed.ts' ? ['off', './cache'] : ['./cache'])
      it(`it works or says why not: ${script}, cache ${cache}`, async () => {
        const folder = temporaryFolder(FILES);
        assert.match(await printed(folder, 256, script, cache), /^begin\nmessage 1\nend\n$/);
        for (let descriptors = 20; descriptors <= 34; descriptors++) {
          const text = await printed(folder, descriptors, script, cache);
          // With still fewer the program itself does not begin.
          assert.match(text, /^(?:|begin\n(?:message 1\nend|error [^]+\n(?:failed|end))\n)$/, `${descriptors} descriptors`);
        }
      });
});
