// Each row of the table of features is tried on the runtime that runs this: what it has works, and what it lacks does not.
import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import diagnosticsChannel from 'node:diagnostics_channel';
import { once } from 'node:events';
import { fstatSync, statSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createContext } from 'node:vm';
import { canEndTask, clock, runtime } from '#platform';
import { hasModuleHooks, nodeModule } from '#node';
import { availabilityIn, requireFeature } from '../../src/core/features.ts';
import * as heddle from '../../src/index.ts';
import { inspect } from '../../src/inspect.ts';
import { type FeatureName, FEATURES } from '../../src/platform/features.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { serve } from '../support/serve.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { answer, askWorker, workerOf } from '../support/worker-of.ts';

noLeaks();
const FOLDER = temporaryFolder({ open: '' });
const server = serve({ '/worker.js': 'postMessage("remote")' });

/** Runs `use` with a worker that waits for messages. */
async function withWorker<T>(use: (worker: heddle.Worker) => T, options?: heddle.WorkerOptions): Promise<Awaited<T>> {
  const worker = workerOf(() => addEventListener('message', () => {}), options);
  try {
    await withDeadline(once(worker, 'open'), 'the start of the worker');
    return await use(worker);
  } finally {
    await worker.terminate();
  }
}

async function firstMessage(script: string | URL, options?: heddle.WorkerOptions): Promise<unknown> {
  const worker = new heddle.Worker(script, options);
  try {
    return await withDeadline(answer(worker), 'the first message');
  } finally {
    await worker.terminate();
  }
}

/** What the other end of a channel takes for `value`. */
function across(value: unknown): any {
  const { port1, port2 } = new heddle.MessageChannel();
  port1.postMessage(value);
  const taken = heddle.receiveMessageOnPort(port2);
  port1.close();
  return taken!.message;
}

/** Uses a feature; throws or rejects where the runtime lacks it. */
const USES: Readonly<Record<FeatureName, () => unknown>> = {
  threads: async () => assert.equal(await askWorker(() => 1 + 1), 2),
  sharedMemory: () => assert.equal(heddle.explain({ pixels: [1, 2] }).path, 'ring'),
  blocking: async () => {
    const tasks = heddle.spawn<{ seven(): Promise<number> }>(new URL('data:text/javascript,export const seven = async () => 7'));
    assert.equal(heddle.wrapSync<{ seven(): Promise<number> }>(tasks).seven(), 7);
    await tasks[Symbol.asyncDispose]();
  },
  takeMessages: () => assert.equal(across('here'), 'here'),
  asyncContext: async () => {
    const storage = new AsyncLocalStorage<string>();
    heddle.carry('features', storage);
    const { port1, port2 } = new heddle.MessageChannel();
    const exposed = heddle.expose({ read: () => storage.getStore() }, port2);
    const remote = heddle.wrap<{ read(): string | undefined }>(port1);
    assert.equal(await storage.run('carried', () => remote.read()), 'carried');
    exposed.stop();
    port1.close();
  },
  taskBoundary: async () => assert.ok(await new Promise((resolve) => clock.setImmediate(() => resolve(canEndTask())))),
  backgroundTimers: () => {
    const timer = clock.unref(clock.setTimeout(() => {}, 1_000));
    assert.equal((timer as NodeJS.Timeout).hasRef(), false);
    assert.equal((clock.ref(timer) as NodeJS.Timeout).hasRef(), true);
    clock.clearTimeout(timer);
  },
  resourceLimits: () =>
    withWorker((worker) => assert.equal(worker.resourceLimits!.maxOldGenerationSizeMb, 64), {
      resourceLimits: { maxOldGenerationSizeMb: 64 },
    }),
  environment: async () => assert.equal(await askWorker(() => process.env['FEATURE'], { env: { FEATURE: 'own' } }), 'own'),
  sharedEnvironment: async () => {
    await askWorker(() => (process.env['HEDDLE_TEST_FEATURE'] = 'shared'), { env: heddle.SHARE_ENV });
    assert.equal(process.env['HEDDLE_TEST_FEATURE'], 'shared');
    delete process.env['HEDDLE_TEST_FEATURE'];
  },
  argv: async () => assert.equal(await askWorker(() => process.argv.at(-1), { argv: ['last'] }), 'last'),
  execArgv: async () => assert.deepEqual(await askWorker(() => process.execArgv, { execArgv: ['--no-warnings'] }), ['--no-warnings']),
  standardStreams: () =>
    withWorker(
      async (worker) => {
        worker.stdin!.end('typed');
        const [text] = (await withDeadline(once(worker.stdout, 'data'), 'the output')) as [Buffer];
        assert.equal(String(text), 'typed');
      },
      { stdin: true, stdout: true, stderr: true, execArgv: ['--import', 'data:text/javascript,process.stdin.pipe(process.stdout)'] },
    ),
  evalWorker: async () => assert.equal(await firstMessage('postMessage("evaluated")', { eval: true }), 'evaluated'),
  trackUnmanagedFds: async () => {
    const file = join(FOLDER, 'open');
    const open = (): number => process.getBuiltinModule('node:fs').openSync(process.argv.at(-1)!, 'r');
    const fd = await askWorker(open, { argv: [file], trackUnmanagedFds: true });
    assert.ok(!isOpenAt(fd, file), 'the file is closed');
    const kept = await askWorker(open, { argv: [file], trackUnmanagedFds: false });
    assert.ok(isOpenAt(kept, file), 'the file is still open');
    process.getBuiltinModule('node:fs').closeSync(kept);
  },
  exitCode: async () => {
    const worker = workerOf(() => process.exit(3));
    assert.deepEqual(await withDeadline(once(worker, 'exit'), 'the end'), [3]);
  },
  dataScripts: async () => assert.equal(await firstMessage('data:text/javascript,postMessage("data")'), 'data'),
  blobScripts: async () => {
    const url = URL.createObjectURL(new Blob(['postMessage("blob")'], { type: 'text/javascript' }));
    assert.equal(await firstMessage(url), 'blob');
    URL.revokeObjectURL(url);
  },
  remoteScripts: async () => assert.equal(await firstMessage(`${server.origin}/worker.js`, { allowRemote: [server.origin] }), 'remote'),
  typescript: async () =>
    assert.equal(await firstMessage(`data:text/typescript,${encodeURIComponent('enum E { typed } postMessage(E[0] as string)')}`), 'typed'),
  moduleHooks: () => {
    assert.ok(hasModuleHooks);
    nodeModule.registerHooks({}).deregister();
  },
  livePage: async () => {
    // The page lies beside the bundle.
    const bundled = await import('heddle/inspect');
    await using page = await bundled.inspect();
    const [response] = (await once(get(page.url, { agent: false }), 'response')) as [IncomingMessage];
    assert.equal(response.statusCode, 200);
    response.resume();
    await once(response, 'close');
  },
  diagnosticsChannels: async () => {
    const seen: unknown[] = [];
    const see = (message: unknown): void => void seen.push(message);
    diagnosticsChannel.subscribe('heddle:worker:start', see);
    await withWorker(() => assert.equal(seen.length, 1));
    diagnosticsChannel.unsubscribe('heddle:worker:start', see);
  },
  eventLoopUtilization: () => withWorker((worker) => assert.ok(worker.performance.eventLoopUtilization().utilization <= 1)),
  heapSnapshot: () =>
    withWorker(async (worker) => {
      const snapshot = await worker.getHeapSnapshot();
      // By events: on Node 20.19 an iterator over this stream comes to no end.
      let text = '';
      snapshot.on('data', (chunk: Buffer) => (text += String(chunk)));
      await withDeadline(once(snapshot, 'end'), 'the snapshot');
      assert.ok('nodes' in JSON.parse(text));
    }),
  heapStatistics: () => withWorker(async (worker) => assert.ok((await worker.getHeapStatistics()).used_heap_size > 0)),
  cpuUsage: () => withWorker(async (worker) => assert.ok((await worker.cpuUsage()).user >= 0)),
  cpuProfile: () =>
    withWorker(async (worker) => {
      // Node 22 asks for a name, which later versions do not take.
      const names = runtime.version.startsWith('22.') ? ['features'] : [];
      const profile = await worker.startCpuProfile(...(names as []));
      assert.ok('nodes' in JSON.parse(String(await profile.stop())));
    }),
  heapProfile: () => withWorker(async (worker) => assert.ok('head' in JSON.parse(String(await (await worker.startHeapProfile()).stop())))),
  environmentData: async () => {
    heddle.setEnvironmentData('feature', 'inherited');
    assert.equal(
      await askWorker(() => process.getBuiltinModule('node:worker_threads').getEnvironmentData('feature') as string),
      'inherited',
    );
    heddle.setEnvironmentData('feature');
  },
  broadcastChannel: async () => {
    const channel = new heddle.BroadcastChannel('heddle features');
    const heard = new Promise((resolve) => (channel.onmessage = resolve));
    await withWorker(async () => {
      await askWorker(() => {
        const channel = new BroadcastChannel('heddle features');
        channel.postMessage('all');
        channel.close();
        return 'posted';
      });
      await withDeadline(heard, 'the message');
    });
    channel.close();
  },
  moveToContext: () => {
    const { port1, port2 } = new heddle.MessageChannel();
    const moved: object = heddle.moveMessagePortToContext(port2 as never, createContext());
    assert.ok(!(moved instanceof Object) && 'postMessage' in moved);
    port1.close();
  },
  markAsUntransferable: () => {
    const buffer = new ArrayBuffer(8);
    heddle.markAsUntransferable(buffer);
    // Node 20 copies what it must not move.
    try {
      structuredClone(buffer, { transfer: [buffer] });
    } catch (error) {
      assert.equal((error as Error).name, 'DataCloneError');
    }
    assert.equal(buffer.byteLength, 8);
  },
  isMarkedAsUntransferable: () => {
    const buffer = new ArrayBuffer(8);
    heddle.markAsUntransferable(buffer);
    assert.equal(heddle.isMarkedAsUntransferable(buffer), true);
  },
  markAsUncloneable: () => {
    const marked = {};
    heddle.markAsUncloneable!(marked);
    assert.throws(() => across(marked), { name: 'DataCloneError' });
  },
  postMessageToThread: async () => {
    const worker = workerOf(() => {
      process.on('workerMessage', (value: unknown) => postMessage(value));
      // This alone keeps the worker alive.
      addEventListener('message', () => {});
      postMessage('ready');
    });
    assert.equal(await withDeadline(answer(worker), 'the worker'), 'ready');
    const echoed = answer(worker);
    await heddle.postMessageToThread(worker.threadId, 'by number');
    assert.equal(await withDeadline(echoed, 'the message'), 'by number');
    await worker.terminate();
  },
  isInternalThread: () => assert.equal(heddle.isInternalThread, false),
  threadName: () => withWorker((worker) => assert.equal(worker.threadName, 'named'), { name: 'named' }),
  locks: async () => assert.equal(await heddle.locks.request('heddle features', () => 'held'), 'held'),
  cloneDOMException: () => assert.ok(across(new DOMException('gone', 'AbortError')) instanceof DOMException),
  cloneFile: () => assert.equal(across(new File(['text'], 'name.txt')).name, 'name.txt'),
};

function isOpenAt(fd: number, file: string): boolean {
  try {
    return fstatSync(fd).ino === statSync(file).ino;
  } catch {
    return false;
  }
}

describe(`on ${runtime.name} ${runtime.version}`, () => {
  for (const name of Object.keys(FEATURES) as FeatureName[]) {
    const has = heddle.supports(name);
    test(`${name}: ${has ? 'works' : 'is missing'}`, async () => {
      const use = async (): Promise<unknown> => await USES[name]();
      if (has) {
        requireFeature(name, 'this');
        await use();
      } else {
        assert.throws(() => requireFeature(name, 'this'), { code: 'HEDDLE_UNSUPPORTED' });
        await assert.rejects(use);
      }
    });
  }
});

test('supports() is false for a name that nobody knows', () => {
  assert.equal(heddle.supports('no such feature' as never), false);
  assert.equal(heddle.supports('toString' as never), false);
});

test('a feature comes with the first version of a line that has it, and stays in all later lines', () => {
  const columns = (since: true | readonly string[] | undefined): string[] => [20, 22, 24, 26].map((line) => availabilityIn(line, since));
  assert.deepEqual(columns(undefined), ['no', 'no', 'no', 'no']);
  assert.deepEqual(columns(true), ['yes', 'yes', 'yes', 'yes']);
  assert.deepEqual(columns(['22.15', '23.5']), ['no', '22.15', 'yes', 'yes']);
  assert.deepEqual(columns(['24.5']), ['no', 'no', '24.5', 'yes']);
});

describe('on a runtime of which nothing is known', () => {
  const unsupported = (where: string, feature: string) => (error: unknown) => {
    assert.ok(heddle.HeddleError.is(error));
    assert.equal(error.code, 'HEDDLE_UNSUPPORTED');
    assert.match(error.message, new RegExp(`^Cannot use ${where}: other 1\\.0\\.0 does not have the feature "${feature}"; instead, `));
    return true;
  };
  const elsewhere = (use: () => unknown) => async (): Promise<void> => {
    const { name, version } = runtime;
    Object.assign(runtime, { name: 'other', version: '1.0.0' });
    try {
      await use();
    } finally {
      Object.assign(runtime, { name, version });
    }
  };
  const script = 'data:text/javascript,';
  const options = (given: heddle.WorkerOptions, where: string, feature: string): void => {
    test(
      `${where} with the feature ${feature}`,
      elsewhere(() => assert.throws(() => new heddle.Worker(script, given), unsupported(where, feature))),
    );
  };
  options({ resourceLimits: { stackSizeMb: 4 } }, 'options.resourceLimits', 'resourceLimits');
  options({ smol: true }, 'options.smol', 'resourceLimits');
  options({ env: {} }, 'options.env', 'environment');
  options({ env: heddle.SHARE_ENV }, 'options.env', 'sharedEnvironment');
  options({ stdin: true }, 'options.stdin', 'standardStreams');
  options({ trackUnmanagedFds: true }, 'options.trackUnmanagedFds', 'trackUnmanagedFds');
  test(
    'wrapSync()',
    elsewhere(() => assert.throws(() => heddle.wrapSync({} as never), unsupported('wrapSync\\(\\)', 'blocking'))),
  );
  test(
    'inspect()',
    elsewhere(() => assert.rejects(inspect(), unsupported('inspect\\(\\)', 'livePage'))),
  );
});
