import { process, type UncaughtExceptionOrigin } from '#node';

/** Who hears of what the runtime is about to tell the listeners of `process`. */
export interface ProcessWatcher {
  /** An error that nobody caught follows. */
  failing(origin: UncaughtExceptionOrigin): void;
  /**
   * A rejection that nobody handled, and that the program does not listen for.
   *
   * @returns whether it is taken care of; otherwise the runtime does what it is set to do
   */
  rejected(reason: unknown, promise: Promise<unknown>): boolean;
  /** @returns whether somebody wanted to know; otherwise the runtime warns, unless the program listens */
  handledLate(promise: Promise<unknown>): boolean;
}

type Emit = (this: unknown, type: string | symbol, ...values: unknown[]) => boolean;

/**
 * Watches the events of `process` about errors, not by listening to them: a listener would count as one of the program, for the runtime, which then takes
 * a rejection for handled, and for whoever asks `listenerCount()`.
 */
export function watchProcess(watcher: ProcessWatcher): void {
  const original = process.emit as Emit;
  const emit: Emit = function (type, ...values) {
    if (type === 'uncaughtExceptionMonitor') watcher.failing(values[1] as UncaughtExceptionOrigin);
    else if (type === 'unhandledRejection' && process.listenerCount(type) === 0)
      return watcher.rejected(values[0], values[1] as Promise<unknown>);
    else if (type === 'rejectionHandled' && watcher.handledLate(values[0] as Promise<unknown>)) {
      original.call(this, type, ...values);
      return true;
    }
    return original.call(this, type, ...values);
  };
  Object.defineProperty(process, 'emit', { value: emit, writable: true, configurable: true });
}
