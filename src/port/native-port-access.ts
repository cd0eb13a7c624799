import { natives } from '#platform';
import { findPorts } from './find-ports.ts';
import { checkEnvelope } from './port-envelope.ts';
import type { Received } from './transport.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;

// The native methods are called on ports whose prototype shows heddle's own methods instead, hence the detour.
const native = natives.MessagePort.prototype;
// As it was before `guard-runtime.ts` replaced it.
const { postMessage } = native;
const listen = EventTarget.prototype.addEventListener;

/** Where Node leaves the ports of the message that it is delivering; undefined when there are none. */
const PORTS = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

/** A message as the runtime hands it over, or its failure to read it. */
export interface Taken {
  readonly data: unknown;
  /** Undefined when the runtime does not tell. */
  readonly ports: readonly object[] | undefined;
  readonly failure?: { readonly error: unknown };
}

/** A message as it is. */
export function receivedOf({ data, ports = findPorts(data), failure }: Taken): Received {
  if (failure) return { data, ports, failure: failure.error };
  return ports.length === 0 ? { data, ports } : checkEnvelope({ data, ports });
}

/** Closes the ports that came with a message that nobody gets: so their other ends learn of it. */
export function closePorts(ports: readonly object[]): void {
  for (const port of ports) if (port instanceof natives.MessagePort) native.close.call(port);
}

/** The runtime's own side of a port of heddle. */
export class NativePortAccess {
  readonly #port: NativePort & { [PORTS]?: readonly object[] };
  #started = false;
  #closed = false;
  #dropping = false;
  /** Whether the runtime has dropped its side: every Node up to 26 crashes when it is asked for a message then. */
  #ended = false;
  #alive = false;

  constructor(port: NativePort) {
    this.#port = port;
  }

  /** @throws DataCloneError */
  post(message: unknown, transfer: readonly object[]): void {
    postMessage.call(this.#port, message, transfer as never);
  }

  /** Takes the next message without waiting. */
  receive(): Taken | undefined {
    if (this.#ended) return undefined;
    try {
      const taken = natives.receiveMessageOnPort(this.#port);
      return taken && { data: taken.message, ports: undefined };
    } catch (error) {
      return { data: undefined, ports: [], failure: { error } };
    }
  }

  /** Unlike a listener of `message`, this neither starts the port nor keeps the thread alive. */
  onClose(callback: () => void): void {
    listen.call(this.#port, 'close', () => {
      this.leave();
      callback();
    });
  }

  /** @param callback - gets each message, or the failure to read it, with the ports that came along */
  start(callback: (data: unknown, ports: readonly object[], failure?: { readonly error: unknown }) => void): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    const port = this.#port;
    const shown: object = Object.getPrototypeOf(port);
    // While it adds listeners, the runtime calls methods of the port by name: it must find its own, or its `ref()` would
    // be taken for a wish of the program. Its own kind of listeners get the value itself: an event shows undefined as null.
    Object.setPrototypeOf(port, native);
    port.on('messageerror', (error) => void (this.#dropping || callback(undefined, [], { error })));
    port.on('message', (data) => {
      const ports = PORTS in port ? (port[PORTS] ?? []) : findPorts(data);
      if (this.#dropping) closePorts(ports);
      else callback(data, ports);
    });
    Object.setPrototypeOf(port, shown);
    // The runtime takes the first listener as a wish to stay alive.
    this.keepAlive(this.#alive);
  }

  keepAlive(yes: boolean): void {
    this.#alive = yes;
    if (this.#closed) return;
    if (yes) native.ref.call(this.#port);
    else native.unref.call(this.#port);
  }

  /** The port was moved or is closed. */
  leave(): void {
    this.#closed = true;
    this.#ended = true;
  }

  close(): void {
    this.#closed = true;
    native.close.call(this.#port);
  }

  /** Closes it and drops what it still holds: the runtime goes on delivering a batch that it has begun. */
  disconnect(): void {
    this.#dropping = true;
    this.close();
  }
}
