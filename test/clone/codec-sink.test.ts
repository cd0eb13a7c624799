import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Decoder } from '../../src/clone/decoder.ts';
import { Encoder } from '../../src/clone/encoder.ts';
import { GrowableSink } from '../../src/clone/sink.ts';
import type { Sink } from '../../src/clone/sink.ts';
import { codecHost } from '../../src/platform/node.ts';
import { assertSameClone } from './assert-same-clone.ts';

/** A stretch of shared memory that either refuses to grow, as a full ring may, or goes on in memory of its own. */
class Stretch implements Sink {
  bytes: Uint8Array;
  view: DataView;
  start: number;
  position: number;
  limit: number;
  moved = false;
  readonly #movable: boolean;

  constructor(memory: SharedArrayBuffer, from: number, limit: number, movable: boolean) {
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.start = from;
    this.position = from;
    this.limit = limit;
    this.#movable = movable;
  }

  reserve(size: number): boolean {
    if (!this.#movable) return false;
    const used = this.bytes.subarray(this.start, this.position);
    const memory = new ArrayBuffer(2 * (used.length + size));
    this.bytes = new Uint8Array(memory);
    this.view = new DataView(memory);
    this.bytes.set(used);
    this.start = 0;
    this.position = used.length;
    this.limit = memory.byteLength;
    this.moved = true;
    return true;
  }
}

const message = { type: 'order', items: [1.5, 'two', { three: 'x'.repeat(100) }, new Uint8Array(50), 'é€'.repeat(30), 12345n, 7n ** 99n] };

test('a frame stays within its stretch of shared memory, at any offset', () => {
  const memory = new SharedArrayBuffer(4096);
  const all = new Uint8Array(memory);
  for (const from of [0, 1, 7, 1001]) {
    all.fill(0xee);
    const sink = new Stretch(memory, from, 2048, false);
    assert.ok(new Encoder(codecHost).encode(message, sink));
    assert.equal(sink.start, from);
    assert.ok(all.subarray(0, from).every((byte) => byte === 0xee));
    assert.ok(all.subarray(sink.position).every((byte) => byte === 0xee));
    assertSameClone(new Decoder(codecHost).decode(all, sink.start, sink.position), structuredClone(message));
  }
});

test('whatever room there is, a sink that does not grow is left as it was or has the whole frame', () => {
  const memory = new SharedArrayBuffer(4096);
  const all = new Uint8Array(memory);
  const encoder = new Encoder(codecHost);
  const decoder = new Decoder(codecHost);
  let refused = 0;
  for (let room = 0; room < 1000; room += 1) {
    all.fill(0xee);
    const sink = new Stretch(memory, 8, 8 + room, false);
    const encoded = encoder.encode(message, sink);
    assert.ok(
      all.subarray(8 + room).every((byte) => byte === 0xee),
      'wrote past its limit',
    );
    if (encoded) {
      assertSameClone(decoder.decode(all, sink.start, sink.position), structuredClone(message));
    } else {
      refused += 1;
      assert.equal(encoder.refusal, 'room');
      assert.equal(sink.position, 8);
    }
  }
  assert.ok(refused > 400 && refused < 600);
});

test('a sink may move the frame at any byte', () => {
  const memory = new SharedArrayBuffer(4096);
  const encoder = new Encoder(codecHost);
  const decoder = new Decoder(codecHost);
  for (let room = 0; room < 600; room += 1) {
    const sink = new Stretch(memory, 100, 100 + room, true);
    assert.ok(encoder.encode(message, sink));
    assert.equal(sink.moved, sink.bytes.buffer !== memory);
    assertSameClone(decoder.decode(sink.bytes, sink.start, sink.position), structuredClone(message));
  }
});

test('GrowableSink takes frame after frame, and grows to any size', () => {
  const sink = new GrowableSink(1);
  const encoder = new Encoder(codecHost);
  const decoder = new Decoder(codecHost);
  const frames: [number, number, unknown][] = [];
  for (const value of [1, 'x'.repeat(3_000_000), { a: 1 }, { a: 2 }]) {
    assert.ok(encoder.encode(value, sink));
    frames.push([sink.start, sink.position, value]);
  }
  for (const [start, end, value] of frames) assertSameClone(decoder.decode(sink.bytes, start, end), value);
});

test('a message beyond a gigabyte is refused for its room, not by a crash', () => {
  const sink = new GrowableSink(16);
  const encoder = new Encoder(codecHost);
  // One string, many times: it exists once, and its copies would not fit.
  const part = 'x'.repeat(2 ** 27);
  sink.reserve = (size) => sink.position + size < 2 ** 20;
  assert.equal(encoder.encode(new Array(9).fill(part), sink), false);
  assert.equal(encoder.refusal, 'room');
  assert.equal(new GrowableSink(16).reserve(2 ** 31), false);
});
