import { HeddleError } from '../core/heddle-error.ts';
import { type IteratorLease, iteratorKind } from '../rpc/iterator-kind.ts';
import { KINDS } from '../rpc/kinds.ts';
import type { SpecialKind } from '../rpc/specials.ts';
import { STREAM_KIND } from '../rpc/stream-kind.ts';

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
