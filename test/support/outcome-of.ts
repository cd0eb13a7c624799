import type { CloseEvent, ErrorEvent, Worker } from '../../src/index.ts';
import { withDeadline } from './with-deadline.ts';

/** What a worker did from its construction to its end. */
export interface Outcome {
  /** The types of its events in order, `message` once for each. */
  readonly events: string[];
  /** What it posted. */
  readonly messages: any[];
  readonly errors: any[];
  /** The exit code. */
  readonly code: number;
  readonly reason: string;
}

/** Listens to all that a worker that was just constructed has to say, and gives it at its end. */
export function outcomeOf(worker: Worker): Promise<Outcome> {
  const events: string[] = [];
  const messages: unknown[] = [];
  const errors: unknown[] = [];
  for (const type of ['open', 'message', 'messageerror', 'error', 'close']) worker.addEventListener(type, () => events.push(type));
  worker.addEventListener('message', ({ data }) => messages.push(data));
  worker.addEventListener('error', ({ error }: ErrorEvent) => errors.push(error));
  const closed = new Promise<Outcome>((resolve) => {
    worker.addEventListener('close', ({ code, reason }: CloseEvent) => resolve({ events, messages, errors, code, reason }));
  });
  return withDeadline(closed, 'the close event of the worker', 20_000);
}

/** The one message of a worker that posts it and ends. */
export async function answerOf(worker: Worker): Promise<any> {
  const { messages, errors, code } = await outcomeOf(worker);
  if (errors.length > 0) throw errors[0];
  if (messages.length !== 1)
    throw new Error(`Cannot tell the answer of the worker: it posted ${messages.length} messages and ended with ${code}`);
  return messages[0];
}
