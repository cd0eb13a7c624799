// Messages that look like heddle's own, at any moment of a port's life: they are messages; and what has heddle's tag and makes no sense is refused.
import assert from 'node:assert/strict';
import threads from 'node:worker_threads';
import fc from 'fast-check';
import { expose, MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { controlTag } from '../../src/port/control.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { arbitraryValue } from '../../test/clone/arbitrary-value.ts';
import { assertSameClone } from '../../test/clone/assert-same-clone.ts';
import { suspect } from '../../test/contract/suspect.ts';
import { fixture } from '../../test/support/fixture.ts';
import type { Area, Attempt } from './run/area.ts';

const KINDS = ['ring', 'native', 'plain', 'here'] as const;

/** What can be cloned, as a clone of it. */
function samples(random: Attempt['random'], count: number): unknown[] {
  return fc.sample(fc.oneof(suspect, suspect, arbitraryValue), { seed: random(2 ** 31), numRuns: count }).flatMap((value) => {
    try {
      return [structuredClone(structuredClone(value))];
    } catch {
      return [];
    }
  });
}

interface Echo {
  count: number;
  stop(): void;
}

/** Gives the far end to a thread, or to this one, that answers each message by itself. */
function echoIn(kind: (typeof KINDS)[number], port: MessagePort, workers: ReadonlyMap<string, Worker>): Echo {
  const echo: Echo = { count: 0, stop() {} };
  if (kind !== 'here') {
    workers.get(kind)!.postMessage({ port, role: 'echo' }, [port]);
    return echo;
  }
  const served = expose({ wipe: () => void (echo.count += 1) }, port);
  let number = 0;
  port.on('message', (value) => port.postMessage({ number: number++, value }));
  echo.stop = () => served.stop();
  return echo;
}

async function arriveUnchanged({ random, settles }: Attempt, workers: ReadonlyMap<string, Worker>): Promise<number> {
  const kind = KINDS[random(KINDS.length)]!;
  setDefaultTransport(random(3) === 0 ? 'native' : 'auto');
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  setDefaultTransport('auto');
  let near = port1;
  const values = samples(random, 20 + random(200));
  const seen: { number: number; value: unknown }[] = [];
  let notify = (): void => {};
  const take = (answer: { number: number; value: unknown }): void => {
    seen.push(answer);
    notify();
  };
  const come = (count: number): Promise<void> =>
    new Promise((resolve) => {
      notify = () => {
        if (seen.length >= count) resolve();
      };
      notify();
    });
  let echo: Echo | undefined;
  const late = random(3) === 0 ? random(values.length) : 0;
  for (const [index, value] of values.entries()) {
    if (index === late) echo = echoIn(kind, port2, workers);
    if (index === 0) near.on('message', take);
    near.postMessage(value);
    if (random(10) === 0) await new Promise((resolve) => setImmediate(resolve));
    if (echo && random(25) === 0) await settles(come(index + 1), `${index + 1} answers (${kind})`);
    if (random(60) !== 0) continue;
    near.off('message', take);
    const moved = new Promise<MessagePort>((resolve) => carrier.port2.once('message', resolve));
    carrier.port1.postMessage(near, [near]);
    near = await settles(moved, 'a port that was moved');
    near.on('message', take);
  }
  await settles(come(values.length), `all ${values.length} answers (${kind})`);
  assert.equal(echo!.count, 0, 'a message was taken for a call');
  for (const [index, value] of values.entries()) {
    assert.equal(seen[index]!.number, index);
    assertSameClone(seen[index]!.value, structuredClone(value));
  }
  echo!.stop();
  near.close();
  carrier.port1.close();
  return values.length;
}

/** A ring that is none: after it the direction cannot be read, which it says once. */
async function isRefused({ random, settles }: Attempt): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const failed = new Promise<{ code?: string }>((resolve) => port2.on('messageerror', (error) => resolve(error as { code?: string })));
  port2.on('message', (message: unknown) => assert.equal(message, 'before'));
  const [junk] = samples(random, 20);
  if (random(2) === 0) port1.postMessage('before');
  // Smaller than any ring.
  port1.postMessage([controlTag(), 'ring', random(2) === 0 ? junk : new SharedArrayBuffer(random(1_000))]);
  port1.postMessage('behind it');
  assert.equal((await settles(failed, 'the messageerror of a ring that is none')).code, 'HEDDLE_FRAME_CORRUPT');
  port1.close();
  return 1;
}

/** Forged messages about moved ports: the port goes on behind them. */
async function arePassed({ random, settles }: Attempt): Promise<number> {
  const { port1, port2 } = new MessageChannel();
  const refused: { code?: string }[] = [];
  port2.on('messageerror', (error) => refused.push(error as { code?: string }));
  const over = new Promise<void>((resolve) => port2.on('message', (data) => data === 'the last' && resolve()));
  const count = 5 + random(20);
  const junk = samples(random, 2 * count + 20);
  for (let index = 0; index < count; index += 1) {
    const { port1: moved, port2: other } = new threads.MessageChannel();
    other.close();
    const [first, second] = [junk[2 * index], junk[2 * index + 1]];
    const forged = random(2) === 0 ? [first, second, [moved]] : [[first], moved, [second]];
    port1.postMessage([controlTag(), 'ports', ...forged], [moved]);
  }
  port1.postMessage('the last');
  await settles(over, 'the message behind what was refused');
  for (const error of refused) assert.equal(error.code, 'HEDDLE_FRAME_CORRUPT');
  port1.close();
  return count;
}

export const area: Area = {
  name: 'control',
  what: 'messages that look like heddle’s own, at any moment of a port’s life, to threads of all kinds: they arrive as they are, and forged ones are refused',
  async run(attempt) {
    const tried = { messages: 0, forged: 0, ports: 0 };
    const workers = new Map<string, Worker>();
    for (const kind of ['ring', 'native', 'plain']) {
      const script = fixture('contract/mixed-end.mjs');
      const worker =
        kind === 'plain'
          ? (new threads.Worker(script) as unknown as Worker)
          : new Worker(script, { transport: kind === 'ring' ? 'auto' : 'native' });
      await attempt.settles(new Promise((resolve) => worker.once('message', resolve)), `the first message of a worker (${kind})`);
      workers.set(kind, worker);
    }
    while (!attempt.isOver()) {
      tried.messages += await arriveUnchanged(attempt, workers);
      tried.forged += (await isRefused(attempt)) + (await arePassed(attempt));
      tried.ports += 3;
      attempt.progress(tried);
    }
    await attempt.settles(Promise.all([...workers.values()].map((worker) => worker.terminate())), 'the end of the workers');
    return tried;
  },
};
