// The other thread of tools/structure.ts: measures itself when it is told to, by a channel that is none of heddle's.
import { BroadcastChannel } from 'node:worker_threads';
import { startCoverage, takeFiles } from './covered-files.ts';

await startCoverage();
const orders = new BroadcastChannel('structure');
orders.onmessage = ({ data }: { data: unknown }): void => {
  if (data === 'take') void takeFiles().then((files) => orders.postMessage({ files: [...files] }));
};
orders.unref();

const scope = globalThis as unknown as { onmessage: unknown; postMessage(message: unknown): void };
scope.onmessage = ({ data }: MessageEvent): void => scope.postMessage(data);

export function echo(value: unknown): unknown {
  return value;
}
