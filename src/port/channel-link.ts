import { thisThread, types } from '#platform';
import type { LinkState, Peer, Side } from './peer.ts';

/** Each end has one of these bits, and the other end the next. */
const HEDDLE = 1 << 0;
const READS = 1 << 2;
const RINGED = 1 << 4;
const PINNED = 1 << 6;

const FLAGS = 0;
const OWNERS = 1;
const BYTES = 12;
/** An owner that is not known yet: the port is under way. */
const NOBODY = -1;

export function isChannelMemory(memory: unknown): boolean {
  return types.isSharedArrayBuffer(memory) && memory.byteLength === BYTES;
}

/**
 * What the two ends of a channel that heddle made tell each other, in memory that goes wherever heddle moves them:
 *
 *     word 0        flags, one bit for each side
 *       HEDDLE      the end is in a thread of heddle, or on its way to one: it understands what is beside the program's messages
 *       READS       the owner of the end has received something there, and reads rings
 *       RINGED      a ring leads to the end, or its announcement is under way
 *       PINNED      something that only heddle understands was sent to the end, besides rings
 *     words 1, 2    the number of the thread that has the end
 *
 * A port is the runtime's own, which a program may move by the runtime's means, or read by them, where heddle hears nothing of it. Therefore
 * no end is believed to read rings before it has received something by heddle, and none is announced a ring that may have been moved away.
 */
export class ChannelLink implements Peer {
  readonly memory: SharedArrayBuffer;
  readonly side: Side;
  readonly #words: Int32Array;

  constructor({ memory, side }: LinkState) {
    this.memory = memory;
    this.side = side;
    this.#words = new Int32Array(memory);
  }

  /** Both ends of a channel, which are in this thread. */
  static pair(arePinned: readonly [boolean, boolean]): readonly [ChannelLink, ChannelLink] {
    const memory = new SharedArrayBuffer(BYTES);
    const pins = (arePinned[0] ? PINNED : 0) | (arePinned[1] ? PINNED << 1 : 0);
    new Int32Array(memory).set([HEDDLE | (HEDDLE << 1) | pins, thisThread.id, thisThread.id]);
    return [new ChannelLink({ memory, side: 0 }), new ChannelLink({ memory, side: 1 })];
  }

  get #flags(): number {
    // Pairs with every change of the flags, by either end.
    return Atomics.load(this.#words, FLAGS);
  }
  get isHeddle(): boolean {
    return (this.#flags & (HEDDLE << (1 - this.side))) !== 0;
  }
  get isHere(): boolean {
    // Pairs with the stores of `arrive()` and `depart()` of the other end.
    return Atomics.load(this.#words, OWNERS + 1 - this.side) === thisThread.id;
  }
  get isRinged(): boolean {
    return (this.#flags & (RINGED << this.side)) !== 0;
  }

  /** This end has come to this thread. */
  arrive(): void {
    // Pairs with the load of `isHere`.
    Atomics.store(this.#words, OWNERS + this.side, thisThread.id);
  }
  received(): void {
    this.arrive();
    // Pairs with the exchange in startRing() of the other end, which then finds that this one reads rings.
    Atomics.or(this.#words, FLAGS, READS << this.side);
  }

  startRing(): boolean {
    const needed = (READS | HEDDLE) << (1 - this.side);
    return this.#change((flags) => ((flags & needed) === needed ? flags | (RINGED << (1 - this.side)) : undefined));
  }

  pin(): boolean {
    const other = 1 - this.side;
    return this.#change((flags) => ((flags & (HEDDLE << other)) === 0 ? undefined : flags | (PINNED << other)));
  }

  depart(): LinkState {
    // Pairs with the load in `isHere` of the other end.
    Atomics.store(this.#words, OWNERS + this.side, NOBODY);
    // Whoever has it next may not read rings; a ring that is there is read by everybody.
    this.#change((flags) => ((flags & (RINGED << this.side)) === 0 ? flags & ~(READS << this.side) : flags));
    return { memory: this.memory, side: this.side };
  }

  /** Only while nothing but plain messages was sent to it, and no ring leads from it; from then on the other end sends plain messages only. */
  leaveHeddle(): boolean {
    const rings = RINGED | (RINGED << 1) | (PINNED << this.side);
    const gone = (READS | HEDDLE) << this.side;
    return this.#change((flags) => ((flags & rings) === 0 ? flags & ~gone : undefined));
  }
  comeBack(): void {
    // Pairs with the exchanges in startRing() and pin() of the other end.
    Atomics.or(this.#words, FLAGS, HEDDLE << this.side);
  }

  #change(next: (flags: number) => number | undefined): boolean {
    for (;;) {
      const flags = this.#flags;
      const wanted = next(flags);
      if (wanted === undefined) return false;
      // Pairs with the loads of the other end: of two changes at once one sees the other.
      if (Atomics.compareExchange(this.#words, FLAGS, flags, wanted) === flags) return true;
    }
  }
}
