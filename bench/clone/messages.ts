/** The messages of the codec's benches, by name. Each call makes new objects. */
export const MESSAGES: Readonly<Record<string, () => unknown>> = {
  number: () => 42,
  'tagged object': () => ({ type: 'job', id: 7, payload: 'hello' }),
  'order of 12 items': () => ({
    id: 'ord_182736',
    customer: { name: 'Ada Lovelace', email: 'ada@example.org', vip: true },
    created: 1_700_000_000_000,
    currency: 'EUR',
    total: 1234.56,
    items: Array.from({ length: 12 }, (_, index) => ({
      sku: `SKU-${1000 + index}`,
      title: `Item number ${index}`,
      quantity: index + 1,
      price: 9.99 + index,
    })),
  }),
  'order of 12 items with tags': () => ({
    id: 'ord_182736',
    currency: 'EUR',
    items: Array.from({ length: 12 }, (_, index) => ({
      sku: `SKU-${1000 + index}`,
      quantity: index + 1,
      price: 9.99 + index,
      tags: ['new', 'sale'],
    })),
  }),
  'map, set, date, bigint': () =>
    new Map<string, unknown>([
      ['ids', new Set([1, 2, 3])],
      ['at', new Date(1.7e12)],
      ['big', 123456789012345n],
    ]),
  '14 KB string': () => 'heddle '.repeat(2000),
  '3 MB string': () => 'heddle '.repeat(430_000),
  '3 MB string, UTF-16': () => 'hedđle '.repeat(215_000),
  '64 KB bytes': () => new Uint8Array(65_536).fill(7),
  '10,000 numbers': () => Array.from({ length: 10_000 }, (_, index) => index * 1.5),
  '10,000 rows': () =>
    Array.from({ length: 10_000 }, (_, index) => ({
      id: index,
      name: `row ${index}`,
      price: index * 1.1,
      active: index % 2 === 0,
      city: 'Berlin',
    })),
};
