import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runNode } from '../../support/run-node.ts';

/** Modules of the runtime that a program has loaded; undocumented, and there in every Node. */
const LOADED = 'process.moduleLoadList.length';

test('the first message loads nothing of the runtime, in neither thread', async () => {
  const program = `
import { Worker } from 'heddle';
const worker = new Worker(\`let before = ${LOADED};
  self.onmessage = () => postMessage(${LOADED} - before);\`, { eval: true });
await new Promise((resolve) => worker.addEventListener('open', resolve));
const before = ${LOADED};
worker.onmessage = ({ data }) => {
  console.log(JSON.stringify([${LOADED} - before, data]));
  worker.terminate();
};
worker.postMessage(1);`;
  const { stdout, stderr, code } = await runNode(['--input-type=module', '-e', program]);
  assert.deepEqual({ stdout: JSON.parse(stdout || 'null') as unknown, stderr, code }, { stdout: [0, 0], stderr: '', code: 0 });
});

test('the first message is an event of the runtime all the same, by every way to look', async () => {
  const looks = [
    'event instanceof MessageEvent',
    'event instanceof Event',
    'event.constructor === MessageEvent',
    '(function reaches(object) { return object === MessageEvent.prototype || (object !== null && reaches(Object.getPrototypeOf(object))); })(event)',
    'MessageEvent.prototype.isPrototypeOf(event)',
    "Object.prototype.toString.call(event) === '[object MessageEvent]'",
    '!(event instanceof ErrorEventOfNobody)',
  ];
  const source = `class ErrorEventOfNobody {}
self.onmessage = (event) => { postMessage(new Function('event', 'ErrorEventOfNobody', 'return ' + event.data)(event, ErrorEventOfNobody)); };`;
  // Each in a thread of its own, so that it is the first look.
  for (const look of looks) {
    const program = `
import { Worker } from 'heddle';
const worker = new Worker(${JSON.stringify(source)}, { eval: true });
worker.onmessage = ({ data }) => { console.log(data); worker.terminate(); };
worker.postMessage(${JSON.stringify(look)});`;
    const { stdout } = await runNode(['--input-type=module', '-e', program]);
    assert.equal(stdout.trim(), 'true', look);
  }
});
