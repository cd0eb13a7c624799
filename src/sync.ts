export { wrapSync, type WrapSyncOptions } from './sync/wrap-sync.ts';
export type { BlockingGenerator } from './sync/blocking-iterator.ts';
export type { SyncRemote } from './sync/types.ts';
