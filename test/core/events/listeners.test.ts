import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorEvent } from '../../../src/core/events/error-event.ts';
import { EventHandlers, type EventHandler } from '../../../src/core/events/event-handlers.ts';
import { ForeignEvent } from '../../../src/core/events/foreign-event.ts';
import { Listeners } from '../../../src/core/events/listeners.ts';
import { plainEvent } from '../../../src/core/events/plain-event.ts';

function counted(): { listeners: Listeners; counts: string[] } {
  const counts: string[] = [];
  const listeners: Listeners = new Listeners({}, (type) => counts.push(`${type} ${listeners.count(type)}`));
  return { listeners, counts };
}

test('Listeners tells when a list has become longer or shorter, and only then', () => {
  const { listeners, counts } = counted();
  const listener = (): void => {};
  const abort = new AbortController();
  listeners.add('a', listener);
  listeners.add('a', listener);
  listeners.remove('a', () => {});
  listeners.remove('b', listener);
  listeners.add('a', listener, { signal: AbortSignal.abort(), capture: true });
  listeners.add('a', listener, { signal: abort.signal, capture: true });
  abort.abort();
  listeners.add('b', listener, { once: true });
  listeners.dispatch(plainEvent('b'));
  listeners.dispatch(plainEvent('b'));
  listeners.removeAll('b');
  listeners.removeAll();
  assert.deepEqual(counts, ['a 1', 'a 2', 'a 1', 'b 1', 'b 0', 'a 0']);
  assert.deepEqual(listeners.types(), []);
});

test('a listener added during a dispatch waits for the next, one removed is not called', () => {
  const { listeners } = counted();
  const seen: string[] = [];
  const late = (): void => void seen.push('late');
  const removed = (): void => void seen.push('removed');
  listeners.add('a', () => {
    seen.push('first');
    listeners.add('a', late);
    listeners.remove('a', removed);
  });
  listeners.add('a', removed);
  listeners.dispatch(plainEvent('a'));
  listeners.dispatch(plainEvent('a'));
  assert.deepEqual(seen, ['first', 'first', 'late']);
});

test('an `once` listener is gone before it is called', () => {
  const { listeners } = counted();
  const seen: number[] = [];
  listeners.add(
    'a',
    () => {
      seen.push(listeners.count('a'));
      listeners.dispatch(plainEvent('a'));
    },
    { once: true },
  );
  listeners.dispatch(plainEvent('a'));
  assert.deepEqual(seen, [0]);
});

test('onerror of a global object is spread, and prevents the default with true; other handlers with false', () => {
  const details = { message: 'm', filename: 'f', lineno: 1, colno: 2, error: 'e' };
  const results = (spreads: boolean, handler: EventHandler): [boolean, unknown] => {
    const target = {};
    const listeners = new Listeners(target, () => {});
    const handlers = new EventHandlers(listeners, spreads);
    let received: unknown;
    handlers.set('error', function (this: unknown, ...values: unknown[]) {
      received = this === target && (values.length > 1 ? values : typeof values[0]);
      return Reflect.apply(handler as never, this, values);
    });
    const event = errorEvent(details);
    listeners.dispatch(event);
    return [event.defaultPrevented, received];
  };
  assert.deepEqual(
    results(true, () => true),
    [true, ['m', 'f', 1, 2, 'e']],
  );
  assert.deepEqual(
    results(true, () => 1),
    [false, ['m', 'f', 1, 2, 'e']],
  );
  assert.deepEqual(
    results(true, () => false),
    [false, ['m', 'f', 1, 2, 'e']],
  );
  assert.deepEqual(
    results(false, () => true),
    [false, 'object'],
  );
  assert.deepEqual(
    results(false, () => false),
    [true, 'object'],
  );
});

test('an object is a handler that does nothing, and keeps its place', () => {
  const { listeners, counts } = counted();
  const handlers = new EventHandlers(listeners);
  const object = { handleEvent: () => assert.fail('an attribute takes functions only') };
  handlers.set('message', object);
  assert.equal(handlers.get('message'), object);
  listeners.dispatch(plainEvent('message'));
  handlers.set('message', () => {});
  handlers.set('message', null);
  handlers.set('message', null);
  assert.deepEqual(counts, ['message 1', 'message 0']);
});

test("the program's own events show the dispatch and are as before when it is over", () => {
  const target = {};
  const listeners = new Listeners(target, () => {});
  const seen: unknown[] = [];
  const event = new MessageEvent('a', { data: 1 });
  listeners.add('a', (given: Event) => seen.push(given === event, given.target === target, given.eventPhase, given.composedPath().length));
  listeners.add('a', (data: unknown) => seen.push(data), { node: true });
  listeners.add('a', (given: Event) => given.stopImmediatePropagation());
  listeners.add('a', () => seen.push('stopped before'));
  listeners.dispatch(new ForeignEvent(event));
  assert.deepEqual(seen, [true, true, 2, 1, 1]);
  assert.deepEqual([event.target, event.currentTarget, event.eventPhase, event.composedPath()], [target, null, 0, []]);
  assert.equal(Object.hasOwn(event, 'stopImmediatePropagation'), false);
  // It can travel again, also through the runtime's own dispatch.
  listeners.dispatch(new ForeignEvent(event));
  assert.equal(seen.length, 10);
  assert.doesNotThrow(() => new EventTarget().dispatchEvent(event));
});
