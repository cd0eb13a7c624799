// What the bench of blocking calls asks, served by heddle where it is a task module and by hand where it is given a port.
import { workerData } from 'node:worker_threads';

export const give = (value: unknown): unknown => value;

const { port, memory } = (workerData ?? {}) as { port?: import('node:worker_threads').MessagePort; memory?: SharedArrayBuffer };
if (port && memory) {
  const answers = new Int32Array(memory);
  port.on('message', (value: unknown) => {
    port.postMessage(give(value));
    Atomics.add(answers, 0, 1);
    Atomics.notify(answers, 0);
  });
}
