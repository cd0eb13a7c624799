import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expose, MessageChannel, wrap } from '../../src/index.ts';
import { KnownPaths, Targets } from '../../src/rpc/value/targets.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

const MANY = 5_000;

test('a side that invents names makes neither table grow without end, and both count alike', () => {
  const known = new KnownPaths(true);
  const targets = new Targets({}, true, () => undefined);
  const names = ['x'.repeat(1_000), ...Array.from({ length: MANY }, (_, number) => `name${number}`)];
  for (const name of names) {
    known.sent(name);
    targets.learn(name);
  }
  const numbers = names.map((name) => known.targetOf(name)).filter((target) => typeof target === 'number');
  assert.equal(numbers.length, 4096);
  assert.equal(known.targetOf(names[0]!), names[0]);
  assert.equal(known.targetOf(names.at(-1)!), names.at(-1));
  assert.throws(() => targets.find(known.targetOf('name7'), 0), { code: 'HEDDLE_NO_SUCH_TASK', message: /^Cannot call name7:/ });
  assert.throws(() => targets.find(4096, 0), TypeError);
});

test('calls find their tasks after more names than are learned', async () => {
  const { port1, port2 } = new MessageChannel();
  expose({ first: () => 1, last: () => 2 }, port2);
  const api = wrap<Record<string, () => Promise<number>>>(port1);
  assert.equal(await api['first']!(), 1);
  const codes = new Set<string>();
  await Promise.all(Array.from({ length: 4_200 }, (_, number) => api[`no${number}`]!().catch((error) => codes.add(error.code))));
  assert.deepEqual([...codes], ['HEDDLE_NO_SUCH_TASK']);
  assert.deepEqual([await api['last']!(), await api['first']!(), await api['last']!()], [2, 1, 2]);
  port1.close();
});
