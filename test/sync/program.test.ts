import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { spawn, wrapSync } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runNode } from '../support/run-node.ts';
import { LONGEST } from './served.ts';

noLeaks();

const PROGRAMS = {
  ends: '3\n',
  'times out': 'TimeoutError\n',
  'may not block': 'HEDDLE_CANNOT_BLOCK TypeError\n',
  'callback fails': 'TypeError\n',
};

describe('a program that blocks ends by itself', () => {
  for (const [way, stdout] of Object.entries(PROGRAMS))
    for (const transport of TRANSPORTS)
      test(`${way}, ${transport}`, async () => {
        const run = await runNode([fileURLToPath(fixture('sync/program.mjs')), way], { env: { HEDDLE_TRANSPORT: transport } });
        assert.deepEqual([run.stdout, run.stderr, run.code], [stdout, '', 0]);
      });
});

for (const transport of TRANSPORTS)
  test(`a worker blocks on a worker of its own, ${transport}`, async () => {
    const tasks = spawn<{ add(a: number, b: number): number; exit(code: number): string }>(fixture('sync/middle.mjs'), { transport });
    const blocking = wrapSync<{ add(a: number, b: number): number; exit(code: number): string }>(tasks, { timeout: LONGEST });
    assert.equal(await tasks.add(1, 2), 3);
    // Two threads stand still until the third answers.
    assert.equal(blocking.add(3, 4), 7);
    assert.equal(blocking.exit(5), 'HEDDLE_WORKER_DIED');
    await tasks[Symbol.asyncDispose]();
  });
