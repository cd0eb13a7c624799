import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import type { TestContext } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What a run of `test/fixtures/loader/launch.mjs` printed. */
export interface Outcome {
  readonly value?: any;
  readonly names?: readonly string[];
  readonly error?: { readonly name: string; readonly code?: string; readonly message: string; readonly stack: string };
  /** Whether the native transformer was loaded. */
  readonly native: boolean;
  readonly stderr: string;
}

/** How {@link Project.run} starts a script. */
export interface RunOptions {
  readonly place?: 'main' | 'worker';
  /** `install` tells the loader its entry, `install-blindly` does not. */
  readonly how?: 'install' | 'install-blindly' | 'import-entry';
  readonly options?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly execArgv?: readonly string[];
}

/** The threads that every test runs in, and how: `installLoader()` and `import()`, or `importEntry()`. */
export const WAYS: readonly Pick<RunOptions, 'place' | 'how'>[] = [
  { place: 'main', how: 'install' },
  { place: 'worker', how: 'install' },
  { place: 'worker', how: 'import-entry' },
];

/** A folder of source files that lives as long as a test. */
export interface Project {
  readonly directory: string;
  /** The path of a file of the project. */
  path(name: string): string;
  url(name: string): string;
  /** Runs a file, or a URL, in a new process; rejects when the process does not end by itself. */
  run(entry: string, options?: RunOptions): Promise<Outcome>;
}

const LAUNCH = fileURLToPath(new URL('../../../test/fixtures/loader/launch.mjs', import.meta.url));
const LONGEST_RUN = 60_000;

/** Writes a project into a new temporary folder, which the end of the test removes. Its cache of transformed files is its own. */
export function project(test: TestContext, files: Readonly<Record<string, string>>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'heddle-loader-')));
  test.after(() => rmSync(root, { recursive: true, force: true }));
  const directory = join(root, 'project');
  mkdirSync(directory);
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const path = (name: string): string => join(directory, name);
  const url = (name: string): string => pathToFileURL(path(name)).href;
  return {
    directory,
    path,
    url,
    run: (entry, { place = 'main', how = 'install', options = {}, env = {}, execArgv = [] } = {}) =>
      new Promise((resolve, reject) => {
        const target = /^[a-z-]+:/.test(entry) ? entry : url(entry);
        const settings = { cwd: directory, timeout: LONGEST_RUN, env: { ...process.env, HEDDLE_CACHE: join(root, 'cache'), ...env } };
        execFile(
          process.execPath,
          [...execArgv, LAUNCH, place, target, JSON.stringify({ ...options, how })],
          settings,
          (error, stdout, stderr) => {
            if (error) reject(new Error(`${error.message}\n${stdout}`));
            else resolve({ ...(JSON.parse(stdout.trim().split('\n').at(-1)!) as Omit<Outcome, 'stderr'>), stderr });
          },
        );
      }),
  };
}
