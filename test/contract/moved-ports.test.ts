import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract, contractOfPorts } from './contract.ts';

noLeaks();

contract('a port is moved while messages are under way to it: none is lost, the order stays', async ({ from, to }) => {
  // The far end stays here and goes on posting; the near end goes over in the middle, with messages before, at and after the move.
  const posting = from.run(async ({ port, heddle }) => {
    const { port1, port2 } = new heddle.MessageChannel();
    let number = 0;
    const post = (count: number): void => {
      for (let i = 0; i < count; i++) port1.postMessage(number++);
    };
    post(100);
    // It has listened for a while, so that some messages have arrived and wait in this thread.
    await new Promise<void>((resolve) => port2.once('message', () => resolve()));
    post(100);
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    port.postMessage({ port2 }, [port2]);
    post(100);
    for (let turn = 0; turn < 10; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      post(10);
    }
    port1.postMessage('end');
    await new Promise<void>((resolve) => port1.once('message', () => resolve()));
    port1.close();
  });
  const seen = await to.run(async ({ port }) => {
    const { port2 } = await new Promise<{ port2: MessagePort }>((resolve) => port.once('message', resolve));
    const seen: unknown[] = [];
    await new Promise<void>((resolve) => {
      port2.onmessage = ({ data }) => {
        if (data === 'end') resolve();
        else seen.push(data);
      };
    });
    port2.postMessage('thanks');
    await new Promise<void>((resolve) => port2.addEventListener('close', () => resolve()));
    return seen;
  });
  await posting;
  assert.deepEqual(
    seen,
    Array.from({ length: 399 }, (_, index) => index + 1),
  );
});

contract('a port goes back and forth with its messages', async ({ from, to }) => {
  const rounds = 12;
  const juggle = ({ port }: import('./end.ts').Tools, rounds: number): Promise<unknown[]> =>
    new Promise((resolve) => {
      const seen: unknown[] = [];
      port.on('message', ({ ball, round }: { ball: MessagePort; round: number }) => {
        // Takes one message of the many, so that the others are on the way or have arrived when the port moves on.
        ball.addEventListener(
          'message',
          ({ data }) => {
            seen.push(data);
            if (round < rounds) port.postMessage({ ball, round: round + 1 }, [ball]);
            else ball.close();
            if (round < rounds - 1) return;
            port.removeAllListeners('message');
            resolve(seen);
          },
          { once: true },
        );
      });
    });
  const [ours, theirs] = [from.run(juggle, rounds), to.run(juggle, rounds)];
  await from.run(async ({ port, heddle }, rounds) => {
    const { port1, port2 } = new heddle.MessageChannel();
    for (let number = 0; number < 3; number++) port1.postMessage(number);
    port.postMessage({ ball: port2, round: 0 }, [port2]);
    for (let number = 3; number <= rounds; number++) {
      await new Promise((resolve) => setImmediate(resolve));
      port1.postMessage(number);
    }
  }, rounds);
  const even = Array.from({ length: 7 }, (_, index) => index * 2);
  assert.deepEqual(await theirs, even);
  assert.deepEqual(
    await ours,
    even.slice(0, 6).map((number) => number + 1),
  );
});

contract('a port that was left by its handler takes its backlog along, with the ports and buffers in it', async ({ from, to }) => {
  const sending = from.run(async ({ port, heddle }) => {
    const { port1, port2 } = new heddle.MessageChannel();
    const inner = new heddle.MessageChannel();
    const first = new Promise<void>((resolve) => port2.once('message', () => resolve()));
    port1.postMessage('taken here');
    port1.postMessage({ text: 'waits', bytes: Uint8Array.of(1, 2) });
    port1.postMessage({ text: 'with a port', inner: inner.port2 }, [inner.port2]);
    port1.postMessage('last');
    await first;
    // Turns until all of it has arrived here.
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    // A failure leaves everything where it is.
    try {
      port.postMessage({ port2, fails() {} }, [port2]);
    } catch (error) {
      if ((error as { path?: string }).path !== 'message.fails') throw error;
    }
    port.postMessage({ moved: port2 }, [port2]);
    port1.postMessage('after');
    inner.port1.postMessage('through the inner port');
    await new Promise<void>((resolve) => inner.port1.once('message', () => resolve()));
    inner.port1.close();
    port1.close();
  });
  const seen = await to.run(async ({ port, heddle }) => {
    const event = await new Promise<MessageEvent>((resolve) => port.addEventListener('message', resolve, { once: true }));
    const { moved } = event.data as { moved: MessagePort };
    const seen: unknown[] = [event.ports.length, event.ports[0] === moved, Object.keys(event.data)];
    // Each port has an order of its own.
    const inner: unknown[] = [];
    await new Promise<void>((resolve) => {
      const check = (): void => void (inner.length === 1 && seen.includes('after') && resolve());
      moved.onmessage = ({ data, ports }) => {
        if (data.inner) {
          seen.push(data.text, ports[0] === data.inner, data.inner instanceof heddle.MessagePort);
          data.inner.once('message', (text: string) => {
            inner.push(text);
            data.inner.postMessage('thanks');
            check();
          });
        } else seen.push(data.text ?? data, data.bytes?.[1]);
        check();
      };
    });
    return [...seen, ...inner];
  });
  await sending;
  assert.deepEqual(
    seen.filter((value) => value !== undefined),
    [1, true, ['moved'], 'waits', 2, 'with a port', true, true, 'last', 'after', 'through the inner port'],
  );
});

contract('ports anywhere in a message are ports of heddle, in the order of the list', async ({ from, to }) => {
  await from.run(({ port, heddle }) => {
    const channels = [new heddle.MessageChannel(), new heddle.MessageChannel(), new heddle.MessageChannel()] as const;
    const [a, b, c] = channels.map(({ port2 }) => port2) as unknown as [MessagePort, MessagePort, MessagePort];
    port.postMessage({ deep: new Map([['key', [new Set([a])]]]), b }, [c, a, b] as never);
    channels.forEach(({ port1 }, index) => {
      port1.postMessage(index);
      // What was posted before is delivered all the same.
      port1.close();
    });
  });
  const seen = await to.run(async ({ port, heddle }) => {
    const { data, ports } = await new Promise<MessageEvent>((resolve) => port.addEventListener('message', resolve, { once: true }));
    const [a] = data.deep.get('key')[0];
    const seen: unknown[] = [
      ports.length,
      ports[1] === a,
      ports[2] === data.b,
      ports.every((moved) => moved instanceof heddle.MessagePort),
    ];
    for (const moved of ports) {
      const closed = new Promise((resolve) => moved.addEventListener('close', resolve));
      seen.push(await new Promise((resolve) => moved.addEventListener('message', ({ data }) => resolve(data))));
      await closed;
    }
    return seen;
  });
  assert.deepEqual(seen, [3, true, true, true, 2, 0, 1]);
});

contractOfPorts('close() of a port ends both sides after what was posted before', async ({ from, to }) => {
  const closed = from.run(({ port }) => {
    let count = 0;
    port.onclose = (event) => void (count += event.type === 'close' && event.target === port && event.isTrusted ? 1 : 100);
    port.addEventListener('close', () => count++);
    // Two turns later, so that a second event would be counted.
    const later = (callback: () => void): void => void setImmediate(() => setImmediate(callback));
    return new Promise((resolve) => port.on('close', (...values: unknown[]) => later(() => resolve([count, values.length]))));
  });
  const seen = to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: unknown[] = [];
        port.on('message', (data) => seen.push(data));
        port.addEventListener('close', (event) => {
          seen.push(event.type);
          seen.push(port.postMessage('nothing'), port.hasRef());
          port.close();
          port.ref().unref();
          setImmediate(() => resolve(seen));
        });
      }),
  );
  await from.run(({ port }) => {
    for (let number = 0; number < 5; number++) port.postMessage(number);
    port.close();
    if (port.postMessage('too late') !== undefined) throw new Error('a closed port gave an answer');
  });
  assert.deepEqual(await seen, [0, 1, 2, 3, 4, 'close', undefined, false]);
  assert.deepEqual(await closed, [2, 0]);
});
