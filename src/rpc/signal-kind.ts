import type { Crossing } from './crossing.ts';
import { describeError } from '../clone/describe-error.ts';
import type { ErrorRecord } from '../clone/error-record.ts';
import { reviveError } from '../clone/revive-error.ts';
import type { SpecialKind } from './specials.ts';

/** A signal in a message: one to follow, or the reason of one that was aborted before it was sent. */
type SignalData = number | ErrorRecord;

/**
 * An `AbortSignal` stays where it is; the other side gets one that follows it for as long as the call. One in a result has no call to end with: it is
 * followed until the connection ends.
 */
export const SIGNAL_KIND: SpecialKind = {
  name: 'signal',
  is: (value) => value instanceof AbortSignal,
  pack(value, crossing: Crossing): SignalData {
    const signal = value as AbortSignal;
    if (signal.aborted) {
      // Nobody would wait for what such a call does.
      if (crossing.part === 'arguments') throw signal.reason;
      return describeError(signal.reason);
    }
    const { sentSignals } = crossing.connection;
    const sent = sentSignals.use(signal);
    crossing.untilAnswered(() => sentSignals.release(sent));
    return sent.number;
  },
  unpack(data, crossing: Crossing): AbortSignal {
    const given = data as SignalData;
    if (typeof given !== 'number') return AbortSignal.abort(reviveError(given));
    const { followedSignals } = crossing.connection;
    const followed = followedSignals.use(given);
    crossing.untilAnswered(() => followedSignals.release(followed));
    return followed.signal;
  },
};
