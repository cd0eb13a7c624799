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

/** Sends a signal once the program says that it is ready, and again whenever it says something. */
async function signalled(signal: NodeJS.Signals, options: readonly string[], args: readonly string[]): Promise<unknown> {
  const child = spawn(process.execPath, [COMMAND, ...options, fileURLToPath(fixture('cli/signals.ts')), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    child.kill(signal);
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

// Without an option the command runs the program itself; with one the program is another process, or becomes one where Node can do that.
for (const options of [[], ['--no-warnings']]) {
  describe(`a signal to heddle ${options.join(' ')}`, { skip: NONE }, () => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2'] as const) {
      it(`${signal} reaches the handler of the program`, async () => {
        assert.deepEqual(await signalled(signal, options, [signal]), { code: 9, by: null, stdout: `ready\nhandled ${signal}\n` });
      });

      it(`${signal} reaches it twice`, async () => {
        const stdout = `ready\nhandled ${signal}\nhandled ${signal}\n`;
        assert.deepEqual(await signalled(signal, options, [signal, 'twice']), { code: 9, by: null, stdout });
      });

      it(`${signal} ends a program that does not handle it`, async () => {
        assert.deepEqual(await signalled(signal, options, []), { code: null, by: signal, stdout: 'ready\n' });
      });
    }
  });
}
