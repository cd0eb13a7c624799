import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { COMMAND } from '../support/run-heddle.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

/** Sends a signal once the program says that it is ready. */
async function signalled(signal: NodeJS.Signals, handled: readonly NodeJS.Signals[]): Promise<unknown> {
  const child = spawn(process.execPath, [COMMAND, fileURLToPath(fixture('cli/signals.ts')), ...handled], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (stdout === '') child.kill(signal);
    stdout += text;
  });
  try {
    const [code, by] = await withDeadline(once(child, 'close'), 'the end of the program');
    return { code, by, stdout };
  } finally {
    child.kill('SIGKILL');
  }
}

const NONE = process.platform === 'win32' && 'Windows has no signals';

describe('a signal', { skip: NONE }, () => {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    it(`${signal} reaches the handler of the program`, async () => {
      assert.deepEqual(await signalled(signal, [signal]), { code: 9, by: null, stdout: `ready\nhandled ${signal}\n` });
    });

    it(`${signal} ends a program that does not handle it`, async () => {
      assert.deepEqual(await signalled(signal, []), { code: null, by: signal, stdout: 'ready\n' });
    });
  }
});
