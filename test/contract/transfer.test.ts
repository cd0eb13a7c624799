import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('a moved ArrayBuffer is detached here and whole there', async ({ from, to }) => {
  const lengths = await from.run(({ port }) => {
    const bytes = new Uint8Array(1 << 20).fill(7);
    const part = new Uint16Array(Uint8Array.of(1, 0, 2, 0, 3, 0).buffer, 2, 1);
    const resizable = new ArrayBuffer(4, { maxByteLength: 64 } as never);
    port.postMessage({ bytes, part, resizable }, [bytes.buffer, part.buffer, resizable]);
    return [bytes.length, bytes.buffer.byteLength, part.length, resizable.byteLength];
  });
  assert.deepEqual(lengths, [0, 0, 0, 0]);
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) =>
        port.once('message', ({ bytes, part, resizable }) =>
          resolve([
            bytes.length,
            bytes.every((byte: number) => byte === 7),
            part[0],
            part.byteOffset,
            part.buffer.byteLength,
            resizable.resizable,
          ]),
        ),
      ),
  );
  assert.deepEqual(seen, [1 << 20, true, 2, 2, 6, true]);
});

contract('a buffer that is listed but not in the message is detached too', async ({ from, to }) => {
  const length = await from.run(({ port }) => {
    const buffer = new ArrayBuffer(8);
    port.postMessage('without it', [buffer]);
    return buffer.byteLength;
  });
  assert.equal(length, 0);
  assert.equal(await to.run(({ port }) => new Promise((resolve) => port.once('message', resolve))), 'without it');
});

contract('a SharedArrayBuffer is the same memory on both sides', async ({ from, to }) => {
  await from.run(({ port }) => {
    const shared = new Int32Array(new SharedArrayBuffer(8));
    (globalThis as { shared?: Int32Array }).shared = shared;
    port.postMessage({ shared, again: shared.buffer });
    port.postMessage(shared);
  });
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        port.once('message', ({ shared, again }) => {
          port.once('message', (other: Int32Array) => {
            Atomics.store(shared, 0, 41);
            const before = Atomics.add(other, 0, 1);
            Atomics.notify(shared, 0);
            resolve([before, shared.buffer === again, shared.buffer instanceof SharedArrayBuffer]);
          });
        });
      }),
  );
  assert.deepEqual(seen, [41, true, true]);
  const value = await from.run(() => {
    const { shared } = globalThis as { shared?: Int32Array };
    delete (globalThis as { shared?: Int32Array }).shared;
    // Waits until the other side has written; it has, so this is over at once.
    Atomics.wait(shared!, 0, 0, 10_000);
    return Atomics.load(shared!, 0);
  });
  assert.equal(value, 42);
});

contract('web streams are moved and keep flowing', async ({ from, to }) => {
  const written = from.run(async ({ port }) => {
    const readable = new ReadableStream({
      start(controller) {
        for (const chunk of ['a', 'b', 'c']) controller.enqueue(chunk);
        controller.close();
      },
    });
    const written: string[] = [];
    let closed: () => void;
    const end = new Promise<void>((resolve) => (closed = resolve));
    const writable = new WritableStream({ write: (chunk: string) => void written.push(chunk), close: () => closed() });
    const upper = new TransformStream<string, string>({ transform: (chunk, controller) => controller.enqueue(chunk.toUpperCase()) });
    port.postMessage({ readable, writable, upper }, [readable, writable, upper] as never);
    if (!readable.locked || !writable.locked) throw new Error('the streams are still to be used here');
    await end;
    return written;
  });
  await to.run(async ({ port }) => {
    const { readable, writable, upper } = await new Promise<Record<string, any>>((resolve) => port.once('message', resolve));
    await readable!.pipeThrough(upper).pipeTo(writable);
  });
  assert.deepEqual(await written, ['A', 'B', 'C']);
});

contract('a FileHandle is moved: closed here, readable there', async ({ from, to }) => {
  const file = new URL(import.meta.url).pathname;
  const descriptor = await from.run(async ({ port, fs }, file) => {
    const handle = await fs.open(file);
    port.postMessage({ handle }, [handle as never]);
    return handle.fd;
  }, file);
  assert.equal(descriptor, -1);
  const text = await to.run(async ({ port }) => {
    const { handle } = await new Promise<{ handle: import('node:fs/promises').FileHandle }>((resolve) => port.once('message', resolve));
    const { buffer } = await handle.read(Buffer.alloc(8), 0, 8, 0);
    await handle.close();
    return buffer.toString();
  });
  assert.equal(text, 'import a');
});

contract('a transfer list that cannot be right is refused with the path, and nothing in it is moved', async ({ from, to, ports }) => {
  await from.run(({ port, assert, threads }, ports) => {
    const refused = (value: unknown, transfer: unknown[], path: string): void => {
      for (const argument of [transfer, { transfer }]) {
        assert.throws(() => port.postMessage(value, argument as never), { name: 'DataCloneError', code: 25, path }, path);
      }
    };
    const buffer = new ArrayBuffer(8);
    const detached = new ArrayBuffer(8);
    structuredClone(detached, { transfer: [detached] });
    refused(1, [buffer, buffer], 'transfer[1]');
    refused(1, [buffer, detached], 'transfer[1]');
    refused(1, [buffer, {}], 'transfer[1]');
    refused(1, [buffer, new Uint8Array(1)], 'transfer[1]');
    refused(1, [buffer, new SharedArrayBuffer(1)], 'transfer[1]');
    refused(1, [new Date()], 'transfer[0]');
    refused(1, [() => {}], 'transfer[0]');
    if (ports) refused(1, [buffer, port], 'transfer[1]');

    const { port1, port2 } = new MessageChannel();
    refused(1, [port1, buffer, port1], 'transfer[2]');
    // A port that is in the message but not in the list would be in two threads at once.
    refused({ nested: [{ port: port1 }] }, [], 'message.nested[0].port');
    refused({ port: port1, port2 }, [port1], 'message.port2');
    port1.close();
    const [readable, writable, transform] = [new ReadableStream(), new WritableStream(), new TransformStream()];
    for (const locked of [readable, transform.readable]) locked.getReader();
    writable.getWriter();
    for (const locked of [readable, writable, transform]) refused(1, [buffer, locked], 'transfer[1]');
    // A stream can only be moved.
    refused({ stream: new ReadableStream() }, [], 'message.stream');

    const untransferable = new ArrayBuffer(8);
    threads.markAsUntransferable(untransferable);
    if (parseInt(process.versions.node, 10) > 20) {
      refused(1, [untransferable], 'transfer[0]');
      refused(untransferable, [buffer, untransferable], 'transfer');
    }
    // Node 22.10 and newer.
    const uncloneable = { a: 1 };
    (threads.markAsUncloneable as ((value: object) => void) | undefined)?.(uncloneable);
    if ('markAsUncloneable' in threads) refused({ inner: uncloneable }, [], 'message.inner');
    assert.equal(buffer.byteLength, 8);
    port.postMessage('the end');
  }, ports);
  assert.equal(await to.run(({ port }) => new Promise((resolve) => port.once('message', resolve))), 'the end');
});

contract('a port that is moved or closed cannot be moved again', async ({ from, to }) => {
  await from.run(({ port, heddle, assert }) => {
    const moved = new heddle.MessageChannel();
    port.postMessage(moved.port1, [moved.port1]);
    assert.throws(() => port.postMessage(1, [moved.port1]), { name: 'DataCloneError', path: 'transfer[0]' });
    // It is of no use here, and says so by doing nothing.
    assert.equal(moved.port1.postMessage('nothing'), undefined);
    moved.port1.start();
    moved.port1.close();
    assert.equal(moved.port1.hasRef(), false);
    moved.port2.close();
  });
  await to.run(({ port }) => new Promise<void>((resolve) => port.once('message', (moved) => resolve(moved.close()))));
});
