// How long does a blocking call take, against the least that can be written by hand: postMessage there, Atomics.wait, receiveMessageOnPort?
//
// npm run build && node dist/bench/sync/blocking.bench.js [rounds]
import process from 'node:process';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { spawn, wrapSync } from 'heddle';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

type Asked = typeof import('./asked.ts');

const rounds = Number(process.argv[2] ?? 15);
const script = new URL('./asked.js', import.meta.url);

const tasks = spawn<Asked>(script);
const blocking = wrapSync<Asked>(tasks);

const { port1, port2 } = new MessageChannel();
const memory = new SharedArrayBuffer(4);
const answers = new Int32Array(memory);
const worker = new Worker(script, { workerData: { port: port2, memory }, transferList: [port2] });
function byHand(value: unknown): unknown {
  const seen = Atomics.load(answers, 0);
  port1.postMessage(value);
  Atomics.wait(answers, 0, seen);
  return (receiveMessageOnPort(port1) as { message: unknown }).message;
}

const VALUES: Readonly<Record<string, readonly [value: unknown, calls: number]>> = {
  number: [7, 2000],
  'small object': [{ type: 'resize', id: 7, tags: ['new', 'large'] }, 2000],
  'string of 1 MB': ['x'.repeat(1 << 20), 20],
};

const rows: Row[] = [];
for (const [name, [value, calls]] of Object.entries(VALUES)) {
  const measure = (call: (value: unknown) => unknown) => (): number => {
    const begun = performance.now();
    for (let count = 0; count < calls; count += 1) call(value);
    const took = performance.now() - begun;
    if (JSON.stringify(call(value)) !== JSON.stringify(value)) throw new Error(`Cannot measure ${name}: something else came back`);
    return (took * 1000) / calls;
  };
  const figures = await interleave({ heddle: measure((given) => blocking.give(given)), 'by hand': measure(byHand) }, { rounds, warmUp: 2 });
  for (const contestant of ['heddle', 'by hand'] as const)
    rows.push({
      name: `${name}: ${contestant}`,
      median: median(figures[contestant]),
      minimum: Math.min(...figures[contestant]),
      ...(contestant === 'heddle' && { ratio: { to: 'by hand', value: medianRatio(figures.heddle, figures['by hand']) } }),
    });
}
record({ bench: 'sync/blocking', question: 'how long a blocking call takes', unit: 'µs', rounds, rows });
await tasks[Symbol.asyncDispose]();
port1.close();
await worker.terminate();
