// A channel of heddle whose ends are in threads with rings, without them, and of the runtime, in every combination.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import threads from 'node:worker_threads';
import { MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

const roles = (await import(fixture('contract/mixed-roles.mjs').href)) as {
  echo(port: object): void;
  drive(port: object, values: readonly unknown[]): Promise<unknown[]>;
};
/** As a program has it that took it before heddle replaced it: it finds what has never had a listener of heddle. */
const { receiveMessageOnPort: takenEarly } = threads;
type Take = (port: never) => { message?: unknown } | undefined;

const KINDS = ['ring', 'native', 'plain'] as const;
type Kind = (typeof KINDS)[number];
/** Which ends are moved to a thread of their kind; the others stay here, and are read as their kind reads. */
const MOVED = ['first', 'second', 'both', 'neither'] as const;

/** What could be taken for something of heddle's, among other values. */
const SUSPECTS = [
  ['heddle:call', 0, 7, 'wipe', null, 'everything'],
  ['heddle:call', 13, 'tag'],
  { 'heddle:port': 'ring' },
  { 'heddle:port': 'ring', memory: 1 },
  { 'heddle:ports': [] },
  0,
  [5, 1, 'message'],
  [5, 3, {}],
  'text',
  null,
];
const VALUES = Array.from({ length: 200 }, (_, index) => SUSPECTS[index % SUSPECTS.length]);

// Started before any test, so that no test is blamed for them; once, because starting them would take most of the time.
const workers = new Map<string, Worker | threads.Worker>();
for (const kind of KINDS)
  for (const role of ['drive', 'echo']) {
    const worker =
      kind === 'plain'
        ? new threads.Worker(fixture('contract/mixed-end.mjs'))
        : new Worker(fixture('contract/mixed-end.mjs'), { transport: kind === 'ring' ? 'auto' : 'native' });
    await new Promise((resolve) => (worker as Worker).once('message', resolve));
    workers.set(`${kind} ${role}`, worker);
  }
const workerOf = (kind: Kind, role: string): Worker => workers.get(`${kind} ${role}`) as Worker;
after(async () => {
  await Promise.all([...workers.values()].map((worker) => worker.terminate()));
});

/** Reads a port by Node's own function, as often as the event loop comes by. */
function polled(port: MessagePort, take: Take): object {
  let listener: ((value: unknown) => void) | undefined;
  let isOpen = true;
  const poll = (): void => {
    if (!isOpen) return;
    for (let taken = take(port as never); taken; taken = take(port as never)) listener?.(taken.message);
    setImmediate(poll);
  };
  port.addEventListener('close', () => (isOpen = false));
  return {
    on(_type: string, callback: (value: unknown) => void) {
      listener = callback;
      setImmediate(poll);
    },
    postMessage: (value: unknown) => port.postMessage(value),
    close() {
      isOpen = false;
      port.close();
    },
  };
}

/** Lets an end play its role. @returns what the driving one has got */
async function play(kind: Kind, isMoved: boolean, port: MessagePort, role: 'drive' | 'echo', take: Take): Promise<unknown> {
  if (!isMoved) {
    const near = kind === 'plain' ? polled(port, take) : port;
    return role === 'drive' ? roles.drive(near, VALUES) : roles.echo(near);
  }
  const worker = workerOf(kind, role);
  worker.postMessage({ port, role, values: VALUES }, [port]);
  if (role === 'drive') return new Promise((resolve) => worker.once('message', resolve));
}

/** Messages that the ends exchange while both are here, so that each has received some. */
async function exchange(port1: MessagePort, port2: MessagePort): Promise<void> {
  for (let round = 0; round < 5; round += 1)
    for (const [from, to] of [
      [port1, port2],
      [port2, port1],
    ] as const) {
      const arrived = new Promise((resolve) => to.once('message', resolve));
      from.postMessage(round);
      await arrived;
    }
}

const expected = VALUES.map((value, number) => ({ number, value }));

for (const moved of MOVED)
  describe(`moved: ${moved}`, () => {
    for (const traffic of ['before', 'during'] as const)
      for (const first of KINDS)
        for (const second of KINDS)
          test(`${first} and ${second}, ${traffic} traffic`, async () => {
            const isMoved = [moved === 'first' || moved === 'both', moved === 'second' || moved === 'both'] as const;
            // What is made here is made for an end that stays here.
            setDefaultTransport((isMoved[0] ? second : first) === 'native' ? 'native' : 'auto');
            const { port1, port2 } = new MessageChannel();
            setDefaultTransport('auto');
            if (traffic === 'during') await exchange(port1, port2);
            const take: Take = traffic === 'before' ? takenEarly : threads.receiveMessageOnPort;
            const answers = play(first, isMoved[0], port1, 'drive', take);
            void play(second, isMoved[1], port2, 'echo', take);
            assert.deepEqual(await withDeadline(answers, 'the answers'), expected);
          });
  });

/** A channel with rings in both directions, between this thread and a worker. */
async function ringed(): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  workerOf('ring', 'echo').postMessage({ port: port2, role: 'echo' }, [port2]);
  for (let count = 0; count < 20; count += 1) {
    const answer = new Promise((resolve) => port1.once('message', resolve));
    port1.postMessage(count);
    await withDeadline(answer, 'an answer');
  }
  assert.ok(port1.stats().paths.ring);
  return port1;
}

/** Every way of the runtime to move a port. */
const WAYS: Readonly<Record<string, (port: never) => unknown>> = {
  'a port of the runtime': (port) => new threads.MessageChannel().port1.postMessage({ port }, [port]),
  'the dictionary of a port': (port) => new threads.MessageChannel().port1.postMessage(port, { transfer: [port] } as never),
  'a worker of the runtime': (port) => workerOf('plain', 'echo').postMessage({ port, role: 'echo' }, [port]),
  'the start of a worker of the runtime': (port) => new threads.Worker('', { eval: true, workerData: { port }, transferList: [port] }),
  'structuredClone()': (port) => structuredClone(port, { transfer: [port] }),
  'a port of heddle that leads out of heddle'(port) {
    const { port1, port2 } = new MessageChannel();
    new threads.MessageChannel().port1.postMessage(port2, [port2 as never]);
    return port1.postMessage({ port }, [port]);
  },
};
describe('a port with a ring that is moved by the runtime is refused, and goes on', () => {
  for (const [way, move] of Object.entries(WAYS))
    test(way, async () => {
      const port = await ringed();
      assert.throws(() => move(port as never), { name: 'DataCloneError', code: 25, path: 'transfer[0]' });
      const answer = new Promise((resolve) => port.once('message', resolve));
      port.postMessage('still here');
      assert.deepEqual(await withDeadline(answer, 'the answer'), { number: 20, value: 'still here' });
      port.close();
    });
});

test('Node’s receiveMessageOnPort() takes what a ring holds', async () => {
  const port = await ringed();
  port.postMessage('one');
  for (;;) {
    const taken = threads.receiveMessageOnPort(port as never);
    if (taken) {
      assert.deepEqual(taken.message, { number: 20, value: 'one' });
      break;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  port.close();
});
