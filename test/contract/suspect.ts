import fc from 'fast-check';

/** Lists and objects like those that heddle and its versions before send. */
export const suspect: fc.Arbitrary<unknown> = fc.oneof(
  fc.tuple(
    fc.constantFrom('heddle:call', 'heddle', ''),
    fc.nat({ max: 14 }),
    fc.nat({ max: 9 }),
    fc.constantFrom('wipe', ''),
    fc.constant(null),
  ),
  fc.tuple(fc.constant('heddle:call'), fc.constant(13), fc.string()),
  fc.record({ 'heddle:port': fc.constantFrom('ring', 1), memory: fc.constantFrom(undefined, 1, new SharedArrayBuffer(1280)) }),
  fc.record({ 'heddle:ports': fc.array(fc.anything(), { maxLength: 2 }), message: fc.string(), ports: fc.constant([]) }),
  fc.tuple(fc.nat(), fc.nat({ max: 6 }), fc.anything()),
  fc.tuple(fc.string(), fc.constantFrom('ring', 'ports'), fc.anything()),
  fc.constantFrom(0, 1, '', 'ring'),
);
