// Bytes that no encoder has written, to the decoder and to the reader of rings.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decoder } from '../../src/clone/decoder.ts';
import { HeddleError } from '../../src/core/heddle-error.ts';
import { allocateRing, READ, WRITTEN } from '../../src/ring/ring-memory.ts';
import { RingReader } from '../../src/ring/ring-reader.ts';
import { RingWriter } from '../../src/ring/ring-writer.ts';
import { arbitraryValue } from '../../test/clone/arbitrary-value.ts';
import { CodecPair, HOSTS } from '../../test/clone/codec-pair.ts';
import type { Area } from './run/area.ts';
import { fuzz } from './run/fuzz.ts';

/** What one frame of some hundred bytes may take. A promise of gigabytes must be refused before anything is allocated. */
const MOST_BYTES = 64 * 2 ** 20;
const MOST_MILLISECONDS = 5_000;
const RING_BYTES = 1024;
const HEADER_BYTES = 256;

function isCorrupt(error: unknown): true {
  assert.ok(HeddleError.is(error), String(error));
  assert.equal(error.code, 'HEDDLE_FRAME_CORRUPT');
  return true;
}

/** Runs what must not take much, whatever it is given. */
function bounded(body: () => void): void {
  const { heapTotal, external } = process.memoryUsage();
  const start = performance.now();
  body();
  const passed = performance.now() - start;
  assert.ok(passed < MOST_MILLISECONDS, `it took ${Math.round(passed)} ms`);
  const after = process.memoryUsage();
  const taken = after.heapTotal + after.external - heapTotal - external;
  assert.ok(taken < MOST_BYTES, `it took ${taken} bytes`);
}

const mutation = fc.record({
  changes: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
  cut: fc.nat(),
  how: fc.constantFrom('changed', 'cut', 'longer', 'a piece twice'),
});

function mutate(frame: Uint8Array, { changes, cut, how }: { changes: [number, number][]; cut: number; how: string }): Uint8Array {
  const at = cut % frame.length;
  for (const [place, byte] of changes) frame[place % frame.length] = byte;
  if (how === 'cut') return frame.slice(0, at);
  if (how === 'longer') return Uint8Array.of(...frame, cut & 0xff);
  return how === 'changed' ? frame : Uint8Array.of(...frame.subarray(0, at), ...frame.subarray(at >> 1));
}

export const area: Area = {
  name: 'frames',
  what: 'frames and rings with changed, cut and invented bytes: a value or a clean error, in bounded time and memory',
  run(attempt) {
    const tried = { frames: 0, accepted: 0, rings: 0 };
    const decoded = HOSTS.map(([name, host]) => {
      const decoder = new Decoder(host);
      const decode = (bytes: Uint8Array): void => {
        tried.frames += 1;
        try {
          decoder.decode(bytes, 0, bytes.length);
          tried.accepted += 1;
        } catch (error) {
          isCorrupt(error);
        }
      };
      return [
        {
          claim: `a frame that was changed is a value or refused (${name})`,
          property: fc.property(arbitraryValue, mutation, (value, how) =>
            bounded(() => decode(mutate(new CodecPair(host).frame(value), how))),
          ),
        },
        {
          claim: `random bytes are a value or refused (${name})`,
          property: fc.property(fc.nat(3), fc.uint8Array({ maxLength: 200 }), (flags, bytes) =>
            bounded(() => decode(Uint8Array.of(flags, ...bytes))),
          ),
        },
      ];
    });
    const spoilt = fc.property(
      fc.array(fc.nat(80), { maxLength: 8 }),
      fc.constantFrom(0, 0x7ffffff0, 0xfffffff0),
      fc.array(fc.tuple(fc.nat(RING_BYTES + 255), fc.nat(255)), { maxLength: 8 }),
      fc.boolean(),
      (lengths, start, changes, inHeader) => {
        tried.rings += 1;
        const ring = allocateRing(RING_BYTES)!;
        ring.header[READ] = ring.header[WRITTEN] = start | 0;
        const reader = new RingReader(ring);
        const writer = new RingWriter(ring, 1 << 30);
        for (const length of lengths) {
          writer.begin();
          if (!writer.reserve(length + 1)) break;
          writer.position += length + 1;
          writer.publish(0);
        }
        for (const [at, byte] of changes) {
          if (inHeader) new Uint8Array(ring.header.buffer)[at % HEADER_BYTES] = byte;
          else ring.bytes[at % ring.bytes.length] = byte;
        }
        bounded(() => {
          try {
            // Each frame takes one unit at least.
            for (let frames = 0; reader.next(); reader.advance(), frames += 1) {
              assert.ok(frames <= RING_BYTES, 'a ring without an end');
              assert.ok(
                0 <= reader.start && reader.start <= reader.end && reader.end <= ring.bytes.length,
                `${reader.start} to ${reader.end}`,
              );
            }
          } catch (error) {
            if (!(error instanceof RangeError)) throw error;
          }
        });
      },
    );
    return fuzz(attempt, [...decoded.flat(), { claim: 'a ring that was spoilt is read or refused', property: spoilt }], tried);
  },
};
