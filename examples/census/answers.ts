import { Language } from './language.ts';
import type { Problem } from './problems.ts';
import type { Content, LanguageTally, Tally } from './tally.ts';

/** The answers as `--json` prints them: the same for every number of threads. */
export interface Answers {
  readonly files: number;
  readonly bytes: number;
  readonly lines: number;
  /** Sorted by bytes, the most first. */
  readonly languages: readonly LanguageAnswers[];
  /** Sorted by path. */
  readonly problems: readonly Problem[];
}

export interface LanguageAnswers {
  readonly language: string;
  readonly files: number;
  readonly bytes: number;
  readonly lines: number;
  /** `null` where nothing was read as text. */
  readonly longestLine: { readonly length: number; readonly file: string; readonly line: number } | null;
  /** The most frequent ones, the most frequent first. */
  readonly identifiers: readonly { readonly name: string; readonly count: number }[];
  readonly duplicates: Duplicates;
}

/** Files with the same content. Empty files are not called duplicates. */
export interface Duplicates {
  /** How many files could go without a content being lost. */
  readonly files: number;
  readonly wastedBytes: number;
  /** Sorted by the bytes they waste, the most first. */
  readonly groups: readonly { readonly sha256: string; readonly bytes: number; readonly files: readonly string[] }[];
}

const MOST_IDENTIFIERS = 20;

/** Turns what was counted into answers whose order does not depend on the order of counting. */
export function answersOf(tally: Tally): Answers {
  const languages = [...tally.languages]
    .map(([language, counted]) => answersOfLanguage(Language[language], counted))
    .sort((a, b) => b.bytes - a.bytes || compare(a.language, b.language));
  return {
    files: sum(languages, (language) => language.files),
    bytes: sum(languages, (language) => language.bytes),
    lines: sum(languages, (language) => language.lines),
    languages,
    problems: tally.problems.toSorted((a, b) => compare(a.path, b.path) || compare(a.kind, b.kind)),
  };
}

function answersOfLanguage(language: string, { files, bytes, lines, longestLine, identifiers, contents }: LanguageTally): LanguageAnswers {
  return {
    language,
    files,
    bytes,
    lines,
    longestLine: longestLine ? { length: longestLine.length, file: longestLine.path, line: longestLine.line } : null,
    identifiers: mostFrequent(identifiers),
    duplicates: duplicatesAmong(contents),
  };
}

/** Without sorting them all: there are a hundred thousand names, and this is done while every worker is idle. */
function mostFrequent(counts: ReadonlyMap<string, number>): LanguageAnswers['identifiers'] {
  const most: { readonly name: string; readonly count: number }[] = [];
  for (const [name, count] of counts) {
    if (most.length === MOST_IDENTIFIERS && count < most.at(-1)!.count) continue;
    most.push({ name, count });
    most.sort((a, b) => b.count - a.count || compare(a.name, b.name));
    most.length = Math.min(most.length, MOST_IDENTIFIERS);
  }
  return most;
}

function duplicatesAmong(contents: readonly Content[]): Duplicates {
  const byHash = new Map<string, Content[]>();
  for (const content of contents) {
    const same = byHash.get(content.hash);
    if (same) same.push(content);
    else if (content.bytes > 0) byHash.set(content.hash, [content]);
  }
  const groups = [...byHash]
    .filter(([, same]) => same.length > 1)
    .map(([sha256, same]) => ({ sha256, bytes: same[0]!.bytes, files: same.map((content) => content.path).sort(compare) }))
    .sort((a, b) => wasted(b) - wasted(a) || compare(a.sha256, b.sha256));
  return { files: sum(groups, (group) => group.files.length - 1), wastedBytes: sum(groups, wasted), groups };
}

function wasted({ bytes, files }: { readonly bytes: number; readonly files: readonly string[] }): number {
  return bytes * (files.length - 1);
}

/** By code unit: `localeCompare` would make the answers depend on the machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sum<T>(values: readonly T[], of: (value: T) => number): number {
  return values.reduce((total, value) => total + of(value), 0);
}
