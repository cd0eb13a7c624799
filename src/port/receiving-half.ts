import { closePorts, codecHost, type Taken } from '#platform';
import { Decoder } from '../clone/decoder.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { Queue } from '../core/queue.ts';
import { isRing, RingMemory } from '../ring/ring-memory.ts';
import { RingReader } from '../ring/ring-reader.ts';
import { Slab } from '../ring/slabs.ts';
import { controlTag, isControl } from './control.ts';
import { FRAME, isAnnouncement, isRinged, RING, SLAB, WHOLE } from './messages.ts';
import { findPorts } from './find-ports.ts';
import { receivedOf } from './port-envelope.ts';
import type { ReceivingState, Received } from './transport.ts';

interface Posted extends Taken {
  /**
   * `plain` came before the ring was announced, and is a message as it is; `ringed` came after it. `stray` came after it too, but from somebody
   * who knows nothing of the ring: the runtime moved the other end there, or posts by it. It is a message as it is.
   */
  readonly as: 'plain' | 'ringed' | 'stray';
}

const NO_PORTS: readonly object[] = [];

function malformed(what: string): HeddleError {
  return new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot read what the other end of a port sent beside the messages: ${what}`);
}

/**
 * One direction of a port, as its receiver sees it. Messages come through the ring and by the runtime's own means; their order
 * is that in which they were sent: a posted one says how far the ring had been written before it, a frame of the ring how
 * many had been posted before it.
 */
export class ReceivingHalf {
  /** Takes the next posted message out of the port without waiting; undefined when there is none. */
  readonly #pull: () => Taken | undefined;
  readonly #posted = new Queue<Posted>();
  #reader: RingReader | undefined;
  #decoder: Decoder | undefined;
  /** How many posted messages have been taken since the direction is ringed. An i32 that wraps. */
  #taken = 0;
  /** Whether the next message was posted and is not in the port, which is so at most when that is closed. */
  #waits = false;
  /** What cannot be read any more says so once; nothing comes after it. */
  #corruption: HeddleError | undefined;
  #broken = false;

  constructor(pull: () => Taken | undefined, state?: ReceivingState) {
    this.#pull = pull;
    if (!state) return;
    this.#reader = new RingReader(new RingMemory(state.memory));
    this.#decoder = new Decoder(codecHost, state.shapes);
    this.#taken = state.taken;
  }

  get isRinged(): boolean {
    return this.#reader !== undefined;
  }
  /** Whether nothing that came is anywhere else than in the port. */
  get isBare(): boolean {
    return this.#reader === undefined && this.#posted.length === 0;
  }
  get hasFrame(): boolean {
    return this.#reader !== undefined && !this.#waits && this.#reader.hasNext;
  }
  /** Whether the port itself holds a message. */
  get hasPosted(): boolean {
    // The writer counts a message after it has posted it: the count may also be behind what the event loop has delivered.
    return this.#reader !== undefined && !this.#waits && ((this.#reader.posted - this.#taken) | 0) > 0;
  }
  get state(): ReceivingState | undefined {
    this.#reader?.giveBack();
    return this.#reader && this.#decoder && { memory: this.#reader.ring.memory, taken: this.#taken, shapes: this.#decoder.shapes };
  }

  /** Takes in what the port delivered. */
  accept(data: unknown, ports: readonly object[] | undefined, failure?: { readonly error: unknown }): void {
    if (this.#broken) return closePorts(ports ?? findPorts(data));
    if (failure) this.#posted.push({ data, ports, as: this.#reader ? 'ringed' : 'plain', failure });
    else if (!this.#reader) this.#acceptPlain(data, ports);
    // The bell is the tag alone. It need not be asked for where no ring was announced.
    else if (data !== controlTag()) this.#posted.push({ data, ports, as: isControl(data) ? 'ringed' : 'stray' });
  }

  #acceptPlain(data: unknown, ports: readonly object[] | undefined): void {
    if (!isControl(data) || !isAnnouncement(data)) this.#posted.push({ data, ports, as: 'plain' });
    else if (isRing(data[2])) this.#attach(data[2]);
    else this.#corruption = malformed('an announcement without a ring');
  }

  /** The next message in order, of those that are there. */
  next(): Received | undefined {
    this.#waits = false;
    for (;;) {
      // What came before the ring was announced comes before anything that it holds.
      const { first } = this.#posted;
      if (first?.as === 'plain') return receivedOf(this.#posted.shift()!);
      if (this.#findFrame()) {
        const reader = this.#reader!;
        if (reader.order === this.#taken) return this.#takeFrame(reader);
        // The message that comes before this frame was posted before the frame was published: it is there.
        if (!first) {
          this.#waits = !this.#fetch();
          if (this.#waits) return undefined;
          continue;
        }
      } else if (this.#corruption) return this.#fail(this.#corruption);
      else if (!first) {
        // To wait for the event loop to deliver it costs more than to take it.
        if (!this.hasPosted) return undefined;
        this.#waits = !this.#fetch();
        if (this.#waits) return undefined;
        continue;
      }
      if (first?.as === 'stray') return receivedOf(this.#posted.shift()!);
      const message = this.#open(this.#posted.shift()!);
      if (message) return message;
    }
  }

  /** Like `next()`, but also asks the port itself. */
  take(): Received | undefined {
    for (;;) {
      const received = this.next();
      if (received || !this.#fetch()) return received;
    }
  }

  /**
   * Takes the messages that have left the port, and what comes before them: they could not follow it to another thread. Not
   * all that is there, which may be more with every look.
   */
  takePosted(): Received[] {
    const taken: Received[] = [];
    while (this.#posted.length > 0) {
      const received = this.next();
      if (received) taken.push(received);
    }
    return taken;
  }

  /** Nobody gets what is there, or what still comes. */
  drop(): void {
    for (const { data, ports = findPorts(data) } of this.#posted.toArray()) closePorts(ports);
    this.#end();
  }

  /** Marks the receiver as asleep. False when something came in between. */
  sleep(): boolean {
    return this.#reader === undefined || this.#reader.sleep() || this.#waits;
  }
  wake(): void {
    this.#reader?.wake();
  }

  #fetch(): boolean {
    const pulled = this.#pull();
    if (pulled) this.accept(pulled.data, pulled.ports, pulled.failure);
    return pulled !== undefined;
  }

  #attach(memory: SharedArrayBuffer): void {
    // The writer may come back to the ring before, and so will this end then.
    this.#reader?.giveBack();
    this.#reader = new RingReader(new RingMemory(memory));
    this.#decoder ??= new Decoder(codecHost);
  }

  /** Whether the ring holds a frame; a ring that cannot be read any more holds none. */
  #findFrame(): boolean {
    if (this.#reader === undefined) return false;
    try {
      return this.#reader.next();
    } catch (cause) {
      this.#corruption = new HeddleError('HEDDLE_FRAME_CORRUPT', `Cannot read the ring of a port: ${(cause as Error).message}`, { cause });
      return false;
    }
  }

  /** The last message: those after it build on what was lost. */
  #fail(failure: unknown): Received {
    this.#end();
    return { data: undefined, ports: NO_PORTS, failure };
  }

  #end(): void {
    this.#broken = true;
    this.#corruption = undefined;
    this.#reader = undefined;
    this.#posted.clear();
  }

  #takeFrame(reader: RingReader): Received {
    const received = this.#decode(reader.ring.bytes, reader.start, reader.end);
    reader.advance();
    return received;
  }

  #decode(bytes: Uint8Array, start: number, end: number): Received {
    try {
      return { data: this.#decoder!.decode(bytes, start, end), ports: NO_PORTS };
    } catch (failure) {
      return this.#fail(failure);
    }
  }

  #takeSlab(slab: Slab, length: number): Received {
    const received = this.#decode(slab.bytes, 0, length);
    slab.giveBack();
    return received;
  }

  #open(posted: Posted): Received | undefined {
    this.#taken = (this.#taken + 1) | 0;
    const { data, failure } = posted;
    if (failure) return receivedOf(posted);
    const ringed = data as readonly unknown[];
    if (!isRinged(ringed)) return this.#fail(malformed(`a message of unknown kind ${String(ringed[1])}`));
    switch (ringed[1]) {
      case RING:
        this.#attach(ringed[2]);
        return undefined;
      case FRAME:
        return this.#decode(new Uint8Array(ringed[2]), 0, ringed[3]);
      case SLAB:
        return this.#takeSlab(new Slab(ringed[2]), ringed[3]);
      case WHOLE:
        return { data: ringed[2], ports: NO_PORTS };
      default:
        return receivedOf({ data: ringed[2], ports: posted.ports });
    }
  }
}
