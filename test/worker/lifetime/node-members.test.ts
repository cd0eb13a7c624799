import assert from 'node:assert/strict';
import { test } from 'node:test';
import { json } from 'node:stream/consumers';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';
import { answer, askWorker, workerOf } from '../../support/worker-of.ts';

noLeaks();

const lacks = (member: string): false | string => !(member in NodeWorker.prototype) && `the runtime has no ${member}()`;
const idle = (): Worker =>
  workerOf(
    () => {
      onmessage = () => {};
      postMessage(process.getBuiltinModule('node:worker_threads').threadId);
    },
    { name: 'weaver' },
  );

/** A worker that runs, and one that has ended. */
async function both(): Promise<{ running: Worker; ended: Worker }> {
  const running = idle();
  await withDeadline(answer(running), 'the message');
  const ended = workerOf(() => {});
  await lifeOf(ended);
  return { running, ended };
}

test('threadId is that of the thread, and -1 after the end', async () => {
  const worker = idle();
  assert.equal(await withDeadline(answer(worker), 'the message'), worker.threadId);
  const id = worker.threadId;
  const other = idle();
  assert.notEqual(other.threadId, id);
  await Promise.all([worker.terminate(), other.terminate()]);
  assert.equal(worker.threadId, -1);
});

test('name and threadName tell the name', async () => {
  const { running, ended } = await both();
  assert.deepEqual([running.name, ended.name], ['weaver', '']);
  if ('threadName' in NodeWorker.prototype) assert.deepEqual([running.threadName, ended.threadName], ['weaver', null]);
  await running.terminate();
});

test('resourceLimits are those in force, also inside, and empty after the end', async () => {
  const limits = { maxOldGenerationSizeMb: 48, maxYoungGenerationSizeMb: 8, stackSizeMb: 2, codeRangeSizeMb: 16 };
  const worker = new Worker('postMessage(require("node:worker_threads").resourceLimits)', { eval: true, resourceLimits: limits });
  assert.deepEqual(worker.resourceLimits, limits);
  assert.deepEqual((await lifeOf(worker)).messages, [limits]);
  assert.deepEqual(worker.resourceLimits, {});
});

test('performance.eventLoopUtilization() measures a worker that runs, and is zero after the end', async () => {
  const { running, ended } = await both();
  const { idle: idleTime, active, utilization } = running.performance.eventLoopUtilization();
  assert.ok(idleTime >= 0 && active > 0 && utilization > 0 && utilization <= 1, `${idleTime} ${active} ${utilization}`);
  assert.deepEqual(ended.performance.eventLoopUtilization(), { idle: 0, active: 0, utilization: 0 });
  await running.terminate();
});

test('getHeapSnapshot() gives the heap of the worker, and rejects after the end', async () => {
  const { running, ended } = await both();
  const snapshot = (await json(await running.getHeapSnapshot())) as { snapshot: { node_count: number } };
  assert.ok(snapshot.snapshot.node_count > 1000);
  await assert.rejects(ended.getHeapSnapshot(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await running.terminate();
});

test('getHeapStatistics() gives figures, and rejects after the end', { skip: lacks('getHeapStatistics') }, async () => {
  const { running, ended } = await both();
  assert.ok((await running.getHeapStatistics()).used_heap_size > 0);
  await assert.rejects(ended.getHeapStatistics(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await running.terminate();
});

test('cpuUsage() gives figures, and rejects after the end', { skip: lacks('cpuUsage') }, async () => {
  const { running, ended } = await both();
  assert.ok((await running.cpuUsage()).user >= 0);
  await assert.rejects(ended.cpuUsage(), { code: 'ERR_WORKER_NOT_RUNNING' });
  await running.terminate();
});

test('startCpuProfile() gives a profile, and rejects after the end', { skip: lacks('startCpuProfile') }, async () => {
  const { running, ended } = await both();
  // Node 22 demands a name, which later versions do not take.
  const start = (worker: Worker): ReturnType<Worker['startCpuProfile']> =>
    Reflect.apply(worker.startCpuProfile, worker, process.version.startsWith('v22.') ? ['profile'] : []);
  const profile = await start(running);
  const { nodes } = JSON.parse(await profile.stop()) as { nodes: unknown[] };
  assert.ok(nodes.length > 0);
  await assert.rejects(start(ended), { code: 'ERR_WORKER_NOT_RUNNING' });
  await running.terminate();
});

for (const member of ['getHeapStatistics', 'cpuUsage', 'startCpuProfile', 'startHeapProfile'])
  test(`${member} is there exactly where the runtime has it`, () => {
    assert.equal(member in Worker.prototype, member in NodeWorker.prototype);
  });

test('members of the prototype refuse other objects', () => {
  for (const member of ['stdin', 'stdout', 'stderr', 'resourceLimits', 'performance', 'threadId', 'name', 'onmessage'])
    assert.throws(() => Reflect.get(Worker.prototype, member, {}), TypeError, member);
});

test('a worker knows its own name', async () => {
  const own = await askWorker(() => process.getBuiltinModule('node:worker_threads').threadName as string | undefined, { name: 'weaver' });
  assert.equal(own, 'threadName' in NodeWorker.prototype ? 'weaver' : undefined);
});
