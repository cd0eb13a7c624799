import { after, describe, test } from 'node:test';
import { MessageChannel, type MessagePort } from '../../src/index.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { localEnd, type End } from './end.ts';
import { Station } from './station.ts';
import { TRANSPORTS, type Transport } from './transports.ts';

/** Two ends of a stream of messages. */
export interface Pair {
  readonly from: End;
  readonly to: End;
  /** Whether both ends are `MessagePort`s. */
  readonly ports: boolean;
  /** What is only for this test. */
  readonly own?: MessagePort;
}

const PAIRS: Readonly<Record<string, (stations: readonly [Station, Station]) => Pair>> = {
  'parent to worker': ([station]) => ({ from: localEnd(station.worker), to: station, ports: false }),
  'worker to parent': ([station]) => ({ from: station, to: localEnd(station.worker), ports: false }),
  'channel in a thread'() {
    const { port1, port2 } = new MessageChannel();
    return { from: localEnd(port1), to: localEnd(port2), ports: true, own: port1 };
  },
  'channel to a worker'([station]) {
    const { port1, port2 } = new MessageChannel();
    station.give(port2);
    return { from: localEnd(port1), to: station, ports: true, own: port1 };
  },
  'channel from a worker'([station]) {
    const { port1, port2 } = new MessageChannel();
    station.give(port1);
    return { from: station, to: localEnd(port2), ports: true, own: port2 };
  },
  'channel between two workers'([from, to]) {
    const { port1, port2 } = new MessageChannel();
    from.give(port1);
    to.give(port2);
    return { from, to, ports: true };
  },
};

/** The workers of a file: started once, because starting them would take most of the time. */
const stations = new Map<Transport, readonly [Station, Station]>();

function twoStations(transport: Transport): readonly [Station, Station] {
  // Channels have no options: the variable decides, here and in the workers, which begin with a copy of it.
  process.env['HEDDLE_TRANSPORT'] = transport;
  const found = stations.get(transport) ?? [new Station(transport), new Station(transport)];
  stations.set(transport, found);
  return found;
}

/** Runs one test of messaging over every kind of pair and every transport: what holds for one must hold for all. */
export function contract(name: string, check: (pair: Pair) => Promise<void>): void {
  overPairs(name, Object.keys(PAIRS), check);
}

/** The same for what only ports can do: a worker is no port, and ends in another way. */
export function contractOfPorts(name: string, check: (pair: Pair) => Promise<void>): void {
  const kinds = Object.keys(PAIRS).filter((kind) => kind.startsWith('channel'));
  overPairs(name, kinds, check);
}

function overPairs(name: string, kinds: readonly string[], check: (pair: Pair) => Promise<void>): void {
  describe(name, () => {
    for (const transport of TRANSPORTS) {
      for (const kind of kinds) {
        test(`${kind}, ${transport}`, async () => {
          const workers = twoStations(transport);
          const pair = PAIRS[kind]!(workers);
          try {
            await withDeadline(check(pair), `the end of "${name}"`, 8_000);
            await withDeadline(Promise.all(workers.map((station) => station.reset())), 'the reset of the workers');
          } catch (error) {
            // What they are left with must not spoil the next test.
            stations.delete(transport);
            await Promise.all(workers.map((station) => station.end()));
            throw error;
          } finally {
            pair.own?.close();
          }
        });
      }
    }
  });
}

// Running before any test, so that no test is blamed for them.
await Promise.all(TRANSPORTS.flatMap(twoStations).map((station) => station.run(() => undefined)));
after(async () => {
  await Promise.all([...stations.values()].flat().map((station) => station.end()));
});
