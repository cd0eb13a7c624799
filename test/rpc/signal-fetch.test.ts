// Without noLeaks(): what is left of an aborted fetch() is the runtime's, which keeps its socket for some seconds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { serve } from '../support/serve.ts';
import { connect, rejectionOf } from './pairs.ts';

let asked!: () => void;
const isAsked = new Promise<void>((resolve) => (asked = resolve));
const server = serve({ '/never': () => asked() });

test('fetch() takes a signal of the other side', async () => {
  const { caller, close } = connect({ load: async (url: string, init: RequestInit) => (await fetch(url, init)).text() });
  const controller = new AbortController();
  const call = caller.call('load', [`${server.origin}/never`, { signal: controller.signal }]);
  await isAsked;
  const reason = new Error('enough');
  controller.abort(reason);
  assert.equal(await rejectionOf(call), reason);
  close();
});
