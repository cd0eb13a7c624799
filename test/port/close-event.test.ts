// The runtime tells a port of its end by the class of an event, and where that has another name by the state of the port.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { before, test } from 'node:test';
import { MessageChannel as NativeChannel } from 'node:worker_threads';
import { MessageChannel } from '../../src/port/message-channel.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

before(async () => {
  const { port1, port2 } = new NativeChannel();
  const told = new Promise<Event>((resolve) => Object.defineProperty(port1, 'dispatchEvent', { value: resolve }));
  port1.ref();
  port2.close();
  Object.defineProperty((await told).constructor, 'name', { value: 'PortEndEvent' });
});

test('a port hears of its end where the class of the event has another name', async () => {
  const { port1, port2 } = new MessageChannel();
  let closes = 0;
  port1.onclose = () => (closes += 1);
  port1.on('message', () => {});
  const closed = once(port1 as never, 'close');
  port2.close();
  await withDeadline(closed, 'the close event');
  assert.equal(closes, 1);
  assert.equal(port1.hasRef(), false, 'it holds its thread although it is closed');
});

test('an event `close` of the program is not taken for the end there', async () => {
  const { port1, port2 } = new MessageChannel();
  const heard: Event[] = [];
  port1.addEventListener('close', (event: Event) => heard.push(event));
  const own = new Event('close');
  port1.dispatchEvent(own);
  assert.equal(heard.length, 1);
  const answer = once(port1 as never, 'message');
  port2.postMessage('still open');
  assert.deepEqual(await withDeadline(answer, 'the message'), ['still open']);
  const closed = once(port1 as never, 'close');
  port1.close();
  await withDeadline(closed, 'the close event');
  assert.equal(heard.length, 2);
});
