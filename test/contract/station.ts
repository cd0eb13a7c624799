import { MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import type { End } from './end.ts';

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** An end in a worker: its `parentPort`, until it is given another port. */
export class Station implements End {
  readonly worker: Worker;
  readonly #control: MessagePort;
  readonly #waiting = new Map<number, { resolve(result: any): void; reject(error: unknown): void }>();
  #next = 0;

  constructor(transport: 'native' | 'auto') {
    const { port1, port2 } = new MessageChannel();
    this.#control = port1;
    const workerData = { control: port2 };
    this.worker = new Worker(fixture('contract/station.mjs'), { transport, workerData, transferList: [port2] });
    port1.on('message', ({ id, result, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(result);
      else waiting?.reject(error);
    });
    const fail = (error: unknown): void => {
      for (const { reject } of this.#waiting.values()) reject(error);
      this.#waiting.clear();
    };
    this.worker.on('error', fail);
    this.worker.on('close', (code) => fail(new Error(`Cannot finish the task: the worker ended with code ${code}`)));
  }

  run<R, A = undefined>(task: (tools: never, argument: A) => R | Promise<R>, argument?: A): Promise<R> {
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#waiting.set(id, { resolve, reject });
      this.#control.postMessage({ id, source: task.toString(), argument });
    });
  }

  /** Moves `port` there; tasks find it instead of the `parentPort`. */
  give(port: object): void {
    this.#control.postMessage({ port }, [port]);
  }

  async end(): Promise<void> {
    this.#control.close();
    await this.worker.terminate();
  }
}
