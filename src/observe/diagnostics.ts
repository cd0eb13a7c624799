import { diagnosticsChannel } from '#platform';

type Channel = ReturnType<typeof diagnosticsChannel>;

/** A channel of `node:diagnostics_channel`. Nothing is made for it, and nothing else happens, while nobody subscribes. */
export class Diagnostic<T extends object> {
  readonly name: string;
  #channel: Channel | undefined;

  constructor(name: string) {
    this.name = name;
  }

  get isWanted(): boolean {
    return (this.#channel ??= diagnosticsChannel(this.name)).hasSubscribers;
  }
  /** Call it only when `isWanted`. */
  publish(message: T): void {
    this.#channel!.publish(message);
  }
}

/** For subscribers in this package. */
export function channelOf(name: string): Channel {
  return diagnosticsChannel(name);
}

/** A worker as subscribers get it. */
export interface WorkerDiagnostic {
  /** The `Worker`. */
  readonly worker: object;
  readonly name: string;
}
/** A call, the same object in all of its events, so that subscribers can keep something with it. */
export interface CallDiagnostic {
  /** What was called, such as `images.resize`. */
  readonly task: string;
  /** The other side, such as `worker "render"`. */
  readonly peer: string;
}
/** A task of a pool. */
export interface TaskDiagnostic {
  /** Its name, such as `images.resize`. */
  readonly task: string;
  /** One run of it: the same object in all of its events. */
  readonly run: object;
}

/** Every channel of heddle. docs/guide/metrics.md lists them. */
export const diagnostics: {
  readonly workerStart: Diagnostic<WorkerDiagnostic & { script: string }>;
  readonly workerOpen: Diagnostic<WorkerDiagnostic>;
  readonly workerError: Diagnostic<WorkerDiagnostic & { error: unknown }>;
  readonly workerClose: Diagnostic<WorkerDiagnostic & { exitCode: number; reason: string }>;
  readonly callStart: Diagnostic<CallDiagnostic>;
  readonly callEnd: Diagnostic<CallDiagnostic>;
  readonly callError: Diagnostic<CallDiagnostic & { error: unknown }>;
  readonly taskQueued: Diagnostic<TaskDiagnostic>;
  readonly taskStarted: Diagnostic<TaskDiagnostic>;
  readonly taskFinished: Diagnostic<TaskDiagnostic & { outcome: 'completed' | 'failed' | 'cancelled' | 'rejected' }>;
  readonly portNative: Diagnostic<{ channel: number; reason: string }>;
} = {
  workerStart: new Diagnostic('heddle:worker:start'),
  workerOpen: new Diagnostic('heddle:worker:open'),
  workerError: new Diagnostic('heddle:worker:error'),
  workerClose: new Diagnostic('heddle:worker:close'),
  callStart: new Diagnostic('heddle:call:start'),
  callEnd: new Diagnostic('heddle:call:end'),
  callError: new Diagnostic('heddle:call:error'),
  taskQueued: new Diagnostic('heddle:task:queued'),
  taskStarted: new Diagnostic('heddle:task:started'),
  taskFinished: new Diagnostic('heddle:task:finished'),
  portNative: new Diagnostic('heddle:port:native'),
};
