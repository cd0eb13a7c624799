// The types of the globals inside a worker, erased at run time.
import type {} from 'heddle/worker-scope';

import { countFile } from './count-file.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { emptyTally } from './tally.ts';

// The tally stays here until the end: a name is sent once however many batches it was met in.
const tally = emptyTally();
let busyMilliseconds = 0;

self.onmessage = (event) => {
  const message: ToWorker = event.data;
  if (message.kind === 'finish') {
    answer({ kind: 'tally', tally, busyMilliseconds });
    return;
  }
  const began = performance.now();
  let bytes = 0;
  for (const path of message.paths) bytes += countFile(tally, message.root, path);
  busyMilliseconds += performance.now() - began;
  answer({ kind: 'counted', files: message.paths.length, bytes });
};

function answer(message: FromWorker): void {
  postMessage(message);
}
