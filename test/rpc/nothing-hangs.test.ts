// Cause × place: whatever ends a worker or port, all that waits for it settles within a second of the cause, and says why.
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import threads from 'node:worker_threads';
import { HeddleError, MessageChannel, type Remote, spawn, Worker, type WorkerOptions, workerOf, wrap } from '../../src/index.ts';
import { TRANSPORTS } from '../contract/transports.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { rejectionOf } from './pairs.ts';

noLeaks();

const unhandled: unknown[] = [];
process.on('unhandledRejection', (error) => unhandled.push(error));
after(() => assert.deepEqual(unhandled, []));

/** What test/fixtures/rpc/mortal.mjs exports. */
interface Mortal {
  ready(): string;
  wait(): Promise<void>;
  answerAndDie(cause: string): string;
  die(cause: string): Promise<void>;
  closePort(): Promise<void>;
  callBack(callback: () => Promise<void>, cause: string): Promise<void>;
  rows(cause: string): AsyncGenerator<number>;
  read(stream: AsyncGenerator<number>, cause: string): Promise<void>;
}

interface Subject {
  readonly tasks: Remote<Mortal>;
  readonly worker: Worker | threads.Worker;
}

/** All that has a worker behind it. */
const SUBJECTS: Readonly<Record<string, (script: string | URL, options: WorkerOptions) => Subject>> = {
  ...Object.fromEntries(
    TRANSPORTS.map((transport) => [
      `spawn(), ${transport}`,
      (script: string | URL, options: WorkerOptions) => {
        const tasks = spawn<Mortal>(script, { ...options, transport });
        return { tasks, worker: workerOf(tasks)! };
      },
    ]),
  ),
  'wrap() of a worker'(script, options) {
    const worker = new Worker(script, options);
    return { tasks: wrap<Mortal>(worker), worker };
  },
  'wrap() of a worker of the runtime'(script, options) {
    const worker = new threads.Worker(script, options as threads.WorkerOptions);
    return { tasks: wrap<Mortal>(worker), worker };
  },
};

interface Expected {
  readonly exitCode: number;
  readonly cause?: string;
}
const ERROR: Expected = { exitCode: 1, cause: 'BOOM' };

/** What ends a worker. */
const CAUSES: Readonly<Record<string, Expected>> = {
  exit: { exitCode: 3 },
  crash: ERROR,
  rejection: ERROR,
  close: { exitCode: 0 },
  memory: { exitCode: 1, cause: 'ERR_WORKER_OUT_OF_MEMORY' },
  terminate: { exitCode: 1 },
};

/** Where it meets the calls: gives what must reject, and what was called. */
const PLACES: Readonly<Record<string, (subject: Subject, cause: string) => Promise<readonly (readonly [string, Promise<unknown>])[]>>> = {
  async idle({ tasks, worker }, cause) {
    const exit = new Promise((resolve) => worker.on('exit', resolve));
    assert.equal(await tasks.answerAndDie(cause), 'answered');
    await withDeadline(exit, 'the end of the worker');
    return [['ready', tasks.ready()]];
  },
  async 'in a call'({ tasks }, cause) {
    return [
      ['die', tasks.die(cause)],
      ['wait', tasks.wait()],
    ];
  },
  async 'in a callback'({ tasks }, cause) {
    return [['callBack', tasks.callBack(() => new Promise(() => {}), cause)]];
  },
  async 'in a stream that it writes'({ tasks }, cause) {
    const items: number[] = [];
    const reading = async (): Promise<void> => {
      for await (const item of tasks.rows(cause)) items.push(item);
    };
    return [['rows', reading()]];
  },
  async 'in a stream that it reads'({ tasks }, cause) {
    const closed = { it: false };
    async function* endless(): AsyncGenerator<number> {
      try {
        for (let item = 0; ; item += 1) {
          yield item;
          await new Promise((resolve) => setImmediate(resolve));
        }
      } finally {
        closed.it = true;
      }
    }
    const reading = async (): Promise<void> => {
      try {
        await tasks.read(endless(), cause);
      } finally {
        while (!closed.it) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    return [['read', reading()]];
  },
};

for (const [name, make] of Object.entries(SUBJECTS)) {
  const isNative = name.endsWith('runtime');
  const script = fixture(name.startsWith('spawn') ? 'rpc/mortal.mjs' : 'rpc/mortal-exposing.mjs');
  describe(name, () => {
    for (const [cause, expected] of Object.entries(CAUSES)) {
      // Of the Web's, which workers of the runtime do not have.
      if (cause === 'close' && isNative) continue;
      for (const [place, begin] of Object.entries(PLACES))
        it(`${cause} while ${place}`, async () => {
          const clock = new Float64Array(new SharedArrayBuffer(8));
          const limits = cause === 'memory' ? { resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } } : {};
          const subject = make(script, { name: 'mortal', workerData: { clock: clock.buffer }, ...limits });
          const { tasks, worker } = subject;
          const id = worker.threadId;
          worker.on('message', (message: unknown) => message === 'end me' && void worker.terminate());
          // The runtime ends a program whose worker throws and has no listener.
          if (isNative) worker.on('error', () => {});
          await tasks.ready();
          for (const [task, promise] of await begin(subject, cause)) {
            const error = await withDeadline(rejectionOf(promise), `the end of ${task}()`);
            const elapsed = performance.timeOrigin + performance.now() - clock[0]!;
            assert.ok(HeddleError.is(error), String(error));
            assert.deepEqual(
              {
                code: error.code,
                task: error.task,
                worker: error.worker,
                exitCode: error.exitCode,
                cause: (error.cause as any)?.code,
                stderr: (error as { stderr?: string }).stderr,
              },
              {
                code: 'HEDDLE_WORKER_DIED',
                task,
                worker: { name: isNative ? '' : 'mortal', id },
                exitCode: expected.exitCode,
                cause: expected.cause,
                stderr: place === 'in a call' ? `about to die of ${cause}` : undefined,
              },
            );
            assert.ok(elapsed < 1000, `it took ${elapsed} ms`);
          }
        });
    }
  });
}

/** What keeps a script from being loaded. */
const FAILURES: Readonly<Record<string, { readonly code: string; readonly exitCode: number; readonly cause?: string }>> = {
  'a syntax error': { code: 'const const', exitCode: 1, cause: 'SyntaxError' },
  'an error at the top level': { code: 'throw new RangeError("boom")', exitCode: 1, cause: 'RangeError' },
  'an import that is not there': { code: 'import "data:text/javascript,import \'node:absent\'"', exitCode: 1, cause: 'Error' },
  'an await that never settles': { code: 'await new Promise(() => {})', exitCode: 13 },
  'process.exit()': { code: 'process.exit(5)', exitCode: 5 },
};

for (const [name, make] of Object.entries(SUBJECTS))
  describe(`${name}, loading`, () => {
    const isNative = name.endsWith('runtime');
    for (const [failure, { code, exitCode, cause }] of Object.entries(FAILURES))
      it(failure, async () => {
        const { tasks, worker } = make(new URL(`data:text/javascript,${encodeURIComponent(code)}`), { name: 'broken' });
        worker.on('error', () => {});
        const calls = [tasks.ready(), tasks.wait()];
        for (const error of await withDeadline(Promise.all(calls.map(rejectionOf)), 'the end of the calls')) {
          assert.ok(HeddleError.is(error), String(error));
          assert.deepEqual(
            [error.code, error.exitCode, (error.cause as Error | undefined)?.name],
            [isNative ? 'HEDDLE_WORKER_DIED' : 'HEDDLE_LOAD_FAILED', exitCode, cause],
          );
        }
        assert.equal((await rejectionOf(tasks.ready())).exitCode, exitCode);
      });

    it('terminate()', async () => {
      const { tasks, worker } = make(new URL('data:text/javascript,setInterval(() => {}, 1000); await new Promise(() => {})'), {});
      const call = rejectionOf(tasks.ready());
      const exitCode = await worker.terminate();
      const error = await withDeadline(call, 'the end of the call', 1000);
      assert.deepEqual([error.code, error.exitCode], ['HEDDLE_WORKER_DIED', exitCode]);
    });
  });

describe('a script that closes its port and lives on', () => {
  for (const [name, make] of Object.entries(SUBJECTS)) {
    // Its calls have a line of their own.
    if (name.startsWith('spawn')) continue;
    it(name, async () => {
      const { tasks, worker } = make(fixture('rpc/mortal-exposing.mjs'), {});
      await tasks.ready();
      const reading = (async () => {
        for await (const _item of tasks.rows('nothing'));
      })();
      const start = performance.now();
      for (const call of [tasks.wait(), reading, tasks.closePort()])
        assert.equal((await withDeadline(rejectionOf(call), 'the end of the call')).code, 'HEDDLE_PORT_CLOSED');
      assert.ok(performance.now() - start < 1000);
      assert.equal((await withDeadline(rejectionOf(tasks.ready()), 'the end of a later call')).code, 'HEDDLE_PORT_CLOSED');
      assert.notEqual(worker.threadId, -1);
      await worker.terminate();
    });
  }
});

describe('wrap() of a port', () => {
  const kinds = { heddle: MessageChannel, runtime: threads.MessageChannel };
  for (const [kind, Channel] of Object.entries(kinds)) {
    const code = async (promise: Promise<unknown>): Promise<string> =>
      (await withDeadline(rejectionOf(promise), 'the end of the call', 1000)).code;

    it(`of ${kind}, closed here`, async () => {
      const { port1 } = new Channel();
      const call = wrap<Mortal>(port1).wait();
      port1.close();
      assert.equal(await code(call), 'HEDDLE_PORT_CLOSED');
    });
    it(`of ${kind}, closed there`, async () => {
      const { port1, port2 } = new Channel();
      const tasks = wrap<Mortal>(port1);
      const call = tasks.wait();
      port2.close();
      assert.equal(await code(call), 'HEDDLE_PORT_CLOSED');
      assert.equal(await code(tasks.wait()), 'HEDDLE_PORT_CLOSED');
    });
    it(`of ${kind}, whose other side ends with its thread`, async () => {
      const { port1, port2 } = new Channel();
      const worker = new Worker('data:text/javascript,onmessage = () => {}');
      worker.postMessage(port2, [port2]);
      const call = wrap<Mortal>(port1).wait();
      await new Promise((resolve) => worker.once('open', resolve));
      void worker.terminate();
      assert.equal(await code(call), 'HEDDLE_PORT_CLOSED');
    });
    it(`of ${kind}, whose other side was on its way to a thread that never took it`, async () => {
      const { port1, port2 } = new Channel();
      const worker = new Worker('data:text/javascript,setInterval(() => {}, 1000)');
      worker.postMessage(port2, [port2]);
      const call = wrap<Mortal>(port1).wait();
      void worker.terminate();
      assert.equal(await code(call), 'HEDDLE_PORT_CLOSED');
    });
  }
});
