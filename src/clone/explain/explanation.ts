import { explanationTable } from './explanation-table.ts';
import { explanationText } from './explanation-text.ts';
import type { Fate, LostAspect } from './fate.ts';

/** What becomes of one place in a message. */
export interface ExplanationEntry {
  /** Where: `message.items[3].name`, as in the `path` of a `DataCloneError`; `transfer[0]` for an entry of the transfer list. */
  readonly path: string;
  readonly fate: Fate;
  /** What is lost; `undefined` for every other fate. */
  readonly aspect: LostAspect | undefined;
  /** What it is: `ArrayBuffer`, `Array of 20,000`, `User`, `getter`. */
  readonly what: string;
  /** More about it, for a person. Of what is refused: the words of the `DataCloneError` behind the path. May be empty. */
  readonly note: string;
  /** Bytes that cross here, without those of the places that have entries of their own. */
  readonly bytes: number;
  /** Of these, the bytes of a buffer that no view in the message shows. */
  readonly hidden: number;
  /** Whether `bytes` is the length of memory, or of the frame in the ring; otherwise it is what the codec would need. */
  readonly exact: boolean;
}

/** The sums over all entries. What is reachable in several ways is counted once. */
export interface ExplanationTotals {
  /** Values of any kind in the message. */
  readonly values: number;
  /** In bytes. */
  readonly copied: number;
  /** In bytes. */
  readonly moved: number;
  /** In bytes. */
  readonly shared: number;
  /** Bytes of copied and moved buffers that no view in the message shows. */
  readonly hidden: number;
  /** How many entries are `lost`. */
  readonly lost: number;
  /** How many entries are `refused`. */
  readonly refused: number;
}

/** What one can do about a message. */
export interface Advice {
  /**
   * `move` a large buffer, `slice` a small part out of a large buffer, `list` what can only be moved, `include` what is moved but not in the
   * message, `omit` what is refused, `plain`: send plain data, so that the message can take the ring.
   */
  readonly action: 'move' | 'slice' | 'list' | 'include' | 'omit' | 'plain';
  readonly path: string;
  /** Bytes that need not be copied then. */
  readonly bytes: number;
  /** A sentence: `move the 4.1 MB at message.pixels: put message.pixels.buffer into the transfer list`. */
  readonly text: string;
}

/** The way that a message takes: `ring` is shared memory, `native` the runtime's own `postMessage`, `none` is refused. */
export type MessagePath = 'ring' | 'native' | 'none';

/** What an explanation says, as plain data. */
export interface ExplanationData {
  readonly path: MessagePath;
  /** Why it takes that path. */
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];
}

/**
 * What would become of a message: the result of `explain()`. Frozen.
 *
 * @example
 * ```ts
 * const { totals, entries } = explain({ pixels: new Uint8Array(4), onClick() {} });
 * console.log(totals.refused, entries.at(-1)!.path); // prints: 1 message.onClick
 * ```
 */
export class Explanation implements ExplanationData {
  readonly path: MessagePath;
  readonly reason: string;
  readonly totals: ExplanationTotals;
  readonly entries: readonly ExplanationEntry[];
  readonly advice: readonly Advice[];

  /** @internal */
  constructor(data: ExplanationData) {
    this.path = data.path;
    this.reason = data.reason;
    this.totals = Object.freeze(data.totals);
    this.entries = Object.freeze(data.entries.map((entry) => Object.freeze(entry)));
    this.advice = Object.freeze(data.advice.map((one) => Object.freeze(one)));
    Object.freeze(this);
  }

  /** The summary, the table and the advice. */
  toString(): string {
    return explanationText(this);
  }

  /** The entries in columns. Of many that differ in an index or a key only, one line stands for all. */
  table(): string {
    return explanationTable(this.entries);
  }

  /** The whole as plain data, for `JSON.stringify()`. */
  toJSON(): ExplanationData {
    const { path, reason, totals, entries, advice } = this;
    return { path, reason, totals, entries, advice };
  }
}
