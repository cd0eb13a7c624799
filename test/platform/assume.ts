import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { withDeadline } from '../support/with-deadline.ts';

const PAGE = new URL('../../../docs/internals/engine.md', import.meta.url);

/**
 * Tests something that the runtime does not promise, and that docs/internals/engine.md lists under this name.
 *
 * @param file - of src/, that relies on it
 * @param breaks - what goes wrong without
 */
export function assume(name: string, file: string, breaks: string, check: () => unknown): void {
  test(name, async () => {
    try {
      await check();
    } catch (cause) {
      throw new Error(`src/${file} relies on this, and without it ${breaks}: ${(cause as Error).message}`, { cause });
    }
    assert.ok(readFileSync(PAGE, 'utf8').includes(`| ${name} |`), 'docs/internals/engine.md does not list it');
  });
}

/** The first message of code that runs in a thread of its own, where `answer` sends it. */
export async function inThread(code: string, options: object = {}): Promise<unknown> {
  const head =
    "const { parentPort, workerData } = require('node:worker_threads'); const answer = (value) => parentPort.postMessage(value);";
  const worker = new Worker(`${head}${code}`, { ...options, eval: true });
  try {
    const [message] = await withDeadline(once(worker, 'message'), 'an answer of the thread', 20_000);
    return message;
  } finally {
    await worker.terminate();
  }
}
