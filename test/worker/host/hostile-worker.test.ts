import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

/** What a report of a worker looks like, or nearly. */
const FORGERIES = `[
  undefined, null, 0, '', 'open', [], {}, { type: undefined }, { type: 'error' }, { type: 'error', report: null }, { type: 'error', report: {} },
  { type: 'error', report: { message: 'forged', filename: '', lineno: 0, colno: 0 } },
  { type: 'error', report: { message: 'forged', filename: '', lineno: 0, colno: 0, error: {} } },
  { type: 'error', report: { message: 'forged', filename: '', lineno: 0, colno: 0, error: { thrown: { node: 7 }, nodes: [{ kind: 'error' }] } } },
  { type: 'error', report: { message: 'forged', filename: '', lineno: 0, colno: 0, error: { thrown: {}, nodes: { length: 1e9 } } } },
  { type: 'ending' }, { type: 'ending', reason: {} }, { type: 'loads' }, { type: 'loads', file: 7 }, { type: 'loads', file: 'http://[' },
  { type: '__proto__' }, { type: {} }, new Map([['type', 'open']]), new Error('forged'), new Uint8Array(3),
  { 'watch:import': ['file:///forged'] }, { 'watch:require': [7] },
]`;
/** A whole one of each kind, which would be believed. */
const WHOLE = `[
  { type: 'open' }, { type: 'ending', reason: 'forged' },
  { type: 'error', report: { message: 'forged', filename: '', lineno: 0, colno: 0, error: { thrown: 'forged', nodes: [] } } },
]`;

/** A worker in which code runs before heddle does. */
function workerAfter(preload: string, script: string): Worker {
  const folder = temporaryFolder({ 'preload.cjs': preload, 'script.cjs': script });
  return new Worker(`${folder}/script.cjs`, { execArgv: ['--require', `${folder}/preload.cjs`] });
}

describe("A program that gets hold of the runtime's own port of its worker", () => {
  const CAPTURE = `globalThis.builtIn = require('node:worker_threads').parentPort;`;

  it('reports nothing in the name of the worker', async () => {
    const worker = workerAfter(
      CAPTURE,
      `for (const forgery of [...${FORGERIES}, ...${WHOLE}]) builtIn.postMessage(forgery);
       setTimeout(() => postMessage('alive'));`,
    );
    const { events, messages, errors, close } = await lifeOf(worker);
    assert.deepEqual([messages, errors], [['alive'], []]);
    assert.deepEqual(events.filter((type) => type === 'open').length, 1);
    assert.deepEqual([close.code, close.reason], [0, 'the event loop was empty']);
  });

  it('keeps no error of the worker from its parent by closing it', async () => {
    const worker = workerAfter(CAPTURE, `builtIn.close(); throw new RangeError('true');`);
    const { errors, close } = await lifeOf(worker);
    assert.deepEqual([errors.map(({ message }) => message), close.code], [['true'], 1]);
  });
});

it('A preload that finds the channel of reports cannot harm the parent with what is no report', async () => {
  const worker = workerAfter(
    // Node 20 runs the preload in its thread of module hooks too, where there is no such channel.
    `const { control } = require('node:worker_threads').workerData?.heddle ?? {};
     if (control) for (const forgery of ${FORGERIES}) control.postMessage(forgery);`,
    `postMessage('alive');`,
  );
  const { messages, errors, close } = await lifeOf(worker);
  assert.deepEqual([messages, errors, close.code], [['alive'], [], 0]);
});

it('A program that replaces the methods of ports sees no report', async () => {
  const worker = workerOf(() => {
    const seen: unknown[] = [];
    const prototypes = [MessagePort.prototype, Object.getPrototypeOf(MessagePort.prototype), EventTarget.prototype, Function.prototype];
    for (const prototype of prototypes as Record<string, unknown>[])
      for (const name of ['postMessage', 'call', 'apply', 'bind']) {
        const original = prototype[name];
        if (typeof original !== 'function' || !Object.hasOwn(prototype, name)) continue;
        const { apply } = Reflect;
        prototype[name] = function (...parameters: unknown[]) {
          seen[seen.length] = [name, this, parameters];
          return apply(original, this, parameters);
        };
      }
    process.on('exit', () => {
      const found = seen
        .flat(3)
        .filter((value) => ['open', 'error', 'ending', 'loads'].includes(String((value as { type: string } | undefined)?.type)));
      postMessage(found.length);
    });
    setImmediate(() => {
      throw new RangeError('true');
    });
  });
  const { messages, errors, close } = await lifeOf(worker);
  assert.deepEqual([messages, errors.map(({ message }) => message), close.code], [[0], ['true'], 1]);
});
