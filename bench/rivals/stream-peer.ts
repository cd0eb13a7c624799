import { parentPort } from 'node:worker_threads';
import { type ItemKind, read } from './stream-tasks.ts';

/** Hands out web streams as the runtime transfers them. */
parentPort!.on('message', ({ kind, count }: { kind: ItemKind; count: number }) => {
  const stream = read(kind, count);
  parentPort!.postMessage(stream, [stream]);
});
