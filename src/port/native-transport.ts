import { natives } from '#platform';
import { findPorts } from './find-ports.ts';
import type { Received, Receiver, Transport } from './transport.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;
// The native methods are called on ports whose prototype shows heddle's own methods instead, hence the detour.
const native = natives.MessagePort.prototype;
const listen = EventTarget.prototype.addEventListener;

/** Where Node leaves the ports of the message that it is delivering; undefined when there are none. */
const PORTS = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

/**
 * Adds a node-style listener by the runtime's own means. It gets the value itself: an event would cost a microsecond and
 * show undefined as null.
 */
function listenForValues(port: object, type: 'message' | 'messageerror', callback: (value: unknown) => void): void {
  Object.defineProperty(port, 'addEventListener', { value: listen, configurable: true });
  native.on.call(port as never, type, callback);
  delete (port as { addEventListener?: unknown }).addEventListener;
}

/** Messages by the runtime's own `postMessage`. */
export class NativeTransport implements Transport {
  readonly #port: NativePort;
  #receiver: Receiver | undefined;
  #started = false;
  #closed = false;
  #alive = false;

  constructor(port: NativePort) {
    this.#port = port;
  }

  send(message: unknown, transfer: readonly object[]): void {
    native.postMessage.call(this.#port, message, transfer as never);
  }

  attach(receiver: Receiver): void {
    this.#receiver = receiver;
    // Other than a listener of 'message', this neither starts the port nor keeps the thread alive.
    listen.call(this.#port, 'close', () => {
      this.#closed = true;
      receiver.closed();
    });
  }

  start(): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    const port = this.#port as NativePort & { [PORTS]?: readonly object[] };
    listenForValues(port, 'messageerror', (failure) => this.#receiver?.message({ data: undefined, ports: [], failure }));
    listenForValues(port, 'message', (data) => {
      const ports = PORTS in port ? (port[PORTS] ?? []) : findPorts(data);
      this.#receiver?.message({ data, ports });
    });
    // The runtime takes the first listener as a wish to stay alive.
    this.keepAlive(this.#alive);
  }

  receive(): Received | undefined {
    const taken = natives.receiveMessageOnPort(this.#port);
    return taken && { data: taken.message, ports: [] };
  }

  keepAlive(yes: boolean): void {
    this.#alive = yes;
    if (this.#closed) return;
    if (yes) native.ref.call(this.#port);
    else native.unref.call(this.#port);
  }

  close(): void {
    this.#closed = true;
    native.close.call(this.#port);
  }
}
