import { TrustedEvent } from './trusted-event.ts';
import { adoptInterface } from './adopt-interface.ts';

const NO_PORTS: readonly object[] = Object.freeze([]);

// https://html.spec.whatwg.org/multipage/comms.html#the-messageevent-interface
class TrustedMessageEvent extends TrustedEvent {
  readonly #data: unknown;
  readonly #ports: readonly object[];

  constructor(type: string, data: unknown, ports: readonly object[], nodeArguments: readonly unknown[]) {
    super(type, nodeArguments);
    this.#data = data;
    this.#ports = ports.length === 0 ? NO_PORTS : Object.freeze([...ports]);
  }
  get data(): unknown {
    return this.#data;
  }
  get ports(): readonly object[] {
    return this.#ports;
  }
  get origin(): string {
    return '';
  }
  get lastEventId(): string {
    return '';
  }
  get source(): null {
    return null;
  }
  protected override inspected(): string[] {
    return ['data', 'ports'];
  }
}

let isAdopted = false;

function create(type: string, data: unknown, ports: readonly object[], nodeArguments: readonly unknown[]): TrustedEvent {
  if (!isAdopted) adoptInterface(TrustedMessageEvent, 'MessageEvent');
  isAdopted = true;
  return new TrustedMessageEvent(type, data, ports, nodeArguments);
}

/** A `message` event: `data`, and in `ports` the ports that were moved with it. */
export function messageEvent(data: unknown, ports: readonly object[]): TrustedEvent {
  return create('message', data, ports, [data]);
}

/**
 * A `messageerror` event. Its `data` is null, as HTML says; listeners added with `on()` receive `error`, as in Node.
 */
export function messageErrorEvent(error: unknown): TrustedEvent {
  return create('messageerror', null, NO_PORTS, [error]);
}
