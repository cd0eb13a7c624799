import assert from 'node:assert/strict';
import { noLeaks } from '../support/no-leaks.ts';
import { contract } from './contract.ts';

noLeaks();

contract('listeners of every kind run in the order of registration', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2].forEach((number) => port.postMessage(number)));
  const seen = await to.run(
    ({ port }) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        port.on('message', (data) => seen.push(`on ${data}`));
        port.addEventListener('message', { handleEvent: ({ data }) => void seen.push(`object ${data}`) });
        port.onmessage = ({ data }) => seen.push(`attribute ${data}`);
        port.addEventListener('message', ({ data }) => seen.push(`listener ${data}`), { once: true });
        port.addEventListener('message', ({ data }) => seen.push(`capture ${data}`), true);
        port.prependListener('message', (data) => seen.push(`prepended ${data}`));
        // Keeps the place of the first assignment.
        port.onmessage = ({ data }) => seen.push(`attribute again ${data}`);
        port.once('message', (data) => seen.push(`once ${data}`));
        port.on('message', (data) => {
          if (data === 2) resolve(seen);
        });
      }),
  );
  await to.run(({ port }) => {
    port.removeAllListeners('message');
    port.onmessage = null;
  });
  assert.deepEqual(seen, [
    ...['capture 1', 'prepended 1', 'on 1', 'object 1', 'attribute again 1', 'listener 1', 'once 1'],
    ...['capture 2', 'prepended 2', 'on 2', 'object 2', 'attribute again 2'],
  ]);
});

contract('onmessage gives up its place with null and takes the last one when it is set again', async ({ from, to }) => {
  await from.run(({ port }) => port.postMessage(1));
  const { seen, values } = await to.run(
    ({ port }) =>
      new Promise<{ seen: string[]; values: unknown[] }>((resolve) => {
        const seen: string[] = [];
        const values: unknown[] = [port.onmessage];
        const handler = (): void => void seen.push('attribute');
        port.onmessage = handler;
        values.push(port.onmessage === handler);
        port.on('message', () => seen.push('on'));
        port.onmessage = null;
        values.push(port.onmessage);
        for (const other of [undefined, 7, 'text', true]) {
          port.onmessage = handler;
          port.onmessage = other as never;
          values.push(port.onmessage);
        }
        port.onmessage = handler;
        port.on('message', () => resolve({ seen, values }));
      }),
  );
  await to.run(({ port }) => {
    port.removeAllListeners('message');
    port.onmessage = null;
  });
  assert.deepEqual(seen, ['on', 'attribute']);
  assert.deepEqual(values, [null, true, null, null, null, null, null]);
});

contract('a listener is added once, and removed by what added it', async ({ from, to }) => {
  await from.run(({ port }) => port.postMessage(1));
  const seen = await to.run(
    ({ port }) =>
      new Promise<unknown[]>((resolve) => {
        const seen: unknown[] = [];
        const listener = (): void => void seen.push('called');
        const count = (): void => void seen.push(port.listenerCount('message'));
        port.addEventListener('message', listener);
        port.addEventListener('message', listener);
        port.addEventListener('message', listener, false);
        count();
        port.addEventListener('message', listener, true);
        count();
        port.removeEventListener('message', listener);
        count();
        port.removeEventListener('message', listener, { capture: true });
        count();
        // As in Node: an emitter calls a function as often as it was added.
        port.on('message', listener).on('message', listener).on('message', listener);
        count();
        port.off('message', listener);
        count();
        port.on('message', () => {
          port.removeAllListeners('message');
          resolve(seen);
        });
      }),
  );
  assert.deepEqual(seen, [1, 2, 1, 0, 3, 2, 'called', 'called']);
});

contract('`once`, `signal`, null listeners and listeners that change the list', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2].forEach((number) => port.postMessage(number)));
  const seen = await to.run(
    ({ port }) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        const abort = new AbortController();
        port.addEventListener('message', null);
        port.addEventListener('message', () => seen.push('aborted before'), { signal: AbortSignal.abort() });
        const removed = (): void => void seen.push('removed');
        port.addEventListener('message', ({ data }) => {
          seen.push(`first ${data}`);
          port.removeEventListener('message', removed);
          port.addEventListener('message', late);
        });
        const late = ({ data }: MessageEvent): void => void seen.push(`late ${data}`);
        port.addEventListener('message', removed);
        port.addEventListener('message', ({ data }) => seen.push(`signal ${data}`), { signal: abort.signal });
        port.addEventListener(
          'message',
          ({ data }) => {
            seen.push(`once ${data}`);
            abort.abort();
          },
          { once: true },
        );
        port.on('message', (data) => data === 2 && setImmediate(() => resolve(seen)));
      }),
  );
  await to.run(({ port }) => void port.removeAllListeners('message'));
  assert.deepEqual(seen, ['first 1', 'signal 1', 'once 1', 'first 2', 'late 2']);
});

contract('an exception of a listener stops no other and surfaces as uncaught', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2].forEach((number) => port.postMessage(number)));
  const { seen, caught } = await to.run(
    ({ port }) =>
      new Promise<{ seen: string[]; caught: unknown[] }>((resolve) => {
        const seen: string[] = [];
        const caught: unknown[] = [];
        process.setUncaughtExceptionCaptureCallback((error) =>
          caught.push((error as NodeJS.ErrnoException).code ?? (error as Error).message),
        );
        port.on('message', () => {
          throw new Error('of on');
        });
        port.addEventListener('message', () => {
          throw new Error('of a listener');
        });
        port.onmessage = () => {
          throw new Error('of the attribute');
        };
        port.addEventListener('message', { handleEvent: 'no function' } as never);
        port.on('message', (data) => {
          seen.push(`last ${data}`);
          if (data === 2) setImmediate(() => resolve({ seen, caught }));
        });
      }),
  );
  await to.run(({ port }) => {
    process.setUncaughtExceptionCaptureCallback(null);
    port.removeAllListeners('message');
    port.onmessage = null;
  });
  assert.deepEqual(seen, ['last 1', 'last 2']);
  const each = ['of on', 'of a listener', 'of the attribute', 'ERR_INVALID_ARG_TYPE'];
  assert.deepEqual(caught, [...each, ...each]);
});

contract('stopImmediatePropagation() keeps the event from the listeners that follow', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2].forEach((number) => port.postMessage(number)));
  const seen = await to.run(
    ({ port }) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = [];
        port.addEventListener('message', (event) => {
          seen.push(`first ${event.data}`);
          event.stopPropagation();
          if (event.data === 1) event.stopImmediatePropagation();
        });
        port.onmessage = ({ data }) => seen.push(`attribute ${data}`);
        port.on('message', (data) => {
          seen.push(`on ${data}`);
          resolve(seen);
        });
      }),
  );
  await to.run(({ port }) => {
    port.removeAllListeners('message');
    port.onmessage = null;
  });
  assert.deepEqual(seen, ['first 1', 'first 2', 'attribute 2', 'on 2']);
});

contract('an event that the program made is dispatched at once', async ({ to }) => {
  const seen = await to.run(({ port, assert }) => {
    const seen: unknown[] = [];
    const listener = function (this: unknown, event: Event): void {
      seen.push(event.type, event.isTrusted, event.target === port, event.currentTarget === port, event.eventPhase, this === port);
      seen.push(event.composedPath()[0] === port);
      event.preventDefault();
    };
    port.addEventListener('own', listener);
    port.on('own', (value: unknown) => seen.push(value));
    const event = new CustomEvent('own', { detail: 'detail', cancelable: true });
    seen.push(port.dispatchEvent(event), event.target === port, event.currentTarget, event.eventPhase);
    seen.push(port.dispatchEvent(new Event('own')));
    seen.push(port.dispatchEvent(new Event('of nobody')));
    assert.throws(() => port.dispatchEvent({ type: 'own' } as never), TypeError);
    assert.throws(() => (port.dispatchEvent as unknown as () => void)(), TypeError);
    assert.throws(() => (port.addEventListener as unknown as (type: string) => void)('own'), TypeError);
    assert.throws(() => port.addEventListener('own', 'text' as never), TypeError);
    assert.throws(() => port.addEventListener('own', listener, { signal: null as never }), TypeError);
    assert.throws(() => port.on('own', null as never), { code: 'ERR_INVALID_ARG_TYPE' });
    // An event that is being dispatched cannot be dispatched again: https://dom.spec.whatwg.org/#dom-eventtarget-dispatchevent
    port.addEventListener('twice', (event: Event) => {
      assert.throws(() => port.dispatchEvent(event), { name: 'InvalidStateError' });
      seen.push('refused');
    });
    port.dispatchEvent(new Event('twice'));
    port.removeAllListeners('own').removeAllListeners('twice');
    return seen.map((value) => (value instanceof Event ? 'event' : value));
  });
  assert.deepEqual(seen, [
    ...['own', false, true, true, 2, true, true, 'detail', false, true, null, 0],
    ...['own', false, true, true, 2, true, true, 'event', true],
    ...[true, 'refused'],
  ]);
});

contract('the vocabulary of EventEmitter works over the same listeners', async ({ to }) => {
  const seen = await to.run(({ port }) => {
    const seen: unknown[] = [];
    const [one, two] = [(...values: unknown[]) => seen.push('one', ...values), () => seen.push('two')];
    seen.push(port.on('a', one) === port, port.prependListener('a', two) === port, port.addListener('b', one) === port);
    port.prependOnceListener('a', () => seen.push('once, first'));
    seen.push(port.emit('a', 1, 2), port.emit('a'), port.emit('of nobody'));
    seen.push(port.listenerCount('a'), port.listenerCount('of nobody'), port.eventNames().includes('a'), port.eventNames().includes('b'));
    port.off('a', one).removeListener('b', one).off('b', one);
    seen.push(port.listenerCount('a'), port.eventNames().includes('b'));
    port.removeAllListeners('a');
    seen.push(port.listenerCount('a'), port.emit('a'));
    return seen;
  });
  assert.deepEqual(seen, [
    ...[true, true, true, 'once, first', 'two', 'one', 1, 2, 'two', 'one', true, true, false],
    ...[2, 0, true, true, 1, false, 0, false],
  ]);
});

contract('once() and on() of node:events work', async ({ from, to }) => {
  await from.run(({ port }) => [1, 2, 3, 4].forEach((number) => port.postMessage({ number })));
  const seen = await to.run(async ({ port, events }) => {
    const before = port.listenerCount('error');
    const seen: unknown[] = await events.once(port as never, 'message');
    const abort = new AbortController();
    try {
      for await (const values of events.on(port as never, 'message', { signal: abort.signal })) {
        seen.push(values);
        if (seen.length === 4) abort.abort();
      }
    } catch (error) {
      seen.push((error as Error).name);
    }
    return [...seen, port.listenerCount('message'), port.listenerCount('error') - before];
  });
  assert.deepEqual(seen, [{ number: 1 }, [{ number: 2 }], [{ number: 3 }], [{ number: 4 }], 'AbortError', 0, 0]);
});
