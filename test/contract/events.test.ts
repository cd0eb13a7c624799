import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('a message is a MessageEvent of the runtime with the attributes of HTML', async ({ from, to }) => {
  await from.run(({ port, heddle }) => {
    const { port1 } = new heddle.MessageChannel();
    port.postMessage({ text: 'hello', nested: { port: port1 } }, [port1]);
  });
  await to.run(
    ({ port, heddle, assert }) =>
      new Promise<void>((resolve, reject) => {
        port.onmessage = function (event) {
          try {
            assert.equal(this, port);
            assert.ok(event instanceof MessageEvent && event instanceof Event);
            assert.equal(Object.prototype.toString.call(event), '[object MessageEvent]');
            assert.equal(event.constructor, MessageEvent);
            const { type, isTrusted, origin, lastEventId, source, bubbles, cancelable, composed, eventPhase, defaultPrevented } = event;
            assert.deepEqual(
              { type, isTrusted, origin, lastEventId, source, bubbles, cancelable, composed, eventPhase, defaultPrevented },
              {
                type: 'message',
                isTrusted: true,
                origin: '',
                lastEventId: '',
                source: null,
                bubbles: false,
                cancelable: false,
                composed: false,
                eventPhase: 2,
                defaultPrevented: false,
              },
            );
            assert.ok(event.target === port && event.currentTarget === port && event.srcElement === port);
            assert.deepEqual(event.composedPath(), [port]);
            assert.ok(event.timeStamp > 0 && event.timeStamp === event.timeStamp);
            assert.equal(event.data, event.data);
            assert.deepEqual([event.data.text, Object.keys(event.data)], ['hello', ['text', 'nested']]);

            assert.ok(Object.isFrozen(event.ports) && Array.isArray(event.ports));
            assert.equal(event.ports, event.ports);
            assert.deepEqual([event.ports.length, event.ports[0] === event.data.nested.port], [1, true]);
            assert.ok(event.ports[0] instanceof heddle.MessagePort && event.ports[0] instanceof globalThis.MessagePort);
            for (const name of ['data', 'ports', 'type', 'target', 'isTrusted', 'origin', 'timeStamp']) {
              assert.throws(() => void ((event as unknown as Record<string, unknown>)[name] = 'other'), TypeError, name);
            }
            event.preventDefault();
            assert.equal(event.defaultPrevented, false);
            setImmediate(() => {
              const after = [event.target === port, event.currentTarget, event.eventPhase, event.composedPath().length];
              port.onmessage = null;
              event.ports[0]!.close();
              if (JSON.stringify(after) === '[true,null,0,0]') resolve();
              else reject(new Error(JSON.stringify(after)));
            });
          } catch (error) {
            reject(error as Error);
          }
        };
      }),
  );
});

contract('an event prints as what it is', async ({ from, to }) => {
  await from.run(({ port }) => port.postMessage({ a: [1] }));
  const text = await to.run(async ({ port }) => {
    const { inspect } = process.getBuiltinModule('node:util');
    const event = await new Promise((resolve) => port.addEventListener('message', resolve, { once: true }));
    return inspect(event, { breakLength: Infinity });
  });
  assert.equal(text, "MessageEvent { type: 'message', data: { a: [ 1 ] }, ports: [] }");
});

contract('a message without ports has an empty frozen list of them', async ({ from, to }) => {
  await from.run(({ port }) => [undefined, null].forEach((value) => port.postMessage(value)));
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: unknown[] = [];
        port.onmessage = ({ data, ports }) => {
          seen.push(data, ports.length, Object.isFrozen(ports));
          if (seen.length < 6) return;
          port.onmessage = null;
          resolve(seen);
        };
      }),
  );
  assert.deepEqual(seen, [undefined, 0, true, null, 0, true]);
});

contract('an event can be fired again and is not trusted then', async ({ from, to }) => {
  await from.run(({ port }) => port.postMessage('once'));
  const seen = await to.run(async ({ port, heddle }) => {
    const event = await new Promise<MessageEvent>((resolve) => port.addEventListener('message', resolve, { once: true }));
    const { port1 } = new heddle.MessageChannel();
    const seen: unknown[] = [];
    port1.addEventListener('message', (again) => seen.push(again === event, again.data, again.target === port1, again.isTrusted));
    seen.push(port1.dispatchEvent(event));
    port1.close();
    return seen;
  });
  assert.deepEqual(seen, [true, 'once', true, false, true]);
});
