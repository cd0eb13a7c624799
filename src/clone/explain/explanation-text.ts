import type { ExplanationData } from './explanation.ts';
import { explanationTable } from './explanation-table.ts';
import { count, formatBytes } from './format-bytes.ts';

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
