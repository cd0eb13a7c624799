import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { COMMAND } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

const LONG = 60_000;
/** Much longer than a start takes, also on a busy machine: an edit ends what is starting. */
const AGAIN = 10_000;
const files = {
  'package.json': '{ "type": "module" }',
  'app.ts': `
    import { Word } from './word';
    console.log('word', Word.It);
    const worker = new Worker('./worker.ts');
    worker.onmessage = ({ data }) => console.log('ready', data);
    setInterval(() => {}, 1000);`,
  'word.ts': "export { Word } from './deep.js';",
  'deep.ts': "export enum Word { It = 'one' }",
  'worker.ts': "import { Count } from './count.js'; postMessage(Count.It);",
  'count.ts': 'export enum Count { It = 1 }',
};

for (const args of [
  ['--watch', 'app.ts'],
  ['watch', 'app.ts'],
]) {
  it(`heddle ${args.join(' ')} starts again when a file of the program or of a worker changes`, async () => {
    const cwd = temporaryFolder(files);
    const child = spawn(process.execPath, [COMMAND, ...args], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const seen = async (...words: string[]): Promise<void> => {
      const all = (async (): Promise<void> => {
        while (!words.every((word) => output.includes(word))) await once(child.stdout, 'data');
      })();
      await withDeadline(all, words.join(' and '), LONG);
      output = '';
    };
    const edit = async (name: string, text: string, ...words: string[]): Promise<void> => {
      const write = (): void => writeFileSync(join(cwd, name), text);
      write();
      // A program tells the watcher what it has loaded, but nobody tells this test when the watcher has heard of it: an edit before that is made again.
      const again = setInterval(write, AGAIN);
      try {
        await seen(...words);
      } finally {
        clearInterval(again);
      }
    };
    try {
      await seen('word one', 'ready 1');
      await edit('deep.ts', "export enum Word { It = 'two' }", 'word two', 'ready 1');
      await edit('count.ts', 'export enum Count { It = 2 }', 'word two', 'ready 2');
      child.kill('SIGINT');
      const [code, signal] = await withDeadline(once(child, 'exit'), 'the end of the command', LONG);
      assert.ok(code === 0 || signal === 'SIGINT', `${code} ${signal}`);
    } finally {
      child.kill('SIGKILL');
    }
  });
}
