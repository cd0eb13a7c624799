import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MessageChannel } from 'node:worker_threads';
import { createWorkerTransport } from '../../src/port/create-transport.ts';
import { PendingCall } from '../../src/rpc/calls/call-table.ts';
import { Connection } from '../../src/rpc/connection.ts';
import { TransportLine } from '../../src/rpc/line/line.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** Two connections within this thread. */
function connect(root: object): { caller: Connection; close(): void } {
  const { port1, port2 } = new MessageChannel();
  const [caller, served] = [port1, port2].map(
    (port, side) =>
      new Connection(new TransportLine(createWorkerTransport(port, 'auto')), { ...(side === 1 && { root }), kinds: [], peer: 'the test' }),
  ) as [Connection, Connection];
  const close = (): void => {
    for (const connection of [caller, served]) connection.close(() => new Error('closed'));
  };
  return { caller, close };
}

function place(connection: Connection, task: string, ...parameters: unknown[]): PendingCall {
  const call = new PendingCall(task);
  connection.place(call, parameters);
  return call;
}

test('a supervised connection serves so many calls at a time, in their order', async () => {
  const events: string[] = [];
  const finish: (() => void)[] = [];
  const { caller, close } = connect({
    run: (name: string) => {
      events.push(name);
      return new Promise<void>((resolve) => finish.push(resolve));
    },
    quick: (name: string) => events.push(name),
  });
  caller.supervise(1);
  const first = place(caller, 'run', 'first');
  const rest = [place(caller, 'quick', 'second'), place(caller, 'run', 'third'), place(caller, 'quick', 'fourth')];
  while (events.length === 0) await new Promise((resolve) => setImmediate(resolve));
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(events, ['first']);
  finish[0]!();
  await withDeadline(first.promise, 'the first answer');
  await withDeadline(rest[0]!.promise, 'the second answer');
  while (finish.length < 2) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(events, ['first', 'second', 'third']);
  finish[1]!();
  await withDeadline(Promise.all(rest.map((call) => call.promise)), 'all answers');
  assert.deepEqual(events, ['first', 'second', 'third', 'fourth']);
  close();
});

test('takeBack() gives back a call that has not begun, which never runs and can be placed again, and no other', async () => {
  const ran: string[] = [];
  const finish: (() => void)[] = [];
  const { caller, close } = connect({
    wait: () => new Promise<void>((resolve) => finish.push(resolve)),
    note: (name: string) => void ran.push(name),
  });
  const board = caller.supervise(1);
  const running = place(caller, 'wait');
  const waiting = [place(caller, 'note', 'a'), place(caller, 'note', 'b'), place(caller, 'note', 'c')];
  while (finish.length === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(board.hasBegun(running.id), true);
  assert.equal(caller.takeBack(running), false);
  assert.equal(board.hasBegun(waiting[1]!.id), false);
  assert.equal(caller.takeBack(waiting[1]!), true);
  finish[0]!();
  await withDeadline(Promise.all([waiting[0]!.promise, waiting[2]!.promise]), 'the answers of the others');
  assert.deepEqual(ran, ['a', 'c']);
  assert.ok(board.ranFor(running.id) > 0);
  caller.place(waiting[1]!, ['b']);
  await withDeadline(waiting[1]!.promise, 'the answer of what was placed again');
  assert.deepEqual(ran, ['a', 'c', 'b']);
  assert.equal(caller.pending, 0);
  close();
});

test('a call is answered or withdrawn when the connection ends, never both', async () => {
  const { caller, close } = connect({ wait: () => new Promise(() => {}) });
  const [left, withdrawn] = [place(caller, 'wait'), place(caller, 'wait')];
  caller.withdraw(withdrawn);
  const rejected = assert.rejects(left.promise, { message: 'closed' });
  close();
  await rejected;
  withdrawn.resolve('sent elsewhere');
  assert.equal(await withdrawn.promise, 'sent elsewhere');
});
