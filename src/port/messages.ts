/**
 * What two ports of heddle tell each other by the runtime's own `postMessage`, beside the program's messages.
 *
 * At first everything is *plain*: the program's messages as they are. Each direction becomes *ringed* for itself when its
 * sender announces a ring; from then on whatever it posts is one of `Ringed`. docs/internals/ring.md tells the whole story.
 */
const KEY = 'heddle:port';

/** After plain messages: from here on the sender writes to this ring. */
export interface Control {
  readonly [KEY]: 'ring';
  readonly memory: SharedArrayBuffer;
}

export function ringControl(memory: SharedArrayBuffer): Control {
  return { [KEY]: 'ring', memory };
}

export function isControl(data: unknown): data is Control {
  return typeof data === 'object' && data !== null && Object.hasOwn(data, KEY);
}

/** Wakes the reader of the ring; says nothing else. */
export const BELL = 0;
/** A message that the codec leaves to the runtime, without ports. */
export const WHOLE = 1;
/** An encoded frame that found no room in the ring, in memory of its own that is moved. */
export const FRAME = 2;
/** The ring that takes the place of the one before. */
export const RING = 3;
/** A message with ports in its transfer list: a reader that takes it out of the port has to look for them. */
export const WITH_PORTS = 4;
/** An encoded frame that found no room in the ring, in memory that the reader gives back. */
export const SLAB = 5;

/** Everything but `BELL` counts into the order of the direction; `written` is how far the ring had been written when it was posted. */
export type Ringed =
  | typeof BELL
  | readonly [written: number, kind: typeof WHOLE | typeof WITH_PORTS, message: unknown]
  | readonly [written: number, kind: typeof FRAME, bytes: ArrayBufferLike, length: number]
  | readonly [written: number, kind: typeof SLAB, memory: SharedArrayBuffer, length: number]
  | readonly [written: number, kind: typeof RING, memory: SharedArrayBuffer];
