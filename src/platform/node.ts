// The only module of the library that names `node:*`; every layer above imports `#platform`.
import { Buffer } from 'node:buffer';
import fs from 'node:fs';
import nodeModule from 'node:module';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import threads from 'node:worker_threads';
import vm from 'node:vm';
import { inspect, types } from 'node:util';

export type { InitializeHook, LoadHook, ResolveHook } from 'node:module';
export type { MessagePort } from 'node:worker_threads';
export { resolveObjectURL } from 'node:buffer';
export { setImmediate } from 'node:timers';
export { fileURLToPath, pathToFileURL } from 'node:url';
export { inspect, types };
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

const JUST_LENGTH = { depth: 0, maxArrayLength: 0, customInspect: false, colors: false, compact: 3, breakLength: 80 } as const;

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
} = {
  isProxy: types.isProxy,
  hasOnlyElements(array: readonly unknown[]): boolean {
    return inspect(array, JUST_LENGTH) === `[ ... ${array.length} more item${array.length > 1 ? 's' : ''} ]`;
  },
  latin1Write: Buffer.prototype.latin1Write,
  latin1Slice: Buffer.prototype.latin1Slice,
  ucs2Write: Buffer.prototype.ucs2Write,
  ucs2Slice: Buffer.prototype.ucs2Slice,
};
