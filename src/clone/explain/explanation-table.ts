import type { ExplanationEntry } from './explanation.ts';
import { formatBytes, grouped } from './format-bytes.ts';

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
