import assert from 'node:assert/strict';
import { MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { fixture } from '../support/fixture.ts';
import { localEnd, type End, type Tools } from './end.ts';
import type { Transport } from './transports.ts';

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

  constructor(transport: Transport) {
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

  /** Makes it ready for the next test, and sees to it that the last one left no message behind. */
  async reset(): Promise<void> {
    this.#control.postMessage({ port: null });
    const local = localEnd(this.worker);
    for (const [from, to] of [
      [local, this],
      [this, local],
    ] as const) {
      await from.run(({ port }: Tools) => port.postMessage('nothing was left'));
      const first = await to.run(({ port }: Tools) => {
        port.removeAllListeners('message');
        port.onmessage = null;
        return new Promise((resolve) => port.once('message', resolve));
      });
      assert.equal(first, 'nothing was left');
    }
  }

  async end(): Promise<void> {
    this.#control.close();
    await this.worker.terminate();
  }
}
