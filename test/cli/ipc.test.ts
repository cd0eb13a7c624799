import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { COMMAND } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { withDeadline } from '../support/with-deadline.ts';

noLeaks();

const cwd = temporaryFolder({
  'echo.ts': `
    enum Word { Ready = 'ready' }
    process.on('message', (message, handle) => {
      if (handle) (handle as import('node:net').Server).close();
      process.send!({ message, handle: handle?.constructor.name });
    });
    process.on('disconnect', () => console.log('disconnected'));
    process.send!(Word.Ready);`,
});

for (const options of [[], ['--no-warnings']]) {
  describe(`A parent that forks heddle ${options.join(' ')}`, () => {
    it('exchanges messages and handles with the program, and disconnects from it', async () => {
      const child = fork(COMMAND, [...options, 'echo.ts'], { cwd, execArgv: [], stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
      let stdout = '';
      child.stdout!.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      const next = async (): Promise<unknown> => ((await withDeadline(once(child, 'message'), 'a message')) as unknown[])[0];
      try {
        assert.equal(await next(), 'ready');
        child.send({ a: [1, null] });
        assert.deepEqual(await next(), { message: { a: [1, null] } });
        const server = createServer();
        await once(server.listen(0, '127.0.0.1'), 'listening');
        assert.ok((server.address() as AddressInfo).port > 0);
        child.send('server', server);
        assert.deepEqual(await next(), { message: 'server', handle: 'Server' });
        server.close();
        const ended = Promise.all([once(child, 'exit'), once(child.stdout!, 'end')]);
        child.disconnect();
        const [exit] = await withDeadline(ended, 'the end of the program');
        assert.deepEqual([exit, stdout], [[0, null], 'disconnected\n']);
      } finally {
        child.kill('SIGKILL');
      }
    });
  });
}
