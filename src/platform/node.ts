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
export { fileURLToPath, pathToFileURL } from 'node:url';
export { inspect, types } from 'node:util';
export { fs, nodeModule, os, path, process, threads, vm };

/** `node:crypto`, loaded at the first call: it costs a thread 2 to 5 ms, and most threads never need it. */
export function getCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
