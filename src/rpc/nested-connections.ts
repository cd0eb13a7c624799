import { AnswerLine } from './line/answer-line.ts';
import type { NestedConnection } from './value/peer.ts';
import type { Line } from './line/line.ts';
import type { Message, NESTED, OPEN } from './line/messages.ts';

/** Connections within another one, for callers that block: see blocking calls in docs/internals/calls.md. */
export class NestedConnections {
  /** By the numbers of their channels. */
  readonly #connections = new Map<number, NestedConnection>();
  readonly #connect: (line: Line) => NestedConnection;

  /** @param connect - makes one that serves what the outer one serves */
  constructor(connect: (line: Line) => NestedConnection) {
    this.#connect = connect;
  }

  /** One that a caller of the other side wants. */
  open(message: Extract<Message, readonly [typeof OPEN, ...unknown[]]>): void {
    const [, channel] = message;
    this.add(channel, this.#connect(new AnswerLine(message, () => this.#connections.delete(channel))));
  }
  add(channel: number, connection: NestedConnection): void {
    this.#connections.set(channel, connection);
  }
  message([, channel, ...message]: Extract<Message, readonly [typeof NESTED, ...unknown[]]>): void {
    this.#connections.get(channel)?.message(message as unknown as Message);
  }

  /** The outer one serves `root` from now on. */
  start(root: object): void {
    for (const { served } of this.#connections.values()) served.start(root);
  }
  stop(root: object): void {
    for (const { served } of this.#connections.values()) served.stop(root);
  }
  /** The outer one has ended. */
  close(makeError: (task: string) => Error): void {
    for (const connection of this.#connections.values()) connection.close(makeError);
    this.#connections.clear();
  }
}
