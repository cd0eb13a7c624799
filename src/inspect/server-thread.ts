// The thread that serves the page: one of its own, so that the page lives while all threads of the program are blocked.
import { threads } from '#node';
import { CounterMemory } from '../counters/counter-memory.ts';
import { LiveServer } from './live-server.ts';
import type { FromServer, ServerRecord } from './messages.ts';

const { memory, port, token } = threads.workerData as ServerRecord;
const tell = (message: FromServer): void => threads.parentPort!.postMessage(message);
const counters = new CounterMemory(memory);
// In the package both lie in one folder: dist/lib and dist/ui.
new LiveServer(counters, token, new URL('../ui/', import.meta.url)).listen(port).then(
  (found) => tell({ type: 'listening', port: found }),
  (error: Error) => tell({ type: 'failed', message: error.message }),
);
