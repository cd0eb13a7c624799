import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expose, MessageChannel, release, wrap } from '../../src/index.ts';
import { collectGarbageUntil } from '../support/collect-garbage.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { overLines } from './lines.ts';

noLeaks();

overLines('a class is constructed there, and its instance called there', async (tasks) => {
  const counter = await new tasks.Counter(3);
  assert.equal(await counter.add(2), 5);
  assert.equal(await counter.add(2), 7);
  assert.deepEqual(await counter.rename('c'), { name: 'c' });
  assert.equal(await tasks.Counter.from('12'), 12);
  const nested = await new tasks.counters.Counter();
  assert.equal(await nested.add(1), 1);
  release(counter);
  await assert.rejects(counter.add(1), { code: 'HEDDLE_RELEASED' });
  await nested[Symbol.asyncDispose]();
  await assert.rejects(nested.add(1), { code: 'HEDDLE_RELEASED' });
});

overLines('an instance that goes back is the instance', async (tasks) => {
  const counter = await new tasks.Counter(3);
  assert.equal(await tasks.counters.isCounter(counter), true);
  assert.equal(await tasks.counters.readCounter(counter), 3);
  assert.equal(await tasks.echo(counter), counter);
  release(counter);
  await assert.rejects(tasks.echo(counter), { code: 'HEDDLE_RELEASED' });
});

overLines('a constructor that throws rejects, and what is no class says so', async (tasks) => {
  await assert.rejects(new tasks.Counter('x' as never), { name: 'TypeError', message: 'Cannot count from there' });
  await assert.rejects(new (tasks.addLater as never as new () => Promise<void>)(), { name: 'TypeError' });
  await assert.rejects(new (tasks as any).Nothing(), { code: 'HEDDLE_NO_SUCH_TASK' });
});

test('an instance whose remote is collected is released, and reported once for the place of its `new`', async () => {
  const { port1, port2 } = new MessageChannel();
  const collected: string[] = [];
  const warnings: (Error & { code?: string })[] = [];
  const listen = (warning: Error): unknown => warnings.push(warning);
  process.on('warning', listen);
  const registry = new FinalizationRegistry((name: string) => collected.push(name));
  class Thing {
    constructor(name: string) {
      registry.register(this, name);
    }
    touch(): void {}
  }
  expose({ Thing }, port2);
  const api = wrap<{ Thing: typeof Thing }>(port1);
  const make = async (name: string): Promise<void> => (await new api.Thing(name)).touch();
  await make('first');
  await make('second');
  const released = await new api.Thing('released');
  release(released);
  await withDeadline(
    collectGarbageUntil(() => collected.length === 3 && warnings.length > 0),
    'the end of the instances',
  );
  assert.deepEqual(
    warnings.map(({ code }) => code),
    ['HEDDLE_LEAKED'],
  );
  assert.match(warnings[0]!.message, /Thing.*classes\.test/);
  process.off('warning', listen);
  port1.close();
});
