import { explain, type Explanation, type ExplanationEntry } from 'heddle';
import { KINDS, type Kind } from './structured-clone-kinds.ts';

// More losses than this are not listed one by one.
const MOST_LOSSES = 3;

/** The rows of one group of kinds: what it is, what explain() says, and the path that the message takes. */
export function kindRows(group: string): string[] {
  return KINDS[group]!.map((kind) => {
    const explanation = explained(kind);
    // What is refused on some version only is the runtime's to send on the others.
    const path = kind.since ? 'native' : explanation.path === 'none' ? '' : explanation.path;
    return `| ${kind.label} | ${fate(kind, explanation)} | ${path} |`;
  });
}

/** What explain() says about a kind on the Node that runs. */
export function measured(kind: Kind): string {
  return summary(explained(kind));
}

/** What is written about a kind for the Node that runs, if the versions differ; `undefined` where they do not. */
export function expected({ since }: Kind): string | undefined {
  if (!since) return undefined;
  const [major] = process.versions.node.split('.').map(Number);
  const versions = Object.keys(since).map(Number);
  return since[Math.max(...versions.filter((version) => version <= major!))];
}

function explained({ make, transfer }: Kind): Explanation {
  const value = make();
  return explain({ value }, transfer?.(value as never));
}

function fate({ since }: Kind, explanation: Explanation): string {
  if (!since) return summary(explanation);
  const versions = Object.keys(since).map(Number);
  return versions
    .map((version, index) => {
      const next = versions[index + 1];
      return `Node ${next === undefined ? `${version} and later` : next - version > 2 ? `${version} to ${next - 2}` : version}: ${since[version]}`;
    })
    .join('<br>');
}

function summary({ entries }: Explanation): string {
  const refused = entries.find((entry) => entry.fate === 'refused');
  if (refused) return `**refused**: ${refused.note}`;
  const crossing = entries.filter((entry) => entry.path !== 'message' && entry.fate !== 'lost');
  const word = ['moved', 'shared'].find((one) => crossing.some((entry) => entry.fate === one)) ?? 'copied';
  const whole = crossing.some((entry) => entry.hidden > 0) ? ', with the whole of its buffer' : '';
  const lost = entries.filter((entry) => entry.fate === 'lost').map(loss);
  const listed = lost.length > MOST_LOSSES ? [lost[0]!, 'and more'] : lost;
  return `${word}${whole}${lost.length > 0 ? `; lost: ${listed.join(', ')}` : ''}`;
}

function loss({ aspect, path, note, what }: ExplanationEntry): string {
  const key = `\`${path.slice('message.value'.length)}\``;
  switch (aspect) {
    case 'prototype':
      return what === 'object without a prototype' ? 'that it has no prototype' : `its class (${note.split(',')[0]})`;
    case 'private':
      return 'private names';
    case 'accessor':
      return `the ${what} ${key}, ${note.replace(/^a (getter|setter) /, 'which ')}`;
    case 'attributes':
      return `that it is ${what}`;
    default:
      return key;
  }
}
