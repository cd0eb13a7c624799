import { emitWarning, environment } from '#platform';
import { logEvent } from './event-log.ts';

export type WarningCode =
  | 'HEDDLE_LARGE_COPY'
  | 'HEDDLE_QUEUE_GROWS'
  | 'HEDDLE_NO_HANDLER'
  | 'HEDDLE_CALL_PENDING'
  | 'HEDDLE_BLOCKED'
  | 'HEDDLE_LEAKED'
  | 'HEDDLE_LATE_ERROR'
  | 'HEDDLE_STREAM_STUCK';

/** So many places are remembered; after that nothing new is said. */
const MOST = 1000;

// A registry: what has been said in this thread.
const said = new Set<string>();

/** Whether warnings are asked for on standard error; those who watch get them anyway. */
export function warningsAreOn(): boolean {
  return environment('HEDDLE_WARNINGS') === 'on';
}

/** What leaks or fails is never what a program wants, and is told unless that is switched off. */
function isPrinted(code: WarningCode): boolean {
  const isFault = code === 'HEDDLE_LEAKED' || code === 'HEDDLE_LATE_ERROR' || code === 'HEDDLE_STREAM_STUCK';
  return isFault ? environment('HEDDLE_WARNINGS') !== 'off' : warningsAreOn();
}

/**
 * Says once for each place what a program had better do otherwise.
 *
 * @param place - what makes two warnings of one code the same
 * @param remedy - what to do about it
 */
export function warn(code: WarningCode, place: string, message: string, remedy: string): void {
  const key = `${code} ${place}`;
  if (said.has(key) || said.size >= MOST) return;
  said.add(key);
  logEvent({ type: 'warning', code, message: `${message}. ${remedy}` });
  if (isPrinted(code)) emitWarning(message, { type: 'HeddleWarning', code, detail: remedy });
}
