import { unpackMessage } from '../port/message-port.ts';
import { sendMessage } from '../port/send-message.ts';
import type { Transport } from '../port/transport.ts';
import type { Line, LineReceiver } from './line.ts';
import type { Message } from './messages.ts';

/** A transport that carries nothing but calls. */
export class TransportLine implements Line {
  readonly kind = 'own';
  readonly sharesMemory = true;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }
  trySend(message: Message): number {
    return this.#transport.trySend(message);
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    sendMessage(this.#transport, message, transfer, undefined, { root, value });
  }
  attach(receiver: LineReceiver): void {
    this.#transport.attach({
      message: (received) => {
        if (received.failure !== undefined) receiver.unreadable(received.failure);
        else receiver.message((received.ports.length === 0 ? received.data : unpackMessage(received).data) as Message);
        return true;
      },
      closed: () => receiver.closed(),
    });
    this.#transport.start();
  }
  hold(yes: boolean): void {
    this.#transport.keepAlive(yes);
  }
  close(): void {
    this.#transport.close();
  }
}
