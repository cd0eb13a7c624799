import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { HERE } from './programs.ts';

/** What the reference printed for a program: recorded by `npm run projects:record`, read by the tests. */
export interface Expectation {
  /** The reference and the versions of all that took part. */
  readonly by: string;
  /** Of the files of the program, so that a change of them without a new recording is noticed. */
  readonly sources: string;
  readonly program: string;
  /** On a thread of its own; as the program where the reference has no such thread. */
  readonly worker: string;
  /** What `report()` gave. */
  readonly report: string;
}

/** Where the expectation for a program is kept. */
export const expectationFile = (name: string): string => join(HERE, 'expected', `${name}.txt`);
const PARTS = ['program', 'worker', 'report'] as const;

export function formatExpectation({ by, sources, program, worker, report }: Expectation): string {
  const told = { program, worker: worker === program ? '' : worker, report: report === program ? '' : report };
  const parts = PARTS.filter((part) => told[part] !== '').map((part) => `--- ${part}\n${told[part]}\n`);
  return `by ${by}\nsources ${sources}\n${parts.join('')}`;
}

export function readExpectation(name: string): Expectation {
  const [head = '', ...parts] = readFileSync(expectationFile(name), 'utf8').split(/^--- /m);
  const texts = new Map(parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1, -1)]));
  const [by = '', sources = ''] = head.split('\n').map((line) => line.slice(line.indexOf(' ') + 1));
  const program = texts.get('program') ?? '';
  return { by, sources, program, worker: texts.get('worker') ?? program, report: texts.get('report') ?? program };
}

/** The files below a folder, without what links lead to: Node 20 and 24 disagree about those when `readdirSync` walks. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesIn(path);
    return entry.isFile() ? [path] : [];
  });
}

/** A hash of all files of a program. */
export function hashSources(name: string): string {
  const folder = join(HERE, 'fixtures', name);
  const hash = createHash('sha256');
  for (const path of filesIn(folder).sort())
    hash
      .update(`${path.slice(folder.length).split(sep).join('/')}\0`)
      .update(readFileSync(path))
      .update('\0');
  return hash.digest('hex').slice(0, 16);
}
