// Writes `expected/`: runs every program as its reference does, and keeps what it prints. `npm run projects:record -- nest express`.
//
// The references are TypeScript's compiler with the running Node, and tsx, which `npm ci` has put into test/projects/node_modules,
// and Bun, which has to be on the PATH.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Expectation, expectationFile, formatExpectation, hashSources } from './expectation.ts';
import { HERE, PROGRAMS, type Program } from './programs.ts';

const require = createRequire(join(HERE, 'package.json'));
const versionOf = (name: string): string => `${name} ${(require(`${name}/package.json`) as { version: string }).version}`;
const asJavaScript = (path: string): string => path.replace(/\.([cm]?)tsx?$/, '.$1js');

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trimEnd();
}

/** Compiles a copy of a program where it lies, each tsconfig.json with its own options, and leaves the JavaScript only. */
function compile(folder: string): void {
  const tsc = require.resolve('typescript/bin/tsc');
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !path.includes('node_modules'));
  const configurations = sources.filter((path) => /(^|[\\/])tsconfig\.json$/.test(path)).sort((a, b) => a.length - b.length);
  const hasReferences = readFileSync(join(folder, 'tsconfig.json'), 'utf8').includes('"references"');
  for (const args of hasReferences ? [['-b', '.']] : configurations.map((path) => ['-p', path])) {
    try {
      run(process.execPath, [tsc, ...args], folder);
    } catch (error) {
      // The compiler writes what it can in spite of errors of types; some programs are wrong on purpose.
      console.log(String((error as { stdout?: string }).stdout ?? error));
    }
  }
  for (const path of sources.filter((name) => /\.[cm]?tsx?$/.test(name))) rmSync(join(folder, path));
}

function record({ name, by, main = 'main.ts', tasks = 'tasks.ts', options = [] }: Program): Expectation | undefined {
  if (by === 'rule') return undefined;
  const folder = join(HERE, '.cache', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  cpSync(join(HERE, 'fixtures', name), folder, { recursive: true, verbatimSymlinks: true });
  const place = dirname(join(folder, main));
  const script = (file: string): string => fileURLToPath(new URL(`../../../test/projects/fixtures/${file}`, import.meta.url));
  const call = script('call-report.mjs');
  if (by === 'tsc') {
    compile(folder);
    const node = (...args: string[]): string => run(process.execPath, args, folder);
    return {
      by: `${versionOf('typescript')}, node ${process.versions.node}`,
      sources: hashSources(name),
      program: node(asJavaScript(main)),
      worker: node(script('start-worker.mjs'), pathToFileURL(join(folder, asJavaScript(main))).href),
      report: node(call, pathToFileURL(join(folder, asJavaScript(tasks))).href),
    };
  }
  const command = by === 'bun' ? 'bun' : process.execPath;
  const before = by === 'bun' ? options : [...options, '--import', pathToFileURL(require.resolve(by)).href];
  const program = run(command, [...before, join(folder, main)], place);
  return {
    by: by === 'bun' ? `bun ${run('bun', ['--version'], HERE)}` : `${versionOf('tsx')}, node ${process.versions.node}`,
    sources: hashSources(name),
    program,
    worker: program,
    report: run(command, [...before, call, pathToFileURL(join(folder, tasks)).href], place),
  };
}

const wanted = process.argv.slice(2);
mkdirSync(dirname(expectationFile('any')), { recursive: true });
for (const program of PROGRAMS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  const expectation = record(program);
  if (expectation === undefined) continue;
  writeFileSync(expectationFile(program.name), formatExpectation(expectation));
  console.log(`${program.name}: ${expectation.by}`);
}
