import { fileURLToPath } from '#platform';

/** Where the package's own code lies, as a URL and as a path: source maps say it in either way. The build has it bundled and unbundled. */
const BUILD = new URL(import.meta.url.replace(/\/(?:lib|src\/core)\/[^/]*$/, '/'));
const OWN = ['lib/', 'src/'].flatMap((folder) => [new URL(folder, BUILD).href, fileURLToPath(new URL(folder, BUILD))]);

const FRAME = /^ {4}at /;
/** Parts of the runtime that say nothing of the program, unless it is them that threw. */
const PLUMBING = /\(?node:(?:internal\/|async_hooks)/;

/** A stack without the frames of heddle, and of the runtime those only that led to the error. */
export function withoutOwnFrames(stack: string): string {
  const lines = stack.split('\n');
  const firstOfProgram = lines.findIndex((line) => FRAME.test(line) && !isOwn(line) && !PLUMBING.test(line));
  return lines.filter((line, index) => !FRAME.test(line) || (!isOwn(line) && (index < firstOfProgram || !PLUMBING.test(line)))).join('\n');
}

/** The first lines of a stack that are the program's, not heddle's nor the runtime's. */
export function programLines(stack: string, count: number): string {
  return stack
    .split('\n')
    .filter((line) => FRAME.test(line) && !isOwn(line) && !line.includes('node:internal'))
    .slice(0, count)
    .map((line) => line.trim())
    .join('\n');
}

function isOwn(line: string): boolean {
  return OWN.some((folder) => line.includes(folder));
}
