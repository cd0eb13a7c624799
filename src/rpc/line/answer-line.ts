import { offExit, onExit, thisThread } from '#platform';
import { describeError } from '../../clone/describe-error.ts';
import { exitCause } from '../../thread/exit-record.ts';
import { ThreadTable, type WaitForGraph } from '../../thread/thread-table.ts';
import { controlTag } from '../../port/control.ts';
import { createWorkerTransport, defaultTransport } from '../../port/create-transport.ts';
import type { Claimant } from '../../port/endpoint.ts';
import { adopt } from '../../port/message-port.ts';
import { sendMessage } from '../../port/send-message.ts';
import { type Registered, registeredAs } from '../../port/port-registry.ts';
import type { Line, LineReceiver } from './line.ts';
import { LAST, type Message, type OPEN } from './messages.ts';
import { ServerState } from './server-state.ts';

type Opening = Extract<Message, readonly [typeof OPEN, ...unknown[]]>;

/**
 * To a caller that may sleep until it is answered: each message wakes it. What it sends does not come this way, but within the messages of the line
 * that it shares with other calls, so that all calls of one thread come in the order in which they were made.
 */
export class AnswerLine implements Line, Claimant {
  readonly isOwn = true;
  readonly sharesMemory = true;
  readonly #port: object;
  readonly #shared: Registered;
  readonly #state: ServerState;
  readonly #waits: WaitForGraph;
  readonly #caller: number;
  readonly #left: () => void;
  #receiver: LineReceiver | undefined;

  /** @param left - called when the caller has gone */
  constructor([, , port, tag, state, table, caller]: Opening, left: () => void) {
    this.#left = left;
    // A thread that heddle has not started may have a tag of its own, and the caller would take an announcement with that for a message.
    this.#port = adopt(port, createWorkerTransport(port, tag === controlTag() ? defaultTransport() : 'native'));
    this.#shared = registeredAs(port)!;
    this.#state = new ServerState(state);
    this.#waits = new ThreadTable(table).waits;
    this.#caller = caller;
    this.#state.greet(thisThread.id);
    this.#waits.wake(caller);
    watch(this);
  }
  trySend(message: Message): number {
    const size = this.#shared.endpoint.transport.trySend(message);
    if (size > 0) this.#waits.wake(this.#caller);
    return size;
  }
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    sendMessage(this.#shared.endpoint.transport, message, transfer, this.#port, { root, value });
    this.#waits.wake(this.#caller);
  }
  attach(receiver: LineReceiver): void {
    this.#receiver = receiver;
    this.#shared.endpoint.share(this);
  }
  hold(yes: boolean): void {
    this.#shared.hold(yes);
  }
  close(): void {
    unwatch(this);
    this.#shared.endpoint.close();
    this.#state.close();
    this.#waits.wake(this.#caller);
  }
  /** This thread is about to end. */
  exited(code: number): void {
    const { reason = code === 0 ? 'the event loop was empty' : `exit code ${code}`, error, stderr } = exitCause();
    const message: Message = [LAST, reason, error === undefined ? undefined : describeError(error), stderr];
    if (!this.trySend(message)) this.send(message, [], 'message', message);
    this.#state.exit(code);
    this.#waits.wake(this.#caller);
  }

  /** Whatever comes is only a caller who tries whether this side is still there. */
  claims(): boolean {
    return true;
  }
  closed(): void {
    unwatch(this);
    this.#left();
    this.#receiver!.closed();
  }
}

// A registry: whom the end of this thread would leave waiting.
const lines = new Set<AnswerLine>();

function watch(line: AnswerLine): void {
  if (lines.size === 0) onExit(tellAll);
  lines.add(line);
}
function unwatch(line: AnswerLine): void {
  lines.delete(line);
  if (lines.size === 0) offExit(tellAll);
}
function tellAll(code: number): void {
  for (const line of lines) line.exited(code);
}
