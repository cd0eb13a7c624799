// How long does explain() take beside encoding the same message? Goal: at most three times as long for 100,000 values.
//
// npm run build && node dist/bench/clone/explain.bench.js [rounds]
import assert from 'node:assert/strict';
import process from 'node:process';

import { explain } from 'heddle';
import { Encoder } from '../../src/clone/encoder.ts';
import { GrowableSink } from '../../src/clone/sink.ts';
import { codecHost } from '../../src/platform/node.ts';
import { interleave } from '../support/interleave.ts';
import { record, type Row } from '../support/result.ts';
import { median, medianRatio } from '../support/statistics.ts';

const GOAL = 3;
const rounds = Number(process.argv[2] ?? 41);

const list = (length: number, make: (index: number) => unknown): unknown[] => Array.from({ length }, (_, index) => make(index));

/** About 100,000 values each. */
const MESSAGES: Readonly<Record<string, unknown>> = {
  'rows of five': list(16_667, (id) => ({ id, name: `row ${id}`, price: id * 1.1, active: id % 2 === 0, city: 'Berlin' })),
  'orders of 12 items': list(1470, (order) => ({
    id: `ord_${order}`,
    customer: { name: 'Ada Lovelace', email: 'ada@example.org', vip: true },
    currency: 'EUR',
    items: list(12, (index) => ({ sku: `SKU-${index}`, title: `Item number ${index}`, quantity: index + 1, price: 9.99 + index })),
  })),
  'pairs in arrays': list(33_333, (index) => [index, `a${index}`]),
  'entries of a Map': new Map(list(50_000, (index) => [`key ${index}`, index]) as [string, number][]),
  strings: list(100_000, (index) => `string ${index}`),
  numbers: list(100_000, (index) => index * 1.5),
};

const sink = new GrowableSink(2 ** 24);

function milliseconds(action: () => void): number {
  const start = process.hrtime.bigint();
  action();
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function encode(message: unknown): void {
  sink.reset();
  assert.ok(new Encoder(codecHost).encode(message, sink));
}

const rows: Row[] = [];
for (const [name, message] of Object.entries(MESSAGES)) {
  encode(message);
  const { totals } = explain(message);
  assert.equal(totals.copied, sink.position);
  assert.ok(totals.values > 95_000 && totals.values < 105_000, `${name}: ${totals.values} values`);
  const figures = await interleave(
    { encode: () => milliseconds(() => encode(message)), explain: () => milliseconds(() => void explain(message)) },
    { rounds, warmUp: 10 },
  );
  const row = (label: string, times: readonly number[]): Row => ({ name: label, median: median(times), minimum: Math.min(...times) });
  rows.push(row(`encode ${name}`, figures.encode), {
    ...row(`explain ${name}`, figures.explain),
    ratio: { to: `encode ${name}`, value: medianRatio(figures.explain, figures.encode), goal: GOAL },
  });
}

record({ bench: 'clone/explain', question: 'How long does explain() take beside encoding the message?', unit: 'ms', rounds, rows });
