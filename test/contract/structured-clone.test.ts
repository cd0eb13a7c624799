import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('everything that can be cloned arrives as structuredClone() makes it', async ({ from, to }) => {
  const names = await from.run(async ({ port, values }) => {
    for (const { make } of Object.values(values)) port.postMessage(await make());
    return Object.keys(values);
  });
  const wrong = await to.run(async ({ port, values, assert }, names) => {
    const received: unknown[] = [];
    await new Promise<void>((resolve) => {
      port.on('message', (data) => {
        if (received.push(data) < names.length) return;
        port.removeAllListeners('message');
        resolve();
      });
    });
    const wrong: string[] = [];
    for (const [index, name] of names.entries()) {
      const { make, read = (value: unknown): unknown => value } = values[name]!;
      try {
        assert.deepEqual(await read(received[index]), await read(structuredClone(await make())));
      } catch (error) {
        wrong.push(`${name}: ${(error as Error).message}`);
      }
    }
    return wrong;
  }, names);
  assert.deepEqual(wrong, []);
  assert.ok(names.length > 50);
});

contract('classes are lost, identity and cycles within a message are kept', async ({ from, to }) => {
  // What structuredClone() does is not taken for granted here.
  const names = ['a class is lost', 'a Buffer is a Uint8Array', 'identity within a message', 'cycles close', 'key __proto__', 'minus zero'];
  await from.run(({ port, values }, names) => names.forEach((name) => port.postMessage(values[name]!.make())), names);
  await to.run(
    ({ port, assert }) =>
      new Promise<void>((resolve, reject) => {
        const seen: any[] = [];
        port.on('message', (data) => {
          if (seen.push(data) < 6) return;
          port.removeAllListeners('message');
          const [point, buffer, graph, cycle, proto, zero] = seen;
          try {
            assert.deepEqual(point, { x: 1 });
            assert.equal(Object.getPrototypeOf(point), Object.prototype);
            assert.equal(Object.getPrototypeOf(buffer), Uint8Array.prototype);
            assert.ok(graph.a === graph.b[0] && graph.views[0].buffer === graph.buffer);
            assert.ok(cycle.self === cycle && cycle.map.get(cycle) === cycle.map);
            assert.ok(Object.hasOwn(proto, '__proto__') && Object.getPrototypeOf(proto) === Object.prototype);
            assert.equal(({} as { polluted?: boolean }).polluted, undefined);
            assert.ok(Object.is(zero, -0));
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      }),
  );
});

contract('what cannot be cloned is refused at once, with the path of the culprit', async ({ from, to }) => {
  await from.run(({ port, assert }) => {
    const refusal = (value: unknown, transfer: object[] = []): [string, string, number, boolean, boolean] => {
      try {
        port.postMessage(value, transfer);
      } catch (error) {
        const { name, code, path, message } = error as DOMException & { path: string };
        return [path, name, code, error instanceof DOMException, message.startsWith(path)];
      }
      throw new Error('it was taken');
    };
    const cases: [string, unknown][] = [
      ['message', () => {}],
      ['message', Symbol('s')],
      ['message.payload.onClick', { payload: { fine: 1, onClick() {} } }],
      ['message[2]', [1, 2, Symbol('s')]],
      ['message.list[1].deep', { list: [{}, { deep: () => {} }] }],
      ['message["a key"]', { 'a key': () => {} }],
      ['message', new WeakMap()],
      ['message.promise', { promise: Promise.resolve() }],
      ['message.proxy', { proxy: new Proxy({}, {}) }],
      ['message.error.cause', { error: new Error('outer', { cause: () => {} }) }],
      ['message.generator', { generator: (function* () {})() }],
    ];
    for (const [path, value] of cases) assert.deepEqual(refusal(value), [path, 'DataCloneError', 25, true, true], path);
    for (const container of [new Map([['key', () => {}]]), new Set([() => {}])]) {
      const [path, name, code] = refusal({ container });
      assert.ok(path.startsWith('message.container'), path);
      assert.deepEqual([name, code], ['DataCloneError', 25]);
    }
    // Nothing that is listed has been moved.
    const { port1, port2 } = new MessageChannel();
    const buffer = new ArrayBuffer(8);
    const stream = new ReadableStream();
    assert.equal(refusal({ buffer, port1, stream, fails() {} }, [buffer, port1, stream])[0], 'message.fails');
    assert.equal(buffer.byteLength, 8);
    assert.equal(stream.locked, false);
    port1.postMessage('still here');
    port.postMessage({ port: port2, buffer }, [port2, buffer]);
    assert.equal(buffer.byteLength, 0);
    setImmediate(() => port1.close());
  });
  // Only the last message came.
  const text = await to.run(
    ({ port }) =>
      new Promise((resolve) =>
        port.once('message', ({ port: moved, buffer }) => {
          moved.once('message', (text: string) => {
            moved.close();
            resolve(`${text}, ${buffer.byteLength}`);
          });
        }),
      ),
  );
  assert.equal(text, 'still here, 8');
});
