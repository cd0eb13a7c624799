import assert from 'node:assert/strict';
import { test } from 'node:test';
import { locateError } from '../../src/core/locate-error.ts';

const withStack = (stack: string): Error => Object.assign(new Error('x'), { stack });

test('the place of an error is that of the first frame of the program', () => {
  const stack = 'Error: x\n    at node:internal/x:1:1\n    at work (file:///a/b.ts:12:34)\n    at file:///c.ts:5:6';
  assert.deepEqual(locateError(withStack(stack)), { message: 'x', filename: 'file:///a/b.ts', lineno: 12, colno: 34 });
});

test('a stack that a stranger has made costs no more than its length', () => {
  const hostile = [
    `Error: x\n    at ${'a:'.repeat(500_000)}`,
    `Error: x\n    at ${'('.repeat(500_000)}`,
    `Error: x\n${`    at ${'/x:1'.repeat(900)}\n`.repeat(2_000)}`,
    `/${':1'.repeat(500_000)}\n`,
  ];
  const begun = process.cpuUsage();
  for (const stack of hostile) assert.equal(locateError(withStack(stack)).lineno, 0);
  const { user } = process.cpuUsage(begun);
  // It took minutes where each part of a line was tried with every other.
  assert.ok(user < 5_000_000, `${user / 1000} ms of CPU`);
});
