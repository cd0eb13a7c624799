// What heddle assumes of the runtime that the runtime does not promise: each test asks the runtime itself, and fails first when a new one differs.
// docs/internals/engine.md lists the same assumptions, with what happens then.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import nodeModule, { createRequire } from 'node:module';
import { join } from 'node:path';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { Script, constants } from 'node:vm';
import { codecHost } from '../../src/platform/node.ts';
import { unmockedTimers } from '../../src/platform/clock.ts';
import { assume, inThread } from './assume.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withDeadline } from '../support/with-deadline.ts';

const [major] = process.versions.node.split('.').map(Number) as [number];
const hasSyncHooks = 'registerHooks' in nodeModule;
const loader = nodeModule as unknown as {
  _extensions: Record<string, (module: { exports: unknown }, file: string) => void>;
  _resolveFilename(request: string, ...rest: unknown[]): string;
  _load(path: string, parent: null, isMain: boolean): unknown;
  _findPath(request: string, paths: null, isMain: boolean): string | false;
  runMain: unknown;
  prototype: { _compile(code: string, file: string, format?: string): unknown };
};

// Tasks and errors.

assume(
  '`process._tickCallback()` runs the ticks, then the microtasks',
  'platform/node/tasks.ts',
  'one message takes a turn of the event loop',
  async () => {
    const code = `setImmediate(() => { const ran = []; process.nextTick(() => { ran.push('tick'); Promise.resolve().then(() => ran.push('microtask')); });
    process._tickCallback(); answer(ran); });`;
    assert.deepEqual(await inThread(code), ['tick', 'microtask']);
  },
);

assume(
  '`process._fatalException()` reports an error as uncaught',
  'platform/node/tasks.ts',
  'a listener that throws ends the thread',
  async () => {
    const code = `process.on('uncaughtException', (error, origin) => answer([error.message, origin]));
    setImmediate(() => { if (process._fatalException(new Error('boom'), false) !== true) answer('not taken care of'); });`;
    assert.deepEqual(await inThread(code), ['boom', 'uncaughtException']);
  },
);

assume(
  'the runtime tells of errors by calling `process.emit`',
  'worker/inside/watch-process.ts',
  'a worker hears of no rejection',
  async () => {
    const code = `const seen = []; const wanted = new Set(['unhandledRejection', 'rejectionHandled', 'uncaughtExceptionMonitor']); const { emit } = process;
    process.emit = function (type, ...values) { if (wanted.has(type)) seen.push(type); if (type === 'unhandledRejection') return true; return emit.call(this, type, ...values); };
    process.setUncaughtExceptionCaptureCallback(() => answer(seen)); const rejected = Promise.reject(new Error('boom'));
    setTimeout(() => { rejected.catch(() => {}); setTimeout(() => { throw new Error('thrown'); }, 1); }, 1);`;
    assert.deepEqual(await inThread(code), ['unhandledRejection', 'rejectionHandled', 'uncaughtExceptionMonitor']);
  },
);

assume(
  'an experimental feature warns by `process.emitWarning`, its name first',
  'worker/inside/run-script.ts',
  'classic workers print a warning',
  () => {
    const { emitWarning } = process;
    const told: string[] = [];
    process.emitWarning = (warning: string | Error) => void told.push(String(warning));
    try {
      const script = new Script('0', { importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER });
      script.runInThisContext();
    } finally {
      process.emitWarning = emitWarning;
    }
    for (const warning of told) assert.match(warning, /^vm\.USE_MAIN_CONTEXT_DEFAULT_LOADER /);
  },
);

assume('stacks have lines `    at name (place:line:column)`', 'core/locate-error.ts, core/own-frames.ts', 'events tell no place', () => {
  assert.match(new Error('boom').stack!, /\n {4}at .*\(?file:.*engine-assumptions[^\n]*:\d+:\d+\)?\n/);
  const internal = new Promise<string>((resolve) => process.nextTick(() => resolve(new Error('boom').stack!)));
  return internal.then((stack) => assert.match(stack, /\n {4}at .*\(?node:internal\//));
});

assume(
  'the stack of a syntax error begins with `place:line`, the line and a caret',
  'core/locate-error.ts',
  'the event of a syntax error tells no place',
  () => {
    try {
      new Script('\n  let 1', { filename: '/broken.js' });
    } catch (error) {
      return assert.match((error as Error).stack!, /^\/broken\.js:2\n {2}let 1\n +\^/);
    }
    return assert.fail('no syntax error');
  },
);

// Modules.

assume(
  '`require` passes modules of both kinds through `Module.prototype._compile`, or `.mjs` through `Module._extensions`',
  'worker/inside/guard-linking.ts',
  'to stop a thread that links can end the process of Node 20 and 22',
  () => {
    const folder = temporaryFolder({ 'module.mjs': 'export const one = 1;', 'common.cjs': 'exports.two = 2;' });
    const { _compile } = loader.prototype;
    const { '.mjs': load } = loader._extensions;
    const seen: string[] = [];
    loader.prototype._compile = function (code, file, format) {
      seen.push(String(format));
      return _compile.call(this, code, file, format);
    };
    if (load)
      loader._extensions['.mjs'] = function (module, file) {
        seen.push('module');
        return load.call(this, module, file);
      };
    try {
      for (const name of ['module.mjs', 'common.cjs']) createRequire(join(folder, 'main.js'))(`./${name}`);
    } finally {
      loader.prototype._compile = _compile;
      if (load) loader._extensions['.mjs'] = load;
    }
    assert.deepEqual(seen, ['module', 'commonjs']);
  },
);

if (!hasSyncHooks)
  assume(
    "`module._compile(code, file, 'module')` enters a module where `import` finds it",
    'loader/link-modules.ts',
    'TypeScript needs the hooks thread',
    async () => {
      // The runtime looks whether there is such a file, and not into it.
      const file = join(temporaryFolder({ 'linked.ts': 'not: JavaScript' }), 'linked.ts');
      const module = new (nodeModule as unknown as { new (id: string): { _compile(code: string, file: string, format: string): unknown } })(
        file,
      );
      module._compile('export const one = 1;', file, 'module');
      assert.equal(((await import(pathToFileURL(file).href)) as { one: number }).one, 1);
    },
  );

assume(
  '`require` asks `Module._extensions`',
  'loader/common-js-hooks.ts',
  'Node without `module.registerHooks` cannot require TypeScript',
  () => {
    const folder = temporaryFolder({ 'a.odd': '' });
    loader._extensions['.odd'] = (module, file) => void (module.exports = file);
    after(() => delete loader._extensions['.odd']);
    assert.equal(createRequire(join(folder, 'main.js'))('./a.odd'), join(folder, 'a.odd'));
  },
);

assume(
  '`require` and, before Node 24, `require.resolve` ask `Module._resolveFilename`',
  'loader/hook-file-names.ts',
  '`./file.js` does not find file.ts',
  () => {
    const folder = temporaryFolder({ 'b.js': 'module.exports = 2;' });
    const { _resolveFilename } = loader;
    loader._resolveFilename = function (request, ...rest) {
      return _resolveFilename.call(this, request === './odd' ? './b.js' : request, ...rest);
    };
    try {
      const require = createRequire(join(folder, 'main.js'));
      // Not as a literal, which tools would look for.
      const odd = ['.', 'odd'].join('/');
      assert.equal(require(odd), 2);
      if (major < 24) assert.equal(require.resolve(odd), join(folder, 'b.js'));
    } finally {
      loader._resolveFilename = _resolveFilename;
    }
  },
);

assume(
  '`Module._load(path, null, true)` runs a file as the program, `_findPath` finds it, `runMain` is there',
  'run-program.ts, worker/inside/run-script.ts, loader/common-js-facade.ts',
  'no CommonJS program or worker starts',
  async () => {
    const folder = temporaryFolder({ 'main.cjs': 'module.exports = require.main === module;' });
    assert.equal(loader._findPath(join(folder, 'main.cjs'), null, true), join(folder, 'main.cjs'));
    assert.equal(typeof loader.runMain, 'function');
    const code = `answer(require('node:module')._load(workerData, null, true));`;
    assert.equal(await inThread(code, { workerData: join(folder, 'main.cjs') }), true);
  },
);

assume(
  'an empty module brings a source map for its name',
  'loader/keep-source-map.ts',
  'stacks of classic TypeScript scripts show compiled lines',
  async () => {
    const map = JSON.stringify({ version: 3, sources: ['a.ts'], names: [], mappings: 'AAAA' });
    const comment = `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}`;
    const code = `process.setSourceMapsEnabled(true); const nodeModule = require('node:module'); const module = new nodeModule.Module('file:///a.js');
    module._compile(workerData, 'file:///a.js'); answer(nodeModule.findSourceMap('file:///a.js')?.payload.sources.length);`;
    assert.equal(await inThread(code, { workerData: comment }), 1);
  },
);

assume(
  'what is assigned to a built-in module is what `import` gives after `syncBuiltinESMExports()`',
  'install-globals.ts, port/guard-runtime.ts',
  '`import { Worker }` of a program is not that of heddle',
  async () => {
    const code = `const threads = require('node:worker_threads'); const own = () => {}; Object.assign(threads, { receiveMessageOnPort: own });
    require('node:module').syncBuiltinESMExports(); import('node:worker_threads').then((module) => answer(module.receiveMessageOnPort === own));`;
    assert.equal(await inThread(code), true);
  },
);

// Globals.

assume(
  'to ask whether the global object has a class of events loads nothing',
  'core/events/adopt-interface.ts',
  'the first message of a thread loads all of fetch',
  async () => {
    const code = `const before = process.moduleLoadList.length; 'MessageEvent' in globalThis; 'CloseEvent' in globalThis;
    answer(process.moduleLoadList.length - before);`;
    assert.equal(await inThread(code), 0);
  },
);

assume(
  'the global object takes another prototype, and gives up its tag',
  'worker/inside/global-scope.ts',
  '`self instanceof WorkerGlobalScope` does not hold',
  async () => {
    const code = `const made = class extends EventTarget { get [Symbol.toStringTag]() { return 'Scope'; } }.prototype; Object.setPrototypeOf(globalThis, made);
    Reflect.deleteProperty(globalThis, Symbol.toStringTag); answer(String(globalThis));`;
    assert.equal(await inThread(code), '[object Scope]');
  },
);

assume(
  'a signal whose prototype is replaced is still the signal',
  'rpc/calls/followed-signals.ts',
  'what gets a signal of a call does not hear of its abort',
  async () => {
    const controller = new AbortController();
    const signal = Object.setPrototypeOf(controller.signal, Object.create(AbortSignal.prototype) as object) as AbortSignal;
    const any = AbortSignal.any([signal]);
    const aborted = once(signal, 'abort');
    controller.abort();
    await aborted;
    assert.ok(any.aborted && signal.aborted);
  },
);

assume(
  '`process.stderr` of a thread is a configurable getter',
  'worker/inside/keep-exit-record.ts',
  'each worker makes the stream at its start',
  async () => {
    const code = `const { get, configurable } = Object.getOwnPropertyDescriptor(process, 'stderr'); answer([typeof get, configurable]);`;
    assert.deepEqual(await inThread(code), ['function', true]);
  },
);

// Time.

assume(
  'timers have `_onTimeout`, and that of a socket is of their class',
  'platform/clock.ts',
  'under a mocked clock what heddle waits for does not come',
  async () => {
    const timer = setTimeout(() => {}, 1);
    clearTimeout(timer);
    assert.ok('_onTimeout' in timer);
    const fired = new Promise<void>((resolve) => void unmockedTimers().setTimeout(resolve, 1));
    await withDeadline(fired, 'the timer');
  },
);

assume(
  'fake-timers keep what they replace as `clock._name`',
  'platform/clock.ts',
  'under a fake clock what heddle waits for does not come',
  async () => {
    const { default: fakeTimers } = (await import('@sinonjs/fake-timers')) as { default: { install(): { uninstall(): void } } };
    const { setTimeout: real } = globalThis;
    const clock = fakeTimers.install();
    try {
      assert.equal((globalThis.setTimeout as unknown as { clock: { _setTimeout: unknown } }).clock._setTimeout, real);
    } finally {
      clock.uninstall();
    }
  },
);

assume(
  '`now` is a method of the class of `performance`',
  'platform/clock.ts',
  'heddle takes its time from a clock that the program replaced',
  () => {
    const { now } = Object.getPrototypeOf(performance) as Performance;
    assert.ok(Math.abs(now.call(performance) - performance.now()) < 1_000);
  },
);

// Bytes and text.

assume(
  '`util.inspect` shows an array without other properties as `[ ... n more items ]`',
  'platform/node.ts',
  'arrays go by the runtime, which takes longer',
  () => {
    for (const array of [Array(1).fill(0), Array(100).fill(0)]) assert.equal(codecHost.hasOnlyElements(array), true, inspect(array));
    const odd = Object.assign(Array(100).fill(0), { extra: 1 });
    assert.equal(codecHost.hasOnlyElements(odd), false);
    const sparse = Array(100);
    sparse[1] = 0;
    assert.equal(codecHost.hasOnlyElements(sparse as unknown[]), true, 'holes are looked for elsewhere');
  },
);

assume(
  '`latin1Write` and the like, and `fill` with bytes, work on bytes in shared memory',
  'platform/node.ts',
  'strings and binary data are garbled, or go by the runtime',
  () => {
    const bytes = new Uint8Array(new SharedArrayBuffer(64), 8);
    codecHost.latin1Write.call(bytes, 'é!', 1, 2);
    assert.deepEqual([...bytes.subarray(0, 4)], [0, 0xe9, 0x21, 0]);
    assert.equal(codecHost.latin1Slice.call(bytes, 1, 3), 'é!');
    codecHost.ucs2Write.call(bytes, '世!', 4, 4);
    assert.equal(codecHost.ucs2Slice.call(bytes, 4, 8), '世!');
    const source = Uint8Array.from({ length: 8192 }, (_, index) => index);
    const shared = new Uint8Array(new SharedArrayBuffer(8192));
    codecHost.set.call(shared, source, 0);
    assert.deepEqual(new Uint8Array(codecHost.slice.call(shared, 0, 8192).buffer), source);
  },
);
