/** One kind of message that the benches send. */
export interface Kind {
  readonly value: unknown;
  /** Whether `value` is moved; then it is an `ArrayBuffer`. */
  readonly moved?: true;
  /** Whether what came is what was sent: looked at for the last message of each measurement. */
  readonly arrived: (received: any) => boolean;
  /** Messages of one measurement: there and back one at a time, and one way in one burst. */
  readonly trips: number;
  readonly burst: number;
}

const item = (index: number): object => ({
  sku: `SKU-${1000 + index}`,
  name: `Article number ${index}`,
  quantity: index % 5,
  price: 9.99 + index,
  taxable: index % 2 === 0,
});
const order = {
  id: 'ord-000017',
  customer: { id: 4711, name: 'Ada Lovelace', email: 'ada@example.org' },
  created: 1_700_000_000_000,
  items: Array.from({ length: 12 }, (_, index) => item(index)),
  total: 185.88,
  notes: null,
};
const row = (index: number): object => ({ id: index, name: `row ${index}`, value: index * 0.5, active: index % 3 === 0 });
const mix = {
  map: new Map<string, number>([
    ['one', 1],
    ['two', 2],
    ['three', 3],
  ]),
  set: new Set([1, 'two', 3.5]),
  date: new Date(1_700_000_000_000),
  big: 2n ** 60n,
};

export type KindName =
  | 'number'
  | 'small tagged object'
  | 'order record of 12 items'
  | 'Map, Set, Date, BigInt'
  | 'string of 14 KB'
  | 'string of 3 MB'
  | '64 KB of bytes, copied'
  | '1 MB, moved'
  | '10,000 rows';

/** The kinds of message, by the names that the tables show. */
export const KINDS: Readonly<Record<KindName, Kind>> = {
  number: { value: 42, arrived: (received) => received === 42, trips: 4000, burst: 60_000 },
  'small tagged object': {
    value: { type: 'job', id: 7 },
    arrived: (received) => received.type === 'job' && received.id === 7,
    trips: 4000,
    burst: 40_000,
  },
  'order record of 12 items': {
    value: order,
    arrived: (received) => received.items[11].sku === 'SKU-1011' && received.total === 185.88,
    trips: 1000,
    burst: 8000,
  },
  'Map, Set, Date, BigInt': {
    value: mix,
    arrived: (received) => received.map.get('three') === 3 && received.set.has(3.5) && received.big === mix.big,
    trips: 1500,
    burst: 10_000,
  },
  'string of 14 KB': {
    value: 'heddle '.repeat(2048),
    arrived: (received) => received.length === 14_336 && received.endsWith('heddle '),
    trips: 1000,
    burst: 4000,
  },
  'string of 3 MB': { value: 'heddle.'.repeat(449_390), arrived: (received) => received.length === 3_145_730, trips: 8, burst: 16 },
  '64 KB of bytes, copied': {
    value: new Uint8Array(65_536).fill(7),
    arrived: (received) => received.length === 65_536 && received[65_535] === 7,
    trips: 400,
    burst: 1000,
  },
  '1 MB, moved': {
    value: new ArrayBuffer(1 << 20),
    moved: true,
    arrived: (received) => received.byteLength === 1 << 20,
    trips: 200,
    burst: 200,
  },
  '10,000 rows': {
    value: Array.from({ length: 10_000 }, (_, index) => row(index)),
    arrived: (received) => received.length === 10_000 && received[9999].name === 'row 9999',
    trips: 8,
    burst: 12,
  },
};
