import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { devNull } from 'node:os';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json. */
export const ROOT: string = resolve(fileURLToPath(import.meta.url), '../../..');

/**
 * Writes a committed file that a tool generates or, with `--check` on the command line, compares it and prints the difference.
 *
 * @param file - relative to the root of the package
 * @param content - the whole file
 * @param command - what regenerates it, for the message
 */
export function generatedFile(file: string, content: string, command: string): void {
  const path = resolve(ROOT, file);
  if (!process.argv.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    console.log(`wrote ${relative(ROOT, path)}`);
    return;
  }
  // git compares a file with standard input and exits 1 when they differ, so the review tool's own diff is what one reads here.
  const committed = existsSync(path) ? path : devNull;
  const { status, stdout, error } = spawnSync('git', ['--no-pager', 'diff', '--no-index', '--', committed, '-'], {
    input: content,
    encoding: 'utf8',
  });
  if (error) throw error;
  if (status === 0) {
    console.log(`${file} is up to date`);
  } else {
    console.error(`${stdout}\n${file} is stale: run \`${command}\` and commit the result`);
    process.exitCode = 1;
  }
}
