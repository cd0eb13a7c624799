import { HeddleError } from '../core/heddle-error.ts';
import { type MessagePort, threadEnvironment } from '#node';
import { natives } from '#platform';
import { isAllowed } from '../core/allow-remote.ts';
import { FETCH_STATE, type FetchAnswer, type FetchRequest, type FetchThreadData } from './fetch-messages.ts';
import { failed, type FetchedScript, forbidden, type ScriptKind } from './fetch-script.ts';
import { fetchLimit, fetchTimeout } from './fetch-limits.ts';

/** What {@link fetchScriptSync} may do. */
export interface FetchScriptSyncOptions {
  /** See `parseAllowRemote`. */
  readonly allowRemote: readonly string[];
  /** What the script is for; messages say it. */
  readonly kind: ScriptKind;
  /** In milliseconds; by default the variable `HEDDLE_REMOTE_TIMEOUT`, or 30 000. */
  readonly timeout?: number;
}

// The fetch thread has its own clock; this much later it must have died, or never started.
const GRACE = 10_000;

// A registry: the one fetch thread of this thread. It ends by itself when unused, and with the thread that owns it.
let helper: { readonly state: Int32Array; readonly port: MessagePort; readonly worker: InstanceType<typeof natives.Worker> } | undefined;

/**
 * Fetches a script over `http:` or `https:` and blocks this thread until it is there, for `importScripts` and synchronous module hooks.
 * `worker.terminate()` interrupts it. It never keeps the process alive.
 *
 * @throws HeddleError `HEDDLE_REMOTE_FORBIDDEN`, `HEDDLE_REMOTE_FAILED`
 * @example
 * ```ts
 * const { source } = fetchScriptSync('http://127.0.0.1:8080/library.js', { allowRemote: ['http://127.0.0.1:*'], kind: 'classic' });
 * ```
 */
export function fetchScriptSync(url: string, { allowRemote, kind, timeout = fetchTimeout() }: FetchScriptSyncOptions): FetchedScript {
  // Asked here too, so that what is forbidden starts no thread.
  if (!isAllowed(url, allowRemote)) throw forbidden(url, `${kind} ${url}`);
  const answer = exchange({ url, options: { allowRemote, kind, timeout, limit: fetchLimit() } }, timeout, `${kind} ${url}`);
  return (answer as { script: FetchedScript }).script;
}

/** Reads a blob and blocks this thread until its text is there, for `importScripts`. */
export function readBlobSync(blob: Blob): string {
  return (exchange({ blob }, fetchTimeout(), 'a blob') as { text: string }).text;
}

function exchange(request: FetchRequest, timeout: number, what: string): FetchAnswer {
  const { state, port } = engage();
  port.postMessage(request);
  // Pairs with the notify of the fetch thread.
  if (Atomics.wait(state, 0, FETCH_STATE.busy, timeout + GRACE) === 'timed-out') {
    void helper?.worker.terminate();
    helper = undefined;
    throw failed(what, 'the thread that fetches does not answer');
  }
  const answer = natives.receiveMessageOnPort(port)!.message as FetchAnswer;
  if ('code' in answer) throw new HeddleError(answer.code, answer.message);
  return answer;
}

/** The fetch thread of this thread, marked as busy. */
function engage(): NonNullable<typeof helper> {
  // Pairs with the exchange in end() of the fetch thread, of which only one succeeds, and with its store of `idle`.
  if (helper && Atomics.compareExchange(helper.state, 0, FETCH_STATE.idle, FETCH_STATE.busy) === FETCH_STATE.idle) return helper;
  const { port1, port2 } = new natives.MessageChannel();
  const state = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  state[0] = FETCH_STATE.busy;
  const worker = new natives.Worker(new URL('./fetch-thread.js', import.meta.url), {
    workerData: { state, port: port2 } satisfies FetchThreadData,
    transferList: [port2],
    // None of the program's preloads.
    execArgv: [],
    env: threadEnvironment(undefined),
  });
  worker.unref();
  port1.unref();
  // A thread that fails to start is noticed by the wait; without a listener its error would end the process.
  worker.on('error', () => undefined);
  helper = { state, port: port1, worker };
  return helper;
}
