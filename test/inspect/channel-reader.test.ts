import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PortCounters } from '../../src/observe/port-counters.ts';
import { registry } from '../../src/observe/registry.ts';
import { ChannelReader } from '../../src/inspect/channel-reader.ts';
import { readState, Snapshots } from '../../src/inspect/snapshots.ts';

const { counters } = registry();

test('a page gets the channels that changed since its last snapshot, and the numbers of those that are gone', () => {
  const [first, second, other] = [new PortCounters('channel', 11), new PortCounters('channel', 11, 1), new PortCounters('calls', 12)];
  const reader = new ChannelReader(counters);
  const page = new Snapshots();
  const next = (): [number[], readonly number[]] => {
    const { channels, closed } = page.next(readState(counters, reader), { events: [], lost: 0, dropped: 0 });
    return [channels.map(({ channel }) => channel), closed];
  };
  assert.deepEqual(next(), [[11, 12], []]);
  assert.deepEqual(next(), [[], []]);
  first.written(100);
  assert.deepEqual(next(), [[11], []]);
  second.taken();
  other.waiting(3);
  assert.deepEqual(next(), [[11, 12], []]);
  assert.deepEqual(
    readState(counters, reader).channels.map(({ kind, ends }) => [
      kind,
      ends.map(({ sent, received, copied, backlog }) => [sent, received, copied, backlog]),
    ]),
    [
      [
        'channel',
        [
          [1, 0, 100, 0],
          [0, 1, 0, 0],
        ],
      ],
      ['calls', [[0, 0, 0, 3]]],
    ],
  );
  other.release(true);
  assert.deepEqual(next(), [[], [12]]);
  // The slot that is free now is the next one's, which is not taken for the one before.
  const again = new PortCounters('calls', 13);
  assert.deepEqual(next(), [[13], []]);
  assert.deepEqual(
    new Snapshots().next(readState(counters, reader), { events: [], lost: 0, dropped: 0 }).channels.length,
    2,
    'another page gets all',
  );
  for (const port of [first, second, again]) port.release(true);
});
