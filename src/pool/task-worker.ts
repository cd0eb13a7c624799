import { natives } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { newChannel } from '../counters/registry.ts';
import { createWorkerTransport, defaultTransport } from '../port/create-transport.ts';
import type { PendingCall } from '../rpc/call-table.ts';
import { Connection } from '../rpc/connection.ts';
import { KINDS } from '../rpc/kinds.ts';
import { TransportLine } from '../rpc/transport-line.ts';
import { withTaskPort } from '../worker/host/task-port.ts';
import type { WorkerOptions } from '../worker/host/worker-options.ts';
import { Worker } from '../worker/host/worker.ts';

export interface TaskWorkerParts {
  /** As of a connection. */
  readonly answered?: (call: PendingCall, failed: boolean) => void;
  /** The worker has ended, and what it has answered has arrived; what is still pending is rejected next, then what this returns is called. */
  readonly ending?: (code: number, reason: string) => () => void;
}

/** A worker whose script is a task module, and the connection to it. */
export class TaskWorker {
  readonly worker: Worker;
  readonly connection: Connection;
  readonly #ending: TaskWorkerParts['ending'];
  #cause: unknown;
  #lineClosed = false;
  #exit: { code: number; reason: string } | undefined;

  constructor(script: string | URL, options: WorkerOptions, { answered, ending }: TaskWorkerParts = {}) {
    this.#ending = ending;
    const { port1, port2 } = new natives.MessageChannel();
    const channel = newChannel();
    try {
      this.worker = new Worker(script, withTaskPort({ ...options, ref: false }, { port: port2, channel }));
    } catch (error) {
      port1.close();
      throw error;
    }
    const line = new TransportLine(createWorkerTransport(port1, options.transport ?? defaultTransport(), 'calls', channel));
    this.connection = new Connection(line, {
      kinds: KINDS,
      ...(answered && { answered }),
      peer: `worker "${options.name ?? ''}"`,
      closed: () => {
        this.#lineClosed = true;
        this.#end();
      },
    });
    this.worker.addEventListener('error', (event) => {
      this.#cause ??= event.error;
    });
    this.worker.addEventListener('close', ({ code, reason }) => {
      this.#exit = { code, reason };
      this.#end();
    });
  }

  /** Answers that were sent before the worker ended have arrived when its line is closed; why it ended is known when it has. */
  #end(): void {
    const exit = this.#exit;
    if (!exit || !this.#lineClosed) return;
    const { name } = this.worker;
    const ended = this.#ending?.(exit.code, exit.reason);
    this.connection.close(
      (task) =>
        new HeddleError('HEDDLE_WORKER_DIED', `Cannot finish ${task}: worker "${name}" ended with code ${exit.code} (${exit.reason})`, {
          cause: this.#cause,
        }),
    );
    ended?.();
  }
}
