import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Decoder } from '../../src/clone/decoder.ts';
import { Encoder } from '../../src/clone/encoder.ts';
import { GrowableSink } from '../../src/clone/sink.ts';

test('Encoder.encodeList() writes what encode() writes of the same array', () => {
  const shared = { a: 1 };
  const list: unknown[] = [0, 'resize', shared, [shared, 2], undefined];
  list.push(list);
  const frames = (['encode', 'encodeList'] as const).map((method) => {
    const sink = new GrowableSink();
    assert.equal(new Encoder()[method](list, sink), true);
    return sink.bytes.slice(sink.start, sink.position);
  });
  assert.deepEqual(frames[0], frames[1]);
  const decoded = new Decoder().decode(frames[1]!, 0, frames[1]!.length) as unknown[];
  assert.equal((decoded[3] as unknown[])[0], decoded[2]);
  assert.equal(decoded[5], decoded);
});

test('Encoder.encodeList() refuses what encode() refuses', () => {
  const encoder = new Encoder();
  assert.equal(encoder.encodeList([1, () => {}], new GrowableSink()), false);
  assert.equal(encoder.refusal, 'uncloneable');
});
