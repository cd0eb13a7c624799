import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMMAND } from '../../support/run-heddle.ts';
import { runNode } from '../../support/run-node.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { WatchedProgram } from '../../support/watched-program.ts';

noLeaks();

/** Starts a worker of each script that it is given, and prints what they say. */
const MAIN = `
  import { Worker, SHARE_ENV } from 'heddle';
  process.on('message', (message) => process.send(message));
  for (const script of process.argv.slice(2)) {
    const worker = new Worker(script, script.startsWith('classic') ? { type: 'classic' } : script.startsWith('shared') ? { env: SHARE_ENV } : {});
    worker.on('message', (text) => console.log(script, 'says', text + '.'));
    worker.on('error', (error) => console.log(script, 'fails', error.message));
  }
`;

/** The files of a worker, its script first. Each adds a word to what the worker says, in this order. */
const WORKERS: Record<string, Record<string, string>> = {
  'an ES module': {
    'module.mjs': `import { words } from './import.mjs'; import { parentPort } from 'node:worker_threads'; parentPort.postMessage('one ' + words);`,
    'import.mjs': `export const words = 'one';`,
  },
  'a CommonJS module': {
    'common.cjs': `const { words } = require('./required'); postMessage('one ' + words);`,
    'required.js': `exports.words = 'one ' + require('./required.json');`,
    'required.json': `"one"`,
  },
  'a module that imports on demand': {
    'lazy.mjs': `const { words } = await import('./imported.mjs?query'); postMessage('one ' + words);`,
    'imported.mjs': `import rest from './common.cjs'; export const words = 'one ' + rest;`,
    'common.cjs': `module.exports = 'one';`,
  },
  'a TypeScript module': {
    'typed.mts': `import { words } from './typed-import.mjs'; const text: string = 'one ' + words; postMessage(text);`,
    'typed-import.mts': `import { words as rest } from './plain.mjs'; export const words: string = 'one ' + rest;`,
    'plain.mjs': `import { words as rest } from './typed-again.mts'; export const words = 'one ' + rest;`,
    'typed-again.mts': `export const words = 'one' as string;`,
  },
  'a TypeScript module that imports on demand': {
    'typed-lazy.mts': `const { words } = await import('./typed-imported.mts'); postMessage(('one ' + words) as string);`,
    'typed-imported.mts': `export const words = 'one' as string;`,
  },
  'CommonJS in TypeScript': {
    'typed-common.cts': `const { words } = require('./typed-required.cts'); postMessage(('one ' + words) as string);`,
    'typed-required.cts': `exports.words = 'one' as string;`,
  },
  'a classic script': {
    'classic.js': `importScripts('./imported-script.js'); postMessage('one ' + words);`,
    'imported-script.js': `globalThis.words = 'one';`,
  },
  'the worker of a worker': {
    'outer.mjs': `import { Worker } from 'heddle'; new Worker('inner.mts').on('message', (words) => postMessage('one ' + words));`,
    'inner.mts': `import { words } from './innermost.mts'; postMessage(('one ' + words) as string);`,
    'innermost.mts': `export const words = 'one' as string;`,
  },
  'a module in a thread that shares the environment': {
    'shared.mjs': `import { words } from './shared-import.mjs'; postMessage('one ' + words);`,
    'shared-import.mjs': `export const words = 'one';`,
  },
};

describe('node --watch', () => {
  for (const [what, files] of Object.entries(WORKERS)) {
    it(`restarts the program when a file of a worker changes: ${what}`, async () => {
      const [script, ...imports] = Object.keys(files) as [string, ...string[]];
      const program = new WatchedProgram(temporaryFolder({ 'main.mjs': MAIN, ...files }), 'main.mjs', [script]);
      try {
        const words = Object.keys(files).map(() => 'one');
        await program.printed(`${script} says ${words.join(' ')}.`);
        for (const [index, name] of [script, ...imports].entries()) {
          await program.edit(name, files[name]!.replace('one', 'two'));
          words[index] = 'two';
          await program.printed(`${script} says ${words.join(' ')}.`);
        }
      } finally {
        await program[Symbol.asyncDispose]();
      }
    });
  }

  for (const what of ['heddle/register', 'the command']) {
    it(`restarts a TypeScript program under ${what}`, async () => {
      const main = `
        import { words } from './typed.mts';
        process.on('message', (message: object) => process.send!(message));
        console.log('main says', words + '.');`;
      const typed = `import { words as rest } from './again.mts'; export const words: string = 'one ' + rest;`;
      const folder = temporaryFolder({ 'main.mts': main, 'typed.mts': typed, 'again.mts': `export const words = 'one' as string;` });
      const program =
        what === 'the command'
          ? new WatchedProgram(folder, COMMAND, ['main.mts'])
          : new WatchedProgram(folder, 'main.mts', [], ['--import', 'heddle/register']);
      try {
        await program.printed('main says one one.');
        await program.edit('again.mts', `export const words = 'two' as string;`);
        await program.printed('main says one two.');
        await program.edit('typed.mts', typed.replace('one', 'two'));
        await program.printed('main says two two.');
      } finally {
        await program[Symbol.asyncDispose]();
      }
    });
  }

  it('restarts a program whose worker did not load', async () => {
    const folder = temporaryFolder({
      'main.mjs': MAIN,
      'worker.mts': `import './broken.mts'; postMessage('one');`,
      'broken.mts': 'let let',
    });
    const program = new WatchedProgram(folder, 'main.mjs', ['worker.mts']);
    try {
      await program.printed('worker.mts fails');
      await program.edit('broken.mts', '');
      await program.printed('worker.mts says one.');
    } finally {
      await program[Symbol.asyncDispose]();
    }
  });
});

it('what the runtime posts for --watch is no message of the program', async () => {
  const folder = temporaryFolder({
    'main.mjs': `
      import { SHARE_ENV, Worker } from 'heddle';
      const execArgv = ['--require', './preload.cjs'];
      for (const options of [{}, { env: SHARE_ENV }, { env: process.env }, { env: {} }, { execArgv }]) {
        const worker = new Worker(new URL('./worker.mjs', import.meta.url), options);
        worker.on('message', (message) => console.log(message));
        worker.on('error', (error) => console.log(error));
      }`,
    'worker.mjs': `
      import { parentPort } from 'node:worker_threads';
      import { createRequire } from 'node:module';
      import './dependency.mjs';
      createRequire(import.meta.url)('./required.cjs');
      await import('./imported.mjs');
      parentPort.postMessage(['WATCH_REPORT_DEPENDENCIES' in process.env, Object.keys(process.env).includes('WATCH_REPORT_DEPENDENCIES')].join());`,
    'preload.cjs': 'require("./required-before.cjs")',
    'required-before.cjs': '',
    'dependency.mjs': '',
    'required.cjs': '',
    'imported.mjs': '',
  });
  const { stdout, stderr, code } = await runNode(['main.mjs'], { cwd: folder, env: { WATCH_REPORT_DEPENDENCIES: '1' } });
  assert.deepEqual([stdout, stderr, code], ['false,false\n'.repeat(5), '', 0]);
});

it('what the runtime posts for --watch is no answer of the thread that serves the live page', async () => {
  const source = `import { inspect } from 'heddle/inspect'; const page = await inspect(); console.log(page.url); await page.close();`;
  const folder = temporaryFolder({ 'main.mjs': source });
  const { stdout, stderr } = await runNode(['main.mjs'], { cwd: folder, env: { WATCH_REPORT_DEPENDENCIES: '1' } });
  assert.match(stdout, /^http:\/\/127\.0\.0\.1:\d+\//, stderr);
});
