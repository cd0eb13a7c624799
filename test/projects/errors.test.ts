import assert from 'node:assert/strict';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { HERE } from './programs.ts';

const FOLDER = join(HERE, 'fixtures', 'errors');
const LONGEST_RUN = 120_000;

interface Failure {
  /** The program that cannot be run. */
  readonly file: string;
  /** Where the mistake is: file and line. */
  readonly at: string;
  /** That line of the source; none where the runtime has no more than the place. */
  readonly line?: string;
  /** What the message has to name. */
  readonly names: readonly string[];
}

const NOT_THERE = { at: 'named.ts:4', line: "import { notThere } from './library.js';", names: ['notThere', './library.js'] } as const;
const WRONG_TYPE = { at: 'syntax.ts:4', line: 'const wrong: = 2;', names: ['syntax.ts:4:14'] } as const;
const ON_PURPOSE = { at: 'throws.ts:5', line: 'throw new RangeError(`on purpose ${Level[0]}`);', names: ['on purpose Low'] } as const;

const LINKING: readonly Failure[] = [
  { file: 'named.ts', ...NOT_THERE },
  { file: 'deep.ts', ...NOT_THERE },
  { file: 'default.ts', at: 'default.ts:2', line: "import library from './library.js';", names: ['default', './library.js'] },
  { file: 'uses-passes-on.ts', at: 'passes-on.ts:1', line: "export { there, notThere } from './library.js';", names: ['notThere'] },
  { file: 'package-named.ts', at: 'package-named.ts:1', line: "import { missingName } from 'plain';", names: ['missingName', 'plain'] },
  { file: 'builtin.ts', at: 'builtin.ts:2', line: "import { readFileSink } from 'node:fs';", names: ['readFileSink', 'node:fs'] },
];
const NO_FILE = { at: 'missing-file.ts:4', line: "} from './not-there.js';", names: ['not-there.js', 'missing-file.ts'] } as const;
const NO_PACKAGE = 'package-that-is-not-there';
const RESOLVING: readonly Failure[] = [
  { file: 'missing-file.ts', ...NO_FILE },
  { file: 'uses-missing-file.ts', ...NO_FILE },
  { file: 'missing-package.ts', at: 'missing-package.ts:2', line: `import nothing from '${NO_PACKAGE}';`, names: [NO_PACKAGE] },
  { file: 'missing-dynamic.ts', at: 'missing-dynamic.ts:2', line: "await import('./not-there.js');", names: ['not-there.js'] },
  {
    file: 'missing-javascript.mjs',
    at: 'missing-javascript.mjs:1',
    line: "import { there } from './not-there.js';",
    names: ['not-there.js'],
  },
  {
    file: 'missing-required.cts',
    at: 'missing-required.cts:1',
    line: "const nothing: unknown = require('./not-there.cjs');",
    names: ['not-there.cjs'],
  },
];
const SYNTAX: readonly Failure[] = [
  { file: 'syntax.ts', ...WRONG_TYPE },
  { file: 'uses-syntax.ts', ...WRONG_TYPE },
  { file: 'late-syntax.ts', ...WRONG_TYPE },
  { file: 'common-syntax.cts', ...WRONG_TYPE },
  { file: 'syntax-late-stage.ts', at: 'syntax-late-stage.ts:', line: 'const twice = 2;', names: ['twice'] },
  { file: 'jsx.tsx', at: 'jsx.tsx:4', line: '</i>;', names: ['jsx.tsx:4'] },
  { file: 'syntax-javascript.ts', at: 'broken.js:2', line: 'const = 2;', names: ["'='"] },
  { file: 'json.ts', at: 'broken.json', line: '"b": ,', names: ['broken.json'] },
];
const RUNNING: readonly Failure[] = [
  { file: 'throws.ts', ...ON_PURPOSE },
  { file: 'uses-throws.ts', ...ON_PURPOSE },
  {
    file: 'rejected.ts',
    at: 'rejected.ts:3',
    line: 'Promise.reject(new RangeError(`on purpose ${Level[0]}`));',
    names: ['on purpose Low'],
  },
  { file: 'cycle.ts', at: 'cycle-inner.ts:3', line: 'export class Later extends Base {}', names: ["'Base'"] },
  { file: 'common-throws.cts', at: 'common-throws.cts:4', line: 'const where = ', names: ['on purpose errors Low'] },
  { file: 'decorator.ts', at: 'decorator.ts', names: ['TypeError'] },
];
const FAILURES = [...LINKING, ...RESOLVING, ...SYNTAX, ...RUNNING];
/** Of a worker, no version of Node gives a place for what V8 does not compile, but on standard error. */
const IN_WORKERS = FAILURES.filter(({ file }) => !['syntax-late-stage.ts', 'syntax-javascript.ts'].includes(file));

/** What tells of the loader's own troubles instead of the program's. */
const INNER_TROUBLES = /bug in Node|not in cache|ERR_INTERNAL_ASSERTION|ERR_VM_MODULE_LINK_FAILURE/;

function assertTells(text: string, { at, line, names }: Failure, what: string): void {
  assert.doesNotMatch(text, INNER_TROUBLES);
  for (const part of [at, ...names, ...(line === undefined ? [] : [line])])
    assert.ok(text.includes(part), `${what} does not say ${part}:\n${text}`);
}

for (const failure of FAILURES) {
  test(`heddle says what is wrong with ${failure.file}, and where`, async () => {
    const { code, stderr } = await runHeddle([join(FOLDER, failure.file)], { milliseconds: LONGEST_RUN, env: { HEDDLE_CACHE: 'off' } });
    assert.equal(code, 1, stderr);
    assertTells(stderr, failure, 'standard error');
  });
}

describe('as a worker', () => {
  let reports: Map<string, { code: number; events: { message: string; place: string; stack: string }[] }>;
  let stderr: string;
  before(async () => {
    const run = await runNode([join(FOLDER, 'report-workers.mjs'), ...IN_WORKERS.map(({ file }) => file)], { milliseconds: LONGEST_RUN });
    reports = new Map(
      run.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => [JSON.parse(line).file, JSON.parse(line)]),
    );
    ({ stderr } = run);
  });
  for (const failure of IN_WORKERS) {
    test(`the error event says what is wrong with ${failure.file}, and where`, () => {
      const report = reports.get(failure.file);
      assert.ok(report, stderr);
      assert.equal(report.code, 1);
      assert.equal(report.events.length, 1, JSON.stringify(report.events));
      const [{ message, place, stack }] = report.events as [(typeof report.events)[0]];
      // An error that the program throws has its place only.
      const { line, ...expected } = failure;
      const told = RUNNING.includes(failure) || line === undefined ? expected : failure;
      assertTells(`${message}\n${place}\n${stack}`, told, 'the event');
    });
  }
});
