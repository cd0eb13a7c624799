// Nothing that a program sends is taken for what heddle sends beside it, at any moment of a port's life; and what pretends to be heddle's is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import fc from 'fast-check';
import { expose, MessageChannel, Worker, wrap } from '../../src/index.ts';
import { controlTag } from '../../src/port/control.ts';
import { arbitraryValue } from '../clone/arbitrary-value.ts';
import { assertSameClone } from '../clone/assert-same-clone.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { contract } from './contract.ts';
import { suspect } from './suspect.ts';

noLeaks();

contract('any value arrives as it was, at any position, also where calls are served', async ({ from, to }) => {
  const samples = fc.sample(fc.oneof(suspect, suspect, arbitraryValue), { numRuns: 300, seed: 7 });
  // What a clone of it is has to arrive, and what cannot be cloned is not sent. The end in a worker gets and gives clones.
  const values: unknown[] = samples.flatMap((value) => {
    try {
      return [structuredClone(structuredClone(value))];
    } catch {
      return [];
    }
  });
  const receiving = to.run(async ({ port, heddle }, count) => {
    let calls = 0;
    const served = heddle.expose({ wipe: () => void (calls += 1) }, port);
    const seen: unknown[] = [];
    await new Promise<void>((resolve) =>
      port.on('message', (value) => {
        seen.push(value);
        if (seen.length === count) resolve();
      }),
    );
    port.removeAllListeners('message');
    served.stop();
    return { seen, calls };
  }, values.length);
  await from.run(async ({ port }, values) => {
    for (const [index, value] of values.entries()) {
      port.postMessage(value);
      // Some are alone when they arrive, the others come in bunches.
      if (index % 20 < 10) await new Promise((resolve) => setImmediate(resolve));
    }
  }, values);
  const { seen, calls } = await receiving;
  assert.equal(calls, 0);
  for (const [index, value] of values.entries()) assertSameClone(seen[index], value);
});

test('JSON of a stranger calls nothing over a port that is not heddle’s', async () => {
  const { port1, port2 } = new threads.MessageChannel();
  const wiped: unknown[] = [];
  const seen: unknown[] = [];
  port2.on('message', (value) => seen.push(value));
  const served = expose({ wipe: (what: string) => wiped.push(what) }, port2);
  const forged = JSON.stringify(['heddle:call', 0, 7, 'wipe', null, 'everything']);
  port1.postMessage(JSON.parse(forged));
  port1.postMessage(['heddle:call', 13, 'tag']);
  port1.postMessage(['tag', 0, 7, 'wipe', null, 'everything']);
  const api = wrap<{ wipe(what: string): number }>(port1);
  assert.equal(await withDeadline(api.wipe('by a call'), 'the answer'), 1);
  assert.deepEqual(wiped, ['by a call']);
  assert.deepEqual(seen[0], JSON.parse(forged));
  served.stop();
  port1.close();
});

/** What has the tag and is nothing that heddle sends; only a thread of heddle that was made to could send it. */
function malformed(): unknown[] {
  const tag = controlTag();
  return [
    [tag, 'ring'],
    [tag, 'ring', 1],
    [tag, 'ring', new SharedArrayBuffer(7)],
    [tag, 'ring', new SharedArrayBuffer(256)],
  ];
}

const portWith = (make: (port: threads.MessagePort) => unknown): { message: unknown; port: threads.MessagePort } => {
  const { port1, port2 } = new threads.MessageChannel();
  port2.close();
  return { message: make(port1), port: port1 };
};

for (const [index, message] of malformed().entries())
  test(`a malformed announcement of a ring is a messageerror: ${index}`, async () => {
    const { port1, port2 } = new MessageChannel();
    const failed = new Promise((resolve) => port2.on('messageerror', resolve));
    port2.on('message', () => {});
    port1.postMessage(message);
    assert.equal(((await withDeadline(failed, 'the messageerror')) as { code: string }).code, 'HEDDLE_FRAME_CORRUPT');
    port1.close();
  });

const ENVELOPES: Readonly<Record<string, (port: threads.MessagePort) => unknown>> = {
  'no transfer state': (port) => [controlTag(), 'ports', undefined, 'message', [port]],
  'transfer states for another number of ports': (port) => [controlTag(), 'ports', [], 'message', [port]],
  'a transfer state of no shape': (port) => [controlTag(), 'ports', [7], 'message', [port]],
  'a ring that is none': (port) => [
    controlTag(),
    'ports',
    [{ backlog: [], state: { peer: { readsRings: true }, identity: { channel: 1, figures: [] }, sending: { memory: 1, order: 0 } } }],
    'message',
    [port],
  ],
  'ports that are none': (port) => [controlTag(), 'ports', [{ backlog: [], state: undefined }], port, [{}]],
};
for (const [what, make] of Object.entries(ENVELOPES))
  test(`a malformed message about moved ports is a messageerror: ${what}`, async () => {
    const { port1, port2 } = new MessageChannel();
    const failed = new Promise((resolve) => port2.on('messageerror', resolve));
    port2.on('message', () => {});
    const { message, port } = portWith(make);
    port1.postMessage(message, [port]);
    assert.equal(((await withDeadline(failed, 'the messageerror')) as { code: string }).code, 'HEDDLE_FRAME_CORRUPT');
    // The port goes on: what was refused was one message.
    const arrived = new Promise((resolve) => port2.once('message', resolve));
    port1.postMessage('next');
    assert.equal(await withDeadline(arrived, 'the next message'), 'next');
    port1.close();
  });

test('a worker cannot end its parent by what it sends', async () => {
  const worker = new Worker(fixture('contract/hostile.mjs'));
  const seen: unknown[] = [];
  worker.on('message', (value) => seen.push(value));
  await withDeadline(new Promise((resolve) => worker.addEventListener('close', resolve)), 'the end');
  assert.deepEqual(seen, [{ 'heddle:port': 'ring' }, { 'heddle:ports': 1 }, ['heddle:call', 0], 'end']);
});

test('one end of a channel in a thread learns nothing by the tag of another process', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: unknown[] = [];
  const all = new Promise<void>((resolve) => port2.on('message', (value) => seen.push(value) === 2 && resolve()));
  const other = controlTag().split('').reverse().join('');
  port1.postMessage([other, 'ring', new SharedArrayBuffer(1280)]);
  port1.postMessage(other);
  await withDeadline(all, 'both messages');
  assert.deepEqual(seen[1], other);
  port1.close();
});
