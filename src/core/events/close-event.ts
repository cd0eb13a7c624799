import { TrustedEvent } from './trusted-event.ts';
import { adoptInterface } from './adopt-interface.ts';

/** What a `CloseEvent` can be constructed with. */
export interface CloseEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  wasClean?: boolean;
  code?: number;
  reason?: string;
}

/**
 * A worker has ended: the last event that its `Worker` fires.
 *
 * @source the class is https://websockets.spec.whatwg.org/#closeevent; workers fire it as in Bun
 */
export interface CloseEvent extends Event {
  /** The exit code of the worker. */
  readonly code: number;
  /** In words how it came to its end. */
  readonly reason: string;
  /** Whether the exit code was 0. */
  readonly wasClean: boolean;
}

class OwnCloseEvent extends Event implements CloseEvent {
  readonly #wasClean: boolean;
  readonly #code: number;
  readonly #reason: string;

  constructor(type: string, init: CloseEventInit = {}) {
    if (arguments.length === 0) throw new TypeError('Cannot construct a CloseEvent: 1 argument required, 0 given');
    super(type, init);
    this.#wasClean = Boolean(init?.wasClean);
    this.#code = Number(init?.code ?? 0) & 0xffff;
    this.#reason = String(init?.reason ?? '');
  }
  get wasClean(): boolean {
    return this.#wasClean;
  }
  get code(): number {
    return this.#code;
  }
  get reason(): string {
    return this.#reason;
  }
  static {
    Object.defineProperty(this, 'name', { value: 'CloseEvent', configurable: true });
    Object.defineProperty(this, Symbol.hasInstance, {
      value: (value: unknown) => value instanceof TrustedCloseEvent || Function.prototype[Symbol.hasInstance].call(this, value),
    });
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'CloseEvent', configurable: true });
    for (const name of ['wasClean', 'code', 'reason']) Object.defineProperty(this.prototype, name, { enumerable: true });
  }
}

type CloseEventClass = { readonly name: string; new (type: string, init?: CloseEventInit): CloseEvent; prototype: CloseEvent };

/** To be constructed by programs. Events that heddle fires are instances of it, and of the runtime's own class where there is one. */
export const CloseEvent: CloseEventClass = OwnCloseEvent;

class TrustedCloseEvent extends TrustedEvent {
  readonly #code: number;
  readonly #reason: string;

  constructor(code: number, reason: string) {
    super('close', [code]);
    this.#code = code;
    this.#reason = reason;
  }
  get code(): number {
    return this.#code;
  }
  get reason(): string {
    return this.#reason;
  }
  get wasClean(): boolean {
    return this.#code === 0;
  }
  protected override inspected(): string[] {
    return ['code', 'reason', 'wasClean'];
  }
}

let isAdopted = false;

/** A `close` event for a worker's end. */
export function closeEvent(code: number, reason: string): TrustedEvent & CloseEvent {
  if (!isAdopted) adoptInterface(TrustedCloseEvent, 'CloseEvent', CloseEvent);
  isAdopted = true;
  return new TrustedCloseEvent(code, reason) as unknown as TrustedEvent & CloseEvent;
}
