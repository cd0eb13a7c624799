// A thread that is blocked in a call notices every end of the one that is to answer, by either of two ways: by shared memory in which somebody who lives on
// has written it, and by asking the runtime.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { runNode } from '../support/run-node.ts';

const PROGRAM = fileURLToPath(fixture('sync/liveness.mjs'));
const DIED = 'HEDDLE_WORKER_DIED';
const CLOSED = 'HEDDLE_PORT_CLOSED';
const ends = { terminate: DIED, exit: DIED, 'out of memory': DIED, closed: CLOSED };
/** Of an end that has never been heard of nobody can write: the call takes the time that it has. */
const UNSEEN = 'TimeoutError';

const WAYS = {
  memory: { args: ['--import', fixture('sync/silent-post.mjs').href], expected: { ...ends, 'closed unheard': UNSEEN, collected: UNSEEN } },
  probe: { args: [], expected: { ...ends, 'closed unheard': CLOSED, collected: CLOSED } },
};

for (const [way, { args, expected }] of Object.entries(WAYS))
  describe(`by ${way} alone, the end of a thread or port is seen`, () => {
    for (const blocked of ['main', 'worker'])
      test(`by a blocked ${blocked} thread, of its child and of its grandchild`, async () => {
        const { code, stdout, stderr } = await runNode([...args, PROGRAM, way, blocked], { milliseconds: 60_000 });
        assert.equal(code, 0, stderr);
        assert.deepEqual(JSON.parse(stdout), { child: expected, grandchild: expected });
      });
  });
