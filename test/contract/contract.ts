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
  /** Whether both ends are in the same thread. */
  readonly together: boolean;
  close(): Promise<void>;
}

const PAIRS: Readonly<Record<string, (transport: Transport) => Pair>> = {
  'parent to worker'(transport) {
    const station = new Station(transport);
    return { from: localEnd(station.worker), to: station, ports: false, together: false, close: () => station.end() };
  },
  'worker to parent'(transport) {
    const station = new Station(transport);
    return { from: station, to: localEnd(station.worker), ports: false, together: false, close: () => station.end() };
  },
  'channel in a thread'() {
    const { port1, port2 } = new MessageChannel();
    const close = async (): Promise<void> => port1.close();
    return { from: localEnd(port1), to: localEnd(port2), ports: true, together: true, close };
  },
  'channel to a worker'(transport) {
    const { station, end } = channelTo(transport);
    return { from: end, to: station, ports: true, together: false, close: () => station.end() };
  },
  'channel from a worker'(transport) {
    const { station, end } = channelTo(transport);
    return { from: station, to: end, ports: true, together: false, close: () => station.end() };
  },
  'channel between two workers'(transport) {
    const { port1, port2 } = new MessageChannel();
    const [from, to] = [new Station(transport), new Station(transport)];
    from.give(port1);
    to.give(port2);
    return { from, to, ports: true, together: false, close: async () => void (await Promise.all([from.end(), to.end()])) };
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
  describe(name, () => {
    for (const transport of TRANSPORTS) {
      for (const [kind, open] of Object.entries(PAIRS)) {
        test(`${kind}, ${transport}`, async () => {
          // Channels have no options: the variable decides, here and in the workers, which begin with a copy of it.
          process.env['HEDDLE_TRANSPORT'] = transport;
          const pair = open(transport);
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
