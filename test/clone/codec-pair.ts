import assert from 'node:assert/strict';

import type { CodecHost } from '../../src/clone/codec-host.ts';
import { PORTABLE_HOST } from '../../src/clone/codec-host.ts';
import { Decoder } from '../../src/clone/decoder.ts';
import { Encoder } from '../../src/clone/encoder.ts';
import type { Refusal } from '../../src/clone/refused.ts';
import { GrowableSink } from '../../src/clone/sink.ts';
import { codecHost } from '../../src/platform/node.ts';

/** Every test of values runs with what Node offers and in plain script. */
export const HOSTS: readonly (readonly [string, CodecHost])[] = [
  ['node', codecHost],
  ['portable', PORTABLE_HOST],
];

/** An encoder and the decoder of the other side. */
export class CodecPair {
  readonly encoder: Encoder;
  readonly decoder: Decoder;
  readonly sink: GrowableSink = new GrowableSink(64);

  constructor(host: CodecHost = codecHost) {
    this.encoder = new Encoder(host);
    this.decoder = new Decoder(host);
  }

  /** The bytes of one frame. */
  frame(value: unknown): Uint8Array {
    this.sink.reset();
    assert.ok(this.encoder.encode(value, this.sink), `refused: ${this.encoder.refusal}`);
    return this.sink.bytes.slice(this.sink.start, this.sink.position);
  }

  roundTrip(value: unknown): unknown {
    const frame = this.frame(value);
    return this.decoder.decode(frame, 0, frame.length);
  }

  /** Why `value` is left to the runtime; undefined when it is not. */
  refusal(value: unknown): Refusal | undefined {
    this.sink.reset();
    const encoded = this.encoder.encode(value, this.sink);
    if (!encoded) assert.equal(this.sink.position, this.sink.start);
    return encoded ? undefined : this.encoder.refusal;
  }
}
