// The thread behind fetchScriptSync: it fetches while the thread that asked is blocked.
import { HeddleError } from '../core/heddle-error.ts';
import { threads } from '#node';
import { clock, type Timer } from '#platform';
import { FETCH_STATE, type FetchAnswer, type FetchRequest, type FetchThreadData } from './fetch-messages.ts';
import { fetchScript } from './fetch-script.ts';

const IDLE_LIMIT = 5_000;
const { state, port } = threads.workerData as FetchThreadData;
let idle: Timer | undefined;

port.on('message', (request: FetchRequest) => {
  clock.clearTimeout(idle);
  void answer(request);
});

async function answer(request: FetchRequest): Promise<void> {
  let message: FetchAnswer;
  try {
    message = 'blob' in request ? { text: await request.blob.text() } : { script: await fetchScript(request.url, request.options) };
  } catch (error) {
    message = { code: HeddleError.is(error) ? error.code : 'HEDDLE_REMOTE_FAILED', message: (error as Error).message };
  }
  port.postMessage(message);
  // Pairs with the wait in fetchScriptSync; the answer is in the port before.
  Atomics.store(state, 0, FETCH_STATE.idle);
  Atomics.notify(state, 0);
  idle = clock.setTimeout(end, IDLE_LIMIT);
}

function end(): void {
  // Pairs with the exchange in fetchScriptSync: one of the two wins.
  if (Atomics.compareExchange(state, 0, FETCH_STATE.idle, FETCH_STATE.ended) === FETCH_STATE.idle) port.close();
}
