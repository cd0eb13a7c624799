import { it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { COMMAND } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { WatchedProgram } from '../support/watched-program.ts';

noLeaks();

const files = {
  'package.json': '{ "type": "module" }',
  'app.ts': `
    import { Word } from './word';
    console.log('word', Word.It);
    const worker = new Worker('./worker.ts');
    worker.onmessage = ({ data }) => console.log('ready', data);
    process.on('message', (message) => process.send(message));`,
  'word.ts': "export { Word } from './deep.js';",
  'deep.ts': "export enum Word { It = 'one' }",
  'worker.ts': "import { Count } from './count.js'; postMessage(Count.It);",
  'count.ts': 'export enum Count { It = 1 }',
};

for (const watch of ['--watch', 'watch'])
  it(`heddle ${watch} app.ts starts again when a file of the program or of a worker changes`, async () => {
    const program = new WatchedProgram(temporaryFolder(files), 'app.ts', [], [], [COMMAND, watch]);
    try {
      await program.printed('word one');
      await program.printed('ready 1');
      await program.edit('deep.ts', "export enum Word { It = 'two' }");
      await program.printed('word two');
      await program.printed('ready 1');
      await program.edit('count.ts', 'export enum Count { It = 2 }');
      await program.printed('ready 2');
    } finally {
      await program[Symbol.asyncDispose]();
    }
  });
