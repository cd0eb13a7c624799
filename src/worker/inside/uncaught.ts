import { process } from '#platform';
import { describeError } from '../../clone/describe-error.ts';
import { errorEvent } from '../../core/events/error-event.ts';
import type { Listeners } from '../../core/events/listeners.ts';
import { leaveWords } from '../../core/last-words.ts';
import { locateError } from '../../core/locate-error.ts';
import type { ErrorReport, FromWorker } from '../messages.ts';
import type { Exit } from './exit.ts';
import { rejectionEvent } from './rejection-event.ts';

/**
 * What happens to an error that nobody caught: `error` on the worker's global object, then the `uncaughtException` listeners
 * of the program, then the parent hears of it and the worker ends.
 */
export class Uncaught {
  readonly #scope: Listeners;
  readonly #send: (message: FromWorker) => void;
  readonly #exit: Exit;
  readonly #reasons = new WeakMap<Promise<unknown>, unknown>();
  /** The capture callback of the program. */
  #own: ((error: unknown) => void) | null = null;
  #reporting = false;

  constructor(scope: Listeners, send: (message: FromWorker) => void, exit: Exit) {
    this.#scope = scope;
    this.#send = send;
    this.#exit = exit;
  }

  /** Makes every uncaught error and unhandled rejection of this thread come here. */
  capture(): void {
    process.setUncaughtExceptionCaptureCallback((error) => void this.raise(error));
    // The program may still set a callback, which Node allows once; `domain` does it too.
    process.setUncaughtExceptionCaptureCallback = (callback) => void (this.#own = callback);
    process.hasUncaughtExceptionCaptureCallback = () => this.#own !== null;
    if (!rejectionsAreErrors()) return;
    process.on('unhandledRejection', (reason, promise) => this.#rejected(reason, promise));
    process.on('rejectionHandled', (promise) => this.#handled(promise));
  }

  /**
   * https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
   *
   * @returns whether somebody took care of it; otherwise the worker is about to end
   */
  raise(error: unknown, origin: NodeJS.UncaughtExceptionOrigin = 'uncaughtException'): boolean {
    if (this.#own) {
      this.#own(error);
      return true;
    }
    // An error of an error handler is not asked about again; the first error ends the worker when its turn comes.
    if (this.#reporting) {
      this.#report(error);
      return false;
    }
    if (this.#offer(error)) return true;
    if (process.listenerCount('uncaughtException') > 0) {
      process.emit('uncaughtException', error as Error, origin);
      return true;
    }
    this.#report(error);
    this.#exit(1);
  }

  #offer(error: unknown): boolean {
    if (this.#scope.count('error') === 0) return false;
    const event = errorEvent({ ...locateError(error), error });
    this.#reporting = true;
    try {
      this.#scope.dispatch(event);
    } finally {
      this.#reporting = false;
    }
    return event.defaultPrevented;
  }

  #rejected(reason: unknown, promise: Promise<unknown>): void {
    // Somebody else listens: for Node that means the rejection is handled.
    if (process.listenerCount('unhandledRejection') > 1) return;
    this.#reasons.set(promise, reason);
    const event = rejectionEvent('unhandledrejection', promise, reason);
    this.#scope.dispatch(event);
    if (!event.defaultPrevented) this.raise(reason, 'unhandledRejection');
  }

  #handled(promise: Promise<unknown>): void {
    this.#scope.dispatch(rejectionEvent('rejectionhandled', promise, this.#reasons.get(promise)));
  }

  #report(error: unknown): void {
    const report: ErrorReport = { ...locateError(error), error: describeError(error) };
    leaveWords({ reason: `uncaught error: ${report.message}`, error });
    this.#send({ type: 'error', report });
  }
}

/** Whether the program asked, with `--unhandled-rejections`, for something else than Node's default. */
function rejectionsAreErrors(): boolean {
  const options = [...process.execArgv, ...(process.env['NODE_OPTIONS'] ?? '').split(/\s+/)].join(' ');
  const mode = /--unhandled-rejections[= ](\S+)/.exec(options)?.[1];
  return mode === undefined || mode === 'throw';
}
