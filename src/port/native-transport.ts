import { natives } from '#platform';
import { findPorts } from './find-ports.ts';
import type { Received, Receiver, Transport } from './transport.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;
// The native methods are called on ports whose prototype shows heddle's own methods instead, hence the detour.
const native = natives.MessagePort.prototype;
const listen = EventTarget.prototype.addEventListener;

/** Where Node leaves the ports of the message that it is delivering; undefined when there are none. */
const PORTS = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

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
    const shown: object = Object.getPrototypeOf(port);
    // While it adds listeners, the runtime calls methods of the port by name: it must find its own, or its `ref()` would
    // be taken for a wish of the program. Its own kind of listeners get the value itself: an event shows undefined as null.
    Object.setPrototypeOf(port, native);
    port.on('messageerror', (failure) => this.#receiver?.message({ data: undefined, ports: [], failure }));
    port.on('message', (data) => {
      const ports = PORTS in port ? (port[PORTS] ?? []) : findPorts(data);
      this.#receiver?.message({ data, ports });
    });
    Object.setPrototypeOf(port, shown);
    // The runtime takes the first listener as a wish to stay alive.
    this.keepAlive(this.#alive);
  }

  receive(): Received | undefined {
    const taken = natives.receiveMessageOnPort(this.#port);
    // Node does not tell which ports came with a message that is taken this way.
    return taken && { data: taken.message, ports: findPorts(taken.message) };
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
