import { natives } from '#platform';
import { newChannel } from '../observe/registry.ts';
import { createWorkerTransport, defaultTransport } from '../port/create-transport.ts';
import { registeredAs } from '../port/port-registry.ts';
import { describeThread, type ThreadEnd } from '../thread/thread-end.ts';
import type { PendingCall } from '../rpc/calls/call-table.ts';
import type { ConnectionParts } from '../rpc/connection-parts.ts';
import { Connection } from '../rpc/connection.ts';
import { KINDS } from '../rpc/value/kinds.ts';
import { lastLinesOf } from '../thread/last-lines.ts';
import { TransportLine } from '../rpc/line/line.ts';
import { workerDied } from '../rpc/calls/call-errors.ts';
import { type Failure, printFailure, runtimeFailure } from '../worker/host/failure.ts';
import { type Service, withService } from '../worker/host/service.ts';
import type { WorkerOptions } from '../worker/host/worker-options.ts';
import { Worker } from '../worker/host/worker.ts';

export interface TaskWorkerParts {
  /** As of a connection. */
  readonly answered?: NonNullable<ConnectionParts['answered']>;
  /** The worker is being terminated because it does not end a call. */
  readonly overdue?: () => void;
  /**
   * The worker has ended, and what it has answered has arrived; what is still pending is rejected next.
   *
   * @returns whether somebody hears of the error that ended it; if not, it is printed. Left out, those hear of it whose calls are pending
   */
  readonly ending?: (end: ThreadEnd) => boolean;
  /** After that. */
  readonly ended?: (end: ThreadEnd) => void;
}

/** A worker whose script is a task module, and the connection to it. */
export class TaskWorker {
  readonly worker: Worker;
  readonly connection: Connection;
  readonly #parts: TaskWorkerParts;
  readonly #lastLines: () => string;
  /** Errors that nobody listened to, and that no call has told of yet. */
  readonly #untold: Failure[] = [];
  #terminatedFor: string | undefined;

  constructor(script: string | URL, options: WorkerOptions, parts: TaskWorkerParts = {}) {
    this.#parts = parts;
    const { answered, ending } = parts;
    const { port1, port2 } = new natives.MessageChannel();
    const channel = newChannel();
    try {
      const service: Service = {
        port: { port: port2, channel },
        takeFailure: (failure) => void this.#untold.push(failure),
        // Nothing keeps this thread until the line is closed when nobody waits for an answer, unless somebody waits for the end.
        ended: () => (ending ? this.connection.keepAlive(true) : this.#tell()),
      };
      this.worker = new Worker(script, withService({ ...options, ref: false }, service));
    } catch (error) {
      port1.close();
      throw error;
    }
    this.#lastLines = lastLinesOf(this.worker);
    const { whenEnded, exitRecord } = registeredAs(this.worker)!;
    const line = new TransportLine(createWorkerTransport(port1, options.transport ?? defaultTransport(), 'calls', channel));
    // The thread that ended holds nothing alive any more, and somebody may wait for what its line has yet to say: that it is closed.
    this.worker.addEventListener('close', () => line.hold(true));
    this.connection = new Connection(line, {
      kinds: KINDS,
      thread: () => ({ name: this.worker.name, id: this.worker.threadId, exitRecord }),
      peer: describeThread({ name: this.worker.name, id: this.worker.threadId }),
      ...(answered && { answered }),
      overdue: (call) => this.#overdue(call),
      // Answers that were sent before the worker ended have arrived now; why it ended is known soon.
      closed: () => whenEnded!((end) => this.#ended(end)),
    });
  }

  /** The last lines that the worker has written to its standard error. */
  get lastLines(): string {
    return this.#lastLines();
  }

  /** The worker is about to be ended for an error that somebody has to hear of, as of one that ends it by itself. */
  failed(error: unknown): void {
    this.#untold.push(runtimeFailure(error));
  }

  /** The one way to stop a task that does not look at its signal. */
  #overdue(call: PendingCall): void {
    this.#terminatedFor ??= `it was terminated because ${call.task} did not end when it was cancelled`;
    this.#parts.overdue?.();
    void this.worker.terminate();
  }

  /** The worker is stuck in a stream that nobody reads any more. */
  endStuck({ task }: PendingCall): void {
    this.#terminatedFor ??= `it was terminated because the stream of ${task} did not end when its reader had left`;
    this.#parts.overdue?.();
    void this.worker.terminate();
  }

  /** Prints the errors that reject no call. */
  #tell(): void {
    if (this.connection.pending > 0 || this.connection.streams.areRead) return;
    for (const failure of this.#untold.splice(0)) printFailure(failure, this.connection.peer);
  }

  #ended(end: ThreadEnd): void {
    // Those that are pending now are rejected with it, and who reads a stream hears of it.
    const { streams } = this.connection;
    const isTold = this.#parts.ending ? this.#parts.ending(end) : this.connection.pending > 0;
    if (isTold || streams.areRead) this.#untold.length = 0;
    const why = this.#terminatedFor === undefined ? end : { ...end, reason: this.#terminatedFor };
    const stderr = this.#lastLines();
    this.connection.close((task) => workerDied(task, why, stderr));
    this.#tell();
    this.#parts.ended?.(end);
  }
}
