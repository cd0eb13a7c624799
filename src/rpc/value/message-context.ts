import type { CallDefaults } from '../calls/call-options.ts';
import type { Peer } from './peer.ts';
import type { Stack } from '../calls/reports.ts';

/** One call, or its answer, on its way to the other side or arriving there: what the kinds of special values need to know of it. */
export interface MessageContext {
  readonly connection: Peer;
  /** `out` at the side that sends, `in` at the one that receives. */
  readonly way: 'out' | 'in';
  readonly part: 'arguments' | 'result';
  /** What was called, for errors. */
  readonly task: string;
  /** Where a remote object was asked for that is constructed there. */
  readonly madeAt?: Stack | undefined;
  /** Options for the calls of remote objects that arrive. */
  readonly defaults?: CallDefaults | undefined;
  /** What is moved with the message; kinds add to it. Only on the way out. */
  readonly transfer: object[];
  /** Runs `step` once the call has been answered: at the caller when the answer comes, at the other side when it goes. For arguments only. */
  untilAnswered(step: () => void): void;
  /** Runs what belongs to the call with the values and the signal that came along with it. Of results that have such, on the way out. */
  readonly within?: Within | undefined;
}

/** Runs a function, in a context. */
export type Within = <T>(run: () => T) => T;
