import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { SHARE_ENV, Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';
import { runNode } from '../../support/run-node.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

/** What code in a worker with these options posts. */
const answer = (code: string, options: WorkerOptions): Promise<any> => answerOf(new Worker(code, { eval: true, ...options }));

describe('options.name', () => {
  it('is self.name, worker.name and, where the runtime tells, the name of the thread', async () => {
    const worker = new Worker("postMessage([self.name, name, require('node:worker_threads').threadName])", { eval: true, name: 'render' });
    assert.equal(worker.name, 'render');
    const [own, bare, thread] = await answerOf(worker);
    assert.deepEqual([own, bare], ['render', 'render']);
    if (thread !== undefined) assert.equal(thread, 'render');
  });

  it('is empty by default', async () => {
    assert.equal(await answer('postMessage(self.name)', {}), '');
  });
});

describe('options.ref', () => {
  const program = (options: string): string =>
    `new (require('heddle').Worker)('setInterval(() => {}, 1000)', { eval: true, ${options} }).onopen = () => console.log('open');`;
  const cwd = temporaryFolder({});

  it('lets the parent end when it is false', async () => {
    const { code, stdout } = await runNode(['-e', program('ref: false')], { cwd });
    assert.deepEqual({ code, stdout }, { code: 0, stdout: '' });
  });

  it('keeps the parent alive when it is true, as by default', async () => {
    for (const options of ['ref: true', '']) {
      const { signal, stdout } = await runNode(['-e', `${program(options)} setTimeout(() => {}, 1).unref()`], { cwd, milliseconds: 4_000 });
      assert.deepEqual({ signal, stdout }, { signal: 'SIGKILL', stdout: 'open\n' });
    }
  });
});

describe('options.smol and options.resourceLimits', () => {
  const LIMITS = "postMessage(require('node:worker_threads').resourceLimits)";

  it('limit heap and stack', async () => {
    const resourceLimits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 3, codeRangeSizeMb: 16, stackSizeMb: 2 };
    const worker = new Worker(LIMITS, { eval: true, resourceLimits });
    const { maxOldGenerationSizeMb, stackSizeMb } = worker.resourceLimits as typeof resourceLimits;
    assert.deepEqual({ maxOldGenerationSizeMb, stackSizeMb }, { maxOldGenerationSizeMb: 48, stackSizeMb: 2 });
    assert.deepEqual(await answerOf(worker), resourceLimits);
  });

  it('are small with smol, where nothing more exact is asked for', async () => {
    const [normal, smol, mixed] = await Promise.all([
      answer(LIMITS, {}),
      answer(LIMITS, { smol: true }),
      answer(LIMITS, { smol: true, resourceLimits: { maxOldGenerationSizeMb: 100 } }),
    ]);
    for (const name of ['maxOldGenerationSizeMb', 'maxYoungGenerationSizeMb', 'stackSizeMb']) assert.ok(smol[name] < normal[name], name);
    assert.equal(mixed.maxOldGenerationSizeMb, 100);
    assert.equal(mixed.stackSizeMb, smol.stackSizeMb);
  });

  it('end a worker that goes beyond', async () => {
    const code = 'const all = []; for (;;) all.push(new Array(10_000).fill(0.5))';
    const {
      events,
      errors,
      code: exitCode,
    } = await outcomeOf(new Worker(code, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } }));
    assert.deepEqual(events, ['error', 'close']);
    assert.equal(errors[0].code, 'ERR_WORKER_OUT_OF_MEMORY');
    assert.equal(exitCode, 1);
  });
});

describe('options.env', () => {
  it('is the environment, of which the worker has its own copy', async () => {
    const env = { MARK: 'mark' };
    const code = "process.env.MARK += '!'; process.env.NEW = 'new'; postMessage([process.env.MARK, process.env.PATH])";
    assert.deepEqual(await answer(code, { env }), ['mark!', undefined]);
    assert.deepEqual(env, { MARK: 'mark' });
    assert.equal(process.env['NEW'], undefined);
  });

  it('is a copy of that of the parent when left out', async () => {
    process.env['HEDDLE_TEST_MARK'] = 'parent';
    const code = "const before = process.env.HEDDLE_TEST_MARK; process.env.HEDDLE_TEST_MARK = 'worker'; postMessage(before)";
    assert.equal(await answer(code, {}), 'parent');
    assert.equal(process.env['HEDDLE_TEST_MARK'], 'parent');
    delete process.env['HEDDLE_TEST_MARK'];
  });

  it('is that of the parent with SHARE_ENV', async () => {
    assert.equal(await answer("process.env.HEDDLE_TEST_MARK = 'worker'; postMessage(1)", { env: SHARE_ENV }), 1);
    assert.equal(process.env['HEDDLE_TEST_MARK'], 'worker');
    delete process.env['HEDDLE_TEST_MARK'];
  });
});

describe('options.argv and options.execArgv', () => {
  for (const type of ['module', 'commonjs'])
    it(`are the same, and every kind of script runs, under --input-type=${type}`, async () => {
      const cwd = temporaryFolder({
        'script.mjs': 'postMessage([...process.argv.slice(1), import.meta.url.slice(-4)]);',
        'script.cjs': 'postMessage([...process.argv.slice(1), String(require.main === module)]);',
        'script.ts': 'enum Kind { ts }; postMessage([...process.argv.slice(1), Kind[0]]);',
      });
      const program = `import('heddle').then(async ({ Worker }) => {
        for (const script of ['script.mjs', 'script.cjs', 'script.ts', 'postMessage(process.argv.slice(1))'])
          await new Promise((resolve, reject) => {
            const worker = new Worker(script, { eval: !script.startsWith('script'), argv: ['a', 'b'] });
            worker.onmessage = ({ data }) => console.log(data.join(' '));
            worker.onerror = ({ error }) => reject(error);
            worker.onclose = resolve;
          });
      })`;
      const { code, stdout, stderr } = await runNode([`--input-type=${type}`, '-e', program], { cwd });
      const path = (name: string): string => join(cwd, name);
      assert.deepEqual(
        { code, stderr, lines: stdout.trim().split('\n') },
        {
          code: 0,
          stderr: '',
          lines: [`${path('script.mjs')} a b .mjs`, `${path('script.cjs')} a b true`, `${path('script.ts')} a b ts`, '[worker eval] a b'],
        },
      );
    });

  it('are process.argv, as strings, and process.execArgv', async () => {
    const { messages } = await outcomeOf(
      new Worker('postMessage([process.argv.slice(2), process.execArgv])', {
        eval: true,
        argv: ['a', 1, null, { toString: () => 'object' }],
        execArgv: ['--no-warnings'],
      }),
    );
    assert.deepEqual(messages, [[['a', '1', 'null', 'object'], ['--no-warnings']]]);
  });

  it('put the path of the script into process.argv[1]', async () => {
    const script = join(temporaryFolder({ 'argv.ts': 'postMessage(process.argv.slice(1) as string[])' }), 'argv.ts');
    assert.deepEqual(await answerOf(new Worker(script, { argv: ['a'] })), [script, 'a']);
    assert.deepEqual(await answerOf(new Worker('postMessage(process.argv.slice(1))', { eval: true })), ['[worker eval]']);
  });

  it('refuse what Node refuses', () => {
    assert.throws(() => new Worker('', { eval: true, execArgv: ['--no-such-option'] }), { code: 'ERR_WORKER_INVALID_EXEC_ARGV' });
  });
});

describe('options.workerData', () => {
  const DATA = "postMessage([require('node:worker_threads').workerData, require('heddle').workerData])";
  const cwd = temporaryFolder({ 'data.cjs': DATA });
  const script = join(cwd, 'data.cjs');

  it('is cloned at construction, for heddle and node:worker_threads', async () => {
    const workerData = { list: [1, new Map([[1n, new Date(0)]])], missing: undefined };
    const worker = new Worker(script, { workerData });
    workerData.list.length = 0;
    const expected = { list: [1, new Map([[1n, new Date(0)]])], missing: undefined };
    assert.deepEqual(await answerOf(worker), [expected, expected]);
  });

  it('may be called data; workerData wins', async () => {
    assert.deepEqual(await answerOf(new Worker(script, { data: 'data' })), ['data', 'data']);
    assert.deepEqual(await answerOf(new Worker(script, { data: 'data', workerData: 0 })), [0, 0]);
  });

  it('keeps null and every other falsy value apart from nothing', async () => {
    for (const workerData of [null, 0, '', false])
      assert.deepEqual(await answerOf(new Worker(script, { workerData })), [workerData, workerData]);
  });

  it('throws at once with the path of what cannot be cloned', () => {
    assert.throws(() => new Worker(script, { workerData: { deep: [() => {}] } }), {
      name: 'DataCloneError',
      code: 25,
      path: 'workerData.deep[0]',
    });
  });
});

describe('options.transferList', () => {
  it('moves what is listed', async () => {
    const buffer = new ArrayBuffer(8);
    const { port1, port2 } = new MessageChannel();
    const code =
      "const { workerData } = require('node:worker_threads'); workerData.port.postMessage('through'); postMessage(workerData.buffer.byteLength)";
    const through = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    assert.equal(await answer(code, { workerData: { buffer, port: port2 }, transferList: [buffer, port2] }), 8);
    assert.equal(buffer.byteLength, 0);
    assert.equal(await through, 'through');
    port1.close();
  });

  it('refuses what is listed twice, detached, or cannot be moved, and moves nothing then', () => {
    const buffer = new ArrayBuffer(8);
    const detached = new ArrayBuffer(8);
    structuredClone(detached, { transfer: [detached] });
    for (const transferList of [
      [buffer, buffer],
      [buffer, detached],
      [buffer, {}],
      [buffer, new Uint8Array(1)],
      [buffer, new SharedArrayBuffer(1)],
    ])
      assert.throws(() => new Worker('', { eval: true, transferList }), { name: 'DataCloneError', code: 25, path: 'transfer[1]' });
    assert.throws(() => new Worker('', { eval: true, workerData: () => {}, transferList: [buffer] }), { name: 'DataCloneError' });
    assert.equal(buffer.byteLength, 8);
  });

  it('must name a port that is in workerData', () => {
    const { port1 } = new MessageChannel();
    assert.throws(() => new Worker('', { eval: true, workerData: { port1 } }), { name: 'DataCloneError', path: 'workerData.port1' });
    port1.close();
  });
});

describe('the other options', () => {
  it('have no effect that a program sees: credentials, transport, trackUnmanagedFds', async () => {
    for (const options of [
      ...(['omit', 'same-origin', 'include'] as const).map((credentials) => ({ credentials })),
      ...(['auto', 'native'] as const).map((transport) => ({ transport })),
      { trackUnmanagedFds: true },
    ] satisfies WorkerOptions[])
      assert.equal(await answer('postMessage(1)', options), 1);
  });

  it('close the descriptors that the worker forgot, unless trackUnmanagedFds is false', async () => {
    const { closeSync, fstatSync } = await import('node:fs');
    const open = "postMessage(require('node:fs').openSync(process.execPath))";
    const closed = await answer(open, {});
    assert.throws(() => fstatSync(closed), { code: 'EBADF' });
    const left = await answer(open, { trackUnmanagedFds: false });
    fstatSync(left);
    closeSync(left);
  });
});
