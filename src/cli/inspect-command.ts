import process from 'node:process';
import { parseArgs } from 'node:util';
import { programAt } from '../run-program.ts';
import { misuse, orMisuse } from './misuse.ts';

const HELP = `heddle inspect: run a program and show what its threads do

  heddle inspect [--port=number] <program> [arguments...]
  heddle inspect --trace <file.json> <program> [arguments...]

Prints the address of a page to standard error and runs the program. The page is served on 127.0.0.1 only, and only with the token of that address;
whoever has it can look into the program, and terminate its workers. It ends with the program.

  --port=number    the port of the page; a free one by default
  --trace <file>   writes what threads do to a file for Perfetto or Chrome's DevTools, and serves no page unless --port asks for it
  -h, --help       print this text
`;

/** Runs `heddle inspect` with what is behind it. */
export async function inspectCommand(given: readonly string[]): Promise<void> {
  // What is behind the program belongs to it.
  const at = given.findIndex((word, index) => !word.startsWith('-') && !['--trace', '--port'].includes(given[index - 1] ?? ''));
  const own = at < 0 ? given : given.slice(0, at);
  const [script, ...parameters] = at < 0 ? [] : given.slice(at);
  const { values } = orMisuse(() =>
    parseArgs({
      args: [...own],
      options: { port: { type: 'string' }, trace: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const,
    }),
  );
  if (values.help) return void process.stdout.write(HELP);
  if (script === undefined) misuse('no program is named; see heddle inspect --help');
  const program = orMisuse(() => programAt(script));
  const { inspect, trace } = await import('../inspect.ts');
  if (values.trace !== undefined) await trace(values.trace).catch((error: Error) => misuse(error.message));
  if (values.trace === undefined || values.port !== undefined) {
    const options = values.port === undefined ? {} : { port: Number(values.port) };
    const { url } = await inspect(options).catch((error: Error) => misuse(error.message));
    process.stderr.write(`heddle: ${url}\n`);
  }
  program.run(parameters);
}
