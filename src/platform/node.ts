// The only module of the library that names `node:*`; every layer above imports `#platform`.
//
// Built-in modules are taken, not imported: for an `import` the runtime makes a module of all their names, whose getters load more.
// That costs a worker 2 to 3 ms before its first line (bench/worker/start.bench.ts).

export { prepareAddonCache } from './addon-cache.ts';
export { availableParallelism, runInParallel } from './parallelism.ts';
export { privateDirectory, userId } from './private-directory.ts';
export { trySharedMemory } from './shared-memory.ts';
export { clock } from './clock.ts';
export { hasDescriptorsForThread } from './descriptors.ts';
export { fileReport, hideWatchMode, reportFilesBy, threadEnvironment } from './watch-mode.ts';

export type { InitializeHook, LoadHook, ResolveFnOutput, ResolveHook, ResolveHookContext, ResolveHookSync } from 'node:module';
export type { MessagePort } from 'node:worker_threads';

const { Buffer } = globalThis;
export const process: NodeJS.Process = globalThis.process;
export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs');
export const nodeModule: typeof import('node:module') = process.getBuiltinModule('node:module');
export const path: typeof import('node:path') = process.getBuiltinModule('node:path');
export const threads: typeof import('node:worker_threads') = process.getBuiltinModule('node:worker_threads');

export const errorMonitor: typeof import('node:events').errorMonitor = process.getBuiltinModule('node:events').errorMonitor;
export const resolveObjectURL: typeof import('node:buffer').resolveObjectURL = process.getBuiltinModule('node:buffer').resolveObjectURL;
export const fileURLToPath: typeof import('node:url').fileURLToPath = process.getBuiltinModule('node:url').fileURLToPath;
export const pathToFileURL: typeof import('node:url').pathToFileURL = process.getBuiltinModule('node:url').pathToFileURL;
export const inspect: typeof import('node:util').inspect = process.getBuiltinModule('node:util').inspect;
/** `node:vm` and `node:os`, for the threads that need them: to load them delays the start of a worker. */
export function getVm(): typeof import('node:vm') {
  return process.getBuiltinModule('node:vm');
}
export function getOs(): typeof import('node:os') {
  return process.getBuiltinModule('node:os');
}
/** `node:http` and `node:inspector`, for the few threads that need them. */
export function getHttp(): typeof import('node:http') {
  return process.getBuiltinModule('node:http');
}
export function getInspector(): typeof import('node:inspector') {
  return process.getBuiltinModule('node:inspector');
}
export type { IncomingMessage, Server, ServerResponse } from 'node:http';
export type { Session } from 'node:inspector';
/** A channel of `node:diagnostics_channel`. */
export function diagnosticsChannel(name: string): import('node:diagnostics_channel').Channel {
  return process.getBuiltinModule('node:diagnostics_channel').channel(name);
}
/** Bytes as they lie in shared memory, which the runtime's text coders do not take. */
export function sharedText(
  memory: SharedArrayBuffer,
  at: number,
  length: number,
): { write(text: string): number; read(length: number): string } {
  const buffer = globalThis.Buffer.from(memory, at, length);
  return { write: (text) => buffer.write(text, 'utf8'), read: (used) => buffer.toString('utf8', 0, used) };
}
/** A value as bytes; undefined where it has something in it that the runtime copies in no other way than by a message. */
export function packed(value: unknown): Uint8Array | undefined {
  try {
    return process.getBuiltinModule('node:v8').serialize(value);
  } catch {
    return undefined;
  }
}
export function unpacked(bytes: Uint8Array): unknown {
  return process.getBuiltinModule('node:v8').deserialize(bytes);
}
/** The heap of this thread, in bytes. */
export function heapStatistics(): { used: number; total: number; external: number } {
  const { used_heap_size, total_heap_size, external_memory } = process.getBuiltinModule('node:v8').getHeapStatistics();
  return { used: used_heap_size, total: total_heap_size, external: external_memory };
}
/** How busy the event loop of this thread has been, since its start or since an earlier answer. */
export const eventLoopUtilization: typeof import('node:perf_hooks').performance.eventLoopUtilization = (...since) =>
  process.getBuiltinModule('node:perf_hooks').performance.eventLoopUtilization(...since);

export const types: typeof import('node:util').types = process.getBuiltinModule('node:util').types;

type Natives = Pick<typeof threads, 'Worker' | 'MessageChannel' | 'MessagePort' | 'receiveMessageOnPort' | 'markAsUncloneable'>;

// heddle puts its own classes into `node:worker_threads` where it runs a program. A second copy of the package in that
// thread must still find the runtime's, so the first copy leaves them under a registered symbol.
const KEY = Symbol.for('heddle.natives');
const store = globalThis as { [KEY]?: Natives };
if (!store[KEY]) {
  const { Worker, MessageChannel, MessagePort, receiveMessageOnPort, markAsUncloneable } = threads;
  Object.defineProperty(store, KEY, { value: { Worker, MessageChannel, MessagePort, receiveMessageOnPort, markAsUncloneable } });
}

/** Objects of the runtime that its structured clone carries although they have methods, or that can be moved. */
export type HostObject =
  | import('node:crypto').KeyObject
  | import('node:crypto').X509Certificate
  | import('node:fs/promises').FileHandle
  | import('node:net').BlockList
  | import('node:net').SocketAddress;

/** What `node:worker_threads` exported before anybody replaced it. */
export const natives: Natives = store[KEY]!;

/** The port of a worker of the runtime, which tells nobody else that its script has closed the other end and lives on; undefined if it is not found. */
export function portOfWorker(worker: InstanceType<Natives['Worker']>): InstanceType<Natives['MessagePort']> | undefined {
  const key = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kPublicPort');
  return key && (worker as never)[key];
}

/** `node:crypto`, loaded at the first call: it costs a thread 2 to 5 ms, and most threads never need it. */
export function getCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}

/** 16 letters that nobody can guess. The source is the system's own, where there is one: it takes a thread 5 to 30 ms to load `node:crypto`. */
export function randomText(): string {
  const bytes = Buffer.alloc(12);
  try {
    const file = fs.openSync('/dev/urandom', 'r');
    try {
      if (fs.readSync(file, bytes, 0, bytes.length, null) === bytes.length) return bytes.toString('base64url');
    } finally {
      fs.closeSync(file);
    }
  } catch {
    // Another system, or one without permission to read files.
  }
  return getCrypto().randomBytes(bytes.length).toString('base64url');
}

/** `node:async_hooks`, loaded at the first call: most threads never need it. */
export function getAsyncHooks(): typeof import('node:async_hooks') {
  return process.getBuiltinModule('node:async_hooks');
}

const JUST_LENGTH = { depth: 0, maxArrayLength: 0, customInspect: false, colors: false, compact: 3, breakLength: 80 } as const;

const { set: setBytes, slice: sliceBytes } = Uint8Array.prototype;
const fillBytes: (this: Uint8Array, value: Uint8Array, offset: number, end: number) => unknown = Buffer.prototype.fill;
/** From here on `fill()` copies faster: it is the one public function that copies from and to shared memory by `memcpy`. */
const SHORTEST_FILLED = 4096;

/**
 * What the codec asks of the runtime: `CodecHost` of src/clone. `hasOnlyElements()` makes use of the one public function that reads an
 * array's other properties without listing its elements: its answer for an array without any is known in full.
 */
export const codecHost: {
  isProxy(value: unknown): boolean;
  hasOnlyElements(array: readonly unknown[]): boolean;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  set(this: Uint8Array, source: Uint8Array, offset: number): void;
  slice(this: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer>;
} = {
  isProxy: types.isProxy,
  hasOnlyElements(array: readonly unknown[]): boolean {
    return inspect(array, JUST_LENGTH) === `[ ... ${array.length} more item${array.length > 1 ? 's' : ''} ]`;
  },
  latin1Write: Buffer.prototype.latin1Write,
  latin1Slice: Buffer.prototype.latin1Slice,
  ucs2Write: Buffer.prototype.ucs2Write,
  ucs2Slice: Buffer.prototype.ucs2Slice,
  set(source: Uint8Array, offset: number): void {
    if (source.length < SHORTEST_FILLED) setBytes.call(this, source, offset);
    else fillBytes.call(this, source, offset, offset + source.length);
  },
  slice(start: number, end: number): Uint8Array<ArrayBuffer> {
    if (end - start < SHORTEST_FILLED) return sliceBytes.call(this, start, end);
    // All of it is written: it need not be cleared.
    const copy = Buffer.allocUnsafeSlow(end - start);
    fillBytes.call(copy, this.subarray(start, end), 0, end - start);
    return copy;
  },
};

/** How many bytes this thread's heap takes, garbage included, and what hangs on it; `node:v8` is loaded for the first answer. */
export function memoryUsed(): number {
  const { used_heap_size, external_memory } = process.getBuiltinModule('node:v8').getHeapStatistics();
  return used_heap_size + external_memory;
}
