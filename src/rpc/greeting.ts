import { describeError } from '../clone/describe-error.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { AGAIN, CALL, GREETING, type GreetingMessage, HELLO, LOST, type Message, NEW, SENT, THROW } from './messages.ts';

/** A message that was sent before anybody was known to hear of it. Without `copy` it cannot be sent again: something was moved with it. */
interface Early {
  readonly message: Message;
  readonly copy: Message | undefined;
}

/**
 * Finds out which messages were lost on a port that is not heddle's, because they came when nobody but the program listened there, and has them sent again:
 * calls wait until the other side exposes.
 */
export class Greeting {
  readonly #post: (message: GreetingMessage) => void;
  readonly #deliver: (message: Message) => void;
  /** What was sent, until the other side is known to have it. */
  #early: Early[] | undefined = [];
  /** What has come, until it is known that nothing is missing before it. */
  #held: Message[] | undefined = [];

  constructor(post: (message: GreetingMessage) => void, deliver: (message: Message) => void) {
    this.#post = post;
    this.#deliver = deliver;
  }

  /** Once this side listens. */
  begin(): void {
    try {
      this.#post([GREETING, HELLO]);
    } catch {
      // The port cannot carry anything yet, and nobody can tell what becomes of what it is given.
      this.#release();
    }
  }

  /** About to send `message`; gives what is to be called when that has been done. */
  sending(message: Message, transfer: readonly object[]): (() => void) | undefined {
    const early = this.#early;
    if (!early) return undefined;
    const copy = transfer.length === 0 ? copyOf(message) : undefined;
    return () => void early.push({ message, copy });
  }

  arrived(message: Message): void {
    if (message[0] === GREETING) this.#greeted(message);
    else if (this.#held) this.#held.push(message);
    else this.#deliver(message);
  }

  #greeted(message: GreetingMessage): void {
    switch (message[1]) {
      case HELLO:
        // It is the first that the other side sent.
        this.#release();
        return this.#post([GREETING, SENT, this.#early?.length ?? 0]);
      case SENT: {
        // The port keeps the order, so that it is the first ones that are missing.
        const lost = this.#held ? Math.max(0, message[2] - this.#held.length) : 0;
        if (lost === 0) this.#release();
        return this.#post([GREETING, LOST, lost]);
      }
      case LOST:
        return this.#sendAgain(message[2]);
      case AGAIN:
        for (const again of message[2]) if (again) this.#deliver(again);
        return this.#release();
    }
  }

  #sendAgain(count: number): void {
    const lost = this.#early?.slice(0, count) ?? [];
    this.#early = undefined;
    if (count > 0) this.#post([GREETING, AGAIN, lost.map(({ copy }) => copy)]);
    for (const { message, copy } of lost) if (!copy && (message[0] === CALL || message[0] === NEW)) this.#deliver(refusal(message[1]));
  }
  #release(): void {
    const held = this.#held ?? [];
    this.#held = undefined;
    for (const message of held) this.#deliver(message);
  }
}

/** What a port of heddle, which loses nothing, answers to a greeting of one that is not; undefined for any other message. */
export function answerToGreeting(message: Message): GreetingMessage | undefined {
  return message[0] === GREETING && message[1] === HELLO ? [GREETING, SENT, 0] : undefined;
}

/** As it is now: the program may change what is in it before it is sent again. */
function copyOf(message: Message): Message | undefined {
  try {
    return structuredClone(message);
  } catch {
    return undefined;
  }
}

function refusal(id: number): Message {
  const state = 'it came before the other side exposed anything, and what was moved with it cannot be sent again';
  return [THROW, id, describeError(new HeddleError('HEDDLE_CALL_LOST', `Cannot make the call: ${state}`))];
}
