import { runInContext } from './carry.ts';
import type { Connection } from './connection.ts';
import { runWithSignal } from './current-signal.ts';
import { CALL, type Extras, type NEW } from './messages.ts';
import { type SpecialKind, Unpacker } from './specials.ts';
import type { Callee } from './targets.ts';

/**
 * Runs a call that comes with more than plain arguments.
 *
 * @param answered - gets what is to be done once the call is answered
 */
export function runWith(
  { specials, signal, context }: Extras,
  kind: typeof CALL | typeof NEW,
  { holder, call }: Callee,
  parameters: readonly unknown[],
  kinds: readonly SpecialKind[],
  { connection, task, answered }: { connection: Connection; task: string; answered: (() => void)[] },
): unknown {
  const untilAnswered = (step: () => void): void => void answered.push(step);
  let given = parameters;
  if (specials.length > 0) {
    const unpacker = new Unpacker(kinds, specials, { connection, way: 'in', part: 'arguments', task, transfer: [], untilAnswered });
    given = parameters.map((parameter) => unpacker.unpack(parameter));
  }
  const run = (): unknown => (kind === CALL ? Reflect.apply(call, holder, given) : Reflect.construct(call, given));
  const inContext = context ? (): unknown => runInContext(context, run) : run;
  if (signal === undefined) return inContext();
  const followed = connection.followedSignals.use(signal);
  untilAnswered(() => connection.followedSignals.release(followed));
  return runWithSignal(followed.signal, inContext);
}
