import { nodeModule, threads } from '../node-modules.ts';
import type { NativePort, Natives, PortDriver, ReadFailure, ReplaceableName, Taken } from '../platform.ts';

// heddle puts its own classes into `node:worker_threads` where it runs a program. A second copy of the package in that
// thread must still find the runtime's, so the first copy leaves them under a registered symbol.
const KEY = Symbol.for('heddle.natives');
const store = globalThis as { [KEY]?: Natives };
if (!store[KEY]) {
  const { Worker, MessageChannel, MessagePort, receiveMessageOnPort, markAsUncloneable } = threads;
  Object.defineProperty(store, KEY, { value: { Worker, MessageChannel, MessagePort, receiveMessageOnPort, markAsUncloneable } });
}

/** What `node:worker_threads` exported before anybody replaced it. */
export const natives: Natives = store[KEY]!;

export function isReplaced(name: ReplaceableName): boolean {
  return threads[name] !== natives[name];
}

export function replaceBuiltin(name: ReplaceableName, replacement: unknown): void {
  Object.assign(threads, { [name]: replacement });
  nodeModule.syncBuiltinESMExports();
}

export function isMarkedAsUntransferable(value: object): boolean {
  // Missing on Node 20.
  return threads.isMarkedAsUntransferable?.(value) ?? false;
}

export function openPort(port: NativePort): PortDriver {
  return new NodePort(port);
}

// The native methods are called on ports whose prototype shows heddle's own methods instead, hence the detour.
const native = natives.MessagePort.prototype;
// As it was before `guard-runtime.ts` replaced it.
const { postMessage } = native;
const listen = EventTarget.prototype.addEventListener;

export function closePorts(objects: readonly object[]): void {
  for (const object of objects) if (object instanceof natives.MessagePort) native.close.call(object);
}

/** Where Node leaves the ports of the message that it is delivering; undefined when there are none. */
const PORTS = Symbol.for('nodejs.internal.kCurrentlyReceivingPorts');

/**
 * - `idle`: messages wait in the port.
 * - `started`: they are delivered.
 * - `closing`: this side has closed the port, and what came before can still be taken.
 * - `gone`: the port was moved, or the runtime has dropped its side. Every Node up to 26 crashes when it is asked for a message then.
 */
type State = 'idle' | 'started' | 'closing' | 'gone';
type Step = 'start' | 'close' | 'detach';

/** Where each step leads; a step that is missing leads nowhere. */
const STEPS: Readonly<Record<State, Partial<Record<Step, State>>>> = {
  idle: { start: 'started', close: 'closing', detach: 'gone' },
  started: { close: 'closing', detach: 'gone' },
  closing: { detach: 'gone' },
  gone: {},
};

class NodePort implements PortDriver {
  readonly #port: NativePort & { [PORTS]?: readonly object[] };
  #state: State = 'idle';
  /** What `keepAlive()` was told last. */
  #wantsAlive = false;

  constructor(port: NativePort) {
    this.#port = port;
  }

  /** The one place that changes the state. @returns whether the step led anywhere */
  #take(step: Step): boolean {
    const next = STEPS[this.#state][step];
    if (next) this.#state = next;
    return next !== undefined;
  }

  post(message: unknown, transfer: readonly object[]): void {
    postMessage.call(this.#port, message, transfer as never);
  }

  receive(): Taken | undefined {
    if (this.#state === 'gone') return undefined;
    try {
      const taken = natives.receiveMessageOnPort(this.#port);
      return taken && { data: taken.message, ports: undefined };
    } catch (error) {
      return { data: undefined, ports: [], failure: { error } };
    }
  }

  onMessage(listener: (data: unknown, ports: readonly object[] | undefined, failure?: ReadFailure) => void): void {
    if (!this.#take('start')) return;
    const port = this.#port;
    const shown: object = Object.getPrototypeOf(port);
    // While it adds listeners, the runtime calls methods of the port by name: it must find its own, or its `ref()` would
    // be taken for a wish of the program. Its own kind of listeners get the value itself: an event shows undefined as null.
    Object.setPrototypeOf(port, native);
    port.on('messageerror', (error) => listener(undefined, [], { error }));
    port.on('message', (data) => listener(data, PORTS in port ? (port[PORTS] ?? []) : undefined));
    Object.setPrototypeOf(port, shown);
    // The runtime takes the first listener as a wish to stay alive.
    this.keepAlive(this.#wantsAlive);
  }

  onClose(listener: () => void): void {
    listen.call(this.#port, 'close', () => {
      this.detach();
      listener();
    });
  }

  keepAlive(yes: boolean): void {
    this.#wantsAlive = yes;
    if (this.#state === 'closing' || this.#state === 'gone') return;
    if (yes) native.ref.call(this.#port);
    else native.unref.call(this.#port);
  }

  close(): void {
    this.#take('close');
    native.close.call(this.#port);
  }

  detach(): void {
    this.#take('detach');
  }
}
