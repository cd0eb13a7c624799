import type { CloseEvent, ErrorEvent, Worker } from '../../src/index.ts';
import { withDeadline } from './with-deadline.ts';

/** All that a worker fired from now to its end. */
export interface Life {
  /** The types of its events, in order. */
  readonly events: readonly string[];
  readonly messages: readonly any[];
  readonly errors: readonly ErrorEvent[];
  readonly close: CloseEvent;
}

const TYPES = ['online', 'open', 'message', 'messageerror', 'error', 'close', 'exit'];

/** Listens to every event of a worker, until some turns of the event loop after its `exit`, so that a late or second one shows. */
export async function lifeOf(worker: Worker): Promise<Life> {
  const events: string[] = [];
  const messages: unknown[] = [];
  const errors: ErrorEvent[] = [];
  let close!: CloseEvent;
  for (const type of TYPES) worker.addEventListener(type, () => events.push(type));
  worker.addEventListener('message', (event) => messages.push(event.data));
  worker.addEventListener('error', (event) => errors.push(event));
  worker.addEventListener('close', (event) => (close = event));
  await withDeadline(new Promise((resolve) => worker.addEventListener('exit', resolve)), 'the end of the worker', 30_000);
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
  return { events, messages, errors, close };
}
