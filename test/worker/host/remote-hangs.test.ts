import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it } from 'node:test';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { outcomeOf } from '../../support/outcome-of.ts';
import { serve } from '../../support/serve.ts';
import { withDeadline } from '../../support/with-deadline.ts';

noLeaks();

const hanging = new EventEmitter();
const server = serve({
  '/hangs.js': () => void hanging.emit('asked'),
  '/hangs-within.js': (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/javascript' }).write('postMessage(');
    hanging.emit('asked');
  },
  '/imports.js': "import './hangs.js'",
  '/classic.js': "importScripts('hangs.js')",
});
const start = (path: string, options: WorkerOptions = {}): Worker =>
  new Worker(server.origin + path, { allowRemote: [server.origin], ...options });

for (const path of ['/hangs.js', '/hangs-within.js', '/imports.js', '/classic.js']) {
  describe(`a server that hangs: ${path}`, () => {
    it('is given up after HEDDLE_REMOTE_TIMEOUT: error, then close', async () => {
      const env = { ...process.env, HEDDLE_REMOTE_TIMEOUT: '200' };
      const { events, errors, code } = await outcomeOf(start(path, { env }));
      assert.deepEqual(events, ['error', 'close']);
      const error = path === '/classic.js' ? errors[0].cause : errors[0];
      assert.equal(error.code, 'HEDDLE_REMOTE_FAILED');
      assert.equal(code, 1);
    });

    it('does not keep terminate() waiting', async () => {
      const asked = once(hanging, 'asked');
      const worker = start(path);
      const outcome = outcomeOf(worker);
      await withDeadline(asked, 'the request of the worker');
      assert.equal(await withDeadline(worker.terminate(), 'the end of the worker', 5_000), 1);
      assert.deepEqual((await outcome).events, ['close']);
    });
  });
}
