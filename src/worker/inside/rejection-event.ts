import { TrustedEvent } from '../../core/events/trusted-event.ts';
import { adoptInterface } from '../../core/events/adopt-interface.ts';

/** What a `PromiseRejectionEvent` is constructed with. */
export interface PromiseRejectionEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  promise: Promise<unknown>;
  reason?: unknown;
}

/**
 * A promise was rejected and nobody handled it.
 *
 * @source https://html.spec.whatwg.org/multipage/webappapis.html#promiserejectionevent
 */
export class PromiseRejectionEvent extends Event {
  readonly #promise: Promise<unknown>;
  readonly #reason: unknown;

  constructor(type: string, init: PromiseRejectionEventInit) {
    super(type, init);
    if (typeof init !== 'object' || init === null || !('promise' in init))
      throw new TypeError('Cannot construct a PromiseRejectionEvent: promise is required');
    this.#promise = init.promise;
    this.#reason = init.reason;
  }
  get promise(): Promise<unknown> {
    return this.#promise;
  }
  get reason(): unknown {
    return this.#reason;
  }
  static {
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'PromiseRejectionEvent', configurable: true });
    for (const name of ['promise', 'reason']) Object.defineProperty(this.prototype, name, { enumerable: true });
  }
}

class TrustedRejectionEvent extends TrustedEvent {
  readonly #promise: Promise<unknown>;
  readonly #reason: unknown;

  constructor(type: 'rejectionhandled' | 'unhandledrejection', promise: Promise<unknown>, reason: unknown) {
    super(type, [reason, promise], type === 'unhandledrejection');
    this.#promise = promise;
    this.#reason = reason;
  }
  get promise(): Promise<unknown> {
    return this.#promise;
  }
  get reason(): unknown {
    return this.#reason;
  }
  protected override inspected(): string[] {
    return ['promise', 'reason'];
  }
}
adoptInterface(TrustedRejectionEvent, 'PromiseRejectionEvent', PromiseRejectionEvent);

/** An event of the runtime's own; only `unhandledrejection` can be cancelled. */
export function rejectionEvent(type: 'rejectionhandled' | 'unhandledrejection', promise: Promise<unknown>, reason: unknown): TrustedEvent {
  return new TrustedRejectionEvent(type, promise, reason);
}
