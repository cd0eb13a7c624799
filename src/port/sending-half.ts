import { codecHost, natives } from '#platform';
import { Encoder } from '../clone/encoder.ts';
import type { SentPath } from '../counters/layout.ts';
import { LARGE_COPY, type PortCounters } from '../observe/port-counters.ts';
import { weigh } from '../counters/weigh.ts';
import { allocateRing, isRead, RingMemory, UNIT, unitsFor } from '../ring/ring-memory.ts';
import { RingWriter } from '../ring/ring-writer.ts';
import { Slabs } from '../ring/slabs.ts';
import type { Spill } from '../ring/spill.ts';
import { controlTag } from './control.ts';
import { announcementOf, FRAME, RING, type RingedBody, SLAB, WHOLE, WITH_PORTS } from './messages.ts';
import { type Peer, UNKNOWN_PEER } from './peer.ts';
import { RingDemand } from './ring-demand.ts';
import type { SendingState } from './transport.ts';

/** The first ring of a direction, and the largest, in bytes. */
const SMALLEST = 1 << 14;
const LARGEST = 1 << 20;
/** A frame may take this part of a ring at most, so that several are under way at once. */
const SHARE = 4;
/** Of the largest rings that were left full, so many are kept to be written again: to touch new memory costs more than to fill it. */
const KEPT = 4;

/** A frame that finds the largest ring full is refused, and encoded again in another one; a smaller ring is exchanged for one that has room. */
function writerFor(ring: RingMemory, slabs: Slabs): RingWriter {
  return new RingWriter(ring, ring.bytes.length < LARGEST ? 0 : LARGEST / SHARE, slabs);
}

function hasPorts(transfer: readonly object[]): boolean {
  for (const item of transfer) if (item instanceof natives.MessagePort) return true;
  return false;
}

type Post = (message: unknown, transfer: readonly object[]) => void;

/**
 * One direction of a port, as its sender sees it: what the codec knows goes into the ring, everything else is posted by the
 * runtime's means, and the reader puts both in order again.
 */
export class SendingHalf {
  /** Who has the other end. What is not known to read rings gets plain messages only. */
  peer: Peer;

  readonly #post: Post;
  readonly #counters: PortCounters;
  #encoder: Encoder | undefined;
  #writer: RingWriter | undefined;
  /** How many messages were posted since the direction is ringed. An i32 that wraps. */
  #order = 0;
  readonly #demand = new RingDemand();
  #encoding = false;
  /** Rings of the largest size that were full, the oldest first. */
  readonly #left: RingMemory[] = [];
  readonly #slabs = new Slabs();
  /** Why the last message that was not encoded was not. */
  #reason: SentPath = 'plain';

  constructor(post: Post, counters: PortCounters, peer: Peer, state?: SendingState) {
    this.peer = peer;
    this.#post = post;
    this.#counters = counters;
    if (!state) return;
    this.#encoder = new Encoder(codecHost, true);
    this.#writer = writerFor(new RingMemory(state.memory), this.#slabs);
    this.#order = state.order;
  }

  get state(): SendingState | undefined {
    return this.#writer && { memory: this.#writer.ring.memory, order: this.#order };
  }

  /** Somebody else writes to the ring from now on. */
  retire(): void {
    this.#writer = undefined;
    this.peer = UNKNOWN_PEER;
  }

  /** @throws DataCloneError; then nothing has been sent */
  send(message: unknown, transfer: readonly object[]): void {
    const writer = this.#writer ?? this.#announce();
    if (!writer) {
      const weight = weigh(message, transfer);
      this.#post(message, transfer);
      this.#demand.sent();
      this.#counters.posted('plain', weight);
      return;
    }
    const size = transfer.length > 0 ? 0 : this.#encode(message, writer);
    if (size >= LARGE_COPY) this.#counters.copiedMuch(message);
    if (size === 0) {
      const weight = weigh(message, transfer);
      const reason = transfer.length > 0 ? 'transfer' : this.#reason;
      this.#postInOrder([hasPorts(transfer) ? WITH_PORTS : WHOLE, message], transfer);
      this.#counters.posted(reason, weight);
    }
  }

  /** Sends a list that the caller has made, if the codec takes all of it and there is a ring. How many bytes it took, 0 when nothing was sent. */
  trySend(list: readonly unknown[]): number {
    const writer = this.#writer ?? this.#announce();
    const size = writer === undefined ? 0 : this.#encode(list, writer, true);
    if (size >= LARGE_COPY) this.#counters.copiedMuch(list);
    return size;
  }

  #announce(): RingWriter | undefined {
    if (!this.#demand.isEarned || !this.peer.startRing()) return undefined;
    // Without memory the direction stays one that may get a ring any time, and carries plain messages.
    const ring = allocateRing(SMALLEST);
    if (!ring) return undefined;
    this.#encoder = new Encoder(codecHost);
    this.#writer = writerFor(ring, this.#slabs);
    this.#post(announcementOf(this.#writer.ring.memory), []);
    return this.#writer;
  }

  /** @returns how many bytes the frame takes; 0 when the message is not to be encoded */
  #encode(message: unknown, writer: RingWriter, isList = false): number {
    // Code of the user that the encoder called sends a message: the sink is in use.
    if (this.#encoding) {
      this.#reason = 'busy';
      return 0;
    }
    this.#encoding = true;
    let into = writer;
    let encoded: boolean;
    try {
      encoded = this.#write(message, into, isList);
      if (!encoded && into.isFull && this.#writer === into) {
        const next = this.#leaveFull(into);
        if (next) encoded = this.#write(message, (into = next), isList);
      }
    } finally {
      this.#encoding = false;
    }
    const size = into.position - into.start;
    // Code of the user that the encoder called has moved the port: the message goes nowhere, as the runtime has it.
    if (this.#writer !== into) return Math.max(size, 1);
    if (!encoded) return 0;
    if (!into.spilled) this.#publish(into);
    else this.#sendSpilled(into, into.spilled, size);
    return size;
  }

  #write(message: unknown, writer: RingWriter, isList: boolean): boolean {
    const encoder = this.#encoder!;
    writer.begin();
    const encoded = isList ? encoder.encodeList(message as readonly unknown[], writer) : encoder.encode(message, writer);
    if (!encoded) this.#reason = encoder.refusal!;
    return encoded;
  }

  /** The reader is behind by all of the largest ring: what comes waits in another one. Undefined when there is no memory for that. */
  #leaveFull(writer: RingWriter): RingWriter | undefined {
    const [oldest] = this.#left;
    const next = oldest && isRead(oldest) ? this.#left.shift()! : allocateRing(LARGEST);
    if (!next) return undefined;
    this.#left.push(writer.ring);
    if (this.#left.length > KEPT) this.#left.shift();
    return this.#exchange(writer, next);
  }

  #exchange(writer: RingWriter, ring: RingMemory): RingWriter {
    const next = writerFor(ring, this.#slabs);
    // Before the reader can look there.
    next.posted((this.#order + 1) | 0);
    this.#postInOrder([RING, ring.memory], []);
    this.#writer = next;
    return next;
  }

  #publish(writer: RingWriter): void {
    this.#counters.written(writer.position - writer.start);
    if (!writer.publish(this.#order)) return;
    this.#counters.rang();
    this.#post(controlTag(), []);
  }

  #postInOrder(body: RingedBody, transfer: readonly object[]): void {
    this.#post([controlTag(), ...body], transfer);
    // Not before: what could not be cloned was not sent.
    this.#order = (this.#order + 1) | 0;
    this.#writer!.posted(this.#order);
  }

  /** A frame that the ring had no room for: the next ring will have, unless the frame or the ring is too large for that, or there is no memory. */
  #sendSpilled(writer: RingWriter, spill: Spill, length: number): void {
    const needed = unitsFor(length) * UNIT * SHARE;
    const size = Math.min(Math.max(writer.ring.bytes.length * 4, 2 ** Math.ceil(Math.log2(needed))), LARGEST);
    const ring = needed > LARGEST || writer.ring.bytes.length === LARGEST ? undefined : allocateRing(size);
    if (!ring) {
      // The memory is the frame's own, and begins with it.
      const { slab, bytes } = spill;
      // From now on the reader's.
      spill.slab = undefined;
      this.#counters.framed(length);
      if (slab) this.#postInOrder([SLAB, slab.memory, length], []);
      else this.#postInOrder([FRAME, bytes.buffer, length], [bytes.buffer]);
      return;
    }
    const frame = spill.bytes.subarray(0, length);
    const larger = this.#exchange(writer, ring);
    larger.begin();
    larger.reserve(frame.length);
    larger.bytes.set(frame, larger.position);
    larger.position += frame.length;
    this.#publish(larger);
  }
}
