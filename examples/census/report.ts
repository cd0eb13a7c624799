import Table from 'cli-table3';

import type { Answers, LanguageAnswers } from './answers.ts';
import { formatBytes, formatCount, formatCounted, printable, shorten } from './format.ts';
import { PROBLEMS, type Problem } from './problems.ts';

const SHOWN_PROBLEMS = 3;
const SHOWN_IDENTIFIERS = 5;
/** A table without lines inside is one line a row, and can be read by `awk` as well. */
const PLAIN = { chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' }, style: { head: [], border: [] } };

/** The answers as tables. `width`: of the terminal, in columns; paths and lists are cut to it. */
export function reportOf(folder: string, answers: Answers, width: number): string {
  const { files, bytes, lines, languages, problems } = answers;
  const parts = [`Census of ${printable(folder)}: ${formatCounted(files, 'file')}, ${formatBytes(bytes)}, ${formatCounted(lines, 'line')}`];
  if (files > 0) {
    parts.push(sizesTable(languages, answers));
    const read = languages.filter((language) => language.longestLine !== null);
    if (read.length > 0) parts.push(`Longest lines, in characters\n${longestLinesTable(read, width)}`);
    const named = languages.filter((language) => language.identifiers.length > 0);
    if (named.length > 0) {
      parts.push(
        `Most frequent identifiers (without comments, strings and keywords; of JSON and YAML the keys)\n${identifiersTable(named, width)}`,
      );
    }
  }
  if (problems.length > 0) parts.push(`${formatCounted(problems.length, 'problem')}\n${problemList(problems)}`);
  return parts.join('\n\n');
}

function sizesTable(languages: readonly LanguageAnswers[], { files, bytes, lines }: Answers): string {
  const columns = ['Language', 'Files', 'Size', 'Lines', 'Duplicates', 'Wasted'];
  const table = new Table({ ...PLAIN, head: columns, colAligns: columns.map((_, index) => (index === 0 ? 'left' : 'right')) });
  let duplicates = 0;
  let wasted = 0;
  for (const each of languages) {
    duplicates += each.duplicates.files;
    wasted += each.duplicates.wastedBytes;
    const readAsText = each.longestLine !== null;
    table.push(
      row(
        each.language,
        each.files,
        each.bytes,
        readAsText ? formatCount(each.lines) : '',
        each.duplicates.files,
        each.duplicates.wastedBytes,
      ),
    );
  }
  table.push(row('All', files, bytes, formatCount(lines), duplicates, wasted));
  return table.toString();
}

function row(name: string, files: number, bytes: number, lines: string, duplicates: number, wasted: number): string[] {
  return [name, formatCount(files), formatBytes(bytes), lines, formatCount(duplicates), formatBytes(wasted)];
}

function longestLinesTable(languages: readonly LanguageAnswers[], width: number): string {
  const table = new Table({ ...PLAIN, head: ['Language', 'Length', 'Where'], colAligns: ['left', 'right', 'left'] });
  for (const { language, longestLine } of languages) {
    const { length, file, line } = longestLine!;
    table.push([language, formatCount(length), shorten(`${printable(file)}:${line}`, width - 30)]);
  }
  return table.toString();
}

function identifiersTable(languages: readonly LanguageAnswers[], width: number): string {
  const table = new Table({ ...PLAIN, head: ['Language', 'Identifiers'] });
  for (const { language, identifiers } of languages) {
    const shown: string[] = [];
    for (const { name, count } of identifiers.slice(0, SHOWN_IDENTIFIERS)) {
      const next = `${shorten(printable(name), 30)} ${formatCount(count)}`;
      if (shown.length > 0 && [...shown, next].join(', ').length > width - 20) break;
      shown.push(next);
    }
    table.push([language, shown.join(', ')]);
  }
  return table.toString();
}

/** The first few of each kind by name, the rest as a number: `--json` names them all. */
function problemList(problems: readonly Problem[]): string {
  const lines: string[] = [];
  for (const [kind, meaning] of Object.entries(PROBLEMS)) {
    const same = problems.filter((problem) => problem.kind === kind);
    if (same.length === 0) continue;
    lines.push(`  ${formatCount(same.length)} ${meaning}:`);
    for (const { path, detail } of same.slice(0, SHOWN_PROBLEMS))
      lines.push(`    ${printable(path)}${detail ? ` (${printable(detail)})` : ''}`);
    if (same.length > SHOWN_PROBLEMS) lines.push(`    and ${formatCount(same.length - SHOWN_PROBLEMS)} more, named by --json`);
  }
  return lines.join('\n');
}
