// What each runtime can do: data only. `supports()` and `requireFeature()` of src/core/features.ts read it, docs/reference/features.md is generated from it,
// and test/contract/features.test.ts tries each row on the runtime that it runs on.
import type { RuntimeName } from './platform.ts';

/** A feature that not every runtime has. */
export type FeatureName =
  | 'threads'
  | 'sharedMemory'
  | 'blocking'
  | 'takeMessages'
  | 'asyncContext'
  | 'taskBoundary'
  | 'backgroundTimers'
  | 'resourceLimits'
  | 'environment'
  | 'sharedEnvironment'
  | 'argv'
  | 'execArgv'
  | 'standardStreams'
  | 'evalWorker'
  | 'trackUnmanagedFds'
  | 'exitCode'
  | 'dataScripts'
  | 'blobScripts'
  | 'remoteScripts'
  | 'typescript'
  | 'moduleHooks'
  | 'livePage'
  | 'diagnosticsChannels'
  | 'eventLoopUtilization'
  | 'heapSnapshot'
  | 'heapStatistics'
  | 'cpuUsage'
  | 'cpuProfile'
  | 'heapProfile'
  | 'environmentData'
  | 'broadcastChannel'
  | 'moveToContext'
  | 'markAsUntransferable'
  | 'isMarkedAsUntransferable'
  | 'markAsUncloneable'
  | 'postMessageToThread'
  | 'isInternalThread'
  | 'threadName'
  | 'locks'
  | 'cloneDOMException'
  | 'cloneFile';

/**
 * Where a feature is: `true` in every version that heddle runs on; else the first version of each line that got it. The last one counts for all later
 * lines too: `['22.15', '23.5']` means 22.15 and later 22, 23.5 and everything after it. Where no document tells the first version of a line, it is the one
 * that the tests run on.
 */
export type Availability = true | readonly string[];

export interface Feature {
  /** What a program gets. */
  readonly gives: string;
  /** What to do, or what heddle does by itself, where it is missing. */
  readonly otherwise: string;
  /** A runtime that is left out does not have it. */
  readonly on: Readonly<Partial<Record<RuntimeName, Availability>>>;
}

const NODE = { node: true } as const;

export const FEATURES: Readonly<Record<FeatureName, Feature>> = {
  threads: { gives: '`Worker`, `spawn()` and `Pool` run code on other threads', otherwise: 'run the code on this thread', on: NODE },
  sharedMemory: {
    gives: 'messages between threads go through memory that both have',
    otherwise: 'all messages take the native path',
    on: NODE,
  },
  blocking: { gives: '`wrapSync()` waits for another thread', otherwise: 'use `wrap()` and `await` the result', on: NODE },
  takeMessages: { gives: '`receiveMessageOnPort()` takes a message at once', otherwise: 'listen for `message`', on: NODE },
  asyncContext: {
    gives: '`carry()` and `currentSignal()` follow a call through `await`',
    otherwise: 'pass the value or the signal as a parameter',
    on: NODE,
  },
  taskBoundary: {
    gives: 'many messages are delivered in one turn of the event loop, each as a task of its own',
    otherwise: 'each message takes a turn of the event loop',
    on: NODE,
  },
  backgroundTimers: { gives: 'the timers of heddle keep no process alive', otherwise: 'close pools and workers', on: NODE },
  resourceLimits: {
    gives: '`options.resourceLimits` and `options.smol` limit the heap and stack of a worker',
    otherwise: 'leave them out',
    on: NODE,
  },
  environment: { gives: '`options.env` gives a worker its own `process.env`', otherwise: 'pass values in `workerData`', on: NODE },
  sharedEnvironment: { gives: '`env: SHARE_ENV` shares `process.env`', otherwise: 'pass a copy: leave `env` out', on: NODE },
  argv: { gives: '`options.argv` adds to the `process.argv` of a worker', otherwise: 'pass values in `workerData`', on: NODE },
  execArgv: { gives: '`options.execArgv` gives a worker options of the runtime', otherwise: 'set them for the whole process', on: NODE },
  standardStreams: {
    gives: '`options.stdin`, `stdout` and `stderr` are streams of a worker',
    otherwise: 'send text by messages',
    on: NODE,
  },
  evalWorker: { gives: '`options.eval` takes source code', otherwise: 'use a `data:` or `blob:` URL', on: NODE },
  trackUnmanagedFds: {
    gives: '`options.trackUnmanagedFds` closes the files of a worker that ends',
    otherwise: 'close them in the worker',
    on: NODE,
  },
  exitCode: { gives: '`close` tells the exit code of a worker, also after `terminate()`', otherwise: 'post a last message', on: NODE },
  dataScripts: { gives: 'scripts at `data:` URLs', otherwise: 'use a file', on: NODE },
  blobScripts: { gives: 'scripts at `blob:` URLs', otherwise: 'use a `data:` URL', on: NODE },
  remoteScripts: { gives: 'scripts at `http:` URLs of allowed origins', otherwise: 'download them first', on: NODE },
  typescript: { gives: 'workers in TypeScript without a build', otherwise: 'compile them first', on: NODE },
  moduleHooks: {
    gives: 'hooks that load TypeScript run in the thread itself',
    otherwise: 'heddle starts a thread for the hooks of `import`',
    on: { node: ['22.15', '23.5'] },
  },
  livePage: { gives: '`inspect()` serves the live page', otherwise: 'use `metricsText()` of `heddle/inspect`', on: NODE },
  diagnosticsChannels: { gives: 'events of heddle on `node:diagnostics_channel`', otherwise: 'use `worker.stats()`', on: NODE },
  eventLoopUtilization: { gives: '`worker.performance` tells how busy a worker is', otherwise: 'measure in the worker', on: NODE },
  heapSnapshot: { gives: '`worker.getHeapSnapshot()`', otherwise: 'use the developer tools of the runtime', on: NODE },
  heapStatistics: {
    gives: '`worker.getHeapStatistics()`',
    otherwise: 'the method is missing: call `v8.getHeapStatistics()` in the worker',
    on: { node: ['22.16', '24.0'] },
  },
  cpuUsage: {
    gives: '`worker.cpuUsage()`',
    otherwise: 'the method is missing: use `worker.performance`',
    on: { node: ['22.23', '24.6'] },
  },
  cpuProfile: {
    gives: '`worker.startCpuProfile()`, which takes a name on Node 22',
    otherwise: 'the method is missing: use `node:inspector` in the worker',
    on: { node: ['22.23', '24.8'] },
  },
  heapProfile: {
    gives: '`worker.startHeapProfile()`',
    otherwise: 'the method is missing: use `node:inspector` in the worker',
    on: { node: ['24.9'] },
  },
  environmentData: { gives: '`setEnvironmentData()` is inherited by workers', otherwise: 'use `workerData`', on: NODE },
  broadcastChannel: { gives: '`BroadcastChannel` reaches all threads', otherwise: 'keep a list of ports', on: NODE },
  moveToContext: {
    gives: '`moveMessagePortToContext()` moves a port to a context of `node:vm`',
    otherwise: 'pass a function that posts',
    on: NODE,
  },
  markAsUntransferable: { gives: '`markAsUntransferable()` keeps an object from being moved', otherwise: 'send a copy', on: NODE },
  isMarkedAsUntransferable: {
    gives: '`isMarkedAsUntransferable()` tells whether an object can be moved',
    otherwise: 'it is undefined: keep a `WeakSet`',
    on: { node: ['21.0'] },
  },
  markAsUncloneable: {
    gives: '`markAsUncloneable()` keeps an object from being copied',
    otherwise: 'it is undefined: give the object a function as a member',
    on: { node: ['22.10', '23.0'] },
  },
  postMessageToThread: {
    gives: '`postMessageToThread()` reaches any thread by its number',
    otherwise: 'pass ports',
    on: { node: ['20.19', '22.5'] },
  },
  isInternalThread: {
    gives: '`isInternalThread` tells threads of the runtime itself',
    otherwise: 'it is undefined',
    on: { node: ['22.14', '23.7'] },
  },
  threadName: {
    gives: '`threadName` and `worker.threadName` tell the name of a thread',
    otherwise: 'they are undefined: use `self.name` and `worker.name`',
    on: { node: ['22.23', '24.6'] },
  },
  locks: { gives: '`locks`, the Web Locks of all threads', otherwise: 'it is undefined: use `Atomics`', on: { node: ['24.5'] } },
  cloneDOMException: {
    gives: 'a `DOMException` in a message arrives as one',
    otherwise: 'it arrives as a plain object: throw it across a call instead',
    on: { node: ['22.0'] },
  },
  cloneFile: {
    gives: 'a `File` in a message arrives as one',
    otherwise: 'it arrives as a `Blob`: send the name beside it',
    on: { node: ['24.0'] },
  },
};
