import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, test } from 'node:test';
import { Worker } from 'heddle';
import { inspect } from 'heddle/inspect';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';

noLeaks();

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Not `fetch`: that one does not let a program choose `Host`. */
function ask(port: number, path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      let text = '';
      const answered = (): void => resolve({ status: response.statusCode!, headers: response.headers, text });
      response.setEncoding('utf8');
      response.on('data', (part: string) => {
        text += part;
        // The live answer has no end.
        if (path === '/api/live') {
          answered();
          response.destroy();
        }
      });
      response.on('end', answered);
    });
    asking.on('error', reject);
    asking.end();
  });
}

async function served(check: (port: number, token: string) => Promise<void>): Promise<void> {
  const { url, close } = await inspect();
  const { port, searchParams, hostname } = new URL(url);
  assert.equal(hostname, '127.0.0.1');
  try {
    await check(Number(port), searchParams.get('token')!);
  } finally {
    await close();
  }
}
const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });
const PATHS = [
  ['GET', '/'],
  ['GET', '/app.js'],
  ['GET', '/app.css'],
  ['GET', '/api/live'],
  ['POST', '/api/threads/1/profile'],
  ['POST', '/api/threads/1/snapshot'],
  ['POST', '/api/threads/1/terminate'],
  ['GET', '/nothing'],
] as const;

describe('the live page refuses', () => {
  test('a missing token and a wrong one, everywhere', async () => {
    await served(async (port, token) => {
      for (const [method, path] of PATHS) {
        assert.equal((await ask(port, path, {}, method)).status, 401, `${method} ${path} without a token`);
        for (const wrong of ['x', token.slice(1), `${token}x`, token.toLowerCase()]) {
          const answers = [await ask(port, `${path}?token=${wrong}`, {}, method), await ask(port, path, bearer(wrong), method)];
          for (const { status, text } of answers) assert.deepEqual([status, text], [401, 'Refused: token\n']);
        }
      }
    });
  });

  test('for whatever does something, the token of the address', async () => {
    await served(async (port, token) => {
      for (const [method, path] of PATHS.filter(([, name]) => name.startsWith('/api/')))
        assert.equal((await ask(port, `${path}?token=${token}`, {}, method)).status, 401, path);
    });
  });

  test('other hosts, so that no name of somebody else leads here', async () => {
    await served(async (port, token) => {
      for (const host of ['example.org', `example.org:${port}`, '127.0.0.1', `127.0.0.1:${port + 1}`, `127.0.0.1.example.org:${port}`])
        for (const [method, path] of PATHS) {
          const { status, text } = await ask(port, `${path}?token=${token}`, { host, ...bearer(token) }, method);
          assert.deepEqual([status, text], [403, 'Refused: host\n'], `${host}${path}`);
        }
      assert.equal((await ask(port, `/?token=${token}`, { host: `localhost:${port}` })).status, 200);
    });
  });

  test('pages of other origins', async () => {
    await served(async (port, token) => {
      for (const headers of [
        { origin: 'https://example.org' },
        { origin: 'null' },
        { origin: `https://127.0.0.1:${port}` },
        { origin: `http://127.0.0.1:${port + 1}` },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ] as Record<string, string>[])
        for (const [method, path] of PATHS) {
          const { status, text } = await ask(port, `${path}?token=${token}`, { ...headers, ...bearer(token) }, method);
          assert.deepEqual([status, text], [403, 'Refused: origin\n'], `${JSON.stringify(headers)} ${path}`);
        }
      const { status } = await ask(port, '/api/live', {
        origin: `http://127.0.0.1:${port}`,
        'sec-fetch-site': 'same-origin',
        ...bearer(token),
      });
      assert.equal(status, 200);
    });
  });

  test('to be shown in a frame, and to run or fetch anything from elsewhere', async () => {
    await served(async (port, token) => {
      const { headers } = await ask(port, `/?token=${token}`);
      const policy = String(headers['content-security-policy']);
      for (const part of ["default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"])
        assert.ok(policy.includes(part), part);
      assert.ok(!policy.includes('unsafe'));
      assert.equal(headers['referrer-policy'], 'no-referrer');
      assert.equal(headers['access-control-allow-origin'], undefined);
    });
  });

  test('methods that it has no answer for: a GET changes nothing', async () => {
    await served(async (port, token) => {
      for (const action of ['profile', 'snapshot', 'terminate'])
        assert.equal((await ask(port, `/api/threads/1/${action}`, bearer(token))).status, 404);
      assert.equal((await ask(port, '/api/live', bearer(token), 'POST')).status, 404);
      assert.equal((await ask(port, '/../package.json?token=x', bearer(token))).status, 401);
      assert.equal((await ask(port, `/../package.json?token=${token}`)).status, 404);
    });
  });
});

test('no request ends the server, whatever its address and with or without the token', async () => {
  await served(async (port, token) => {
    const targets = [
      '//',
      '//[',
      'http://[',
      'http://127.0.0.1:99999/',
      '*',
      '%',
      '/%',
      '/%00',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/constructor',
    ];
    for (const target of [
      ...targets,
      '/app.js/../../package.json',
      '//app.js',
      '/api/threads/1e9/profile',
      '/api/threads/99999999999999999999/profile',
    ])
      for (const method of ['GET', 'POST', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'])
        for (const headers of [{}, bearer(token)] as Record<string, string>[]) {
          const { status, text } = await ask(port, target, headers, method);
          assert.ok([400, 401, 404].includes(status), `${method} ${target}: ${status}`);
          assert.ok(!text.includes('"name"'), `${method} ${target}`);
        }
    assert.equal((await ask(port, `/?token=${token}`)).status, 200);
  });
});

test('it listens on loopback only', async () => {
  await served(async (port) => {
    const outside = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outside) {
      const socket = connect(port, address);
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      assert.equal(error.code, 'ECONNREFUSED');
    }
  });
});

test('nothing listens unless asked for, and nothing any more after close()', async () => {
  const { url, close } = await inspect();
  await close();
  await close();
  await assert.rejects(ask(Number(new URL(url).port), '/'), { code: 'ECONNREFUSED' });
});

test('each page has a token of its own', async () => {
  const first = await inspect();
  const second = await inspect();
  assert.notEqual(new URL(first.url).search, new URL(second.url).search);
  await first.close();
  const { port, searchParams } = new URL(second.url);
  assert.equal((await ask(Number(port), '/api/live', bearer(searchParams.get('token')!))).status, 200);
  await second.close();
});

test('inspect() rejects a port that is taken, and throws for one that is none', async () => {
  const { url, close } = await inspect();
  await assert.rejects(inspect({ port: Number(new URL(url).port) }), { code: 'HEDDLE_INSPECT_FAILED' });
  await close();
  await assert.rejects(inspect({ port: 70_000 }), RangeError);
  await assert.rejects(inspect({ port: '1' as never }), TypeError);
});

test('terminate ends the worker, and the main thread is refused', async () => {
  const worker = new Worker('for (;;);', { eval: true, name: 'endless' });
  const closed = new Promise<CloseEvent>((resolve) => (worker.onclose = resolve as never));
  await served(async (port, token) => {
    const { text } = await ask(port, '/api/live', bearer(token));
    const { threads } = JSON.parse(text.split('\n')[0]!) as { threads: { name: string; number: number }[] };
    const find = (name: string): number => threads.findLast((thread) => thread.name === name)!.number;
    assert.equal((await ask(port, `/api/threads/${find('main')}/terminate`, bearer(token), 'POST')).status, 409);
    assert.equal((await ask(port, `/api/threads/${find('endless')}/terminate`, bearer(token), 'POST')).status, 202);
    await closed;
    assert.equal((await ask(port, '/api/threads/999/terminate', bearer(token), 'POST')).status, 404);
  });
});

for (const [what, script] of [
  ['a loop', fixture('inspect/spin.mjs')],
  ['Atomics.wait()', `data:text/javascript,postMessage(0); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`],
] as const)
  test(`a profile and a snapshot reach a thread that is blocked in ${what}, and it goes on as before`, async () => {
    const worker = new Worker(script, { name: 'blocked' });
    await once(worker as never, 'message');
    await using _ = worker;
    await served(async (port, token) => {
      const { text } = await ask(port, '/api/live', bearer(token));
      const { threads } = JSON.parse(text.split('\n')[0]!) as { threads: { name: string; number: number }[] };
      const { number } = threads.findLast((thread) => thread.name === 'blocked')!;
      // The second time shows that the first one has left nothing behind.
      for (let time = 0; time < 2; time += 1) {
        const profile = await ask(port, `/api/threads/${number}/profile?seconds=0.2`, bearer(token), 'POST');
        assert.equal(profile.status, 200);
        // A loop that was optimized while it ran has no name there; what called it has.
        const { nodes } = JSON.parse(profile.text) as { nodes: { callFrame: { functionName: string } }[] };
        assert.ok(nodes.length > 1, profile.text);
        const snapshot = await ask(port, `/api/threads/${number}/snapshot`, bearer(token), 'POST');
        assert.equal(snapshot.status, 200, snapshot.text);
        assert.ok((JSON.parse(snapshot.text) as { nodes: number[] }).nodes.length > 1000);
      }
    });
  });

test('a thread that waits in a call of the system is said to, instead of being waited for', async () => {
  const code = `import { execFileSync } from 'node:child_process'; postMessage(0); execFileSync(process.execPath, ['-e', 'setTimeout(() => {}, 12_000)'])`;
  const worker = new Worker(`data:text/javascript,${encodeURIComponent(code)}`, { name: 'silent' });
  await once(worker as never, 'message');
  await using _ = worker;
  await served(async (port, token) => {
    const { text } = await ask(port, '/api/live', bearer(token));
    const { threads } = JSON.parse(text.split('\n')[0]!) as { threads: { name: string; number: number }[] };
    const { number } = threads.findLast((thread) => thread.name === 'silent')!;
    for (const action of ['profile?seconds=0.2', 'snapshot']) {
      const answer = await ask(port, `/api/threads/${number}/${action}`, bearer(token), 'POST');
      assert.equal(answer.status, 504, answer.text);
      assert.match(answer.text, /^silent answers nobody.*execFileSync/);
    }
  });
});
