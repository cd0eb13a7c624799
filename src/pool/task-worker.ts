import { natives } from '#platform';
import { HeddleError } from '../core/heddle-error.ts';
import { createWorkerTransport, defaultTransport } from '../port/create-transport.ts';
import { Connection } from '../rpc/connection.ts';
import { KINDS } from '../rpc/kinds.ts';
import { TransportLine } from '../rpc/transport-line.ts';
import { withTaskPort } from '../worker/host/task-port.ts';
import type { WorkerOptions } from '../worker/host/worker-options.ts';
import { Worker } from '../worker/host/worker.ts';

/** A worker whose script is a task module, and the connection to it. */
export class TaskWorker {
  readonly worker: Worker;
  readonly connection: Connection;
  #cause: unknown;
  #lineClosed = false;
  #exit: { code: number; reason: string } | undefined;

  constructor(script: string | URL, options: WorkerOptions) {
    const { port1, port2 } = new natives.MessageChannel();
    try {
      this.worker = new Worker(script, withTaskPort({ ...options, ref: false }, port2));
    } catch (error) {
      port1.close();
      throw error;
    }
    const line = new TransportLine(createWorkerTransport(port1, options.transport ?? defaultTransport()));
    this.connection = new Connection(line, {
      kinds: KINDS,
      peer: `worker "${options.name ?? ''}"`,
      thread: () => this.worker.threadId,
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
    this.connection.close(
      (task) =>
        new HeddleError('HEDDLE_WORKER_DIED', `Cannot finish ${task}: worker "${name}" ended with code ${exit.code} (${exit.reason})`, {
          cause: this.#cause,
        }),
    );
  }
}
