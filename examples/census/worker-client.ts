import { Worker } from 'heddle';

import type { Batch } from './batches.ts';
import type { FromWorker, ToWorker } from './messages.ts';

type Answer<Kind extends FromWorker['kind']> = Extract<FromWorker, { kind: Kind }>;

/** One worker of the census, as a thing to await. Whatever ends its thread rejects what is awaited: nothing waits for a dead worker. */
export class WorkerClient {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #awaited: { resolve(answer: FromWorker): void; reject(error: Error): void }[] = [];
  #failure: Error | undefined;

  constructor(name: string) {
    this.#name = name;
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name });
    this.#worker.onmessage = (event) => this.#awaited.shift()?.resolve(event.data as FromWorker);
    this.#worker.addEventListener('messageerror', () => this.#fail(`Cannot count on ${name}: an answer of it could not be received`));
    this.#worker.addEventListener('error', (event) => this.#fail(`Cannot count on ${name}: ${event.message}`, event.error));
    this.#worker.addEventListener('close', (event) => this.#fail(`Cannot count on ${name}: its thread ended with code ${event.code}`));
  }

  count(root: string, { paths }: Batch): Promise<Answer<'counted'>> {
    return this.#ask({ kind: 'count', root, paths }) as Promise<Answer<'counted'>>;
  }

  finish(): Promise<Answer<'tally'>> {
    return this.#ask({ kind: 'finish' }) as Promise<Answer<'tally'>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#fail(`Cannot count on ${this.#name}: it was disposed of`);
    await this.#worker.terminate();
  }

  #ask(message: ToWorker): Promise<FromWorker> {
    if (this.#failure) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => {
      this.#awaited.push({ resolve, reject });
      this.#worker.postMessage(message);
    });
  }

  #fail(message: string, cause?: unknown): void {
    // `close` follows `error`: the first has the reason.
    this.#failure ??= new Error(message, { cause });
    for (const { reject } of this.#awaited.splice(0)) reject(this.#failure);
  }
}
