// Runs the compiled tests: `npm test`, `npm test -- ring port/close`, `npm test -- --test-name-pattern=FIFO`.
//
// `node --test` itself would not do: patterns of files came with Node 21, folders as arguments went with it, a compiled test whose
// source is gone would still run, and since Node 24 `--test-timeout` no longer ends a file that hangs outside of its tests.
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { ROOT } from './generated-file.ts';

/** How long one file may run: ten times what the slowest, test/docs, needs on two cores. It ends what hangs, and measures nothing. */
const FILE_MILLISECONDS = 300_000;
/** Test files have threads of their own; more than this at once on a small machine and their deadlines measure the machine. */
const CONCURRENCY = Math.min(availableParallelism(), 4);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { 'test-name-pattern': { type: 'string', multiple: true, default: [] }, 'test-only': { type: 'boolean', default: false } },
});

const files = readdirSync(resolve(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.split(sep).join('/'))
  .filter((name) => name.endsWith('.test.ts') && !/(^|\/)(fixtures|node_modules|\.cache)\//.test(name))
  // Those of test/projects need packages that `npm ci` does not install: they run when they are named, as `npm run test:projects` does.
  .filter((name) => (positionals.length === 0 ? !name.startsWith('projects/') : positionals.some((part) => `test/${name}`.includes(part))))
  .sort()
  .map((name) => resolve(ROOT, 'dist/test', name.replace(/\.ts$/, '.js')));
const unbuilt = files.find((file) => !existsSync(file));
if (unbuilt) throw new Error(`Cannot run ${relative(ROOT, unbuilt)}: run \`npm run build\` first`);
if (files.length === 0) throw new Error(`Cannot run tests: no file under test/ has ${positionals.join(' or ') || '.test.ts'} in its path`);

// A ring from the third message on: most tests send a few, and are to test the ring. What the default does is tested where that is set back.
process.env['HEDDLE_RING_AFTER'] ??= '2';

const abort = new AbortController();
const stream = run({
  files,
  concurrency: CONCURRENCY,
  only: values['test-only'],
  signal: abort.signal,
  // Node 20 takes an empty list for "no test at all".
  ...(values['test-name-pattern'].length > 0 && { testNamePatterns: values['test-name-pattern'] }),
});

// Files start in the order given, so that the first few unfinished ones are those that run; Node 22 emits no event for the first.
const unfinished = new Set(files);
const deadlines = new Map<string, NodeJS.Timeout>();
function watchRunningFiles(): void {
  for (const file of [...unfinished].slice(0, CONCURRENCY)) {
    if (deadlines.has(file)) continue;
    const hangs = new Error(`Cannot finish ${relative(ROOT, file)}: still running after ${FILE_MILLISECONDS / 1000} s`);
    deadlines.set(file, setTimeout(() => abort.abort(hangs), FILE_MILLISECONDS).unref());
  }
}
watchRunningFiles();

stream.on('test:complete', ({ name, nesting }) => {
  if (nesting !== 0 || !unfinished.delete(name)) return;
  clearTimeout(deadlines.get(name));
  watchRunningFiles();
});
stream.on('test:fail', ({ name, todo, details }) => {
  if (todo === undefined || todo === false) process.exitCode = 1;
  // The summary says of a process that ended by itself no more than "test failed".
  const { exitCode, signal } = details.error as Error & { exitCode?: number; signal?: string };
  if (exitCode !== undefined || signal !== undefined)
    console.error(`${relative(ROOT, name)} ended with exit code ${exitCode} and signal ${signal}`);
});
stream.compose(new spec()).pipe(process.stdout);
