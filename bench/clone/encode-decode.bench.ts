// How long does one message take to become bytes and a value again, by the codec, by V8's serializer and by structuredClone()?
//
// The three take turns within a round; the figure of each is the median of its rounds, in nanoseconds a message, and the ratio is the
// median of the ratios of the rounds. The codec writes to and reads from a SharedArrayBuffer, as it does on a port. Prints JSON.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import process from 'node:process';
import v8 from 'node:v8';

import { Decoder } from '../../src/clone/decoder.ts';
import { Encoder } from '../../src/clone/encoder.ts';
import type { Sink } from '../../src/clone/sink.ts';
import { codecHost } from '../../src/platform/node.ts';
import { MESSAGES } from './messages.ts';

const ROUNDS = 41;
const ROUND_MS = 4;
const WARM_MS = 300;

const memory = new SharedArrayBuffer(16 * 2 ** 20);
const sink: Sink = {
  bytes: new Uint8Array(memory),
  view: new DataView(memory),
  start: 0,
  position: 0,
  limit: memory.byteLength,
  reserve: () => false,
};
const encoder = new Encoder(codecHost);
const decoder = new Decoder(codecHost);

function codec(value: unknown): unknown {
  sink.position = 0;
  assert.ok(encoder.encode(value, sink));
  return decoder.decode(sink.bytes, sink.start, sink.position);
}

type Candidate = (value: unknown) => unknown;
const CANDIDATES: readonly (readonly [string, Candidate])[] = [
  ['codec', codec],
  ['v8', (value) => v8.deserialize(v8.serialize(value))],
  ['structuredClone', (value) => structuredClone(value)],
];

function nanoseconds(candidate: Candidate, value: unknown, times: number): number {
  const start = process.hrtime.bigint();
  for (let index = 0; index < times; index += 1) candidate(value);
  return Number(process.hrtime.bigint() - start) / times;
}

/** How often a candidate runs in so many milliseconds, once the engine has compiled it: that takes a while on a busy machine. */
function timesIn(milliseconds: number, candidate: Candidate, value: unknown): number {
  const deadline = performance.now() + WARM_MS;
  let took = nanoseconds(candidate, value, 1);
  while (performance.now() < deadline) took = nanoseconds(candidate, value, Math.ceil(1e6 / took));
  return Math.max(1, Math.round((milliseconds * 1e6) / took));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

function measure(value: unknown): Record<string, number> {
  const plans = CANDIDATES.map(([name, candidate]) => {
    assert.deepStrictEqual(candidate(value), structuredClone(value), name);
    return { name, candidate, times: timesIn(ROUND_MS, candidate, value), rounds: [] as number[] };
  });
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const plan of plans) {
      const took = nanoseconds(plan.candidate, value, plan.times);
      if (round >= 0) plan.rounds.push(took);
    }
  }
  const ours = plans[0]!.rounds;
  return Object.fromEntries(
    plans.flatMap(({ name, rounds }, index) => [
      [name, Math.round(median(rounds))],
      ...(index === 0 ? [] : [[`codec vs ${name}`, Number(median(rounds.map((took, round) => took / ours[round]!)).toFixed(2))] as const]),
    ]),
  );
}

const report = {
  bench: 'clone/encode-decode',
  unit: 'nanoseconds a message, there and back',
  rounds: ROUNDS,
  runtime: `node ${process.version}`,
  v8: process.versions.v8,
  machine: `${os.cpus()[0]?.model ?? 'unknown'}, ${os.availableParallelism()} cores, ${os.platform()} ${os.arch()}`,
  commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
  results: Object.fromEntries(Object.entries(MESSAGES).map(([name, make]) => [name, measure(make())])),
};
console.log(JSON.stringify(report, undefined, 2));
