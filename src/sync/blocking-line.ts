import { natives, thisThread } from '#platform';
import { reviveError } from '../clone/revive-error.ts';
import type { ExitCause } from '../thread/exit-record.ts';
import { threadTable } from '../thread/thread-table.ts';
import { controlTag } from '../port/control.ts';
import { createWorkerTransport, defaultTransport } from '../port/create-transport.ts';
import { unpackMessage } from '../port/message-port.ts';
import type { Received, Transport } from '../port/transport.ts';
import type { Line, LineReceiver } from '../rpc/line/line.ts';
import { LAST, type Message, NESTED, OPEN } from '../rpc/line/messages.ts';
import { ServerState } from '../rpc/line/server-state.ts';

const { postMessage } = natives.MessagePort.prototype as { postMessage(this: object, message: unknown): unknown };

// A registry: whether `postMessage()` of this runtime says that there is another end. The standard gives it nothing to say.
let tells: boolean | undefined;

function tellsConnection(): boolean {
  if (tells !== undefined) return tells;
  const { port1 } = new natives.MessageChannel();
  tells = postMessage.call(port1, 0) === true;
  port1.close();
  return tells;
}

/**
 * What a thread that blocks sends goes within the messages of the line that it has anyway, in order with its other calls; what it receives
 * comes through a channel of its own. So there is nothing in that channel that must wait for the event loop.
 */
export class BlockingLine implements Line {
  readonly isOwn = true;
  readonly sharesMemory = true;
  readonly channel: number = Math.floor(Math.random() * 2 ** 31);
  readonly server: ServerState = new ServerState();
  isBlocked = false;
  /** Why the other side's thread has ended, once it has said so. */
  exitCause: ExitCause | undefined;
  readonly #outer: Line;
  readonly #port: object;
  readonly #transport: Transport;
  #receiver: LineReceiver | undefined;

  constructor(outer: Line) {
    const { port1, port2 } = new natives.MessageChannel();
    const transport = defaultTransport();
    this.#outer = outer;
    this.#port = port1;
    this.#transport = createWorkerTransport(port1, transport);
    const { memory } = threadTable();
    const tag = transport === 'auto' ? controlTag() : undefined;
    const opening: Message = [OPEN, this.channel, port2, tag, this.server.memory, memory, thisThread.id];
    outer.send(opening, [port2], 'message', opening);
  }

  trySend(message: Message): number {
    return this.#outer.trySend([NESTED, this.channel, ...message]);
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    this.#outer.send([NESTED, this.channel, ...message], transfer, root, value);
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    this.#transport.attach({
      message: (received) => {
        this.#arrived(received);
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

  /** Takes in the next message that has come, without the event loop. False when there is none. */
  takeIn(): boolean {
    const received = this.#transport.receive();
    if (received) this.#arrived(received);
    return received !== undefined;
  }

  /**
   * Whether the other side has its end of the channel, as far as the runtime tells. When its thread has ended, however that came about, or has never got
   * it, the runtime refuses to send anything: that is seen where nobody could write into shared memory that the thread is over.
   */
  isConnected(): boolean {
    return !tellsConnection() || postMessage.call(this.#port, 0) === true;
  }

  #arrived(received: Received): void {
    if (received.failure !== undefined) this.#receiver!.unreadable(received.failure);
    else {
      const message = (received.ports.length === 0 ? received.data : unpackMessage(received).data) as Message;
      if (message[0] === LAST)
        this.exitCause = { reason: message[1], error: message[2] && reviveError(message[2]), stderr: message[3] ?? '' };
      else this.#receiver!.message(message);
    }
  }
}
