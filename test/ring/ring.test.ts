import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allocateRing, READ, type RingMemory, SKIP, UNIT, unitsFor, WRITTEN } from '../../src/ring/ring-memory.ts';
import { RingReader } from '../../src/ring/ring-reader.ts';
import { RingWriter } from '../../src/ring/ring-writer.ts';

interface Ring {
  readonly memory: RingMemory;
  readonly writer: RingWriter;
  readonly reader: RingReader;
}

/** @param start - what the indices begin with */
function makeRing(bytes: number, { longest = 1 << 30, start = 0 } = {}): Ring {
  const memory = allocateRing(bytes)!;
  memory.header[READ] = memory.header[WRITTEN] = start | 0;
  return { memory, writer: new RingWriter(memory, longest), reader: new RingReader(memory) };
}

/** Begins a frame and writes it in steps of `step` bytes. @returns false when it was refused */
function write(writer: RingWriter, payload: Uint8Array, step: number = Infinity): boolean {
  writer.begin();
  for (let at = 0; at < payload.length; at += step) {
    const piece = payload.subarray(at, at + step);
    if (writer.limit - writer.position < piece.length && !writer.reserve(piece.length)) return false;
    assert.ok(writer.limit - writer.position >= piece.length);
    writer.bytes.set(piece, writer.position);
    writer.position += piece.length;
  }
  return true;
}

function send(writer: RingWriter, payload: Uint8Array, order: number = 0): void {
  assert.ok(write(writer, payload));
  assert.equal(writer.spilled, undefined);
  writer.publish(order);
}

function read(reader: RingReader): Uint8Array | undefined {
  if (!reader.next()) return undefined;
  const payload = reader.ring.bytes.slice(reader.start, reader.end);
  reader.advance();
  return payload;
}

const filled = (length: number, value: number): Uint8Array => new Uint8Array(length).fill(value);

test('a ring gives back frames of any size in order, with their order words, through every wrap', () => {
  // A frame of the codec has one byte at least, its flags; asking for its room is what tells whether the ring is full.
  const sizes = fc.array(fc.record({ size: fc.integer({ min: 1, max: 120 }), step: fc.integer({ min: 1, max: 50 }), read: fc.nat(3) }), {
    maxLength: 200,
  });
  // Also where the indices wrap at 2^32 in the middle.
  fc.assert(
    fc.property(sizes, fc.constantFrom(0, 0x7ffffff0, 0xfffffff0), (steps, start) => {
      const { writer, reader } = makeRing(256, { start });
      const model: { payload: Uint8Array; order: number }[] = [];
      const take = (): void => {
        const expected = model.shift();
        assert.equal(reader.next(), expected !== undefined);
        if (!expected) return;
        assert.equal(reader.order, expected.order);
        assert.deepEqual(read(reader), expected.payload);
      };
      steps.forEach(({ size, step, read: count }, index) => {
        const payload = filled(size, index);
        // Until there is room: a frame of at most half the ring fits once all is read.
        while (!write(writer, payload, step)) take();
        writer.publish(index);
        model.push({ payload, order: index });
        for (let times = 0; times < count; times += 1) take();
      });
      while (model.length > 0) take();
      take();
      assert.equal(writer.written, reader.read);
    }),
    { numRuns: 500 },
  );
});

test('a frame that does not fit before the end begins at the start, and the rest is a skip frame', () => {
  const { memory, writer, reader } = makeRing(128);
  send(writer, filled(64, 1));
  assert.deepEqual(read(reader), filled(64, 1));
  // Nine of sixteen units are behind: 48 bytes remain here with a head, and 64 at the start.
  send(writer, filled(60, 2), 7);
  assert.equal(memory.words[9 << 1], SKIP);
  assert.deepEqual([memory.words[0], memory.words[1]], [60, 7]);
  assert.deepEqual(read(reader), filled(60, 2));
  assert.equal(reader.read, 16 + unitsFor(60));
});

test('a frame is moved to the start in the middle, with what was written of it', () => {
  const { writer, reader } = makeRing(128);
  send(writer, filled(64, 1));
  read(reader);
  const payload = Uint8Array.from({ length: 60 }, (_, index) => index);
  assert.ok(write(writer, payload, 4));
  assert.equal(writer.start, UNIT);
  writer.publish(0);
  assert.deepEqual(read(reader), payload);
});

test('a frame may end exactly at the end of the ring, and begin with one unit left', () => {
  const { memory, writer, reader } = makeRing(64);
  // Eight units, all taken: a head and seven of payload.
  send(writer, filled(56, 1));
  assert.equal(write(writer, filled(1, 9)), false);
  assert.deepEqual(read(reader), filled(56, 1));
  assert.equal(reader.read & (memory.capacity - 1), 0);
  // Seven units: one is left, which holds nothing but a skip.
  send(writer, filled(48, 2));
  assert.deepEqual(read(reader), filled(48, 2));
  send(writer, filled(8, 3));
  assert.equal(memory.words[7 << 1], SKIP);
  assert.deepEqual(read(reader), filled(8, 3));
});

test('a full ring refuses a frame up to `longest`, and spills one that is longer', () => {
  const { writer, reader } = makeRing(64, { longest: 16 });
  send(writer, filled(40, 1));
  assert.equal(write(writer, filled(16, 2)), false);
  assert.equal(writer.spilled, undefined);
  const long = Uint8Array.from({ length: 10_000 }, (_, index) => index);
  assert.ok(write(writer, long, 100));
  assert.ok(writer.spilled);
  assert.deepEqual(writer.bytes.slice(writer.start, writer.position), long);
  // Neither left a trace; the next one is written to the ring again.
  assert.deepEqual(read(reader), filled(40, 1));
  assert.equal(read(reader), undefined);
  send(writer, filled(3, 3));
  assert.deepEqual(read(reader), filled(3, 3));
});

test('with a `longest` of 0 every frame without room spills', () => {
  const { writer } = makeRing(64, { longest: 0 });
  send(writer, filled(56, 1));
  assert.ok(write(writer, filled(1, 2)));
  assert.ok(writer.spilled);
  assert.equal(writer.spilled.grow(writer.position, 0x40000000), false);
});

test('a frame that was begun and not published does not exist, for this writer and for one that takes its place', () => {
  const { memory, writer, reader } = makeRing(128);
  send(writer, filled(20, 1));
  assert.ok(write(writer, filled(20, 2)));
  assert.deepEqual(read(reader), filled(20, 1));
  assert.equal(read(reader), undefined);
  const next = new RingWriter(memory, 0);
  send(next, filled(20, 3));
  assert.deepEqual(read(reader), filled(20, 3));
  // A reader that takes over goes on where the last one was.
  send(next, filled(20, 4));
  reader.giveBack();
  assert.deepEqual(read(new RingReader(memory)), filled(20, 4));
});

test('the writer rings once for each sleep', () => {
  const { writer, reader } = makeRing(256);
  const publish = (): boolean => {
    assert.ok(write(writer, filled(1, 1)));
    return writer.publish(0);
  };
  // Nobody has read yet: that counts as asleep.
  assert.deepEqual([publish(), publish()], [true, false]);
  assert.equal(reader.sleep(), false);
  assert.equal(publish(), false);
  while (read(reader));
  assert.equal(reader.sleep(), true);
  assert.deepEqual([publish(), publish()], [true, false]);
  while (read(reader));
  assert.equal(reader.sleep(), true);
  reader.wake();
  assert.equal(publish(), false);
});

test('next() refuses heads that cannot be', () => {
  for (const [at, size] of [
    [0, -2],
    [0, 0x7fffffff],
    [0, 128],
    // More than was written.
    [0, 64],
  ] as const) {
    const { memory, writer, reader } = makeRing(128);
    send(writer, filled(8, 1));
    memory.words[at << 1] = size;
    assert.throws(() => reader.next(), RangeError, `${size} at ${at}`);
  }
  const { memory, writer, reader } = makeRing(128);
  send(writer, filled(8, 1));
  memory.words[0] = SKIP;
  assert.throws(() => reader.next(), RangeError);
});

test('a count of written units that no ring can hold is found out, and not read round and round', () => {
  for (const more of [0, 1]) {
    const { memory, reader } = makeRing(256);
    // Zeros are frames of no bytes.
    memory.header[WRITTEN] = memory.capacity + more;
    if (more === 0) assert.ok(reader.next());
    else assert.throws(() => reader.next(), RangeError);
  }
});
