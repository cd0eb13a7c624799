import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import type { TestContext } from 'node:test';

import fc from 'fast-check';

import { HeddleError } from '../../src/core/heddle-error.ts';
import { Decoder } from '../../src/clone/decoder.ts';
import * as format from '../../src/clone/format.ts';
import { arbitraryValue } from './arbitrary-value.ts';
import { CodecPair, HOSTS } from './codec-pair.ts';

const seed = Number(process.env['HEDDLE_TEST_SEED'] ?? Date.now() % 2 ** 31);

/** Decodes, and fails unless the outcome is a value or the one error. Returns whether it was a value. */
function survives(decoder: Decoder, bytes: Uint8Array, start = 0, end: number = bytes.length): boolean {
  try {
    decoder.decode(bytes, start, end);
    return true;
  } catch (error) {
    assert.ok(HeddleError.is(error), String(error));
    assert.equal(error.code, 'HEDDLE_FRAME_CORRUPT');
    return false;
  }
}

for (const [name, host] of HOSTS) {
  test(`random bytes are a value or HEDDLE_FRAME_CORRUPT (${name})`, (t: TestContext) => {
    t.diagnostic(`seed ${seed}: repeat with HEDDLE_TEST_SEED=${seed}`);
    const decoder = new Decoder(host);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ max: 0x1c, maxLength: 60 }),
        (flags, wild, tame) => {
          survives(decoder, Uint8Array.of(flags, ...wild));
          survives(decoder, Uint8Array.of(flags, ...tame));
        },
      ),
      { seed, numRuns: 10_000 },
    );
  });

  test(`a frame with some bytes changed, cut or added is a value or HEDDLE_FRAME_CORRUPT (${name})`, (t: TestContext) => {
    t.diagnostic(`seed ${seed}: repeat with HEDDLE_TEST_SEED=${seed}`);
    const decoder = new Decoder(host);
    let values = 0;
    fc.assert(
      fc.property(
        arbitraryValue,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        fc.nat(3),
        (value, changes, cut, how) => {
          const frame = new CodecPair(host).frame(value);
          const mutant = how === 0 ? frame.slice(0, cut % frame.length) : how === 1 ? Uint8Array.of(...frame, cut & 0xff) : frame;
          if (how >= 2) for (const [at, byte] of changes) mutant[at % mutant.length] = byte;
          if (survives(decoder, mutant)) values += 1;
          // The other bytes of the memory belong to other frames.
          if (how === 0) assert.equal(survives(decoder, frame, 0, cut % frame.length), false);
        },
      ),
      { seed, numRuns: 5_000 },
    );
    assert.ok(values > 100);
  });
}

const huge = [0xff, 0xff, 0xff, 0xff, 0x0f];
const PROMISES: Readonly<Record<string, readonly number[]>> = {
  'a Latin-1 string': [format.TAG_LATIN1, ...huge],
  'a UTF-16 string': [format.TAG_UTF16, ...huge],
  'an array': [format.TAG_ARRAY, ...huge],
  'an array of integers': [format.TAG_INT32_ARRAY, ...huge],
  'an array of numbers': [format.TAG_FLOAT64_ARRAY, ...huge],
  'an odd array': [format.TAG_ODD_ARRAY, ...huge, ...huge],
  'a record': [format.TAG_RECORD, ...huge],
  'a map': [format.TAG_MAP, ...huge],
  'a set': [format.TAG_SET, ...huge],
  'a buffer': [format.TAG_BUFFER, ...huge],
  'a resizable buffer': [format.TAG_RESIZABLE_BUFFER, ...huge, 0],
  'a shape': [format.TAG_LEARN, 0xff],
  'a reference': [format.TAG_REFERENCE, ...huge],
  'an integer without an end': [format.TAG_ARRAY, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
};

for (const [what, bytes] of Object.entries(PROMISES)) {
  test(`${what} that promises four gigabytes is refused before anything is allocated`, () => {
    for (const flags of [0, format.FLAG_REFERENCES]) {
      assert.throws(() => new Decoder().decode(Uint8Array.of(flags, ...bytes, 0, 0, 0), 0, bytes.length + 4), {
        code: 'HEDDLE_FRAME_CORRUPT',
      });
    }
  });
}

test('a sparse array may be long without taking memory', () => {
  const before = process.memoryUsage();
  const kept: unknown[] = [];
  // The second length is one that engines would reserve in full.
  for (const [length, bytes] of [
    [0xffff_ffff, huge],
    [0x1ff_ffff, [0xff, 0xff, 0xff, 0x0f]],
  ] as const) {
    for (let round = 0; round < 20; round += 1) {
      const frame = Uint8Array.of(0, format.TAG_ODD_ARRAY, ...bytes, 0);
      const array = new Decoder().decode(frame, 0, frame.length) as unknown[];
      assert.equal(array.length, length);
      assert.deepEqual(Object.keys(array), []);
      kept.push(array);
    }
  }
  const after = process.memoryUsage();
  assert.ok(after.heapTotal + after.external - before.heapTotal - before.external < 50_000_000);
});

test('nesting without end is refused', () => {
  for (const nest of [
    [format.TAG_ARRAY, 1],
    [format.TAG_SET, 1],
    [format.TAG_RECORD, 1, format.FIRST_STRING],
    [format.TAG_LEARN, 1, format.FIRST_STRING],
    [format.TAG_BOXED],
    [format.TAG_ERROR, 0, 4],
  ]) {
    const bytes = new Uint8Array(200_000);
    for (let at = 1; at + nest.length < bytes.length; at += nest.length) bytes.set(nest, at);
    assert.throws(() => new Decoder().decode(bytes, 0, bytes.length), { code: 'HEDDLE_FRAME_CORRUPT' });
  }
});

test('positions outside the memory are refused', () => {
  const bytes = new Uint8Array(8);
  for (const [start, end] of [
    [-1, 2],
    [0, 9],
    [0.5, 2],
    [4, 2],
    [NaN, 2],
    [0, Infinity],
    [0, 0],
  ] as const) {
    assert.throws(() => new Decoder().decode(bytes, start, end), { code: 'HEDDLE_FRAME_CORRUPT' });
  }
});

test('views and references that do not fit are refused', () => {
  const frames = [
    [0, format.TAG_VIEW, 2, 9, 9, format.TAG_BUFFER, 1, 0],
    [0, format.TAG_VIEW, 6, 1, 1, format.TAG_BUFFER, 8, 0, 0, 0, 0, 0, 0, 0, 0],
    [0, format.TAG_VIEW, 99, 0, 0, format.TAG_BUFFER, 0],
    [0, format.TAG_VIEW, 2, 0, 0, format.TAG_NULL],
    [format.FLAG_REFERENCES, format.TAG_VIEW, 2, 0, 0, format.TAG_REFERENCE, 0],
    [format.FLAG_REFERENCES, format.TAG_BOXED, format.TAG_REFERENCE, 0],
    [0, format.TAG_ARRAY, 1, format.TAG_REFERENCE, 0],
    [0, format.TAG_BOXED, format.TAG_NULL],
    [0, format.TAG_REGEXP, format.FIRST_STRING + 1, 0x28, format.FIRST_STRING],
    [0, format.TAG_BIGINT, 0, format.FIRST_STRING + 1, 0x7a],
    [0, format.TAG_ODD_ARRAY, 1, 1, format.FIRST_INTEGER + 1, format.TAG_NULL],
    [0, format.FIRST_SHAPE],
    [0, 0x3f],
    [4, format.TAG_NULL],
    [0, format.TAG_NULL, format.TAG_NULL],
  ];
  for (const frame of frames) {
    assert.throws(() => new Decoder().decode(Uint8Array.from(frame), 0, frame.length), { code: 'HEDDLE_FRAME_CORRUPT' }, frame.join(' '));
  }
});
