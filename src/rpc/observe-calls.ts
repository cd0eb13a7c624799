import { clock } from '#platform';
import { atEachBeat } from '../observe/beat.ts';
import { type CallDiagnostic, diagnostics } from '../observe/diagnostics.ts';
import { logEvent } from '../observe/event-log.ts';
import { programLines } from '../core/own-frames.ts';
import { timing } from '../counters/timing.ts';
import { warn } from '../observe/warn.ts';
import type { PendingCall } from './calls/call-table.ts';

/** A call that waits longer than this for its answer, in milliseconds, is told to those who watch. */
const LONG = 1000;
/** After so many milliseconds the program is warned of it. */
const VERY_LONG = 10_000;
/** Of each connection so many pending calls are looked at: the first ones are the oldest, mostly. */
const LOOKED_AT = 100;
/** Of the stack of a call, the lines that tell where it was made. */
const LINES = 4;

/** What of a connection is looked at. */
interface Caller {
  readonly peer: string;
  pendingCalls(): readonly PendingCall[];
}

interface Observed {
  readonly number: number;
  readonly peer: string;
  readonly since: number;
  /** Its stack is text only when somebody asks for it. */
  readonly origin: { readonly stack?: string };
  told: boolean;
}

// Registries of this thread: what is observed of its calls. Empty while nobody watches and nobody subscribes.
const observed = new Map<PendingCall, Observed>();
const published = new WeakMap<PendingCall, CallDiagnostic>();
const callers = new Set<WeakRef<Caller>>();
let numbers = 0;

/** Called for each connection: those who watch are told of its calls, also of those that were made before they watched. */
export function observeCaller(caller: Caller): void {
  if (callers.size === 0) atEachBeat(tellOfLong);
  callers.add(new WeakRef(caller));
}

/** Called for each call that is sent. */
export function callMade(call: PendingCall, peer: string): void {
  if (timing.traced) traceCalled(call);
  if (timing.origins > 0) observe(call, peer);
  if (!diagnostics.callStart.isWanted) return;
  const message: CallDiagnostic = { task: call.task, peer };
  published.set(call, message);
  diagnostics.callStart.publish(message);
}

/** Called for each call that is answered, or never will be. */
export function callSettled(call: PendingCall, makeError?: () => unknown): void {
  if (observed.size > 0) forget(call, makeError !== undefined);
  if (timing.traced) traceAnswered(call, makeError !== undefined);
  const { callStart, callEnd, callError } = diagnostics;
  if (!callStart.isWanted && !callEnd.isWanted && !callError.isWanted) return;
  const message = published.get(call);
  if (!message) return;
  published.delete(call);
  if (makeError && callError.isWanted) callError.publish(Object.assign(message, { error: makeError() }));
  if (callEnd.isWanted) callEnd.publish(message);
}

/** The calls that were recorded when they were made. */
const traced = new WeakMap<PendingCall, number>();

function traceCalled(call: PendingCall): void {
  const number = (numbers += 1);
  traced.set(call, number);
  logEvent({ type: 'called', call: number, task: call.task, at: clock.sinceEpoch() });
}

function traceAnswered(call: PendingCall, failed: boolean): void {
  const number = traced.get(call);
  if (number === undefined) return;
  traced.delete(call);
  logEvent({ type: 'answered', call: number, task: call.task, at: clock.sinceEpoch(), failed });
}

/** As many as the budget of times allows: most calls are short, and their origin is of no use. */
function observe(call: PendingCall, peer: string): void {
  timing.origins -= 1;
  const origin: { stack?: string } = {};
  Error.captureStackTrace(origin, callMade);
  observed.set(call, { number: (numbers += 1), peer, since: clock.sinceEpoch(), origin, told: false });
}

/** Calls that were not observed when they were made: it is not known where, nor since when exactly. */
function observeOthers(now: number): void {
  for (const reference of callers) {
    const caller = reference.deref();
    if (!caller) callers.delete(reference);
    else
      for (const call of caller.pendingCalls().slice(0, LOOKED_AT))
        if (!observed.has(call)) observed.set(call, { number: (numbers += 1), peer: caller.peer, since: now, origin: {}, told: false });
  }
}

function forget(call: PendingCall, failed: boolean): void {
  const seen = observed.get(call);
  if (!seen) return;
  observed.delete(call);
  if (seen.told) logEvent({ type: 'settled', call: seen.number, failed });
}

function tellOfLong(): void {
  const now = clock.sinceEpoch();
  observeOthers(now);
  for (const [{ task }, seen] of observed) {
    // They are in the order in which they were made.
    if (now - seen.since < LONG) return;
    if (now - seen.since > VERY_LONG) warnOfPending(task, seen, now);
    if (seen.told) continue;
    seen.told = true;
    const { number, peer, since } = seen;
    logEvent({ type: 'pending', call: number, task, peer, since, origin: programLines(seen.origin.stack ?? '', LINES) });
  }
}

function warnOfPending(task: string, { peer, since, origin }: Observed, now: number): void {
  const place = programLines(origin.stack ?? '', 1);
  warn(
    'HEDDLE_CALL_PENDING',
    `${task} ${place}`,
    `${task} of ${peer} has not answered for ${Math.round((now - since) / 1000)} s${place ? ` (called ${place})` : ''}`,
    'Give the call a `timeout` or a `signal` if it may take that long; look at what its worker does with `heddle inspect`.',
  );
}
