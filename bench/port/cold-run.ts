// One program of bench/port/cold.bench.ts: workers that have started and have not had a message yet get a few, and answer each.
//
// node dist/bench/port/cold-run.js <heddle | Node> <workers> <messages to each>
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker as NodeWorker } from 'node:worker_threads';

const [who, workers, messages] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
/** Until nothing of the start goes on any more, such as compiling and collecting garbage in the background. */
const SETTLE_MILLISECONDS = 300;

interface Line {
  on(type: 'message', listener: (message: unknown) => void): unknown;
  off(type: 'message', listener: (message: unknown) => void): unknown;
  postMessage(message: unknown): void;
}

const script = new URL('./cold-echo.js', import.meta.url);
const { Worker } = who === 'heddle' ? ((await import('heddle')) as unknown as { Worker: typeof NodeWorker }) : { Worker: NodeWorker };

const order = (id: number): unknown => ({
  id,
  customer: { name: 'Ada', mail: 'ada@example.org' },
  items: [
    { sku: `a-${id}`, quantity: 2, price: 3.5 },
    { sku: 'b', quantity: 1, price: 9 },
  ],
  paid: true,
});

/** Each message is sent when the one before has been answered. */
async function roundTrips(line: Line): Promise<void> {
  await new Promise<void>((resolve) => {
    let answered = 0;
    const answer = (): void => {
      answered += 1;
      if (answered < messages) return line.postMessage(order(answered));
      line.off('message', answer);
      resolve();
    };
    line.on('message', answer);
    line.postMessage(order(0));
  });
}

const lines = Array.from({ length: workers }, () => new Worker(script));
await Promise.all(lines.map((line) => new Promise((resolve) => line.once('online', resolve))));
await delay(SETTLE_MILLISECONDS);
const before = process.cpuUsage();
const begun = performance.now();
await Promise.all(lines.map(roundTrips));
const took = performance.now() - begun;
const { user, system } = process.cpuUsage(before);
console.log(JSON.stringify({ cpu: (user + system) / 1000, took }));
process.exit();
