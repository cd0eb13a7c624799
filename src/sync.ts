export { wrapSync, type WrapSyncOptions } from './sync/wrap-sync.ts';
export type { SyncRemote } from './sync/types.ts';
