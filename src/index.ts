import { threads } from '#node';

export { supports } from './core/features.ts';
export { HeddleError } from './core/heddle-error.ts';
export type { FeatureName } from './platform/features.ts';
export type { HeddleErrorCode } from './core/error-codes.ts';
export { CloseEvent, type CloseEventInit } from './core/events/close-event.ts';
export { ErrorEvent, type ErrorEventInit } from './core/events/error-event.ts';
export type { ListenOptions } from './core/events/listeners.ts';
export type {
  Advice,
  Explanation,
  ExplanationData,
  ExplanationEntry,
  ExplanationTotals,
  MessagePath,
} from './clone/explain/explanation.ts';
export type { Fate, LostAspect } from './clone/explain/fate.ts';
export { registerErrorClass, type ErrorClass } from './clone/error-classes.ts';
export { explain } from './port/explain.ts';
export { markAsUncloneable } from './port/mark-as-uncloneable.ts';
export { MessageChannel } from './port/message-channel.ts';
export { MessagePort } from './port/message-port.ts';
export { receiveMessageOnPort } from './port/receive-message-on-port.ts';
export type { TransferArgument } from './port/transfer-list.ts';
export { Pool } from './pool/pool.ts';
export type { CloseOptions } from './pool/close-options.ts';
export type { MapArguments, MapInputs, MapOptions, MapProgress } from './pool/map-run.ts';
export type { MapResults } from './pool/map-run.ts';
export type { PoolOptions, PoolSize, RunOptions } from './pool/pool-options.ts';
export type { PoolStats, WorkerStats } from './pool/pool-stats.ts';
export type { TimeHistogram, TimeSummary } from './pool/times.ts';
export type { StandardIssue, StandardSchema, TaskSchemas } from './pool/validate.ts';
export type { ValidationError } from './pool/validate.ts';
export type { AnyTasks, TaskCalls, TaskInput, TaskName, TaskParameters, TaskResult } from './pool/task-calls.ts';
export { carry, type CarriedStorage } from './rpc/calls/call-context.ts';
export { currentSignal } from './rpc/calls/call-context.ts';
export type { ResourceLimits } from './worker/host/resource-limits.ts';
export { spawn, type SpawnOptions, terminate, workerOf } from './pool/spawn.ts';
export { call } from './rpc/call.ts';
export type { CallDefaults, CallOptions } from './rpc/calls/call-options.ts';
export { expose, type Exposed } from './rpc/expose.ts';
export type { ForeignPort } from './rpc/line/foreign-line.ts';
export { proxy } from './rpc/value/proxy.ts';
export { release } from './rpc/value/remote.ts';
export type { PromisedStream, RemoteStream } from './rpc/stream/remote-stream.ts';
export { buffered, type StreamWindow } from './rpc/stream/stream-window.ts';
export type { Proxied, Remote, RemoteObject } from './rpc/value/types.ts';
export { move, transfer } from './rpc/value/transferred.ts';
export { wrap } from './rpc/wrap.ts';
export { wrapSync, type WrapSyncOptions } from './sync/wrap-sync.ts';
export type { BlockingGenerator } from './sync/blocking-iterator.ts';
export type { SyncRemote } from './sync/types.ts';
export { Worker } from './worker/host/worker.ts';
export type { PortStats } from './counters/read-ports.ts';
export type { PortKind, SentPath } from './counters/layout.ts';
export type { ThreadFigures } from './counters/read-threads.ts';
export type { WorkerReport } from './worker/host/worker-report.ts';
export type { WorkerEventMap, WorkerEvents, WorkerValueMap } from './worker/host/worker-events.ts';
export type { WorkerOptions } from './worker/host/worker-options.ts';

// Everything else that `node:worker_threads` exports, as it is; undefined where the runtime is too old to have it, which `supports()` tells.
export const BroadcastChannel: typeof threads.BroadcastChannel = threads.BroadcastChannel;
export const SHARE_ENV: typeof threads.SHARE_ENV = threads.SHARE_ENV;
export const getEnvironmentData: typeof threads.getEnvironmentData = threads.getEnvironmentData;
export const isInternalThread: typeof threads.isInternalThread = threads.isInternalThread;
export const isMainThread: typeof threads.isMainThread = threads.isMainThread;
export const isMarkedAsUntransferable: typeof threads.isMarkedAsUntransferable = threads.isMarkedAsUntransferable;
export const locks: typeof threads.locks = threads.locks;
export const markAsUntransferable: typeof threads.markAsUntransferable = threads.markAsUntransferable;
export const moveMessagePortToContext: typeof threads.moveMessagePortToContext = threads.moveMessagePortToContext;
export const parentPort: typeof threads.parentPort = threads.parentPort;
export const postMessageToThread: typeof threads.postMessageToThread = threads.postMessageToThread;
export const resourceLimits: typeof threads.resourceLimits = threads.resourceLimits;
export const setEnvironmentData: typeof threads.setEnvironmentData = threads.setEnvironmentData;
export const threadId: typeof threads.threadId = threads.threadId;
export const threadName: typeof threads.threadName = threads.threadName;
export const workerData: typeof threads.workerData = threads.workerData;
