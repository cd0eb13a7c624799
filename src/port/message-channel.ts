import { natives } from '#platform';
import { newChannel } from '../observe/registry.ts';
import { createTransport } from './create-transport.ts';
import { entangle } from './entangled.ts';
import { guardRuntime } from './guard-runtime.ts';
import { adopt, type MessagePort } from './message-port.ts';

/**
 * Two entangled ports: what is posted to one arrives at the other, in whatever threads they are.
 *
 * @example
 * ```ts
 * const { port1, port2 } = new MessageChannel();
 * port2.onmessage = (event) => console.log(event.data);
 * port1.postMessage('hello');
 * ```
 * @source https://html.spec.whatwg.org/multipage/web-messaging.html#message-channels
 */
export class MessageChannel {
  readonly #port1: MessagePort;
  readonly #port2: MessagePort;

  constructor() {
    guardRuntime();
    const { port1, port2 } = new natives.MessageChannel();
    const channel = newChannel();
    this.#port1 = adopt(port1, createTransport(port1, undefined, channel, 0));
    this.#port2 = adopt(port2, createTransport(port2, undefined, channel, 1));
    entangle(port1, port2);
  }
  get port1(): MessagePort {
    return this.#port1;
  }
  get port2(): MessagePort {
    return this.#port2;
  }
  static {
    for (const name of ['port1', 'port2']) Object.defineProperty(this.prototype, name, { enumerable: true });
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'MessageChannel', configurable: true });
  }
}
