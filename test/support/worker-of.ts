import { Worker, type WorkerOptions } from '../../src/index.ts';
import { withDeadline } from './with-deadline.ts';

/**
 * A worker that runs the body of a function, which sees nothing of its surroundings but the global scope of the worker.
 *
 * @param body - with `type: 'module'` its promise is awaited at the top level
 */
export function workerOf(body: (...values: any[]) => unknown, options: WorkerOptions = {}): Worker {
  const call = `(${String(body)})()`;
  return new Worker(options.type === 'module' ? `await ${call}; export {};` : call, { ...options, eval: true });
}

/** What a function returns that is called in a worker of its own; the worker is terminated then. */
export async function askWorker<T>(body: () => T, options: WorkerOptions = {}): Promise<Awaited<T>> {
  const call = `(${String(body)})()`;
  const source = options.type === 'module' ? `postMessage(await ${call}); export {};` : `(async () => postMessage(await ${call}))()`;
  const worker = new Worker(source, { ...options, eval: true });
  try {
    return await withDeadline(answer<Awaited<T>>(worker), 'the answer of the worker');
  } finally {
    await worker.terminate();
  }
}

/** The next message of a worker. Rejects with its error, or when it closes first. */
export function answer<T>(worker: Worker): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('close', (code) => reject(new Error(`The worker closed with code ${code} before it answered`)));
  });
}
