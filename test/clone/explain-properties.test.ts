import assert from 'node:assert/strict';
import process from 'node:process';
import { test, type TestContext } from 'node:test';
import fc from 'fast-check';

import { dataCloneError } from '../../src/clone/data-clone-error.ts';
import { Encoder } from '../../src/clone/encoder.ts';
import { explainValue } from '../../src/clone/explain/explain-value.ts';
import type { Explanation } from '../../src/clone/explain/explanation.ts';
import { GrowableSink } from '../../src/clone/sink.ts';
import { codecHost } from '../../src/platform/node.ts';
import { arbitraryMessage } from './arbitrary-message.ts';
import { arbitraryValue } from './arbitrary-value.ts';
import { assertSameClone } from './assert-same-clone.ts';
import { findLosses } from './find-losses.ts';

const seed = Number(process.env['HEDDLE_TEST_SEED'] ?? Date.now() % 2 ** 31);
const numRuns = 1000;

function explainHere(value: unknown, transfer: readonly object[] = []): Explanation {
  return explainValue(value, { root: 'message', transfer, host: codecHost, noRing: undefined });
}

function holds(t: TestContext, values: fc.Arbitrary<unknown>, check: (value: unknown) => void): void {
  t.diagnostic(`seed ${seed}: repeat with HEDDLE_TEST_SEED=${seed}`);
  fc.assert(fc.property(values, check), { seed, numRuns, includeErrorInReport: true });
}

/** What sending `value` gives: its clone, or what is thrown. */
function send(value: unknown): { readonly clone: unknown } | { readonly thrown: unknown } {
  try {
    return { clone: structuredClone(value) };
  } catch (error) {
    return { thrown: dataCloneError('message', value, [], error, codecHost.isProxy) };
  }
}

test('explain() refuses what sending refuses, at the same place and in the same words', (t) => {
  holds(t, arbitraryMessage, (value) => {
    const refused = explainHere(value).entries.find(({ fate }) => fate === 'refused');
    const sent = send(value);
    if ('clone' in sent) return assert.equal(refused?.path, undefined);
    const { path, message } = sent.thrown as DOMException & { path: string };
    assert.deepEqual({ path: refused?.path, message: `${refused?.path}: ${refused?.note}` }, { path, message });
  });
});

test('explain() says what a clone lacks, and nothing else', (t) => {
  holds(t, arbitraryMessage, (value) => {
    const sent = send(value);
    if (!('clone' in sent)) return;
    const lost = explainHere(value).entries.filter(({ fate }) => fate === 'lost');
    assert.deepEqual(lost.map(({ aspect, path }) => `${aspect} ${path}`).sort(), findLosses(value, sent.clone));
  });
});

test('explain() sends by the ring what the encoder takes, and counts its bytes', (t) => {
  holds(t, fc.oneof(arbitraryValue, arbitraryMessage), (value) => {
    const { path, totals } = explainHere(value);
    const sink = new GrowableSink(64);
    const encoder = new Encoder(codecHost);
    const taken = encoder.encode(value, sink);
    assert.deepEqual([path === 'ring', encoder.refusal], [taken, encoder.refusal]);
    if (taken) assert.equal(totals.copied, sink.position);
  });
});

test('explain() adds up its entries', (t) => {
  holds(t, arbitraryMessage, (value) => {
    const { entries, totals } = explainHere(value);
    for (const fate of ['copied', 'moved', 'shared'] as const) {
      const sum = entries.filter((entry) => entry.fate === fate).reduce((all, { bytes }) => all + bytes, 0);
      assert.equal(sum, totals[fate]);
    }
    for (const { bytes, hidden } of entries) assert.ok(bytes >= 0 && hidden >= 0 && hidden <= bytes);
  });
});

test('explain() leaves the value as it was', (t) => {
  holds(t, arbitraryValue, (value) => {
    const before = structuredClone(value);
    explainHere(value);
    assertSameClone(structuredClone(value), before);
  });
});
