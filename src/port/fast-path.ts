// What a port needs once it has a ring, and not before: most of it is the codec. Loaded by load-fast-path.ts.
export { Decoder } from '../clone/decoder.ts';
export { Encoder } from '../clone/encoder.ts';
export { allocateRing, RingMemory } from '../ring/ring-memory.ts';
export { RingReader } from '../ring/ring-reader.ts';
export { RingWriter } from '../ring/ring-writer.ts';
