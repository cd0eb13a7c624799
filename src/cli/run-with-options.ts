import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { isatty } from 'node:tty';
import { compileInput } from '../compile-input.ts';
import { PRELOAD, programAt } from '../run-program.ts';
import { parseCommandLine } from './command-line.ts';
import { misuse, orMisuse } from './misuse.ts';
import { startNode } from './start-node.ts';
import { testPatterns } from './test-patterns.ts';

/**
 * Runs what options come in front of: those of Node can only be given to it when it starts.
 *
 * @param usage - what `--help` prints
 */
export async function runWithOptions(args: readonly string[], usage: string): Promise<void> {
  const { help, version, tsconfig, cache, nodeOptions, code, runs, words } = parseCommandLine(args);
  if (help) return void process.stdout.write(usage);
  if (version) {
    const manifest = createRequire(import.meta.url)('heddle/package.json') as { version: string };
    return void process.stdout.write(`${manifest.version}\n`);
  }
  if (runs === 'input' && isatty(0)) misuse('no program is named; see heddle --help');
  if (tsconfig !== undefined) {
    if (tsconfig === '') misuse('--tsconfig names no file; see heddle --help');
    if (!existsSync(tsconfig)) misuse(`Cannot read ${resolve(tsconfig)}: no such file`);
    // Variables reach the workers and children of the program too.
    process.env['HEDDLE_TSCONFIG'] = resolve(tsconfig);
  }
  if (!cache) process.env['HEDDLE_CACHE'] = 'off';
  const [script, ...parameters] = words;
  const options = [...process.execArgv, '--require', PRELOAD, ...nodeOptions];
  if (runs === 'input') return startNode([...options, '-', ...parameters], compileInput(await text(process.stdin), '[stdin]'));
  if (runs === 'file') {
    const program = orMisuse(() => programAt(script!));
    if (nodeOptions.length === 0) return program.run(parameters);
    return startNode([...options, program.path, ...parameters]);
  }
  if (code) {
    const at = process.execArgv.length + 2 + code.index;
    const option = options[at]!;
    options[at] = option.slice(0, option.length - code.text.length) + compileInput(code.text, '[eval]');
  }
  if (words.length > 0) options.push('--', ...words);
  else if (runs === 'tests') options.push(...testPatterns());
  startNode(options);
}
