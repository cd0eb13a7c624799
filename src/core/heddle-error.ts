import type { HeddleErrorCode } from './error-codes.ts';

// A registered symbol, so that two copies of the package recognise each other's errors.
const BRAND = Symbol.for('heddle.error');

/**
 * An error of heddle itself, as opposed to misuse (`TypeError`, `RangeError`) and to what the web platform names a `DOMException`.
 *
 * @example
 * ```ts
 * try {
 *   new Worker('./no-such-file.ts');
 * } catch (error) {
 *   if (HeddleError.is(error) && error.code === 'HEDDLE_WORKER_NOT_FOUND') console.error(error.message);
 * }
 * ```
 */
export class HeddleError extends Error {
  /** What went wrong, from the table in `docs/reference/errors.md`. */
  readonly code: HeddleErrorCode;
  /** The worker that did not answer a call. */
  declare readonly worker?: { readonly name: string; readonly id: number };
  /** The code that it ended with. */
  declare readonly exitCode?: number;
  /** What was called. */
  declare readonly task?: string;
  /** The last lines that the worker wrote to its standard error, where heddle started it for calls. */
  declare readonly stderr?: string;

  static {
    Object.defineProperty(this.prototype, 'name', { value: 'HeddleError', writable: true, configurable: true });
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }

  /**
   * @param code - an entry of the table of codes
   * @param message - "Cannot <verb> <what>: <state>", without a full stop
   * @param options - `cause`: the error underneath, if there is one
   */
  constructor(code: HeddleErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Whether `value` is an error of this or of another copy of heddle. */
  static is(value: unknown): value is HeddleError {
    return typeof value === 'object' && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  }
}
