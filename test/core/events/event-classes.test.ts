import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { CloseEvent, closeEvent } from '../../../src/core/events/close-event.ts';
import { ErrorEvent, errorEvent } from '../../../src/core/events/error-event.ts';
import { Listeners } from '../../../src/core/events/listeners.ts';
import { messageErrorEvent, messageEvent } from '../../../src/core/events/message-event.ts';
import { plainEvent } from '../../../src/core/events/plain-event.ts';

type Members = Record<string, unknown>;

function pick(value: object, names: readonly string[]): Members {
  return Object.fromEntries(names.map((name) => [name, (value as Members)[name]]));
}

test('ErrorEvent has the constructor and the attributes of HTML', () => {
  const error = new RangeError('no');
  const init = { message: 'no', filename: 'file:///a.ts', lineno: 3, colno: 4, error, cancelable: true, bubbles: true };
  const event = new ErrorEvent('error', init);
  assert.ok(event instanceof ErrorEvent && event instanceof Event);
  assert.deepEqual(pick(event, ['type', 'isTrusted', ...Object.keys(init)]), { type: 'error', isTrusted: false, ...init });
  assert.deepEqual(pick(new ErrorEvent('error'), ['message', 'filename', 'lineno', 'colno', 'cancelable']), {
    message: '',
    filename: '',
    lineno: 0,
    colno: 0,
    cancelable: false,
  });
  assert.equal(Object.prototype.toString.call(event), '[object ErrorEvent]');
  assert.equal(ErrorEvent.name, 'ErrorEvent');
  assert.throws(() => Reflect.construct(ErrorEvent, []), TypeError);
  assert.throws(() => Reflect.apply(ErrorEvent as never, undefined, ['error']), TypeError);
  assert.throws(() => void ((event as { message: string }).message = 'other'), TypeError);
});

test('CloseEvent has the constructor and the attributes of the standard', () => {
  const event = new CloseEvent('close', { code: 7, reason: 'so', wasClean: true });
  assert.ok(event instanceof CloseEvent && event instanceof Event);
  assert.deepEqual(pick(event, ['type', 'isTrusted', 'code', 'reason', 'wasClean']), {
    type: 'close',
    isTrusted: false,
    code: 7,
    reason: 'so',
    wasClean: true,
  });
  assert.deepEqual(pick(new CloseEvent('close'), ['code', 'reason', 'wasClean']), { code: 0, reason: '', wasClean: false });
  assert.equal(Object.prototype.toString.call(event), '[object CloseEvent]');
  assert.equal(CloseEvent.name, 'CloseEvent');
  assert.throws(() => Reflect.construct(CloseEvent, []), TypeError);
  assert.throws(() => void ((event as { code: number }).code = 1), TypeError);
});

test('events that heddle fires are trusted instances of the public classes, and answer every member', () => {
  const error = new Error('no');
  const cases: [Event, new (type: string) => Event, Members][] = [
    [
      messageEvent([1], []) as unknown as Event,
      MessageEvent,
      { type: 'message', data: [1], origin: '', lastEventId: '', source: null, ports: [] },
    ],
    [messageErrorEvent(error) as unknown as Event, MessageEvent, { type: 'messageerror', data: null, ports: [] }],
    [
      errorEvent({ message: 'no', filename: 'f', lineno: 1, colno: 2, error }),
      ErrorEvent,
      { type: 'error', message: 'no', filename: 'f', lineno: 1, colno: 2, error, cancelable: true },
    ],
    [closeEvent(3, 'so'), CloseEvent, { type: 'close', code: 3, reason: 'so', wasClean: false }],
    [closeEvent(0, ''), CloseEvent, { wasClean: true }],
    [plainEvent('open') as unknown as Event, Event, { type: 'open', bubbles: false, composed: false, cancelable: false, eventPhase: 0 }],
  ];
  for (const [event, Class, members] of cases) {
    assert.ok(event instanceof Class && event instanceof Event, event.type);
    // The runtime's own class where it has one, else heddle's.
    assert.equal(event.constructor, (globalThis as Record<string, unknown>)[Class.name] ?? Class);
    assert.equal(Object.prototype.toString.call(event), `[object ${Class.name}]`);
    assert.deepEqual(pick(event, Object.keys(members)), members);
    assert.deepEqual(pick(event, ['isTrusted', 'target', 'currentTarget', 'srcElement', 'returnValue']), {
      isTrusted: true,
      target: null,
      currentTarget: null,
      srcElement: null,
      returnValue: true,
    });
    assert.ok(event.timeStamp > 0 && event.timeStamp <= performance.now());
    assert.ok(inspect(event).startsWith(`${Class.name} {`), inspect(event));
    // Nothing but the members of the standard is to be seen.
    assert.deepEqual(Object.keys(event), []);
    for (const name of Object.keys(members)) assert.throws(() => void ((event as unknown as Members)[name] = 1), TypeError, name);
    for (const name in Event.prototype) assert.doesNotThrow(() => (event as unknown as Members)[name], name);
  }
});

test('preventDefault() works on cancelable events only, stopPropagation() shows while the event is dispatched', () => {
  const cancelable = errorEvent({ message: '', filename: '', lineno: 0, colno: 0, error: undefined });
  const plain = plainEvent('open');
  for (const event of [cancelable, plain]) event.preventDefault();
  assert.deepEqual(
    [cancelable.defaultPrevented, cancelable.returnValue, plain.defaultPrevented, plain.returnValue],
    [true, false, false, true],
  );
  const other = errorEvent({ message: '', filename: '', lineno: 0, colno: 0, error: undefined });
  (other as { returnValue: boolean }).returnValue = false;
  assert.equal(other.defaultPrevented, true);
  const listeners = new Listeners({}, () => {});
  const seen: boolean[] = [];
  listeners.add('open', (event: Event) => {
    seen.push(event.cancelBubble);
    event.stopPropagation();
    seen.push(event.cancelBubble);
    (event as { cancelBubble: boolean }).cancelBubble = false;
    seen.push(event.cancelBubble);
  });
  listeners.dispatch(plain);
  assert.deepEqual([...seen, plain.cancelBubble], [false, true, true, false]);
});

test('node-style listeners receive values: data, error, code, nothing', () => {
  const seen: unknown[][] = [];
  const listeners = new Listeners({}, () => {});
  for (const type of ['message', 'messageerror', 'error', 'close', 'open', 'exit']) {
    listeners.add(type, (...values: unknown[]) => void seen.push([type, ...values]), { node: true });
  }
  const error = new Error('no');
  listeners.dispatch(messageEvent(undefined, []));
  listeners.dispatch(messageErrorEvent(error));
  listeners.dispatch(errorEvent({ message: '', filename: '', lineno: 0, colno: 0, error: 7 }));
  listeners.dispatch(closeEvent(3, ''));
  listeners.dispatch(plainEvent('open'));
  listeners.dispatch(plainEvent('exit', [4]));
  assert.deepEqual(seen, [['message', undefined], ['messageerror', error], ['error', 7], ['close', 3], ['open'], ['exit', 4]]);
});
