import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { MessageChannel } from '../../src/index.ts';
import { clock } from '#platform';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

/** How often somebody has asked for the time: a reader that looks for what may come does so all the while. */
function countsTime(context: TestContext): () => number {
  const { now } = clock;
  let count = 0;
  clock.now = () => {
    count += 1;
    return now();
  };
  context.after(() => (clock.now = now));
  return () => count;
}

test('a reader looks for nothing in a channel of which both ends are in its thread', async (context) => {
  const asked = countsTime(context);
  for (let request = 0; request < 100; request += 1) {
    const { port1, port2 } = new MessageChannel();
    const answered = new Promise<void>((resolve) => port1.on('message', () => resolve()));
    port2.on('message', (message) => port2.postMessage(message));
    port1.postMessage({ request });
    await answered;
    port1.close();
  }
  assert.ok(asked() < 20, `the time was asked for ${asked()} times`);
});
