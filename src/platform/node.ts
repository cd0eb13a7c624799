// The only module of the library that names `node:*`; every layer above imports `#platform`.
//
// Built-in modules are taken, not imported: for an `import` the runtime makes a module of all their names, whose getters load more.
// That costs a worker 2 to 3 ms before its first line (bench/worker/start.bench.ts).

export type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
export type { MessagePort } from 'node:worker_threads';

export const process: NodeJS.Process = globalThis.process;
export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs');
export const nodeModule: typeof import('node:module') = process.getBuiltinModule('node:module');
export const os: typeof import('node:os') = process.getBuiltinModule('node:os');
export const path: typeof import('node:path') = process.getBuiltinModule('node:path');
export const threads: typeof import('node:worker_threads') = process.getBuiltinModule('node:worker_threads');
export const vm: typeof import('node:vm') = process.getBuiltinModule('node:vm');

export const resolveObjectURL: typeof import('node:buffer').resolveObjectURL = process.getBuiltinModule('node:buffer').resolveObjectURL;
export const setImmediate: typeof import('node:timers').setImmediate = process.getBuiltinModule('node:timers').setImmediate;
export const fileURLToPath: typeof import('node:url').fileURLToPath = process.getBuiltinModule('node:url').fileURLToPath;
export const pathToFileURL: typeof import('node:url').pathToFileURL = process.getBuiltinModule('node:url').pathToFileURL;
export const inspect: typeof import('node:util').inspect = process.getBuiltinModule('node:util').inspect;
export const types: typeof import('node:util').types = process.getBuiltinModule('node:util').types;

type Natives = Pick<typeof threads, 'Worker' | 'MessageChannel' | 'MessagePort' | 'receiveMessageOnPort'>;

// heddle puts its own classes into `node:worker_threads` where it runs a program. A second copy of the package in that
// thread must still find the runtime's, so the first copy leaves them under a registered symbol.
const KEY = Symbol.for('heddle.natives');
const store = globalThis as { [KEY]?: Natives };
if (!store[KEY]) {
  const { Worker, MessageChannel, MessagePort, receiveMessageOnPort } = threads;
  Object.defineProperty(store, KEY, { value: { Worker, MessageChannel, MessagePort, receiveMessageOnPort } });
}

/** What `node:worker_threads` exported before anybody replaced it. */
export const natives: Natives = store[KEY]!;

/** `node:crypto`, loaded at the first call: it costs a thread 2 to 5 ms, and most threads never need it. */
export function getCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
