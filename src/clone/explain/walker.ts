import type { ClonePlace, CloneStep } from '../clone-path.ts';
import type { ShapeTree } from '../shape-tree.ts';
import type { Finding } from './finding.ts';
import type { WalkState } from './walk-state.ts';

/** What the parts of the walk that look into one kind of object ask of the whole. */
export interface Walker {
  readonly state: WalkState;
  readonly shapes: ShapeTree;
  /** The number of objects from the message down to the one that is being looked into. */
  readonly depth: number;
  /** Goes into a part. The place of it, by `kind` and `key` from `parent`, is made only when something is found there. */
  value(value: unknown, parent: ClonePlace | undefined, kind: CloneStep['kind'], key: string | number, mapKey?: unknown): void;
  /** Starts the entry of a part of the message, when the message has few enough of them; `count` is how many `value` has itself. */
  open(value: object, place: ClonePlace | undefined, count: number): Finding | undefined;
  close(part: Finding | undefined): void;
}
