#!/usr/bin/env node
import process from 'node:process';
import { createRequire } from 'node:module';
import { programAt } from '../run-program.ts';
import { explainCommand } from './explain-command.ts';
import { inspectCommand } from './inspect-command.ts';
import { misuse, orMisuse } from './misuse.ts';

const HELP = `heddle: run TypeScript and JavaScript programs with workers on Node.js

  heddle [run] <program> [arguments...]
  heddle inspect [--port=number] [--trace=file] <program> [arguments...]
  heddle explain <file.json | module#export>

The first runs a .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs program in this process. Worker, MessageChannel and MessagePort
are global, and every worker of the program, also those of node:worker_threads, runs TypeScript without a build step.
Everything behind the program belongs to it. The second does the same and serves a page that shows what its threads do: see heddle inspect
--help. The third says what would become of a message: see heddle explain --help.

  -h, --help       print this text
  -v, --version    print the version

Options of Node.js itself go into NODE_OPTIONS. Variables: HEDDLE_ALLOW_REMOTE, HEDDLE_CACHE, HEDDLE_REMOTE_TIMEOUT, HEDDLE_TRANSPORT,
HEDDLE_WARNINGS.
`;

const [first, ...others] = process.argv.slice(2);
const [script, ...parameters] = first === 'run' ? others : first === undefined ? [] : [first, ...others];
if (first === 'explain') await explainCommand(others);
else if (first === 'inspect') await inspectCommand(others);
else if (script === '--help' || script === '-h') process.stdout.write(HELP);
else if (script === '--version' || script === '-v') {
  process.stdout.write(`${(createRequire(import.meta.url)('heddle/package.json') as { version: string }).version}\n`);
} else if (script === undefined) misuse('no program is named; see heddle --help');
else if (script.startsWith('-')) misuse(`unknown option ${script}; see heddle --help`);
// Awaited at the top level, so that the runtime reports what the program throws, and a program that never settles, as its own.
else await orMisuse(() => programAt(script)).run(parameters);
