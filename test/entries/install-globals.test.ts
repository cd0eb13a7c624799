import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { installGlobals } from '../../src/install-globals.ts';
import { Worker } from '../../src/worker/host/worker.ts';
import { MessageChannel } from '../../src/port/message-channel.ts';

const scope = globalThis as { Worker?: unknown };
let loads = 0;
const loadWorker = (): typeof Worker => {
  loads++;
  return Worker;
};

afterEach(() => {
  delete scope.Worker;
  loads = 0;
});

test('installGlobals() loads Worker once, when it is used, and leaves an ordinary property then', () => {
  installGlobals({ replacesNodeWorker: false, loadWorker });
  assert.equal(globalThis.MessageChannel, MessageChannel);
  assert.equal('Worker' in globalThis, true);
  assert.equal(Object.keys(globalThis).includes('Worker'), false);
  assert.equal(loads, 0);
  assert.equal(scope.Worker, Worker);
  assert.equal(scope.Worker, Worker);
  assert.equal(loads, 1);
  const expected = { value: Worker, writable: true, enumerable: false, configurable: true };
  assert.deepEqual(Object.getOwnPropertyDescriptor(globalThis, 'Worker'), expected);
});

test('installGlobals() lets a program replace Worker without loading it', () => {
  installGlobals({ replacesNodeWorker: false, loadWorker });
  scope.Worker = 'mine';
  assert.equal(loads, 0);
  const expected = { value: 'mine', writable: true, enumerable: false, configurable: true };
  assert.deepEqual(Object.getOwnPropertyDescriptor(globalThis, 'Worker'), expected);
});
