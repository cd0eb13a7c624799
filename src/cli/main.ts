#!/usr/bin/env node
import process from 'node:process';
import { programAt } from '../run-program.ts';
import { orMisuse } from './misuse.ts';
import { takeTsx } from './take-tsx.ts';

const HELP = `heddle: run TypeScript and JavaScript programs with workers on Node.js

  heddle [run] [options] <program> [arguments...]
  heddle [options] -e <code> | -p <code> | - [arguments...]
  heddle --test [options] [patterns...]
  heddle watch [options] <program> [arguments...]
  heddle inspect [--port=number] [--trace=file] <program> [arguments...]
  heddle explain <file.json | module#export>

The first runs a .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs program as node runs JavaScript. Worker, MessageChannel and MessagePort are
global, and every worker of the program, also those of node:worker_threads, runs TypeScript without a build step, and so does a process that it
forks. Without a program the code is read from standard input. Everything behind the program belongs to it.
"watch" is the same as --watch. For the last two see heddle inspect --help and heddle explain --help.

  --tsconfig <file>    takes that tsconfig.json instead of the nearest
  --no-cache           keeps no transformed code on disk
  -h, --help           prints this text
  -v, --version        prints the version

All other options are Node's own, such as --watch, --test, --import, --env-file, --inspect, --conditions or --max-old-space-size; see node
--help. Variables: HEDDLE_ALLOW_REMOTE, HEDDLE_CACHE, HEDDLE_REMOTE_TIMEOUT, HEDDLE_TRANSPORT, HEDDLE_TSCONFIG, HEDDLE_WARNINGS.
`;

const [first, ...others] = process.argv.slice(2);
// What few runs need is loaded by those.
if (first === 'explain') await (await import('./explain-command.ts')).explainCommand(others);
else if (first === 'inspect') await (await import('./inspect-command.ts')).inspectCommand(others);
else if (first === 'run') await run(others);
else if (first === 'watch') await run(['--watch', ...others]);
else await run(first === undefined ? [] : [first, ...others]);

async function run(given: readonly string[]): Promise<void> {
  const args = process.env['NODE_OPTIONS'] ? [...takeTsx(process.env), ...given] : given;
  const [script, ...parameters] = args;
  // Nothing in front of the program: no other process, and no time spent, is needed to run it.
  if (script !== undefined && !script.startsWith('-')) return orMisuse(() => programAt(script)).run(parameters);
  const { runWithOptions } = await import('./run-with-options.ts');
  await runWithOptions(args, HELP);
}
