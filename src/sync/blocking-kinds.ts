import { HeddleError } from '../core/heddle-error.ts';
import { type IteratorLease, iteratorKind } from '../rpc/value/iterator-kind.ts';
import { KINDS, STREAM_KIND } from '../rpc/value/kinds.ts';
import type { SpecialKind } from '../rpc/value/specials.ts';

/** What a thread that blocks can be asked for while it does: not the chunks of a stream, which come through its event loop. */
const UNREADABLE: SpecialKind = {
  ...STREAM_KIND,
  pack(value, { task }) {
    const name = value.constructor.name;
    throw new HeddleError(
      'HEDDLE_DEADLOCK',
      `Cannot pass a ${name} to ${task}: to read it needs the event loop of this thread, which the call blocks`,
    );
  },
};

/** The kinds of special values of a thread that blocks. */
export function blockingKinds(face: (lease: IteratorLease) => object): readonly SpecialKind[] {
  return KINDS.flatMap((kind) => (kind === STREAM_KIND ? [iteratorKind(face), UNREADABLE] : kind));
}
