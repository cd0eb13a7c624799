import { process, type UncaughtExceptionOrigin } from '#node';
import { describeError } from '../../clone/describe-error.ts';
import { errorEvent } from '../../core/events/error-event.ts';
import type { Listeners } from '../../core/events/listeners.ts';
import { wrongType } from '../../core/invalid-argument.ts';
import { setExitCause } from '../../thread/exit-record.ts';
import { locateError } from '../../core/locate-error.ts';
import type { ErrorReport, FromWorker } from '../messages.ts';
import type { Exit } from './exit.ts';
import { rejectionEvent } from './rejection-event.ts';
import { watchProcess } from './watch-process.ts';

type Capture = (error: unknown) => unknown;

/**
 * What happens to an error that nobody caught: `error` on the worker's global object, then the `uncaughtException` listeners
 * of the program, then the parent hears of it and the worker ends.
 */
export class Uncaught {
  readonly #scope: Listeners;
  readonly #send: (message: FromWorker) => void;
  readonly #exit: Exit;
  readonly #reasons = new WeakMap<Promise<unknown>, unknown>();
  /** The capture callbacks of the program: one as of old, and others that say whether they take care. */
  #own: Capture | null = null;
  readonly #others: Capture[] = [];
  #origin: UncaughtExceptionOrigin = 'uncaughtException';
  /** The reason of the rejection that the runtime is about to throw: it puts an error of its own in the place of what is no error. */
  #rejection: { readonly reason: unknown } | undefined;
  /** The runtime throws rejections before it tells of them, so that none of them can be known: `--unhandled-rejections=strict`. */
  #throwsFirst = false;
  #reporting = false;

  constructor(scope: Listeners, send: (message: FromWorker) => void, exit: Exit) {
    this.#scope = scope;
    this.#send = send;
    this.#exit = exit;
  }

  /** Makes every uncaught error and unhandled rejection of this thread come here. */
  capture(): void {
    process.setUncaughtExceptionCaptureCallback((error) => this.#captured(error));
    // The program may still set callbacks; `domain` does it too.
    process.setUncaughtExceptionCaptureCallback = (callback) => {
      if (typeof callback !== 'function' && callback !== null) throw wrongType('the capture callback', callback, 'a function or null');
      this.#own = callback;
    };
    process.hasUncaughtExceptionCaptureCallback = () => this.#own !== null;
    if ('addUncaughtExceptionCaptureCallback' in process)
      process.addUncaughtExceptionCaptureCallback = (callback: unknown) => {
        if (typeof callback !== 'function') throw wrongType('the capture callback', callback, 'a function');
        this.#others.unshift(callback as Capture);
      };
    watchProcess({
      failing: (origin) => (this.#origin = origin),
      rejected: (reason, promise) => this.#rejected(reason, promise),
      handledLate: (promise) => this.#tell(rejectionEvent('rejectionhandled', promise, this.#reasons.get(promise))),
    });
  }

  /**
   * https://html.spec.whatwg.org/multipage/webappapis.html#report-an-exception
   *
   * @param origin - what the runtime calls it: errors of an ES module at its top level are rejections
   * @returns whether somebody took care of it; otherwise the worker is about to end
   */
  raise(error: unknown, origin: UncaughtExceptionOrigin = 'uncaughtException'): boolean {
    this.#orEnd(() => process.emit('uncaughtExceptionMonitor', error as Error, origin));
    return this.#take(error, error, origin);
  }

  /** The runtime has told the monitors. */
  #captured(error: unknown): void {
    const origin = this.#origin;
    const rejection = this.#rejection;
    this.#rejection = undefined;
    if (origin === 'unhandledRejection') this.#throwsFirst ||= !rejection;
    this.#take(error, origin === 'unhandledRejection' && rejection ? rejection.reason : error, origin);
  }

  /** @param told - as Node's listeners get it; `error` is what was thrown */
  #take(told: unknown, error: unknown, origin: UncaughtExceptionOrigin): boolean {
    if (this.#own) {
      this.#orEnd(() => this.#own!(told));
      return true;
    }
    // An error of an error handler is not asked about again; the first error ends the worker when its turn comes.
    if (this.#reporting) {
      this.#report(error);
      return false;
    }
    if (this.#offer(error)) return true;
    if (this.#others.some((callback) => this.#orEnd(() => callback(told) === true))) return true;
    if (process.listenerCount('uncaughtException') > 0) {
      this.#orEnd(() => process.emit('uncaughtException', told as Error, origin));
      return true;
    }
    this.#report(error);
    this.#exit(1);
  }

  /** Calls what the program has to say to an error; an error of that is the one that ends the worker, as in Node. */
  #orEnd<T>(handle: () => T): T {
    try {
      return handle();
    } catch (error) {
      this.#report(error);
      this.#exit(1);
    }
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

  #rejected(reason: unknown, promise: Promise<unknown>): boolean {
    this.#reasons.set(promise, reason);
    const event = rejectionEvent('unhandledrejection', promise, reason);
    this.#tell(event);
    if (!event.defaultPrevented && !this.#throwsFirst) this.#rejection = { reason };
    return event.defaultPrevented;
  }

  /** @returns whether anybody listens */
  #tell(event: ReturnType<typeof rejectionEvent>): boolean {
    const heard = this.#scope.count(event.type) > 0;
    if (heard) this.#scope.dispatch(event);
    return heard;
  }

  #report(error: unknown): void {
    const report: ErrorReport = { ...locateError(error), error: describeError(error) };
    setExitCause({ reason: `uncaught error: ${report.message}`, error });
    this.#send({ type: 'error', report });
  }
}
