// The only module of the library that names `node:*`; every layer above imports `#platform`.
import fs from 'node:fs';
import nodeModule from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import threads from 'node:worker_threads';
import vm from 'node:vm';

export type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
export type { MessagePort } from 'node:worker_threads';
export { resolveObjectURL } from 'node:buffer';
export { setImmediate } from 'node:timers';
export { fileURLToPath, pathToFileURL } from 'node:url';
export { inspect, types } from 'node:util';
export { fs, nodeModule, os, path, process, threads, vm };

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
