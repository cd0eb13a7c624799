import { getCrypto, threadEnvironment } from '#node';
import { natives } from '#platform';
import { watch } from '../observe/beat.ts';
import { registry } from '../observe/registry.ts';
import { requireFeature } from '../core/features.ts';
import { HeddleError } from '../core/heddle-error.ts';
import { outOfRange, wrongType } from '../core/invalid-argument.ts';
import type { FromServer, ServerRecord } from './messages.ts';

export interface InspectOptions {
  /** The TCP port of the page, on 127.0.0.1. Default: a free one. */
  port?: number;
}

/** A page that is served. */
export interface Inspection {
  /** The address, with its token: whoever has it can see all that the page shows, and do all that it offers. */
  readonly url: string;
  /** Ends the page. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Serves the live page of this process: its threads, ports, pools and calls, profiles and heap snapshots. It listens on 127.0.0.1 only, for requests with
 * a random token only, in a thread of its own, which does not keep the process alive.
 *
 * @throws TypeError, RangeError for a port that is none; HeddleError `HEDDLE_INSPECT_FAILED` (rejects)
 * @example
 * ```ts
 * const { url } = await inspect();
 * console.log(url);
 * ```
 */
export async function inspect({ port = 0 }: InspectOptions = {}): Promise<Inspection> {
  requireFeature('livePage', 'inspect()');
  if (typeof port !== 'number') throw wrongType('options.port', port, 'a number');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw outOfRange('options.port', port, 'from 0 to 65535');
  const token = getCrypto().randomBytes(32).toString('base64url');
  const own = registry();
  const workerData: ServerRecord = { memory: own.counters.memory, port, token };
  const thread = new natives.Worker(new URL('./server-thread.js', import.meta.url), {
    workerData,
    name: 'heddle inspect',
    execArgv: [],
    env: threadEnvironment(undefined),
  });
  const stop = watch(own);
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  try {
    const message = await new Promise<FromServer>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    if (message.type === 'failed') throw new Error(message.message);
    thread.unref();
    const close = async (): Promise<void> => {
      stop();
      await thread.terminate();
      await ended;
    };
    return { url: `http://127.0.0.1:${message.port}/?token=${token}`, close, [Symbol.asyncDispose]: close };
  } catch (cause) {
    stop();
    await thread.terminate();
    throw new HeddleError('HEDDLE_INSPECT_FAILED', `Cannot serve the live page: ${(cause as Error).message}`, { cause });
  }
}
