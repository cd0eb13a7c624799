import type { ErrorRecord } from '../../clone/error-record.ts';
import { reviveError } from '../../clone/revive-error.ts';
import type { CallDefaults } from '../calls/call-options.ts';
import type { CallOrigin } from '../calls/call-table.ts';
import type { Line } from '../line/line.ts';
import {
  ANSWER,
  END,
  FAIL,
  FINISH,
  FULL,
  HEARD,
  HURRY,
  ITEM,
  NEXT,
  PULL,
  RAISE,
  type Special,
  type SpecialName,
  STOP,
  STREAM,
  type StreamMessage,
} from '../line/messages.ts';
import { asRaised, revive } from '../calls/call-errors.ts';
import { StreamReader } from './stream-reader.ts';
import { type SourceIterator, StreamSource } from './stream-source.ts';
import { DEFAULT_WINDOW, type StreamWindow, type StreamWire, weigh } from './stream-window.ts';

/** An item in the form in which it is sent. */
export interface PackedItem {
  readonly value: unknown;
  readonly specials: readonly Special[] | undefined;
  readonly transfer: readonly object[];
  /** Undoes the packing, because the item could not be sent. */
  takeBack(): void;
}

/** What streams need of their connection. */
export interface StreamLink {
  /** What errors call the other side: `worker "render"`. */
  readonly peer: string;
  readonly line: Line;
  /** @throws what a getter throws, and DataCloneError for what cannot be sent */
  pack(value: unknown, task: string): PackedItem;
  unpack(value: unknown, specials: readonly Special[], task: string, defaults: CallDefaults | undefined): unknown;
  /** Keeps the thread alive, because an end of a stream waits for the other one, until none does. */
  hold(): void;
  letGo(): void;
}

/** One end of an iterator that is read step by step: what is to be done once it has come to its end. */
export interface IteratorEnd {
  onEnd(step: () => void): void;
  /** It has come to its end, or nobody reads it any more. */
  end(): void;
}

/** The iterators of one direction that are not at their end, by their numbers. */
export class IteratorEnds {
  readonly #open = new Map<number, IteratorEnd>();

  get(number: number): IteratorEnd | undefined {
    return this.#open.get(number);
  }
  add(number: number): IteratorEnd {
    const steps: (() => void)[] = [];
    const end: IteratorEnd = {
      onEnd: (step) => void steps.push(step),
      end: () => {
        this.#open.delete(number);
        for (const step of steps.splice(0)) step();
      },
    };
    this.#open.set(number, end);
    return end;
  }
  endAll(): void {
    for (const end of this.#open.values()) end.end();
  }
}

const NOTHING: readonly object[] = [];

/** The open streams of a connection: the sources that this side reads for the other, and the readers of the other's sources. */
export class Streams implements StreamWire {
  readonly #link: StreamLink;
  readonly #sources = new Map<number, StreamSource>();
  readonly #readers = new Map<number, StreamReader>();
  /** Those that one side of blocking calls reads step by step: see iterator-kind.ts. */
  readonly givenIterators: IteratorEnds = new IteratorEnds();
  readonly gotIterators: IteratorEnds = new IteratorEnds();
  /** Numbers are not used again: the other side may still speak of a stream that has ended. */
  #next: number;
  #waiting = 0;
  /** What the program reads with has been collected. Held here, so that it lives as long as the connection. */
  readonly #collected = new FinalizationRegistry<StreamReader>((reader) => reader.abandon());

  /** @param base - the first number */
  constructor(base: number, link: StreamLink) {
    this.#next = base;
    this.#link = link;
  }

  /** What errors call the other side. */
  get peer(): string {
    return this.#link.peer;
  }
  /** How many streams are open, in either direction. */
  get size(): number {
    return this.#sources.size + this.#readers.size;
  }

  /** Whether a stream of the other side is being read. */
  get areRead(): boolean {
    return [...this.#readers.values()].some((reader) => reader.isRead);
  }
  get areWaiting(): boolean {
    return this.#waiting > 0;
  }

  /** Has the other side read from `iterator`, by the number that is returned. */
  add(iterator: SourceIterator, task: string, window: Required<StreamWindow>): number {
    const number = this.#next++;
    this.#sources.set(number, new StreamSource(this, number, task, iterator, window));
    return number;
  }
  /** The other side was never told of it: what was to be read is the program's again. */
  takeBack(number: number): SourceIterator | undefined {
    return this.#sources.get(number)?.takeBack();
  }
  /** The other side was never told of it, and the program has nothing that it could read it with. */
  drop(number: number): void {
    this.#sources.get(number)?.drop(undefined);
  }
  /** What reads from a source of the other side. `make` makes what the program reads with. */
  read(number: number, task: string, window: number, make: (reader: StreamReader) => object): object {
    const reader = new StreamReader(this, number, task, window);
    this.#readers.set(number, reader);
    const face = make(reader);
    this.#collected.register(face, reader);
    return face;
  }

  /** Has `steps` done once no stream of those that were sent is open. */
  afterSources(specials: readonly Special[], steps: readonly (() => void)[]): void {
    afterAll([...amongSpecials(specials, 'stream', this.#sources), ...amongSpecials(specials, 'iterator', this.givenIterators)], steps);
  }
  /** The same for those that came, which are returned. */
  afterReaders(specials: readonly Special[], steps: readonly (() => void)[]): readonly StreamReader[] {
    const readers = amongSpecials(specials, 'stream', this.#readers);
    afterAll([...readers, ...amongSpecials(specials, 'iterator', this.gotIterators)], steps);
    return readers;
  }

  message(message: StreamMessage): void {
    const number = message[1];
    const reader = this.#readers.get(number);
    const source = this.#sources.get(number);
    switch (message[2]) {
      case ITEM: {
        const value = this.#unpacked(message[3], message[4], reader);
        return reader?.item(value);
      }
      case END: {
        const value = this.#unpacked(message[3], message[4], reader);
        return reader?.ended({ value });
      }
      case FAIL: {
        const record = message[3];
        return reader?.ended({ makeError: () => revive(record) });
      }
      case ANSWER: {
        const [, , , given, specials, is] = message;
        const value = is === FAIL ? undefined : this.#unpacked(given, specials, reader);
        return reader?.answered(is, value, () => revive(given as ErrorRecord));
      }
      case FULL:
        return reader?.full();
      case HEARD:
        return reader?.heard();
      case PULL:
        return source?.pulled(message[3]);
      case NEXT: {
        const value = this.#unpacked(message[3], message[4], source);
        return source?.asked(value);
      }
      case FINISH: {
        const value = this.#unpacked(message[3], message[4], source);
        return source?.finish(value);
      }
      case STOP:
        return source?.finish(message[3] && reviveError(message[3]));
      case RAISE:
        return source?.raised(reviveError(message[3]));
      case HURRY:
        return source?.hurry();
    }
  }

  /** Ends the streams that calls through `origin` gave. */
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void {
    for (const reader of this.#readers.values()) if (reader.origin === origin) reader.abort(makeError(reader.task));
  }
  /** Nothing will come any more, and nothing can be sent. */
  end(makeError: (task: string) => Error): void {
    for (const source of this.#sources.values()) source.drop(makeError(source.task));
    this.givenIterators.endAll();
    this.gotIterators.endAll();
    for (const reader of this.#readers.values()) reader.broken(() => asRaised(makeError(reader.task)));
  }

  // What follows is for the two ends of streams.

  /** Sends what cannot fail to be cloned. */
  post(message: StreamMessage): void {
    if (!this.#link.line.trySend(message)) this.#link.line.send(message, NOTHING, 'message', message);
  }
  /**
   * Sends what the program gave.
   *
   * @returns how many bytes it took, about
   * @throws DataCloneError with the `path` of the culprit
   */
  send(
    number: number,
    what: typeof ITEM | typeof END | typeof NEXT | typeof FINISH | typeof ANSWER,
    value: unknown,
    task: string,
    is?: typeof ITEM | typeof END,
  ): number {
    const { line } = this.#link;
    const message = (packed: unknown, specials?: readonly Special[]): StreamMessage =>
      what === ANSWER
        ? [STREAM, number, what, packed, specials, is!]
        : specials
          ? [STREAM, number, what, packed, specials]
          : [STREAM, number, what, packed];
    const sent = line.trySend(message(value));
    if (sent > 0) return sent;
    const packed = this.#link.pack(value, task);
    try {
      line.send(message(packed.value, packed.specials), packed.transfer, 'item', packed.value);
      // Of what was packed: nothing in it is nested without end.
      return weigh(packed.value, DEFAULT_WINDOW.bytes);
    } catch (error) {
      packed.takeBack();
      throw error;
    }
  }
  /** One end more waits for the other side, or for its own source. */
  hold(): void {
    this.#waiting += 1;
    if (this.#waiting === 1) this.#link.hold();
  }
  letGo(): void {
    this.#waiting -= 1;
    if (this.#waiting === 0) this.#link.letGo();
  }
  forgetSource(number: number): void {
    this.#sources.delete(number);
  }
  forgetReader(number: number): void {
    this.#readers.delete(number);
  }

  // Also where there is no reader any more: what stands for special values is to be collected then, and tells its other side.
  #unpacked(value: unknown, specials: readonly Special[] | undefined, end: StreamReader | StreamSource | undefined): unknown {
    if (!specials || specials.length === 0) return value;
    const defaults = end instanceof StreamReader ? end.origin?.defaults : undefined;
    return this.#link.unpack(value, specials, end?.task ?? 'a stream', defaults);
  }
}

function amongSpecials<End>(specials: readonly Special[], name: SpecialName, ends: { get(number: number): End | undefined }): End[] {
  // Those that have ended by then are there no more.
  return specials.flatMap(([, kind, data]) => (kind === name ? (ends.get((data as readonly [number])[0]) ?? []) : []));
}

/** Does `steps` once all have ended. */
export function afterAll(ends: readonly { onEnd(step: () => void): void }[], steps: readonly (() => void)[]): void {
  let left = ends.length;
  const done = (): void => {
    for (const step of steps) step();
  };
  if (left === 0) return done();
  for (const end of ends)
    end.onEnd(() => {
      left -= 1;
      if (left === 0) done();
    });
}
