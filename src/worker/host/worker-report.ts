import type { PortStats } from '../../counters/read-ports.ts';
import { readFigures, type ThreadFigures } from '../../counters/read-threads.ts';
import type { ThreadRecord } from '../../observe/thread-record.ts';
import { statsOf } from '../../port/port-stats.ts';
import type { Transport } from '../../port/transport.ts';
import type { NativeWorker } from './stop-thread.ts';

/** What a worker and its messages have done. */
export interface WorkerReport {
  /** This side of the channel between the worker and its parent. */
  readonly messages: PortStats;
  /** Between 0 and 1: how busy the worker's event loop has been since its start; 0 once it has ended. */
  readonly utilization: number;
  /** What the worker measured of itself last, while somebody watched: `watch()` of `heddle/inspect`, or the live page. */
  readonly watched: ThreadFigures | undefined;
}

export function workerReport(thread: NativeWorker, record: ThreadRecord, transport: Transport): WorkerReport {
  const figures = readFigures(record.figures);
  return {
    messages: statsOf(transport),
    utilization: thread.performance.eventLoopUtilization().utilization,
    watched: figures.at > 0 ? figures : undefined,
  };
}
