// Modules of Node as they are, as `#node`: for what only Node has, which is the loader, the two sides of a worker, the live page and the entries.
// Layers below those import `#platform` alone.
//
// Built-in modules are taken, not imported: for an `import` the runtime makes a module of all their names, whose getters load more.
// That costs a worker 2 to 3 ms before its first line (bench/worker/start.bench.ts).

export { prepareAddonCache } from './addon-cache.ts';
export { hasDescriptorsForThread } from './descriptors.ts';
export { privateDirectory, userId } from './private-directory.ts';
export { fileReport, hideWatchMode, reportFilesBy, threadEnvironment } from './watch-mode.ts';

export type { IncomingMessage, Server, ServerResponse } from 'node:http';
export type { Session } from 'node:inspector';
export type { InitializeHook, LoadHook, ResolveFnOutput, ResolveHook, ResolveHookContext, ResolveHookSync } from 'node:module';
export type { MessagePort } from 'node:worker_threads';
/** Why an error is uncaught, and the class of CommonJS modules: Node has no other names for these types. */
export type UncaughtExceptionOrigin = NodeJS.UncaughtExceptionOrigin;
export type CommonJSModule = NodeJS.Module;

export const process: NodeJS.Process = globalThis.process;
export const Buffer: typeof globalThis.Buffer = globalThis.Buffer;
export const fs: typeof import('node:fs') = process.getBuiltinModule('node:fs');
export const nodeModule: typeof import('node:module') = process.getBuiltinModule('node:module');
export const path: typeof import('node:path') = process.getBuiltinModule('node:path');
export const threads: typeof import('node:worker_threads') = process.getBuiltinModule('node:worker_threads');

/** Whether module hooks can run in the thread itself: `moduleHooks` of features.ts, which a worker need not load at its start. */
export const hasModuleHooks: boolean = typeof nodeModule.registerHooks === 'function';

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
/** `node:crypto`, loaded at the first call: it costs a thread 2 to 5 ms, and most threads never need it. */
export function getCrypto(): typeof import('node:crypto') {
  return process.getBuiltinModule('node:crypto');
}
