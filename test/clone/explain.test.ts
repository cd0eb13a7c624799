import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { MessageChannel, markAsUntransferable } from 'node:worker_threads';

import { dataCloneError } from '../../src/clone/data-clone-error.ts';
import type { Advice, Explanation, ExplanationEntry } from '../../src/clone/explain/explanation.ts';
import { codecHost } from '../../src/platform/node.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { explain } from '../../src/port/explain.ts';
import { MessageChannel as HeddleChannel } from '../../src/port/message-channel.ts';

function at(explanation: Explanation, path: string, fate: string): ExplanationEntry {
  const found = explanation.entries.find((entry) => entry.path === path && entry.fate === fate);
  assert.ok(found, `no ${fate} entry at ${path} in\n${explanation.table()}`);
  return found;
}

function lost(value: unknown): string[] {
  return explain(value)
    .entries.filter(({ fate }) => fate === 'lost')
    .map(({ aspect, path }) => `${aspect} ${path}`);
}

function actions({ advice }: Explanation): (readonly [Advice['action'], string])[] {
  return advice.map(({ action, path }) => [action, path] as const);
}

describe('explain(): memory', () => {
  it('counts the whole buffer of a small view, and says how much of it no view shows', () => {
    const explanation = explain({ small: new Uint8Array(new ArrayBuffer(5000), 100, 3) });
    const entry = at(explanation, 'message.small', 'copied');
    assert.deepEqual([entry.bytes, entry.hidden, entry.exact], [5000, 4997, true]);
    assert.deepEqual(actions(explanation), [['slice', 'message.small']]);
  });

  it('counts the pool of a Buffer of 3 bytes', () => {
    const buffer = Buffer.from('abc');
    const { bytes, hidden } = at(explain({ buffer }), 'message.buffer', 'copied');
    assert.deepEqual([bytes, hidden], [buffer.buffer.byteLength, buffer.buffer.byteLength - 3]);
  });

  it('counts a buffer once, however many views there are, and adds up what they show', () => {
    const buffer = new ArrayBuffer(4096);
    const views = [new Uint8Array(buffer, 0, 100), new DataView(buffer, 50, 100), new Uint8Array(buffer, 1000, 10)];
    const { entries, totals } = explain({ views });
    assert.equal(entries.filter(({ bytes }) => bytes >= 4096).length, 1);
    assert.equal(totals.hidden, 4096 - 160);
    assert.equal(explain({ views, buffer }).totals.hidden, 0);
  });

  it('says what is moved, also behind a view', () => {
    const pixels = new Uint8Array(100_000);
    const explanation = explain({ pixels }, { transfer: [pixels.buffer] });
    assert.deepEqual([explanation.path, explanation.totals.moved], ['native', 100_000]);
    assert.equal(at(explanation, 'message.pixels', 'moved').bytes, 100_000);
    assert.equal(pixels.length, 100_000);
    assert.deepEqual(actions(explanation), []);
  });

  it('advises to move what is large, and not what cannot move', () => {
    const pixels = new Uint8Array(4_100_000);
    const explanation = explain({ pixels });
    assert.deepEqual(actions(explanation), [['move', 'message.pixels']]);
    assert.equal(explanation.advice[0]!.text, 'move the 4.1 MB at message.pixels: put message.pixels.buffer into the transfer list');
    markAsUntransferable(pixels.buffer);
    assert.deepEqual(actions(explain({ pixels })), []);
  });

  it('says what is shared', () => {
    const { totals, path } = explain({ counter: new Int32Array(new SharedArrayBuffer(64)) });
    assert.deepEqual([totals.shared, path], [64, 'native']);
  });
});

describe('explain(): the transfer list', () => {
  it('says what moves although the message does not contain it', () => {
    const { port1, port2 } = new MessageChannel();
    const explanation = explain({ id: 1 }, [new ArrayBuffer(8), port1]);
    assert.equal(at(explanation, 'transfer[0]', 'moved').bytes, 8);
    assert.match(at(explanation, 'transfer[1]', 'moved').note, /event\.ports/);
    assert.deepEqual(actions(explanation), [['include', 'transfer[0]']]);
    port2.close();
  });

  it('says what postMessage() would say about an entry', () => {
    const gone = new ArrayBuffer(8);
    structuredClone(gone, { transfer: [gone] });
    const locked = new ReadableStream();
    locked.getReader();
    const { port1, port2 } = new MessageChannel();
    structuredClone(port1, { transfer: [port1] });
    port2.close();
    const twice = new ArrayBuffer(1);
    for (const list of [[gone], [new ArrayBuffer(1), locked], [new ArrayBuffer(1), port1], [twice, twice], [{}], [new Uint8Array(1)]]) {
      const explanation = explain(0, list);
      const refused = explanation.entries.find(({ fate }) => fate === 'refused');
      const sender = new HeddleChannel();
      assert.throws(
        () => sender.port1.postMessage(0, list as never),
        (error: DOMException & { path: string }) => {
          assert.deepEqual([refused?.path, `${refused?.path}: ${refused?.note}`, explanation.path], [error.path, error.message, 'none']);
          return true;
        },
      );
      sender.port1.close();
    }
  });

  it('throws for what postMessage() does not take', () => {
    assert.throws(() => explain(0, 5 as never), { code: 'ERR_INVALID_ARG_TYPE' });
    assert.throws(() => explain(0, [5 as never]), { code: 'ERR_INVALID_ARG_TYPE' });
  });

  it('says what has to be listed', () => {
    const { port1, port2 } = new MessageChannel();
    const explanation = explain({ port: port1 });
    assert.match(at(explanation, 'message.port', 'refused').note, /must be in the transfer list/);
    assert.deepEqual(actions(explanation), [['list', 'message.port']]);
    const listed = explain({ port: port1 }, [port1]);
    assert.deepEqual([listed.path, at(listed, 'message.port', 'moved').bytes], ['native', 0]);
    port2.close();
  });
});

describe('explain(): the path', () => {
  it('advises plain data where that would let the message take the ring', () => {
    class Point {}
    const pixels = new Uint8Array(8);
    assert.deepEqual(actions(explain({ id: 1, point: new Point() })), [['plain', 'message.point']]);
    assert.deepEqual(actions(explain({ point: new Point(), pixels }, [pixels.buffer])), []);
    assert.deepEqual(actions(explain({ blob: new Blob(['x']) })), []);
  });

  it('has a reason that names the part', () => {
    assert.match(explain({ list: [new Blob(['x'])] }).reason, /^message\.list\[0\] is a Blob/);
    assert.match(explain({ pixels: new Uint8Array(8) }, [new ArrayBuffer(1)]).reason, /transfer list of 1 entry/);
    assert.match(
      explain({
        a: {
          get b() {
            return 1;
          },
        },
      }).reason,
      /^message\.a\.b has a getter/,
    );
  });
});

describe('explain(): what is lost', () => {
  it('names the class of an instance, its methods and its private names', () => {
    class Account {
      readonly #secret = '# no /* name */';
      static #count = 0;
      id = 1;
      get secret(): string {
        return this.#secret + Account.#count;
      }
      close(): void {}
      #hidden(): void {}
      open(): void {
        this.#hidden();
      }
    }
    const { entries } = explain({ account: new Account() });
    const notes = entries.filter(({ fate }) => fate === 'lost').map(({ note }) => note);
    assert.deepEqual(notes, [
      'an Account arrives as a plain object, without secret, close and open',
      'private #secret and #hidden of Account cannot be read',
    ]);
  });

  it('names properties by what they are', () => {
    const value = Object.defineProperty(
      {
        [Symbol('s')]: 1,
        get a() {
          return 1;
        },
      },
      'hidden',
      { value: 1, writable: true, configurable: true },
    );
    assert.deepEqual(lost(value), ['accessor message.a', 'non-enumerable message.hidden', 'symbol message[Symbol(s)]']);
    assert.deepEqual(lost({ list: Object.freeze([1]) }), ['attributes message.list']);
    assert.deepEqual(lost(Object.assign(new RangeError('x'), { code: 'E', name: 'Mine' })), [
      'prototype message',
      'property message.name',
      'property message.code',
    ]);
    assert.deepEqual(lost({ plain: { a: 1 }, list: [1], map: new Map(), date: new Date() }), []);
  });

  it('takes objects of another realm for what they are', () => {
    assert.deepEqual(lost(runInNewContext('({ a: [1], m: new Map(), d: new Date(0), e: new TypeError("x") })')), []);
  });
});

describe('explain(): code of the user', () => {
  it('reads each getter once, wherever it is', () => {
    let reads: Record<string, number> = {};
    const getter = <T extends object>(target: T, name: string, value: unknown = 1): T =>
      Object.defineProperty(target, name, {
        enumerable: true,
        get() {
          reads[name] = (reads[name] ?? 0) + 1;
          return value;
        },
      });
    class Thing {}
    class Broken extends Error {
      override get name(): string {
        reads['errorName'] = (reads['errorName'] ?? 0) + 1;
        return 'Broken';
      }
    }
    const value = {
      plain: getter({}, 'ofPlain', getter({}, 'nested')),
      instance: getter(new Thing(), 'ofInstance'),
      within: Object.assign(new Thing(), { part: getter({}, 'withinInstance') }),
      list: getter([], '0'),
      error: new Broken('x'),
      // The runtime does not read the property of a Blob.
      blob: getter(new Blob(['x']), 'ofBlob'),
    };
    const readBy = (action: (value: unknown) => unknown): Record<string, number> => {
      reads = {};
      action(value);
      return reads;
    };
    const bySending = readBy(structuredClone);
    // The engine reads the name for the stack as well.
    const { errorName = 0, ...others } = readBy(explain);
    assert.deepEqual(others, { ofPlain: 1, nested: 1, ofInstance: 1, withinInstance: 1, 0: 1 });
    assert.deepEqual({ ...others, errorName: bySending['errorName'] }, bySending);
    assert.ok(errorName <= bySending['errorName']!);
  });

  it('refuses a getter that throws, as sending throws', () => {
    const value = {
      get part(): never {
        throw new RangeError('mine');
      },
    };
    const explanation = explain(value);
    assert.match(at(explanation, 'message.part', 'refused').note, /RangeError: mine/);
    assert.throws(() => structuredClone(value), RangeError);
  });
});

describe('explain(): depth', () => {
  const nest = (levels: number, inner: unknown): unknown => {
    let value = inner;
    for (let level = 0; level < levels; level += 1) value = { next: value };
    return value;
  };

  it('goes as deep as it takes', () => {
    const explanation = explain(nest(1200, { onClick() {} }));
    assert.equal(explanation.entries.at(-1)!.path, `message${'.next'.repeat(1200)}.onClick`);
    assert.match(explain(nest(600, {})).reason, /500 levels/);
  });

  it('keeps the order of what is refused', () => {
    const value = { deep: nest(700, Symbol('first')), late: Symbol('second') };
    const [first, second] = explain(value).entries.filter(({ fate }) => fate === 'refused');
    assert.deepEqual([first!.path.length > 3000, second!.path], [true, 'message.late']);
  });

  it('refuses what the stack of the runtime does not take', () => {
    const value = nest(20_000, 1);
    assert.throws(() => structuredClone(value), RangeError);
    assert.equal(explain(value).path, 'none');
  });
});

describe('explain(): platform objects', () => {
  it('are copied by the runtime, whatever properties they have', () => {
    const explanation = explain({ blob: Object.assign(new Blob(['x']), { f() {} }), key: createSecretKey(Buffer.alloc(16)) });
    assert.deepEqual([explanation.path, explanation.totals.refused], ['native', 0]);
    assert.equal(at(explanation, 'message.blob', 'copied').exact, false);
    assert.equal(at(explanation, 'message.blob.f', 'lost').aspect, 'property');
    assert.equal(at(explanation, 'message.key', 'copied').what, 'SecretKeyObject');
  });

  it('are refused in the words of the DataCloneError', () => {
    for (const value of [new WeakMap(), Promise.resolve(), new Intl.NumberFormat(), Object(Symbol('s')), new Proxy([], {})]) {
      const { path, note } = at(explain([value]), 'message[0]', 'refused');
      let thrown: unknown;
      try {
        structuredClone([value]);
      } catch (error) {
        thrown = dataCloneError('message', [value], [], error, codecHost.isProxy);
      }
      assert.equal(`${path}: ${note}`, (thrown as Error).message);
    }
  });
});

describe('Explanation', () => {
  it('is frozen, and plain data in JSON', () => {
    const explanation = explain({ a: [1], f() {} });
    for (const part of [
      explanation,
      explanation.totals,
      explanation.entries,
      explanation.entries[0],
      explanation.advice,
      explanation.advice[0],
    ])
      assert.ok(Object.isFrozen(part));
    const { path, totals, entries, advice, reason } = explanation;
    assert.deepEqual(JSON.parse(JSON.stringify(explanation)), JSON.parse(JSON.stringify({ path, reason, totals, entries, advice })));
  });

  it('shows one line for many entries that are alike', () => {
    class User {}
    const explanation = explain({ users: Array.from({ length: 20_000 }, () => new User()) });
    assert.equal(explanation.totals.lost, 20_000);
    const table = explanation.table();
    assert.ok(table.split('\n').length < 6, table);
    assert.match(table, /message\.users\[\*\] .*\(20,000 times\)/);
  });

  it('has entries for the parts of a message, which add up', () => {
    const text = 'x'.repeat(5000);
    const { entries, totals } = explain({ id: 1, list: [1, 2, { deep: [text] }], map: new Map([['k', {}]]) });
    assert.deepEqual(
      entries.map(({ path }) => path),
      ['message', 'message.list', 'message.list[2].deep[0]', 'message.map'],
    );
    assert.equal(
      entries.reduce((sum, { bytes }) => sum + bytes, 0),
      totals.copied,
    );
  });

  it('says that the thread uses no rings', () => {
    setDefaultTransport('native');
    try {
      assert.deepEqual([explain(1).path, explain(1).entries[0]!.exact], ['native', false]);
    } finally {
      setDefaultTransport('auto');
    }
    assert.equal(explain(1).path, 'ring');
  });
});
