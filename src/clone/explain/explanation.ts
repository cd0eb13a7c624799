import type { Fate, LostAspect } from './fate.ts';
import { formatBytes, grouped, count } from './format-bytes.ts';

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

// Fewer entries than this are shown one by one even when they are alike.
const FEWEST_ALIKE = 4;
const LONGEST_PATH = 60;

/** The entries in columns: fate, bytes, path, what. */
export function explanationTable(entries: readonly ExplanationEntry[]): string {
  const rows = groups(entries).map(rowOf);
  const width = (column: number): number => Math.max(0, ...rows.map((row) => row[column]!.length));
  const [fates, bytes, paths] = [width(0), width(1), Math.min(LONGEST_PATH, width(2))];
  return rows
    .map((row) => `${row[0]!.padEnd(fates)}  ${row[1]!.padStart(bytes)}  ${row[2]!.padEnd(paths)}  ${row[3]!}`.trimEnd())
    .join('\n');
}

interface Group {
  readonly first: ExplanationEntry;
  readonly pattern: string;
  readonly members: ExplanationEntry[];
}

function groups(entries: readonly ExplanationEntry[]): Group[] {
  const alike = new Map<string, Group>();
  for (const entry of entries) {
    const pattern = patternOf(entry.path);
    // What is lost or refused is alike in its words too, for what crosses the bytes are added up.
    const key = `${entry.fate}\n${pattern}\n${entry.aspect ?? entry.what}\n${entry.fate === 'refused' ? entry.note : ''}`;
    const group = alike.get(key);
    if (group) group.members.push(entry);
    else alike.set(key, { first: entry, pattern, members: [entry] });
  }
  return [...alike.values()].flatMap((group) =>
    group.members.length >= FEWEST_ALIKE ? [group] : group.members.map((first) => ({ first, pattern: first.path, members: [first] })),
  );
}

/** `message.users[3].name` and `message.users[4].name` have one pattern. */
function patternOf(path: string): string {
  return path.replace(/\[\d+\]/g, '[*]').replace(/\.(key|value|get)\((?:"(?:[^"\\]|\\.)*"|[^")]*)\)/g, '.$1(*)');
}

function rowOf({ first, pattern, members }: Group): readonly string[] {
  const bytes = members.reduce((sum, member) => sum + member.bytes, 0);
  const hidden = members.reduce((sum, member) => sum + member.hidden, 0);
  const exact = members.every((member) => member.exact);
  const crosses = first.fate !== 'lost' && first.fate !== 'refused';
  const what = [
    crosses ? first.what : first.note,
    crosses && first.note !== '' ? `: ${first.note}` : '',
    hidden > 0 ? `, ${formatBytes(hidden)} of it behind views` : '',
    members.length > 1 ? ` (${grouped(members.length)} times)` : '',
  ];
  return [first.fate, crosses ? `${exact ? '' : '~'}${formatBytes(bytes)}` : '', pattern, what.join('')];
}

const PATHS = { ring: 'Takes the ring', native: 'Takes the native path', none: 'Cannot be sent' } as const;

/** An explanation as text for a terminal. */
export function explanationText({ path, reason, totals, entries, advice }: ExplanationData): string {
  const exact = entries.every((entry) => entry.exact || entry.fate !== 'copied');
  const sums = [
    `${exact ? '' : 'about '}${formatBytes(totals.copied)} copied`,
    `${formatBytes(totals.moved)} moved`,
    `${formatBytes(totals.shared)} shared`,
    `${totals.lost} lost`,
    `${totals.refused} refused`,
  ];
  const lines = [`${PATHS[path]}: ${reason}`, `${count(totals.values, 'value')}: ${sums.join(', ')}`, '', explanationTable(entries)];
  if (advice.length > 0) lines.push('', 'Advice:', ...advice.map(({ text }) => `- ${text}`));
  return lines.join('\n');
}
