import { runInContext } from './carry.ts';
import type { Connection } from './connection.ts';
import type { Within } from './crossing.ts';
import { runWithSignal } from './current-signal.ts';
import { CALL, type CallKind, type Extras } from './messages.ts';
import { type SpecialKind, Unpacker } from './specials.ts';
import type { Callee } from './targets.ts';

/** What is known of a call while it runs, beside its message. */
export interface RunningCall {
  readonly connection: Connection;
  readonly task: string;
  /** What is to be done once the call, and the streams that it gives, have ended. */
  readonly answered: (() => void)[];
  /** How what belongs to it runs later: the body of a generator, for one. */
  within?: Within;
}

/** Runs a call that comes with more than plain arguments. */
export function runWith(
  { specials, signal, context }: Extras,
  kind: CallKind,
  { holder, call }: Callee,
  parameters: readonly unknown[],
  kinds: readonly SpecialKind[],
  running: RunningCall,
): unknown {
  const { connection, task, answered } = running;
  const untilAnswered = (step: () => void): void => void answered.push(step);
  let given = parameters;
  if (specials.length > 0) {
    const unpacker = new Unpacker(kinds, specials, { connection, way: 'in', part: 'arguments', task, transfer: [], untilAnswered });
    given = parameters.map((parameter) => unpacker.unpack(parameter));
  }
  const run = (): unknown => (kind === CALL ? Reflect.apply(call, holder, given) : Reflect.construct(call, given));
  if (context === undefined && signal === undefined) return run();
  const inContext: Within = context ? (inner) => runInContext(context, inner) : (inner) => inner();
  running.within = inContext;
  if (signal !== undefined) {
    const followed = connection.followedSignals.use(signal);
    untilAnswered(() => connection.followedSignals.release(followed));
    running.within = (inner) => runWithSignal(followed.signal, () => inContext(inner));
  }
  return running.within(run);
}
