import assert from 'node:assert/strict';
import { test } from 'node:test';
import threads from 'node:worker_threads';
import { MessageChannel, MessagePort } from '../../src/index.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

const INDEX = new URL('../../src/index.js', import.meta.url).href;

function closed(port: MessagePort): Promise<unknown> {
  return withDeadline(new Promise((resolve) => port.addEventListener('close', resolve)), 'close');
}

test('MessageChannel and MessagePort are the classes of the standard', () => {
  const channel = new MessageChannel();
  const { port1, port2 } = channel;
  assert.ok(port1 instanceof MessagePort && port1 instanceof threads.MessagePort && port1 instanceof EventTarget);
  assert.equal(channel.port1, port1);
  assert.equal(Object.prototype.toString.call(channel), '[object MessageChannel]');
  assert.equal(Object.prototype.toString.call(port1), '[object MessagePort]');
  assert.deepEqual(Object.keys(channel), []);
  assert.throws(() => void ((channel as { port1: unknown }).port1 = 1), TypeError);
  assert.throws(() => new MessagePort(), TypeError);
  assert.throws(() => Reflect.apply(MessageChannel, undefined, []), TypeError);
  assert.throws(() => Reflect.get(MessageChannel.prototype, 'port1'), TypeError);
  for (const method of ['postMessage', 'start', 'close', 'ref', 'hasRef', 'on', 'addEventListener'] as const) {
    assert.throws(() => Reflect.apply(MessagePort.prototype[method] as () => void, {}, ['message', () => {}]), TypeError, method);
  }
  port2.close();
});

test('a listener of another type neither starts a port nor keeps the thread', async () => {
  const { port1, port2 } = new MessageChannel();
  port1.on('close', () => {});
  port1.onmessageerror = () => {};
  assert.equal(port1.hasRef(), false);
  port2.postMessage(1);
  port1.start();
  // Started and unheard, a port receives, and keeps what it has received.
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await withDeadline(new Promise((resolve) => port1.once('message', resolve)), 'the message'), 1);
  port1.close();
});

test('ref() and unref() are booleans that hold, whatever listeners come and go', () => {
  const orders: [string, boolean[]][] = [
    ['', [false]],
    ['on', [true]],
    ['on off', [true, false]],
    ['on unref', [true, false]],
    ['unref on', [false, false]],
    ['ref', [true]],
    ['ref ref unref', [true, true, false]],
    ['on unref unref ref', [true, false, false, true]],
    ['ref on off', [true, true, true]],
    ['unref on off on', [false, false, false, false]],
    ['on off on', [true, false, true]],
  ];
  for (const [order, expected] of orders) {
    const { port1 } = new MessageChannel();
    const listener = (): void => {};
    const seen = order.split(' ').map((step) => {
      if (step === 'on') port1.on('message', listener);
      else if (step === 'off') port1.off('message', listener);
      else if (step === 'ref') assert.equal(port1.ref(), port1);
      else if (step === 'unref') assert.equal(port1.unref(), port1);
      return port1.hasRef();
    });
    assert.deepEqual(seen, expected, order);
    port1.close();
  }
});

test('a thread ends when its ports are unheard or unref()ed, and not before', async () => {
  const ends = async (code: string): Promise<string> => {
    const program = `import { MessageChannel } from ${JSON.stringify(INDEX)}; const { port1, port2 } = new MessageChannel(); ${code}`;
    const { code: exitCode, stdout, signal } = await runNode(['--input-type=module', '-e', program], { milliseconds: 10_000 });
    return `${exitCode} ${signal} ${stdout.trim()}`;
  };
  const listen = `port1.on('message', (data) => console.log(data));`;
  assert.deepEqual(
    await Promise.all([
      ends(`port1.start(); port2.start();`),
      ends(`${listen} port1.unref();`),
      ends(`port1.unref(); ${listen}`),
      ends(`port1.onmessage = () => {}; port1.onmessage = null;`),
      ends(`${listen} setTimeout(() => { port2.postMessage('alive'); port2.close(); }, 50).unref();`),
      ends(`port1.ref(); setTimeout(() => { console.log('alive'); port1.close(); }, 50).unref();`),
      ends(`port1.once('message', (data) => console.log(data)); setTimeout(() => port2.postMessage('once'), 50).unref();`),
    ]),
    ['0 null ', '0 null ', '0 null ', '0 null ', '0 null alive', '0 null alive', '0 null once'],
  );
});

test('close() is idempotent and fires close once at either side, after the last message', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: unknown[] = [];
  port2.postMessage('before');
  port1.on('message', (data) => seen.push(data));
  port1.onclose = () => void seen.push('onclose');
  const both = Promise.all([closed(port1), closed(port2)]);
  port2.close();
  port2.close();
  await both;
  port1.close();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(seen, ['before', 'onclose']);
  assert.equal(port1.postMessage('nothing'), undefined);
  assert.equal(port2.postMessage('nothing', [new ArrayBuffer(1)]), undefined);
  assert.throws(() => port2.postMessage(Symbol('s')), { name: 'DataCloneError', path: 'message' });
});

test('close waits for messages that had arrived while nobody listened', async () => {
  const { port1, port2 } = new MessageChannel();
  const seen: unknown[] = [];
  port1.start();
  for (const number of [1, 2, 3]) port2.postMessage(number);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  port1.on('message', (data) => seen.push(data));
  port1.on('close', () => seen.push('close'));
  port2.close();
  await closed(port1);
  assert.deepEqual(seen, [1, 2, 3, 'close']);
});

test('the old side of a moved port hears nothing any more, not even close', async () => {
  const { port1, port2 } = new MessageChannel();
  const carrier = new MessageChannel();
  const seen: unknown[] = [];
  port1.on('message', (data) => seen.push(data));
  port1.on('close', () => seen.push('close'));
  assert.equal(port1.hasRef(), true);
  carrier.port1.postMessage(null, [port1]);
  assert.equal(port1.hasRef(), false);
  port2.postMessage('for the new side');
  const { ports } = await withDeadline(new Promise<MessageEvent>((resolve) => carrier.port2.addEventListener('message', resolve)), 'it');
  const [moved] = ports as unknown as [MessagePort];
  assert.notEqual(moved, port1);
  assert.equal(await withDeadline(new Promise((resolve) => moved.once('message', resolve)), 'its message'), 'for the new side');
  const end = closed(port2);
  moved.close();
  await end;
  assert.deepEqual(seen, []);
  carrier.port1.close();
});

test('a port of the runtime can be moved over a port of heddle, and the reverse', async () => {
  const { port1, port2 } = new MessageChannel();
  const native = new threads.MessageChannel();
  port1.postMessage({ port: native.port2 }, [native.port2]);
  const { port } = await withDeadline(new Promise<{ port: MessagePort }>((resolve) => port2.once('message', resolve)), 'the port');
  assert.ok(port instanceof MessagePort);
  const mine = new MessageChannel();
  port.postMessage({ port: mine.port2 }, [mine.port2]);
  const back = await withDeadline(
    new Promise<{ port: threads.MessagePort }>((resolve) => native.port1.once('message', resolve)),
    'the port that went back',
  );
  back.port.postMessage('hello');
  assert.equal(await withDeadline(new Promise((resolve) => mine.port1.once('message', resolve)), 'its message'), 'hello');
  for (const each of [port1, native.port1, mine.port1]) each.close();
});

test('messageerror is for what cannot be read: data is null, on() gets the error, the next message comes', async () => {
  // A port that was moved to another context cannot read host objects of this one: https://nodejs.org/api/worker_threads.html
  const { port1, port2 } = new MessageChannel();
  const vm = process.getBuiltinModule('node:vm');
  const context = vm.createContext({ seen: [] });
  const inside = threads.moveMessagePortToContext(port2 as unknown as threads.MessagePort, context) as unknown as MessagePort;
  const run = vm.runInContext('(port) => { port.onmessage = ({ data }) => port.postMessage(data + 1); port.start(); }', context) as (
    port: unknown,
  ) => void;
  run(inside);
  port1.postMessage(41);
  assert.equal(await withDeadline(new Promise((resolve) => port1.once('message', resolve)), 'the answer of the context'), 42);
  port1.close();
});
