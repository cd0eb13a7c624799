import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

noLeaks();

const CHILD = `
  enum Kind { One = 1 }
  const worker = new Worker('data:text/typescript,enum A { B = 2 } postMessage(A.B)');
  worker.onmessage = ({ data }) => { process.send!({ kind: Kind.One, data, argv: process.argv.slice(2) }); process.disconnect(); };`;

const cwd = temporaryFolder({
  'child.ts': CHILD,
  'child.cts': `${CHILD}\nif (require.main !== module) throw new Error('not the main module');`,
  'child.mts': `${CHILD}\nimport { strict } from 'node:assert'; strict(import.meta.url);`,
  'plain.cjs': 'process.send(require.main === module)',
  'fork.ts': `
    import { fork } from 'node:child_process';
    enum Word { Given = 'given' }
    for (const name of process.argv.slice(2)) {
      const child = fork(name, [Word.Given]);
      child.on('message', (message) => console.log(name, JSON.stringify(message)));
      await new Promise((resolve) => child.on('exit', (code) => resolve(console.log('exit', code))));
    }`,
  'cluster.ts': `
    import cluster from 'node:cluster';
    import { createServer } from 'node:http';
    import type { AddressInfo } from 'node:net';
    enum Role { Primary, Worker }
    if (cluster.isPrimary) {
      const worker = cluster.fork();
      worker.on('message', async ({ port }) => {
        console.log(await (await fetch('http://127.0.0.1:' + port)).text());
        worker.kill();
      });
      worker.on('exit', (code, signal) => console.log(Role[Role.Primary], code, signal));
    } else {
      const server = createServer((_request, response) => void response.end(Role[Role.Worker]));
      server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
    }`,
  'self.ts': `
    import { execFileSync } from 'node:child_process';
    enum Kind { One = 1 }
    const depth = Number(process.argv[2]);
    console.log(depth, Kind.One, execFileSync === (await import('child_process')).execFileSync);
    if (depth > 0) execFileSync(process.execPath, [...process.execArgv, process.argv[1]!, String(depth - 1)], { stdio: 'inherit' });`,
  'threads.mjs': `
    import { Worker } from 'node:worker_threads';
    for (const options of [{}, { execArgv: process.execArgv }, { execArgv: [] }]) {
      const worker = new Worker(new URL('./thread.ts', import.meta.url), options);
      worker.on('message', (message) => console.log(message, Worker === globalThis.Worker));
      await new Promise((resolve) => worker.on('exit', resolve));
    }`,
  'thread.ts': `
    import { parentPort } from 'node:worker_threads';
    enum Kind { One = 1 }
    parentPort!.postMessage('thread ' + Kind.One + ' ' + typeof importScripts);`,
});

/** Without and with an option for Node: the command's own process, and another. */
const WAYS = [[], ['--no-warnings']];

describe('What a program under the command starts', () => {
  for (const options of WAYS) {
    const title = options.length > 0 ? `, with ${options.join(' ')}` : '';

    it(`loads TypeScript when it is forked, and has the globals${title}`, async () => {
      const names = ['./child.ts', './child.cts', './child.mts', './child'];
      const { code, stdout, stderr } = await runHeddle([...options, 'fork.ts', ...names, './plain.cjs'], { cwd });
      const expected = names.map((name) => `${name} {"kind":1,"data":2,"argv":["given"]}\nexit 0\n`).join('');
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: `${expected}./plain.cjs true\nexit 0\n`, stderr: '' });
    });

    it(`loads TypeScript in a cluster${title}`, async () => {
      const { code, stdout, stderr } = await runHeddle([...options, 'cluster.ts'], { cwd });
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'Worker\nPrimary null SIGTERM\n', stderr: '' });
    });

    it(`loads TypeScript when it starts itself with its execArgv${title}`, async () => {
      const { code, stdout, stderr } = await runHeddle([...options, 'self.ts', '2'], { cwd });
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: '2 1 true\n1 1 true\n0 1 true\n', stderr: '' });
    });

    it(`loads TypeScript in threads, with whatever execArgv${title}`, async () => {
      const { code, stdout, stderr } = await runHeddle([...options, 'threads.mjs'], { cwd });
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: 'thread 1 function true\n'.repeat(3), stderr: '' });
    });
  }
});
