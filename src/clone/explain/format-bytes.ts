const UNITS = ['kB', 'MB', 'GB'];

/** Bytes for a person, in decimal units: `3 B`, `8.2 kB`, `4.1 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 'B';
  for (const next of UNITS) {
    // 999.95 and more would be shown as 1000.0 of the smaller unit.
    if (unit === 'B' ? value < 1000 : value < 999.95) break;
    value /= 1000;
    unit = next;
  }
  return unit === 'B' ? `${value} B` : `${value.toFixed(1)} ${unit}`;
}

/** `1 value`, `2 values`, `20,000 values`. */
export function count(number: number, noun: string, plural: string = `${noun}s`): string {
  return `${grouped(number)} ${number === 1 ? noun : plural}`;
}

/** `20,000`, whatever the locale. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',');
}
