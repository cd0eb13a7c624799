// One locale for everybody, so that a report can be compared with another.
const INTEGER = new Intl.NumberFormat('en');
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'].map(
  (unit) => new Intl.NumberFormat('en', { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: 1 }),
);

/** `1234567` as `1,234,567`. */
export function formatCount(value: number): string {
  return INTEGER.format(value);
}

/** `1` and `file` as `1 file`, `1200` and `file` as `1,200 files`. */
export function formatCounted(value: number, noun: string): string {
  return `${INTEGER.format(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** `12345678` as `12.3 MB`. */
export function formatBytes(bytes: number): string {
  let unit = 0;
  // 999.95 would be rounded to a thousand of its unit.
  while (bytes >= 999.95 && unit < UNITS.length - 1) {
    bytes /= 1000;
    unit++;
  }
  return UNITS[unit]!.format(bytes);
}

/** `1234` as `1.23 s`. */
export function formatSeconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}

/** The end of a text that is longer than `width`, with an ellipsis before it: of a path the end says more. */
export function shorten(text: string, width: number): string {
  return text.length <= width ? text : `…${text.slice(text.length - width + 1)}`;
}

const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;

/** Text of the files (names, paths) as it may be shown on a terminal: with control characters written out, so that it cannot command it. */
export function printable(text: string): string {
  return text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
