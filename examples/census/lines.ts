/** What the lines of a text come to. */
export interface Lines {
  readonly count: number;
  /** In characters as JavaScript counts them (UTF-16 code units), without the line's end. */
  readonly longest: number;
  /** The number, from 1, of the first line of that length. */
  readonly longestAt: number;
}

/** Measures the lines of a text: they end with LF or CRLF, and what follows the last end is a line if there is anything. */
export function measureLines(text: string): Lines {
  let count = 0;
  let longest = 0;
  let longestAt = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    const length = found > start && text.charCodeAt(end - 1) === 0x0d ? end - start - 1 : end - start;
    count++;
    if (length > longest || count === 1) {
      longest = length;
      longestAt = count;
    }
    start = end + 1;
  }
  return { count, longest, longestAt };
}
