import { describe, test } from 'node:test';
import { MessageChannel } from '../../src/index.ts';
import { withDeadline } from '../support/with-deadline.ts';
import { localEnd, type End } from './end.ts';
import { Station } from './station.ts';

export type Transport = 'native' | 'auto';
export const TRANSPORTS: readonly Transport[] = ['native', 'auto'];

/** Two ends of a stream of messages. */
export interface Pair {
  readonly from: End;
  readonly to: End;
  /** Whether both ends are `MessagePort`s. */
  readonly ports: boolean;
  close(): Promise<void>;
}

const PAIRS: Readonly<Record<string, (transport: Transport) => Pair>> = {
  'parent to worker'(transport) {
    const station = new Station(transport);
    return { from: localEnd(station.worker), to: station, ports: false, close: () => station.end() };
  },
  'worker to parent'(transport) {
    const station = new Station(transport);
    return { from: station, to: localEnd(station.worker), ports: false, close: () => station.end() };
  },
  'channel in a thread'() {
    const { port1, port2 } = new MessageChannel();
    const close = async (): Promise<void> => port1.close();
    return { from: localEnd(port1), to: localEnd(port2), ports: true, close };
  },
  'channel to a worker'(transport) {
    const { station, end } = channelTo(transport);
    return { from: end, to: station, ports: true, close: () => station.end() };
  },
  'channel from a worker'(transport) {
    const { station, end } = channelTo(transport);
    return { from: station, to: end, ports: true, close: () => station.end() };
  },
  'channel between two workers'(transport) {
    const { port1, port2 } = new MessageChannel();
    const [from, to] = [new Station(transport), new Station(transport)];
    from.give(port1);
    to.give(port2);
    return { from, to, ports: true, close: async () => void (await Promise.all([from.end(), to.end()])) };
  },
};

function channelTo(transport: Transport): { station: Station; end: End } {
  const { port1, port2 } = new MessageChannel();
  const station = new Station(transport);
  station.give(port2);
  return { station, end: localEnd(port1) };
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
          // Channels have no options: the variable decides, here and in the workers, which begin with a copy of it.
          process.env['HEDDLE_TRANSPORT'] = transport;
          const pair = PAIRS[kind]!(transport);
          try {
            await withDeadline(check(pair), `the end of "${name}"`, 8_000);
          } finally {
            await pair.close();
          }
        });
      }
    }
  });
}
