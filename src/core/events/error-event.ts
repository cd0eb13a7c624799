import { TrustedEvent } from './trusted-event.ts';
import { adoptInterface } from './adopt-interface.ts';

/** What an `ErrorEvent` can be constructed with. */
export interface ErrorEventInit {
  bubbles?: boolean;
  cancelable?: boolean;
  composed?: boolean;
  /** Default: the empty string. */
  message?: string;
  /** The URL of the script; default: the empty string. */
  filename?: string;
  /** Counted from 1; default: 0. */
  lineno?: number;
  /** Counted from 1; default: 0. */
  colno?: number;
  error?: unknown;
}

/**
 * An error that nobody caught.
 *
 * @source https://html.spec.whatwg.org/multipage/webappapis.html#errorevent
 */
export interface ErrorEvent extends Event {
  readonly message: string;
  /** The URL of the script that threw. */
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  /** The thrown value itself: class, `code`, own properties and `cause` are those of the original. */
  readonly error: unknown;
}

class OwnErrorEvent extends Event implements ErrorEvent {
  readonly #init: ErrorEventInit;

  constructor(type: string, init: ErrorEventInit = {}) {
    if (arguments.length === 0) throw new TypeError('Cannot construct an ErrorEvent: 1 argument required, 0 given');
    super(type, init);
    const { message = '', filename = '', lineno = 0, colno = 0, error } = init ?? {};
    this.#init = { message: String(message), filename: String(filename), lineno: lineno >>> 0, colno: colno >>> 0, error };
  }
  get message(): string {
    return this.#init.message!;
  }
  get filename(): string {
    return this.#init.filename!;
  }
  get lineno(): number {
    return this.#init.lineno!;
  }
  get colno(): number {
    return this.#init.colno!;
  }
  get error(): unknown {
    return this.#init.error;
  }
  static {
    Object.defineProperty(this, 'name', { value: 'ErrorEvent', configurable: true });
    Object.defineProperty(this, Symbol.hasInstance, {
      value: (value: unknown) => value instanceof TrustedErrorEvent || Function.prototype[Symbol.hasInstance].call(this, value),
    });
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'ErrorEvent', configurable: true });
    for (const name of ['message', 'filename', 'lineno', 'colno', 'error']) {
      Object.defineProperty(this.prototype, name, { enumerable: true });
    }
  }
}

type ErrorEventClass = { readonly name: string; new (type: string, init?: ErrorEventInit): ErrorEvent; prototype: ErrorEvent };

/** To be constructed by programs. Events that heddle fires are instances of it, and of the runtime's own class where there is one. */
export const ErrorEvent: ErrorEventClass = OwnErrorEvent;

class TrustedErrorEvent extends TrustedEvent {
  readonly #init: Required<Omit<ErrorEventInit, 'bubbles' | 'cancelable' | 'composed'>>;

  constructor(init: Required<Omit<ErrorEventInit, 'bubbles' | 'cancelable' | 'composed'>>) {
    super('error', [init.error], true);
    this.#init = init;
  }
  get message(): string {
    return this.#init.message;
  }
  get filename(): string {
    return this.#init.filename;
  }
  get lineno(): number {
    return this.#init.lineno;
  }
  get colno(): number {
    return this.#init.colno;
  }
  get error(): unknown {
    return this.#init.error;
  }
  protected override inspected(): string[] {
    return ['message', 'filename', 'lineno', 'colno', 'error'];
  }
}

let isAdopted = false;

/** A cancelable `error` event; node-style listeners receive `error` alone. */
export function errorEvent(init: Required<Omit<ErrorEventInit, 'bubbles' | 'cancelable' | 'composed'>>): TrustedEvent & ErrorEvent {
  if (!isAdopted) adoptInterface(TrustedErrorEvent, 'ErrorEvent', ErrorEvent);
  isAdopted = true;
  return new TrustedErrorEvent(init) as unknown as TrustedEvent & ErrorEvent;
}
