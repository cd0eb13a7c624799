import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Worker, type ErrorEvent, type WorkerOptions } from '../../../src/index.ts';
import { fixture } from '../../support/fixture.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';

noLeaks();

/** The line of `throw new LoomError` in the fixtures, and the column of its `new`. */
const [LINE, COLUMN] = [28, 9];

async function errorOf(name: string, options: WorkerOptions): Promise<ErrorEvent> {
  const { errors, close } = await lifeOf(new Worker(fixture(`worker-life/errors/${name}`), options));
  assert.equal(errors.length, 1);
  assert.equal(close.code, 1);
  return errors[0]!;
}

const KINDS: [name: string, options: WorkerOptions][] = [
  ['mapped.ts', {}],
  ['mapped.cts', {}],
  ['mapped.ts', { type: 'module' }],
  ['mapped.ts', { type: 'classic' }],
];

for (const [name, options] of KINDS) {
  for (const way of ['sync', 'timer', 'rejection']) {
    test(`an error of ${name} (${options.type ?? 'no type'}, ${way}) names its TypeScript line`, async () => {
      const { filename, lineno, colno, error } = await errorOf(name, { ...options, argv: [way] });
      assert.deepEqual([filename, lineno, colno], [fixture(`worker-life/errors/${name}`).href, LINE, COLUMN]);
      const place = `errors/${name}:${LINE}:${COLUMN}`;
      assert.ok(
        String((error as Error).stack)
          .split('\n')[1]!
          .includes(place),
        String((error as Error).stack),
      );
    });
  }
}

test('the handler in the worker sees the TypeScript line too', async () => {
  const { messages } = await lifeOf(new Worker(fixture('worker-life/errors/mapped.ts'), { argv: ['handled'] }));
  assert.deepEqual(messages, [['loom stopped', fixture('worker-life/errors/mapped.ts').href, LINE, COLUMN]]);
});

test('an error of TypeScript given as code names its line', async () => {
  const source = 'enum Kind {\n  Warp,\n}\nconst kind: Kind = Kind.Warp;\nthrow new Error(`lost ${kind}`);';
  const { errors } = await lifeOf(new Worker(source, { eval: true }));
  assert.deepEqual([errors[0]!.message, errors[0]!.lineno, errors[0]!.colno], ['lost 0', 5, 7]);
  assert.ok(errors[0]!.filename.endsWith('[worker%20eval]'), errors[0]!.filename);
});

test('an error of an imported module names that module', async () => {
  const { filename, lineno } = await errorOf('imports-mapped.ts', { argv: ['sync'] });
  assert.deepEqual([filename, lineno], [fixture('worker-life/errors/mapped.ts').href, LINE]);
});

test('class, code, own properties and cause come with it', async () => {
  const { message, error } = await errorOf('mapped.ts', { argv: ['sync'] });
  const { name, code, job, cause } = error as Error & { code: string; job: object; cause: TypeError & { at: number } };
  assert.equal(message, 'loom stopped');
  assert.equal((error as object).constructor.name, 'LoomError');
  assert.deepEqual([name, code, job], ['LoomError', 'E_LOOM', { kind: 1, size: 3 }]);
  assert.ok(cause instanceof TypeError);
  assert.deepEqual([cause.message, cause.at], ['thread broke', 7]);
  assert.match(cause.stack!, /mapped\.ts:27:\d+/);
});

test('a TypeScript syntax error has file, line and source line in its message', async () => {
  const { message, error, lineno, filename } = await errorOf('syntax.ts', {});
  assert.equal((error as { code?: string }).code, 'HEDDLE_TRANSFORM_FAILED');
  assert.ok(message.includes(`${fileURLToPath(fixture('worker-life/errors/syntax.ts'))}:4`), message);
  assert.ok(message.includes('const broken: Kind = = Kind.Warp;'), message);
  assert.deepEqual([filename, lineno], [fixture('worker-life/errors/syntax.ts').href, 4]);
});

// The runtime keeps the place of a syntax error in an ES module to itself: it prints it, but no property of the error has it.
for (const options of [{}, { type: 'classic' }] as const)
  test(`a JavaScript syntax error has file and line (${'type' in options ? 'classic' : 'commonjs'})`, async () => {
    const { error, lineno, filename } = await errorOf('syntax.cjs', options);
    assert.ok(error instanceof SyntaxError);
    assert.deepEqual([filename, lineno], [fixture('worker-life/errors/syntax.cjs').href, 2]);
  });
