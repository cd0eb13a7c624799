import { natives, randomText } from '#platform';
import { explainFailure } from '../../port/send-message.ts';
import { GREETING, type Message, OPEN } from './messages.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;

/** What begins the one message by which two sides that do not know of each other meet. It makes nothing happen but that they do. */
const KNOCK = 'heddle:call';

/** How often a side knocks. Each knock that is not answered costs two ports. */
const MOST_KNOCKS = 8;

/** Each time that the other end is moved on to another thread, its new owner gives a port. */
const MOST_INCOMING = 4;

/** A message that waits until it can be sent, and what is moved with it. */
type Held = readonly [message: Message, transfer?: readonly object[]];

export interface MeetingParts {
  /** Posts over the port that the program gave. */
  readonly post: (message: unknown, transfer: readonly object[]) => void;
  /** Whether ports can be moved over it. */
  readonly movesPorts: boolean;
  readonly deliver: (message: Message) => void;
}

/**
 * How calls travel over a port that leads to nobody knows whom, beside whatever the program sends there, strangers' words included.
 *
 * Each side knocks, by a message with a port in it: no text or JSON that a program passes on can contain one. Through that port they give each other
 * the ports by which all messages of calls go, apart from the program's. What is called before that waits in such a port, moved things included,
 * until the other side has knocked or answered: so it does not matter who comes first, nor whether the first knock was lost on a port at which nobody
 * listened.
 *
 * Where no port can be moved, each side tells the other by which random tag it wants to be addressed, and believes only in a tag that came
 * with its own one.
 */
export class Meeting {
  readonly #parts: MeetingParts;
  /** Through `near` this side sends; `far` is what the other side is given, undefined once it has been. */
  #near: NativePort;
  #far: NativePort | undefined;
  /** Where this side has knocked, and what it was knocked at with. */
  readonly #doors = new Set<NativePort>();
  /** By what the other side sends; the last one is in use, others may still hold something. */
  readonly #incoming: NativePort[] = [];
  #knocked: NativePort | undefined;
  readonly #ownTag: string = randomText();
  #theirTag: string | undefined;
  #begun = false;
  #knocks = 0;

  constructor(parts: MeetingParts) {
    const { port1, port2 } = new natives.MessageChannel();
    this.#parts = parts;
    this.#near = port1;
    this.#far = port2;
    port1.unref();
  }

  /** Once this side listens. */
  begin(): void {
    try {
      this.#knock();
    } catch {
      // The port cannot carry anything yet: whoever sends something tries again.
    }
  }

  /** @throws DataCloneError with the `path` of the culprit; or what the port throws, if it cannot carry anything yet */
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void {
    if (!this.#begun) this.#knock();
    const tag = this.#theirTag;
    if (tag !== undefined) return explainFailure(root, value, transfer, () => this.#parts.post([tag, ...message], transfer));
    const held: Held = transfer.length > 0 ? [message, transfer] : [message];
    explainFailure(root, value, transfer, () => this.#near.postMessage(held, transfer as never));
    // Its sender is about to stand still, and cannot answer a knock.
    if (message[0] === OPEN && this.#knocked) this.#give(this.#knocked);
  }

  /** A message has come over the port. @returns whether it was one of calls */
  arrived(data: unknown): boolean {
    if (!Array.isArray(data)) return false;
    const [first, kind, third] = data as unknown[];
    if (first === KNOCK && kind === GREETING && data.length === 3) {
      if (third instanceof natives.MessagePort) {
        if (this.#incoming.length > 0) this.#renew();
        this.#open(third);
        this.#give(third);
        return true;
      }
      if (typeof third === 'string') this.#answer(third);
      return false;
    }
    if (this.#parts.movesPorts || first !== this.#ownTag) return false;
    if (kind === GREETING) this.#believe(third);
    else this.#parts.deliver(data.slice(1) as unknown as Message);
    return true;
  }

  /** Takes what has come by now, before the end. */
  drain(): void {
    for (const door of this.#doors) takeAll(door, (data) => this.#given(data));
    for (const port of this.#incoming) takeAll(port, (held) => this.#parts.deliver((held as Held)[0]));
  }

  close(): void {
    for (const port of [this.#near, this.#far, ...this.#incoming, ...this.#doors]) port?.close();
    this.#doors.clear();
    this.#incoming.length = 0;
  }

  #knock(): void {
    if (!this.#parts.movesPorts) this.#parts.post([KNOCK, GREETING, this.#ownTag], []);
    else {
      const { port1, port2 } = new natives.MessageChannel();
      try {
        this.#parts.post([KNOCK, GREETING, port2], [port2]);
      } catch (error) {
        port1.close();
        throw error;
      }
      this.#knocked = port1;
      this.#knocks += 1;
      this.#open(port1);
    }
    this.#begun = true;
  }

  #open(door: NativePort): void {
    this.#doors.add(door);
    listen(door, (data) => {
      this.#given(data);
      this.#give(door);
    });
  }
  /** Gives the other side the port by which it gets what this one sends; only once. */
  #give(door: NativePort): void {
    const far = this.#far;
    if (!far) return;
    this.#far = undefined;
    door.postMessage([far], [far]);
  }
  /** The other end of the port has been moved on, and somebody else begins anew there. What was sent before is for the one before. */
  #renew(): void {
    if (this.#far) return;
    this.#near.close();
    const { port1, port2 } = new natives.MessageChannel();
    port1.unref();
    this.#near = port1;
    this.#far = port2;
  }
  #given(data: unknown): void {
    const port: unknown = Array.isArray(data) ? data[0] : undefined;
    if (!(port instanceof natives.MessagePort)) return;
    if (this.#incoming.push(port) > MOST_INCOMING) this.#incoming.shift()!.close();
    listen(port, (held) => this.#parts.deliver((held as Held)[0]));
  }

  /** The other side says by which tag it wants to be addressed, and whoever can pass on a text could have said so. */
  #answer(tag: string): void {
    // The other side may not have listened yet when this one knocked. Whoever only says so makes this one knock a few times, and no more.
    if (this.#parts.movesPorts) {
      if (this.#far && this.#knocks < MOST_KNOCKS) this.#knock();
    } else this.#parts.post([tag, GREETING, this.#ownTag], []);
  }
  /** It said so to this side's own tag, which only the other side has been told. */
  #believe(tag: unknown): void {
    if (typeof tag !== 'string' || this.#theirTag !== undefined) return;
    this.#theirTag = tag;
    this.#answer(tag);
    const far = this.#far;
    this.#far = undefined;
    if (far) takeAll(far, (held) => this.#parts.post([tag, ...(held as Held)[0]], (held as Held)[1] ?? []));
  }
}

/** Without keeping the thread alive. */
function listen(port: NativePort, listener: (data: unknown) => void): void {
  port.on('message', listener);
  port.unref();
}

function takeAll(port: NativePort, take: (data: unknown) => void): void {
  for (let taken = natives.receiveMessageOnPort(port); taken; taken = natives.receiveMessageOnPort(port)) take(taken.message);
}
