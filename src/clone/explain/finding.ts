import { spellPath, type ClonePlace } from '../clone-path.ts';
import type { ExplanationEntry } from './explanation.ts';
import type { Fate, LostAspect } from './fate.ts';

/** An entry of an explanation while it is being made: its path is spelled only at the end. */
export interface Finding {
  readonly place: ClonePlace | undefined;
  /** What the path starts with when not with the message: `transfer[0]`. */
  readonly root: string | undefined;
  /** What follows the path of the place: a key that is a symbol. */
  readonly suffix: string;
  readonly fate: Fate;
  readonly aspect: LostAspect | undefined;
  readonly what: string;
  note: string;
  bytes: number;
  hidden: number;
  exact: boolean;
}

/** Findings in order; what was put off until later has a list of its own at its place. */
export type Nested = Finding | Nested[];

export type Crossing = 'copied' | 'moved' | 'shared';

/** Collects what a walk finds, in the order of the structured clone. */
export class Findings {
  list: Nested[] = [];
  refused = 0;

  /** Something that crosses. Bytes and words may be corrected while the walk goes on. */
  crosses(fate: Crossing, place: ClonePlace | undefined, what: string, bytes: number, root?: string): Finding {
    const finding: Finding = { place, root, suffix: '', fate, aspect: undefined, what, note: '', bytes, hidden: 0, exact: true };
    this.list.push(finding);
    return finding;
  }

  /** @param suffix - what follows the path of `place` */
  lost(aspect: LostAspect, place: ClonePlace | undefined, what: string, note: string, suffix = ''): void {
    this.list.push({ place, root: undefined, suffix, fate: 'lost', aspect, what, note, bytes: 0, hidden: 0, exact: true });
  }

  /** @param note - what the `DataCloneError` says behind the path */
  refuses(place: ClonePlace | undefined, what: string, note: string, root?: string): void {
    this.refused += 1;
    this.list.push({ place, root, suffix: '', fate: 'refused', aspect: undefined, what, note, bytes: 0, hidden: 0, exact: true });
  }
}

/** @param root - what the paths of a message start with */
export function entryOf({ place, suffix, root: own, ...rest }: Finding, root: string): ExplanationEntry {
  return { path: spellPath(own ?? root, place) + suffix, ...rest };
}
