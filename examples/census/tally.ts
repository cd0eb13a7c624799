import type { Language } from './language.ts';
import type { Problem } from './problems.ts';

/** A file's content, to find those that have the same. */
export interface Content {
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

export interface LongestLine {
  readonly length: number;
  readonly path: string;
  readonly line: number;
}

/** What was counted of one language. */
export interface LanguageTally {
  files: number;
  bytes: number;
  lines: number;
  longestLine: LongestLine | undefined;
  /** Grows with the vocabulary of the files, not with their size. */
  readonly identifiers: Map<string, number>;
  readonly contents: Content[];
}

/**
 * What was counted so far, of any part of the files in any order. Merging tallies is commutative and associative,
 * so the answers do not depend on how the files were spread. Plain data: it crosses from a worker as it is.
 */
export interface Tally {
  readonly languages: Map<Language, LanguageTally>;
  readonly problems: Problem[];
}

export function emptyTally(): Tally {
  return { languages: new Map(), problems: [] };
}

export function languageTally(tally: Tally, language: Language): LanguageTally {
  let found = tally.languages.get(language);
  if (!found) {
    found = { files: 0, bytes: 0, lines: 0, longestLine: undefined, identifiers: new Map(), contents: [] };
    tally.languages.set(language, found);
  }
  return found;
}

/** Adds `other` to `tally`. */
export function mergeTally(tally: Tally, other: Tally): void {
  for (const problem of other.problems) tally.problems.push(problem);
  for (const [language, from] of other.languages) {
    const into = languageTally(tally, language);
    into.files += from.files;
    into.bytes += from.bytes;
    into.lines += from.lines;
    into.longestLine = longer(into.longestLine, from.longestLine);
    for (const [name, count] of from.identifiers) into.identifiers.set(name, (into.identifiers.get(name) ?? 0) + count);
    for (const content of from.contents) into.contents.push(content);
  }
}

/** The longer of two lines; of equally long ones the one whose path is first, so that the order of counting does not matter. */
export function longer(a: LongestLine | undefined, b: LongestLine | undefined): LongestLine | undefined {
  if (!a || !b) return a ?? b;
  if (a.length !== b.length) return a.length > b.length ? a : b;
  return a.path <= b.path ? a : b;
}
