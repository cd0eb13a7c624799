#!/usr/bin/env node
import process from 'node:process';
import { createRequire } from 'node:module';
import { HeddleError } from '../index.ts';
import { programAt } from '../run-program.ts';

const HELP = `heddle: run TypeScript and JavaScript programs with workers on Node.js

  heddle [run] <program> [arguments...]

Runs a .ts, .tsx, .mts, .cts, .js, .jsx, .mjs or .cjs program in this process. Worker, MessageChannel and MessagePort
are global, and every worker of the program, also those of node:worker_threads, runs TypeScript without a build step.
Everything behind the program belongs to it.

  -h, --help       print this text
  -v, --version    print the version

Options of Node.js itself go into NODE_OPTIONS. Variables: HEDDLE_ALLOW_REMOTE, HEDDLE_CACHE, HEDDLE_REMOTE_TIMEOUT, HEDDLE_TRANSPORT.
`;

function fail(message: string): never {
  process.stderr.write(`heddle: ${message}\n`);
  process.exit(2);
}

function find(script: string): ReturnType<typeof programAt> {
  try {
    return programAt(script);
  } catch (error) {
    if (HeddleError.is(error) || error instanceof TypeError || error instanceof RangeError || error instanceof DOMException)
      fail(error.message);
    throw error;
  }
}

const [first, ...others] = process.argv.slice(2);
const [script, ...parameters] = first === 'run' ? others : first === undefined ? [] : [first, ...others];
if (script === '--help' || script === '-h') process.stdout.write(HELP);
else if (script === '--version' || script === '-v') {
  process.stdout.write(`${(createRequire(import.meta.url)('heddle/package.json') as { version: string }).version}\n`);
} else if (script === undefined) fail('no program is named; see heddle --help');
else if (script.startsWith('-')) fail(`unknown option ${script}; see heddle --help`);
// Awaited at the top level, so that the runtime reports what the program throws, and a program that never settles, as its own.
else await find(script).run(parameters);
