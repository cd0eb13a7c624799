import { type NativePort, openPort, type PortDriver } from '#platform';
import type { ErrorReport, FromWorker } from '../messages.ts';
import { type Failure, reportedFailure } from './failure.ts';

/** What a worker reports, as its parent takes it. */
export type Report = Exclude<FromWorker, { type: 'error' }> | { readonly type: 'failed'; readonly failure: Failure };

/**
 * The parent's end of the channel by which a worker reports on itself. The boot program alone has the other end, and keeps it from the program.
 * What arrives is looked at all the same and ignored where it is no report: modules of `execArgv` run in the worker before the boot program does.
 */
export class ControlPort {
  readonly #port: PortDriver;
  readonly #take: (report: Report) => void;

  constructor(port: NativePort, take: (report: Report) => void) {
    this.#port = openPort(port);
    this.#take = take;
    this.#port.onClose(() => {});
    this.#port.onMessage((data) => this.#arrived(data));
  }

  /** Takes what is still under way: the thread has ended, and its last words come before its end. */
  drain(): void {
    for (let next = this.#port.receive(); next; next = this.#port.receive()) this.#arrived(next.data);
  }
  close(): void {
    this.#port.close();
  }

  #arrived(data: unknown): void {
    const report = readReport(data);
    if (report) this.#take(report);
  }
}

function readReport(data: unknown): Report | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const { type, reason, file, report } = data as Record<string, unknown>;
  if (type === 'open') return { type };
  if (type === 'ending' && typeof reason === 'string') return { type, reason };
  if (type === 'loads' && typeof file === 'string') return { type, file };
  if (type !== 'error') return undefined;
  try {
    return { type: 'failed', failure: reportedFailure(report as ErrorReport) };
  } catch {
    return undefined;
  }
}
