import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import { expose, type HeddleError, MessageChannel, Worker, wrap, wrapSync } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { skipThreadNumbers } from '../support/skip-thread-numbers.ts';
import { LONGEST } from './served.ts';

noLeaks();

interface Outcome {
  readonly value?: unknown;
  readonly code?: string;
  readonly message?: string;
}
interface Client {
  ready(): boolean;
  ask(...parameters: unknown[]): Outcome;
  askMany(count: number): number;
}

/** What it gives, or the code and message of what it throws. */
function outcomeOf<T>(call: () => T): T | Outcome {
  try {
    return call();
  } catch (error) {
    const { code, message } = error as HeddleError;
    return { code, message };
  }
}

for (const transport of TRANSPORTS) {
  test(`a worker blocks on its parent, whose event loop answers, ${transport}`, async () => {
    const worker = new Worker(fixture('sync/client.mjs'), { transport });
    expose({ answer: async (value: number) => value * 2 }, worker);
    const client = wrap<Client>(worker);
    assert.deepEqual(await client.ask(21), { value: 42 });
    assert.equal(await client.askMany(200), 199 * 200);
    await worker.terminate();
  });

  test(`a call that calls back is a deadlock, and what waits goes on, ${transport}`, async () => {
    const worker = new Worker(fixture('sync/client.mjs'), { transport });
    expose({ answer: (value: number) => value }, worker);
    const client = wrapSync<Client>(worker, { timeout: LONGEST });
    assert.equal(client.ready(), true);
    const begun = performance.now();
    // Whoever of the two comes to wait last is refused: mostly the worker, but the system may stop this thread before it waits.
    const outcome = outcomeOf(() => client.ask(1));
    assert.equal(outcome.code, 'HEDDLE_DEADLOCK');
    const [own, there] = [threads.threadId, worker.threadId];
    assert.match(
      outcome.message!,
      new RegExp(`this thread \\(${there}\\) would wait for thread ${own}|this thread \\(${own}\\) would wait for thread ${there}`),
    );
    assert.ok(performance.now() - begun < 1_000);
    // Nothing is left of it.
    assert.deepEqual(await wrap<Client>(worker).ask(5), { value: 5 });
    assert.equal(client.ready(), true);
    await worker.terminate();
  });

  test(`both at their first call, ${transport}`, async () => {
    const worker = new Worker(fixture('sync/client.mjs'), { transport, workerData: { atOnce: true } });
    expose({ answer: (value: number) => value }, worker);
    const said = new Promise<Outcome>((resolve) => worker.once('message', resolve));
    // The worker waits for this thread before it serves, and this thread for the worker: one of the two is refused.
    let code: string | undefined;
    try {
      assert.equal(wrapSync<Client>(worker, { timeout: LONGEST }).ready(), true);
    } catch (error) {
      ({ code } = error as { code?: string });
    }
    const there = await said;
    assert.ok(code === 'HEDDLE_DEADLOCK' || there.code === 'HEDDLE_DEADLOCK', `${code} ${there.code}`);
    await worker.terminate();
  });
}

test('three threads in a circle', async () => {
  const [toFirst, toSecond] = [new MessageChannel(), new MessageChannel()];
  const second = new Worker(fixture('sync/link.mjs'), { workerData: { port: toSecond.port2 }, transferList: [toSecond.port2] });
  const first = new Worker(fixture('sync/link.mjs'), {
    workerData: { port: toFirst.port2, next: toSecond.port1 },
    transferList: [toFirst.port2, toSecond.port1],
  });
  expose({ pass: () => 'never' }, second);
  const chain = wrapSync<{ ready(): number; pass(): string }>(toFirst.port1, { timeout: LONGEST });
  assert.equal(chain.ready(), 2);
  const begun = performance.now();
  // Each link passes on what it got, unless it is this thread that is refused.
  const outcome = outcomeOf<unknown>(() => chain.pass());
  assert.equal(outcome === 'HEDDLE_DEADLOCK' ? outcome : (outcome as Outcome).code, 'HEDDLE_DEADLOCK');
  assert.ok(performance.now() - begun < 1_000);
  await Promise.all([first.terminate(), second.terminate()]);
  toFirst.port1.close();
});

test('a thread that waits for itself', () => {
  const { port1, port2 } = new MessageChannel();
  expose({ add: (a: number, b: number) => a + b }, port2);
  const begun = performance.now();
  assert.throws(() => wrapSync<{ add(a: number, b: number): number }>(port1, { timeout: LONGEST }).add(1, 2), { code: 'HEDDLE_DEADLOCK' });
  assert.ok(performance.now() - begun < 1_000);
  port1.close();
});

test('two threads whose numbers are 1024 or 4096 apart', async () => {
  for (const distance of [1024, 4096]) {
    const probe = new Worker('', { eval: true });
    skipThreadNumbers(threads.threadId + distance - probe.threadId - 1);
    await probe.terminate();
    const worker = new Worker(fixture('sync/client.mjs'));
    assert.equal(worker.threadId, threads.threadId + distance);
    expose({ answer: (value: number) => value }, worker);
    const client = wrapSync<Client>(worker, { timeout: LONGEST });
    assert.equal(client.ready(), true);
    assert.equal(outcomeOf(() => client.ask(1)).code, 'HEDDLE_DEADLOCK');
    assert.deepEqual(await wrap<Client>(worker).ask(5), { value: 5 });
    assert.equal(await wrap<Client>(worker).askMany(200), 199 * 100);
    await worker.terminate();
  }
});
