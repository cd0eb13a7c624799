// Ports with traffic, so that their messages travel by the fastest way there is, in the places where that could show.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel, type MessagePort, receiveMessageOnPort } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { TRANSPORTS } from './transports.ts';
import { Station } from './station.ts';

noLeaks();

/** A channel whose other end is in a worker and has sent and received a hundred messages. */
async function busyChannel(station: Station): Promise<MessagePort> {
  const { port1, port2 } = new MessageChannel();
  station.give(port2);
  const echoing = station.run(({ port }: import('./end.ts').Tools) => {
    let count = 0;
    return new Promise<void>((resolve) => {
      port.on('message', (data) => {
        port.postMessage(data);
        if (++count < 100) return;
        port.removeAllListeners('message');
        resolve();
      });
    });
  });
  let seen = 0;
  const all = new Promise<void>((resolve) => port1.on('message', () => void (++seen === 100 && resolve())));
  for (let number = 0; number < 100; number++) port1.postMessage({ number });
  await withDeadline(Promise.all([all, echoing]), 'the echoes');
  port1.removeAllListeners('message');
  return port1;
}

const flood = ({ port }: import('./end.ts').Tools, count: number): void => {
  for (let number = 0; number < count; number++) port.postMessage({ number });
};

for (const transport of TRANSPORTS) {
  test(`receiveMessageOnPort() takes one after the other from a busy port, and leaves the rest to the handler, ${transport}`, async () => {
    process.env['HEDDLE_TRANSPORT'] = transport;
    const station = new Station(transport);
    const port = await busyChannel(station);
    await station.run(flood, 1_000);
    const seen: number[] = [];
    for (let count = 0; count < 300; count++) seen.push(receiveMessageOnPort(port)!.message.number);
    await withDeadline(
      new Promise<void>((resolve) => {
        port.on('message', ({ number }) => {
          seen.push(number);
          if (seen.length === 1_000) resolve();
        });
      }),
      'the rest',
    );
    // Out of the batch that the last message came in, so that the port is asleep.
    await new Promise((resolve) => setImmediate(resolve));
    const marks = new Int32Array(new SharedArrayBuffer(4));
    const posting = station.run(({ port }: import('./end.ts').Tools, marks: Int32Array) => {
      for (let number = 1_000; number < 1_010; number++) port.postMessage({ number });
      Atomics.store(marks, 0, 1);
      Atomics.notify(marks, 0);
    }, marks);
    // The request leaves this thread at once; no event reaches it before this task ends.
    assert.notEqual(Atomics.wait(marks, 0, 0, 5_000), 'timed-out');
    for (let next = receiveMessageOnPort(port); next; next = receiveMessageOnPort(port)) seen.push(next.message.number);
    await posting;
    // The wake-up of those was taken with them; the next ones need one of their own.
    const last = new Promise<void>((resolve) => port.on('message', ({ number }) => number === 1_019 && resolve()));
    await station.run(({ port }: import('./end.ts').Tools) => {
      for (let number = 1_010; number < 1_020; number++) port.postMessage({ number });
    });
    await withDeadline(last, 'what came after');
    assert.deepEqual(seen, [...Array(1_020).keys()]);
    port.close();
    assert.equal(receiveMessageOnPort(port), undefined);
    await station.end();
    assert.equal(receiveMessageOnPort(port), undefined);
  });

  test(`a port that was moved gives nothing and takes nothing here any more, ${transport}`, async () => {
    process.env['HEDDLE_TRANSPORT'] = transport;
    const [one, other] = [new Station(transport), new Station(transport)];
    const port = await busyChannel(one);
    await one.run(flood, 100);
    const carrier = new MessageChannel();
    carrier.port1.postMessage({ port }, [port]);
    assert.equal(receiveMessageOnPort(port), undefined);
    port.postMessage('nothing');
    port.on('message', () => assert.fail('a message of a port that was moved'));
    port.start();
    assert.throws(() => carrier.port1.postMessage({ port }, [port]), { name: 'DataCloneError' });
    other.give(carrier.port2);
    const seen = await withDeadline(
      other.run(async ({ port }: import('./end.ts').Tools) => {
        const { port: moved } = await new Promise<{ port: MessagePort }>((resolve) => port.once('message', resolve as never));
        const seen: number[] = [];
        await new Promise<void>((resolve) => moved.on('message', ({ number }) => void (seen.push(number) === 100 && resolve())));
        moved.close();
        return seen;
      }),
      'the messages',
    );
    assert.deepEqual(seen, [...Array(100).keys()]);
    carrier.port1.close();
    await Promise.all([one.end(), other.end()]);
  });

  test(`a worker that is killed in the middle of a flood: what it had sent comes once, in order, then close, ${transport}`, async () => {
    process.env['HEDDLE_TRANSPORT'] = transport;
    const station = new Station(transport);
    const port = await busyChannel(station);
    const marks = new Int32Array(new SharedArrayBuffer(4));
    const dead = assert.rejects(
      station.run(({ port }: import('./end.ts').Tools, marks: Int32Array) => {
        for (let number = 0; ; number++) {
          port.postMessage(number);
          // Published, and said so.
          Atomics.store(marks, 0, number + 1);
          if (number > 40_000) Atomics.wait(marks, 0, number + 1, 1);
        }
      }, marks),
    );
    const seen: number[] = [];
    const closed = new Promise((resolve) => port.on('close', resolve));
    port.on('message', (number: number) => {
      seen.push(number);
      if (number === 5_000) void station.worker.terminate();
    });
    await withDeadline(closed, 'close', 20_000);
    const said = Atomics.load(marks, 0);
    // It may have been killed between the message and the word.
    assert.ok(seen.length === said || seen.length === said + 1, `${seen.length} of ${said}`);
    assert.equal(
      seen.findIndex((number, index) => number !== index),
      -1,
    );
    await dead;
    await station.end();
  });

  for (const way of ['unref', 'natural', 'held', 'flood']) {
    test(`a busy port and the end of its process: ${way}, ${transport}`, async () => {
      const { code, signal, stdout, stderr } = await runNode([fixture('contract/busy-end.mjs').pathname, way], {
        env: { HEDDLE_TRANSPORT: transport },
        milliseconds: 20_000,
      });
      const expected = { unref: 'ended', natural: 'ended', held: 'late message, ended', flood: 'ended' }[way];
      assert.deepEqual({ code, signal, stdout: stdout.trim(), stderr }, { code: 0, signal: null, stdout: expected, stderr: '' });
    });
  }
}

test('a busy port goes to a worker of the native transport with all that is under way, and on from there', async () => {
  process.env['HEDDLE_TRANSPORT'] = 'auto';
  const [fast, slow] = [new Station('auto'), new Station('native')];
  const port = await busyChannel(fast);
  await fast.run(flood, 500);
  slow.give(port);
  await fast.run(flood, 500);
  const seen = await withDeadline(
    slow.run(({ port }: import('./end.ts').Tools) => {
      const seen: number[] = [];
      return new Promise<number[]>((resolve) => port.on('message', ({ number }) => void (seen.push(number) === 1_000 && resolve(seen))));
    }),
    'all messages',
  );
  assert.deepEqual(seen, [...Array(500).keys(), ...Array(500).keys()]);
  await Promise.all([fast.end(), slow.end()]);
});

test('a port that a worker passes on unused to a worker of the native transport shows messages only', async () => {
  process.env['HEDDLE_TRANSPORT'] = 'auto';
  const station = new Station('auto');
  const { port1, port2 } = new MessageChannel();
  station.give(port2);
  const passing = station.run(async ({ port, heddle }: import('./end.ts').Tools) => {
    const code = `import { workerData } from 'node:worker_threads'; workerData.port.on('message', (data) => workerData.port.postMessage(data));`;
    const inner = new heddle.Worker(code, { eval: true, transport: 'native', workerData: { port }, transferList: [port] } as never);
    await new Promise((resolve) => inner.on('online', resolve));
  });
  const seen: unknown[] = [];
  const all = new Promise<void>((resolve) => port1.on('message', (data) => void (seen.push(data) === 100 && resolve())));
  for (let number = 0; number < 50; number++) port1.postMessage(number);
  await passing;
  for (let number = 50; number < 100; number++) port1.postMessage(number);
  await withDeadline(all, 'the echoes');
  assert.deepEqual(seen, [...Array(100).keys()]);
  port1.close();
  await station.end();
});

// Of the ring alone: the runtime takes in as many messages in one turn as came meanwhile, a thousand at least.
test('timers have their turns while a flood comes in', async () => {
  const station = new Station('auto');
  const flooding = station.run(
    ({ port }: import('./end.ts').Tools) =>
      new Promise<void>((resolve) => {
        let stop = false;
        port.once('message', () => (stop = true));
        const flood = (): void => {
          for (let count = 0; count < 200; count++) port.postMessage({ count, text: 'some text' });
          if (!stop) return void setImmediate(flood);
          port.postMessage('end');
          resolve();
        };
        flood();
      }),
  );
  let turns = 0;
  const timer = setInterval(() => {
    if (++turns === 5) station.worker.postMessage('stop');
  }, 1);
  await withDeadline(
    new Promise<void>((resolve) => station.worker.on('message', (data) => data === 'end' && resolve())),
    'the end of the flood',
  );
  clearInterval(timer);
  await flooding;
  assert.ok(turns >= 5);
  await station.end();
});

test('HEDDLE_TRANSPORT=native makes no ring anywhere', async () => {
  for (const transport of TRANSPORTS) {
    const { stdout, stderr } = await runNode([fixture('contract/counts-memory.mjs').pathname], { env: { HEDDLE_TRANSPORT: transport } });
    assert.equal(stdout.trim(), transport === 'native' ? 'none' : 'rings', stderr);
  }
});
