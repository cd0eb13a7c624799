import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { COMMAND, runHeddle } from '../support/run-heddle.ts';
import { withDeadline } from '../support/with-deadline.ts';

const PROGRAM = fileURLToPath(new URL('../../../examples/web-server.ts', import.meta.url));
const REPORTS = 4;

/** Runs the server while `visit` visits it, then interrupts it. */
async function serve(options: readonly string[], visit: (url: string) => Promise<void>): Promise<unknown> {
  const child = spawn(process.execPath, [COMMAND, PROGRAM, '--port', '0', ...options], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const ended = once(child, 'close');
    const [first] = (await withDeadline(once(child.stdout.setEncoding('utf8'), 'data'), 'the address of the server')) as [string];
    await visit(/^http:\/\/[\d.:]+/.exec(first)![0]);
    child.kill('SIGINT');
    const [code, signal] = (await withDeadline(ended, 'the end of the server')) as [number | null, string | null];
    return signal ?? code;
  } finally {
    child.kill('SIGKILL');
  }
}

/** In which order the answers came when some reports were asked for and then a greeting. */
async function orderOfAnswers(url: string): Promise<string[]> {
  const order: string[] = [];
  const get = async (page: string): Promise<unknown> => {
    const response = await fetch(`${url}/${page}`);
    assert.equal(response.status, 200);
    order.push(page);
    return await response.json();
  };
  const reports = Array.from({ length: REPORTS }, () => get('report'));
  assert.deepEqual(await get('hello'), { hello: 'world' });
  for (const report of await Promise.all(reports)) assert.equal((report as { best: unknown[] }).best.length, 3);
  return order;
}

describe('examples/web-server.ts', () => {
  for (const framework of ['http', 'express']) {
    it(`answers at once while a worker makes reports, with ${framework}, and ends when it is interrupted`, async () => {
      const end = await serve(['--framework', framework], async (url) => {
        // The worker is warm.
        await (await fetch(`${url}/report`)).json();
        const order = await orderOfAnswers(url);
        assert.notEqual(order.at(-1), 'hello', order.join(', '));
      });
      assert.equal(end, 0);
    });
  }

  it('measures how long an answer takes with workers and without', async () => {
    const { code, stdout } = await runHeddle([PROGRAM, '--measure', '--seconds', '1'], { milliseconds: 60_000 });
    assert.equal(code, 0);
    const rows = stdout.trim().split('\n').slice(2);
    assert.deepEqual(
      rows.map((row) => Number(row.trim().split(/\s+/)[0])),
      [0, 1],
    );
  });

  it('refuses a framework that it does not know', async () => {
    const { code, stderr } = await runHeddle([PROGRAM, '--framework', 'none']);
    assert.equal(code, 2);
    assert.match(stderr, /--framework/);
  });
});
