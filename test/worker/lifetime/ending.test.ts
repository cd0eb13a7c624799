import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { WorkerOptions } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

interface Ending {
  readonly body: () => unknown;
  readonly options?: WorkerOptions;
  readonly events: readonly string[];
  readonly code: number;
  readonly reason: RegExp;
}

const ENDINGS: Record<string, Ending> = {
  'a natural end': { body: () => {}, events: ['online', 'open', 'close', 'exit'], code: 0, reason: /event loop was empty/ },
  'a natural end after a timer': {
    body: () => void setTimeout(() => {}, 1),
    events: ['online', 'open', 'close', 'exit'],
    code: 0,
    reason: /./,
  },
  'process.exit()': { body: () => process.exit(), events: ['online', 'close', 'exit'], code: 0, reason: /process\.exit\(\)/ },
  'process.exit(0)': { body: () => process.exit(0), events: ['online', 'close', 'exit'], code: 0, reason: /process\.exit\(0\)/ },
  'process.exit(7) in a timer': {
    body: () => void setTimeout(() => process.exit(7), 1),
    events: ['online', 'open', 'close', 'exit'],
    code: 7,
    reason: /process\.exit\(7\)/,
  },
  'process.exitCode': {
    body: () => {
      process.exitCode = 9;
    },
    events: ['online', 'open', 'close', 'exit'],
    code: 9,
    reason: /9/,
  },
  'process.exit() with process.exitCode': {
    body: () => {
      process.exitCode = 5;
      process.exit();
    },
    events: ['online', 'close', 'exit'],
    code: 5,
    reason: /process\.exit/,
  },
  'self.close()': { body: () => self.close(), events: ['online', 'open', 'close', 'exit'], code: 0, reason: /close\(\)/ },
  'self.close() in a timer': {
    body: () => void setTimeout(() => close(), 1),
    events: ['online', 'open', 'close', 'exit'],
    code: 0,
    reason: /close\(\)/,
  },
  'an uncaught error': {
    body: () => {
      throw new RangeError('lost');
    },
    events: ['online', 'error', 'close', 'exit'],
    code: 1,
    reason: /uncaught error: lost/,
  },
  'an unhandled rejection': {
    body: () => void setTimeout(() => void Promise.reject(new RangeError('lost'))),
    events: ['online', 'open', 'error', 'close', 'exit'],
    code: 1,
    reason: /lost/,
  },
  'a top-level await that never settles': {
    body: () => new Promise(() => {}),
    options: { type: 'module' },
    events: ['online', 'close', 'exit'],
    code: 13,
    reason: /top-level await/,
  },
  'a handler of exit that changes the code': {
    body: () => process.on('exit', () => (process.exitCode = 3)),
    events: ['online', 'open', 'close', 'exit'],
    code: 3,
    reason: /3/,
  },
};

for (const [name, { body, options, events, code, reason }] of Object.entries(ENDINGS)) {
  test(`${name} is followed by close and exit with code ${code}`, async () => {
    const worker = workerOf(body, options);
    const values: unknown[] = [];
    worker.on('exit', (...exit) => values.push(exit));
    worker.on('close', (...close) => values.push(close));
    const life = await lifeOf(worker);
    assert.deepEqual(life.events, events);
    assert.deepEqual([life.close.code, life.close.wasClean, life.close.type, life.close.isTrusted], [code, code === 0, 'close', true]);
    assert.match(life.close.reason, reason);
    assert.deepEqual(values, [[code], [code]]);
    assert.equal(await worker.terminate(), code);
    assert.equal(worker.threadId, -1);
  });
}

test('out of memory is an error with the code of the runtime, then code 1', async () => {
  const worker = workerOf(
    () => {
      const held: unknown[] = [];
      for (;;) held.push(Array.from({ length: 1000 }, (_, index) => ({ index })));
    },
    { resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 } },
  );
  const { events, errors, close } = await lifeOf(worker);
  assert.deepEqual(events.slice(-3), ['error', 'close', 'exit']);
  assert.equal((errors[0]!.error as { code: string }).code, 'ERR_WORKER_OUT_OF_MEMORY');
  assert.deepEqual([close.code, close.wasClean], [1, false]);
  assert.match(close.reason, /memory/);
});

test('terminate() is followed by close and exit with code 1', async () => {
  const worker = workerOf(() => void setInterval(() => {}, 1000));
  worker.once('open', () => void worker.terminate());
  const { events, close } = await lifeOf(worker);
  assert.deepEqual(events, ['online', 'open', 'close', 'exit']);
  assert.deepEqual([close.code, close.wasClean], [1, false]);
  assert.match(close.reason, /terminate/);
});

test('onclose is called once, with a CloseEvent', async () => {
  const worker = workerOf(() => process.exit(4));
  const seen: unknown[] = [];
  worker.onclose = (event) => seen.push(event.constructor.name, event.code, event.target === worker, event.currentTarget === worker);
  await lifeOf(worker);
  assert.deepEqual(seen, ['CloseEvent', 4, true, true]);
});
