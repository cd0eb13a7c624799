// Values by the million, against structuredClone().
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { dataCloneError } from '../../src/clone/data-clone-error.ts';
import { codecHost } from '../../src/platform/node.ts';
import { arbitraryMessage } from '../../test/clone/arbitrary-message.ts';
import { arbitraryValue } from '../../test/clone/arbitrary-value.ts';
import { assertSameClone } from '../../test/clone/assert-same-clone.ts';
import { CodecPair, HOSTS } from '../../test/clone/codec-pair.ts';
import type { Area } from './run/area.ts';
import { fuzz } from './run/fuzz.ts';

/** Messages after which a port has a new encoder and decoder, so that values are met by young ones and by ones that know many shapes. */
const LIFE = 20_000;

export const area: Area = {
  name: 'values',
  what: 'random values through the codec, which must give what `structuredClone()` gives or leave the value to it',
  weight: 2,
  run(attempt) {
    const tried = { values: 0, refused: 0 };
    const crossing = HOSTS.map(([host, codec]) => {
      let pair = new CodecPair(codec);
      let left = LIFE;
      const check = (value: unknown): void => {
        if (--left === 0) [pair, left] = [new CodecPair(codec), LIFE];
        tried.values += 1;
        try {
          const { encoder, decoder, sink } = pair;
          sink.reset();
          if (!encoder.encode(value, sink)) tried.refused += 1;
          else assertSameClone(decoder.decode(sink.bytes, sink.start, sink.position), structuredClone(value));
        } catch (error) {
          pair = new CodecPair(codec);
          throw error;
        }
      };
      return [
        { claim: `what crosses the codec (${host}) is the clone`, property: fc.property(arbitraryValue, check) },
        { claim: `what cannot cross the codec (${host}) is left alone`, property: fc.property(arbitraryMessage, check) },
      ];
    });
    const explained = fc.property(arbitraryMessage, (value) => {
      tried.values += 1;
      try {
        structuredClone(value);
      } catch (error) {
        const { path } = dataCloneError('message', value, [], error, codecHost.isProxy) as DOMException & { path?: string };
        assert.ok(path?.startsWith('message'), `the path ${path}`);
      }
    });
    return fuzz(attempt, [...crossing.flat(), { claim: 'a refusal names the place', property: explained }], tried);
  },
};
