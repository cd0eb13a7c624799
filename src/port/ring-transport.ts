import { canEndTask, clock, endTask, type NativePort, openPort, type PortDriver, runUnreferenced } from '#platform';
import type { PortCounters } from '../observe/port-counters.ts';
import type { Peer } from './peer.ts';
import { ReceivingHalf } from './receiving-half.ts';
import { SendingHalf } from './sending-half.ts';
import { ReaderSpin } from '../thread/adaptive-spin.ts';
import type { RingTransportState, Received, Receiver, Transport } from './transport.ts';

/** Of a batch: after so many milliseconds the event loop has its turn. */
const LONGEST_BATCH = 5;
/** So does it after so many messages, several times what that time is enough for: a clock that stands still must not hold it up. */
const MOST_IN_BATCH = 1 << 16;
/** The clock is looked at after each message, and less often while messages take less than so many milliseconds: every so many at most. */
const QUICK = 1;
/** What the runtime delivers one by one is one batch while no more than so many milliseconds lie between two messages: it does not tell where a turn ends. */
const PAUSE = 0.5;
const MESSAGES_PER_LOOK = 64;

/**
 * Messages through shared memory, one ring for each direction, over a port of the runtime that carries what the rings
 * cannot: messages that the codec does not know, wake-ups, and the end.
 */
export class RingTransport implements Transport {
  readonly counters: PortCounters;
  readonly #port: PortDriver;
  readonly #out: SendingHalf;
  readonly #in: ReceivingHalf;
  readonly #spin = new ReaderSpin();
  #peer: Peer;
  /** Whether the other side has been told that this one receives. */
  #told = false;
  #receiver: Receiver | undefined;
  #running = false;
  #pumping = false;
  #scheduled = false;
  #alive = false;
  #plainSince = 0;
  #plainUntil = 0;
  #state: 'open' | 'closing' | 'closed' = 'open';

  constructor(port: NativePort, counters: PortCounters, peer: Peer, state?: RingTransportState) {
    this.counters = counters;
    this.#peer = peer;
    this.#port = openPort(port);
    this.#out = new SendingHalf((message, transfer) => this.#port.post(message, transfer), counters, peer, state?.sending);
    this.#in = new ReceivingHalf(() => this.#port.receive(), state?.receiving);
  }

  get peer(): Peer {
    return this.#peer;
  }
  set peer(peer: Peer) {
    this.#peer = peer;
    this.#out.peer = peer;
    this.#told = false;
  }
  get isBare(): boolean {
    return this.#in.isBare && this.#out.state === undefined;
  }

  send(message: unknown, transfer: readonly object[]): void {
    if (this.#state === 'open') this.#out.send(message, transfer);
    // The runtime knows what becomes of messages to a closed port: cloned, moved, and gone.
    else this.#port.post(message, transfer);
  }

  trySend(list: readonly unknown[]): number {
    return this.#state === 'open' ? this.#out.trySend(list) : 0;
  }

  attach(receiver: Receiver): void {
    this.#receiver = receiver;
    this.#port.onClose(() => {
      this.#state = 'closed';
      this.counters.release(true);
      // What was published before the end is still there.
      if (this.#running) this.#pump();
      else receiver.closed();
    });
  }

  start(): void {
    this.#running = true;
    this.#port.onMessage((data, ports, failure) => {
      this.#in.accept(data, ports, failure);
      if (!this.#told) this.#tell();
      this.#woken();
    });
    // What lies in the ring rings no bell any more.
    this.#continueLater();
  }

  stop(): void {
    this.#running = false;
  }

  receive(): Received | undefined {
    // Whoever takes messages by hand needs no bell; it rings again once the look that follows has found nothing.
    this.#in.wake();
    const received = this.#in.take();
    if (received) {
      this.counters.taken();
      if (!this.#told) this.#tell();
    }
    this.#lookAgain();
    return received;
  }

  keepAlive(yes: boolean): void {
    this.#alive = yes;
    this.#port.keepAlive(yes);
  }

  close(): void {
    if (this.#state === 'open') this.#state = 'closing';
    this.#port.close();
  }
  disconnect(): void {
    if (this.#state === 'open') this.#state = 'closing';
    // Also in the middle of a batch.
    this.#running = false;
    this.#in.drop();
    this.#port.close();
  }
  retire(): void {
    this.#state = 'closed';
    // Also in the middle of a batch: the rest of it is for the thread that has the port now.
    this.#running = false;
    this.#out.retire();
    this.counters.release(false);
    this.#port.detach();
  }

  handOver(): { state: RingTransportState | undefined; taken: readonly Received[] } {
    const taken = this.#in.takePosted();
    // From here on a writer has to ring: the bell goes where the port goes.
    this.#in.sleep();
    // In case the port cannot be moved after all.
    this.#lookAgain();
    const { state: sending } = this.#out;
    const { state: receiving } = this.#in;
    const peer = this.#peer.depart();
    this.#told = false;
    return { state: peer && { peer, sending, receiving, identity: this.counters.identity }, taken };
  }

  #tell(): void {
    this.#told = true;
    this.#peer.received();
  }

  #woken(): void {
    // The runtime calls this a thousand times and more in one turn, of which each must not be a batch of its own.
    if (!this.#running || this.#scheduled) return;
    this.counters.woken();
    this.#spin.woken();
    if (this.#in.isRinged) return this.#pump();
    const now = clock.machine();
    if (now - this.#plainUntil > PAUSE) this.#plainSince = now;
    if (now - this.#plainSince > LONGEST_BATCH) this.#continueLater();
    else this.#deliverPlain();
    this.#plainUntil = clock.machine();
  }

  /** Delivers what the runtime has just delivered, before there is a ring: that is a task of its own already. */
  #deliverPlain(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    try {
      for (let received = this.#in.next(); received; received = this.#running ? this.#in.next() : undefined)
        this.counters.deliver(this.#receiver!, received);
    } finally {
      this.#pumping = false;
    }
  }

  /** Delivers what is there, each message as a task of its own. */
  #pump(): void {
    if (this.#pumping || !this.#running) return;
    this.#pumping = true;
    this.#in.wake();
    let thrown = true;
    try {
      this.#deliver();
      thrown = false;
    } finally {
      this.#pumping = false;
      // The reader is awake, so that no bell would come for the rest.
      if (thrown) this.#continueLater();
    }
  }

  /** Messages were taken from beside the pump, perhaps with the bell that told of others. */
  #lookAgain(): void {
    if (this.#running) this.#continueLater();
  }

  #deliver(): void {
    const receiver = this.#receiver!;
    const { counters } = this;
    let until = 0;
    // Not after the first one: what comes alone, such as an answer, needs no clock.
    let look = 2;
    let gap = 1;
    let last = 0;
    let isTaskOpen = false;
    const canEnd = canEndTask();
    for (let count = 1; this.#running; count += 1) {
      const received = this.#in.next();
      if (received) {
        isTaskOpen = counters.deliver(receiver, received) === true;
        if (!canEnd) return this.#continueLater();
        if (!isTaskOpen) endTask();
        if (count < look) continue;
        if (isTaskOpen) endTask();
        const now = clock.now();
        until ||= now + LONGEST_BATCH;
        if (now >= until || count > MOST_IN_BATCH) return this.#continueLater();
        gap = last > 0 && now - last < QUICK ? Math.min(2 * gap, MESSAGES_PER_LOOK) : 1;
        last = now;
        look = count + gap;
      } else if (isTaskOpen) {
        // What the batch set in motion may send something, and be answered while this thread looks on.
        isTaskOpen = false;
        endTask();
      } else if (this.#state === 'closed') {
        this.#running = false;
        return receiver.closed();
      } else if (!this.#looksOn() && this.#in.sleep()) return;
    }
  }

  /** Looks for what may come, where anything can: into a ring that somebody else writes to. */
  #looksOn(): boolean {
    const incoming = this.#in;
    if (!incoming.isRinged || this.#peer.isHere) return false;
    return this.#spin.look(() => incoming.hasFrame || incoming.hasPosted) !== undefined;
  }

  #continueLater(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const pump = (): void => {
      this.#scheduled = false;
      this.#plainSince = this.#plainUntil = 0;
      this.#pump();
    };
    // A flood must not keep a thread alive that may end.
    if (this.#alive) clock.setImmediate(pump);
    else runUnreferenced(pump);
  }
}
