import { fileURLToPath } from '#platform';
import { describeError } from '../clone/describe-error.ts';
import type { ErrorNode, ErrorProperty, ErrorRecord } from '../clone/error-record.ts';

/** Where the package's own code lies, as a URL and as a path: source maps say it in either way. The build has it bundled and unbundled. */
const BUILD = new URL(import.meta.url.replace(/\/(?:lib|src\/rpc)\/[^/]*$/, '/'));
const OWN = ['lib/', 'src/'].flatMap((folder) => [new URL(folder, BUILD).href, fileURLToPath(new URL(folder, BUILD))]);

const FRAME = /^ {4}at /;
/** Parts of the runtime that say nothing of the program, unless it is them that threw. */
const PLUMBING = /\(?node:(?:internal\/|async_hooks)/;

/** What a task threw, as plain data. Its stack ends where the program's code was called: how a call is delivered tells nobody anything. */
export function describeThrown(error: unknown): ErrorRecord {
  const record = describeError(error);
  return { ...record, nodes: record.nodes.map((node) => (node.kind === 'error' ? trimmed(node) : node)) };
}

function trimmed(node: ErrorNode): ErrorNode {
  const trim = (property: ErrorProperty): ErrorProperty =>
    property.key === 'stack' && typeof property.value === 'string' ? { ...property, value: withoutOwnFrames(property.value) } : property;
  return { ...node, properties: node.properties.map(trim), inherited: node.inherited.map(trim) };
}

/** A stack without the frames of heddle, and of the runtime those only that led to the error. */
export function withoutOwnFrames(stack: string): string {
  const lines = stack.split('\n');
  const firstOfProgram = lines.findIndex((line) => FRAME.test(line) && !isOwn(line) && !PLUMBING.test(line));
  return lines.filter((line, index) => !FRAME.test(line) || (!isOwn(line) && (index < firstOfProgram || !PLUMBING.test(line)))).join('\n');
}

function isOwn(line: string): boolean {
  return OWN.some((folder) => line.includes(folder));
}
