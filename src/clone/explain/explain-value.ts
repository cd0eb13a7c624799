import { spellPath } from '../clone-path.ts';
import type { CodecHost } from '../codec-host.ts';
import { LARGEST_FRAME } from '../sink.ts';
import { adviceOnEntries, adviceOnMemory, adviceOnPath } from './advice.ts';
import { Explanation, type ExplanationEntry, type ExplanationTotals, type MessagePath } from './explanation.ts';
import type { Fate } from './fate.ts';
import { entryOf, type Finding } from './finding.ts';
import { count } from './format-bytes.ts';
import { reasonForRuntime } from './path-reason.ts';
import { exceedsStack } from './stack-limit.ts';
import { ValueWalk } from './value-walk.ts';
import { WalkState } from './walk-state.ts';

/** Where and how a value is to be sent. */
export interface ExplainOptions {
  /** What paths start with: `message`. */
  readonly root: string;
  readonly transfer: readonly object[];
  readonly host: CodecHost;
  /** Why no message takes the ring here, if none does. */
  readonly noRing: string | undefined;
}

/**
 * Says what would become of `value` if it was sent now. Nothing is moved or changed; each getter is read once, as sending would.
 *
 * @throws TypeError (`ERR_INVALID_ARG_TYPE`) for a transfer list with a primitive
 */
export function explainValue(value: unknown, { root, transfer, host, noRing }: ExplainOptions): Explanation {
  const state = new WalkState(host, transfer);
  if (isPolluted()) state.leave('polluted', undefined, value);
  const walk = new ValueWalk(state);
  walk.run(value);
  const { place, levels } = walk.deepest;
  if (exceedsStack(place, levels))
    state.findings.refuses(place, 'object', `${levels} objects lie in each other, more than the stack of the runtime's clone takes`);
  if (state.position > LARGEST_FRAME) state.leave('room', undefined, value);
  state.transfers.finish();
  state.memory.finish();

  const [path, reason] = pathOf(state, root, noRing);
  const findings = (state.findings.list as unknown[]).flat(Infinity) as Finding[];
  // Only of a frame in the ring is the length known; of memory it always is.
  const memory = new Set<Finding>([...state.memory.memories].map(({ finding }) => finding));
  for (const finding of findings) if (path !== 'ring' && finding.fate === 'copied') finding.exact = memory.has(finding);
  const entries = findings.map((finding) => entryOf(finding, root));
  const advice = [
    ...adviceOnMemory(state.memory, ({ place: at }) => spellPath(root, at)),
    ...adviceOnEntries(entries),
    ...(path === 'native' && noRing === undefined && transfer.length === 0
      ? adviceOnPath(spellPath(root, state.left?.place), entries)
      : []),
  ];
  return new Explanation({ path, reason, totals: totalsOf(entries, state.values), entries, advice });
}

function pathOf(state: WalkState, root: string, noRing: string | undefined): [MessagePath, string] {
  const { findings, transfers, left } = state;
  const moved = transfers.list.length;
  if (findings.refused > 0) return ['none', `${count(findings.refused, 'part')} of it ${findings.refused === 1 ? 'is' : 'are'} refused`];
  if (noRing !== undefined) return ['native', noRing];
  if (moved > 0) return ['native', `it has a transfer list of ${count(moved, 'entry', 'entries')}, which only the runtime can move`];
  return left ? ['native', reasonForRuntime(left, root)] : ['ring', 'the codec knows all of it'];
}

function totalsOf(entries: readonly ExplanationEntry[], values: number): ExplanationTotals {
  const sum = (fate: Fate): number => entries.reduce((total, entry) => (entry.fate === fate ? total + entry.bytes : total), 0);
  const number = (fate: Fate): number => entries.reduce((total, entry) => (entry.fate === fate ? total + 1 : total), 0);
  return {
    values,
    copied: sum('copied'),
    moved: sum('moved'),
    shared: sum('shared'),
    hidden: entries.reduce((total, entry) => total + entry.hidden, 0),
    lost: number('lost'),
    refused: number('refused'),
  };
}

function isPolluted(): boolean {
  for (const _ in {}) return true;
  return false;
}
