import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HeddleError, registerErrorClass, type Remote, spawn } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { rejectionOf } from './pairs.ts';

noLeaks();

type Tasks = Record<
  'sync' | 'later' | 'several' | 'dom' | 'file' | 'value' | 'rejectWith' | 'throughCallback' | 'uncloneable' | 'weak' | 'absent',
  (...parameters: any[]) => any
>;

async function withTasks(check: (tasks: Remote<Tasks>) => Promise<void>): Promise<void> {
  const tasks = spawn<Tasks>(fixture('rpc/throwing.ts'));
  try {
    await check(tasks);
  } finally {
    await tasks[Symbol.asyncDispose]();
  }
}

/** The functions and files of a stack, in order. */
function framesOf({ stack }: Error): string[] {
  return stack!.split('\n').flatMap((line) => {
    const [, name, file] = /^ {4}at (?:async )?(?:(\S+) )?\(?.*?([\w.-]+):\d+:\d+\)?$/.exec(line) ?? [];
    return file === undefined ? [] : [`${name ?? ''}@${file}`];
  });
}

describe('what a task throws', () => {
  it('has its class by name, own properties and the chain of its causes', () =>
    withTasks(async (tasks) => {
      for (const call of [() => tasks.sync(), () => tasks.later()]) {
        const error = await rejectionOf(call());
        assert.equal(error instanceof RangeError, true);
        assert.deepEqual(
          [error.constructor.name, error.name, error.message, error.limit, error.code],
          ['QuotaError', 'QuotaError', 'too much', 7, 'E_QUOTA'],
        );
        assert.ok(error.cause instanceof TypeError);
        assert.equal(error.cause.message, 'beneath');
        assert.equal(typeof (error.cause.cause as { plain: number }).plain, 'number');
      }
    }));

  it('is of the class that this thread has registered', () =>
    withTasks(async (tasks) => {
      class QuotaError extends RangeError {
        limit = 0;
      }
      Object.defineProperty(QuotaError.prototype, 'name', { value: 'QuotaError', configurable: true });
      registerErrorClass(QuotaError);
      const error = await rejectionOf(tasks.sync());
      assert.ok(error instanceof QuotaError);
      assert.equal(error.limit, 7);
    }));

  it('may be an AggregateError or a DOMException', () =>
    withTasks(async (tasks) => {
      const several = await rejectionOf(tasks.several());
      assert.ok(several instanceof AggregateError);
      assert.deepEqual([several.errors[0].limit, several.errors[1], several.errors[2]], [7, 'text', undefined]);
      const dom = await rejectionOf(tasks.dom());
      assert.ok(dom instanceof DOMException);
      assert.deepEqual([dom.name, dom.message, dom.code], ['QuotaExceededError', 'too large', 22]);
    }));

  it('may be anything', () =>
    withTasks(async (tasks) => {
      for (const value of [undefined, null, 0, '', 'text', 7n, false, { code: 'plain' }, ['list'], new Date(0)])
        for (const task of [tasks.value, tasks.rejectWith]) assert.deepEqual(await rejectionOf(task(value)), value);
    }));
});

describe('the stack of what a task throws', () => {
  it('shows the lines of the task file and then those of the caller, and nothing between', () =>
    withTasks(async (tasks) => {
      async function caller(name: 'sync' | 'later'): Promise<unknown> {
        return await tasks[name]();
      }
      for (const name of ['sync', 'later'] as const) {
        const frames = framesOf(await rejectionOf(caller(name)));
        assert.deepEqual(frames.slice(0, 4), [
          'make@throwing.ts',
          `Module.${name}@throwing.ts`,
          'caller@errors.test.js',
          'rejectionOf@pairs.js',
        ]);
      }
      const error = await rejectionOf(caller('sync'));
      assert.match(error.stack, /^\w+: too much\n {4}at make \(.*throwing\.ts:20:/);
      assert.deepEqual(framesOf(error.cause), ['make@throwing.ts', 'Module.sync@throwing.ts']);
    }));

  it('shows what of the runtime has thrown', () =>
    withTasks(async (tasks) => {
      const error = await rejectionOf(tasks.file());
      assert.equal(error.code, 'ENOENT');
      assert.match(error.stack, /readFileSync \(node:fs/);
      const frames = framesOf(error);
      assert.equal(frames[frames.indexOf('Module.file@throwing.ts') + 1], 'rejectionOf@pairs.js', frames.join());
    }));

  it('tells the whole way of an error that a callback threw', () =>
    withTasks(async (tasks) => {
      function callback(): never {
        throw new TypeError('in a callback');
      }
      const frames = framesOf(await rejectionOf(tasks.throughCallback(callback)));
      assert.deepEqual(frames.slice(0, 2), ['callback@errors.test.js', 'Module.throughCallback@throwing.ts']);
      assert.equal(frames[2], 'rejectionOf@pairs.js');
    }));

  it('of an error of heddle is that of the caller', () =>
    withTasks(async (tasks) => {
      for (const call of [() => tasks.absent(), () => tasks.sync(Symbol('no')), () => tasks.weak()])
        assert.equal(framesOf(await rejectionOf(call()))[0], 'rejectionOf@pairs.js');
    }));
});

describe('what cannot be cloned', () => {
  it('in arguments rejects with its path, and the worker goes on', () =>
    withTasks(async (tasks) => {
      const error = await rejectionOf(tasks.value({ list: [1, { key: Symbol('no') }] }));
      assert.ok(error instanceof DOMException);
      assert.deepEqual([error.name, error.code, (error as any).path], ['DataCloneError', 25, 'arguments[0].list[1].key']);
      assert.equal(await rejectionOf(tasks.value('next')), 'next');
    }));

  it('in a result rejects with its path, and the worker goes on', () =>
    withTasks(async (tasks) => {
      const error = await rejectionOf(tasks.uncloneable());
      assert.ok(error instanceof DOMException);
      assert.deepEqual([error.name, error.code, (error as any).path], ['DataCloneError', 25, 'result.rows[1].close']);
      assert.equal((await rejectionOf(tasks.weak())).path, 'result');
      assert.equal(await rejectionOf(tasks.value('next')), 'next');
    }));
});

it('a function that is not there is named, with those that are', () =>
  withTasks(async (tasks) => {
    const error = await rejectionOf(tasks.absent());
    assert.ok(HeddleError.is(error));
    assert.equal(error.code, 'HEDDLE_NO_SUCH_TASK');
    for (const name of ['absent', 'sync', 'later']) assert.ok(error.message.includes(name), error.message);
  }));
