import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

// https://nodejs.org/api/test.html#running-tests-from-the-command-line, with TypeScript and JSX.
const EXTENSIONS = ['js', 'cjs', 'mjs', 'jsx', 'ts', 'cts', 'mts', 'tsx'];
const GLOB = `**/{test,test/**/*,test-*,*[._-]test}.{${EXTENSIONS.join(',')}}`;
const EXTENSION = new RegExp(`\\.(?:${EXTENSIONS.join('|')})$`);
const NAME = /^(?:test|test-.+|.+[._-]test)\.\w+$/;

/** The files in which Node looks for tests when none are named: a pattern, or, where Node takes none, their names. */
export function testPatterns(): readonly string[] {
  return Number(process.versions.node.split('.', 1)[0]) > 20 ? [GLOB] : filesIn('.', false);
}

function filesIn(directory: string, isOfTests: boolean): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return entry.name === 'node_modules' ? [] : filesIn(path, isOfTests || entry.name === 'test');
    return EXTENSION.test(entry.name) && (isOfTests || NAME.test(entry.name)) ? [path] : [];
  });
}
