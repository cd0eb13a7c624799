import { natives } from '#platform';
import { findPorts } from './find-ports.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;

// The native methods are called on ports whose prototype shows heddle's own methods instead, hence the detour.
const native = natives.MessagePort.prototype;
const listen = EventTarget.prototype.addEventListener;

/** Where Node leaves the ports of the message that it is delivering; undefined when there are none. */
const PORTS = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

/** The runtime's own side of a port of heddle. */
export class NativePortAccess {
  readonly #port: NativePort & { [PORTS]?: readonly object[] };
  #started = false;
  #closed = false;
  #alive = false;

  constructor(port: NativePort) {
    this.#port = port;
  }

  /** @throws DataCloneError */
  post(message: unknown, transfer: readonly object[]): void {
    native.postMessage.call(this.#port, message, transfer as readonly never[] as never[] & never);
  }

  /** Takes the next message without waiting. Node does not tell which ports came with it. */
  receive(): { data: unknown; ports: readonly object[] } | undefined {
    const taken = natives.receiveMessageOnPort(this.#port) as { message: unknown } | undefined;
    return taken && { data: taken.message, ports: findPorts(taken.message) };
  }

  /** Unlike a listener of `message`, this neither starts the port nor keeps the thread alive. */
  onClose(callback: () => void): void {
    listen.call(this.#port, 'close', () => {
      this.#closed = true;
      callback();
    });
  }

  /** @param callback - gets each message, or the failure to read it, with the ports that came along */
  start(callback: (data: unknown, ports: readonly object[], failure?: { readonly error: unknown }) => void): void {
    if (this.#started || this.#closed) return;
    this.#started = true;
    const port = this.#port;
    listenForValues(port, 'messageerror', (error) => callback(undefined, [], { error }));
    listenForValues(port, 'message', (data) => callback(data, PORTS in port ? (port[PORTS] ?? []) : findPorts(data)));
    // The runtime takes the first listener as a wish to stay alive.
    this.keepAlive(this.#alive);
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

/**
 * Adds a node-style listener by the runtime's own means. It gets the value itself: an event would cost a microsecond and
 * show undefined as null.
 */
function listenForValues(port: object, type: 'message' | 'messageerror', callback: (value: unknown) => void): void {
  Object.defineProperty(port, 'addEventListener', { value: listen, configurable: true });
  native.on.call(port as never, type, callback);
  delete (port as { addEventListener?: unknown }).addEventListener;
}
