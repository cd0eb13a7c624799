import { types } from '#platform';
import { isRing } from '../ring/ring-memory.ts';
import { isSlab } from '../ring/slabs.ts';
import { controlTag } from './control.ts';

/**
 * What two ports of heddle tell each other by the runtime's own `postMessage`, beside the program's messages. Each begins with the tag
 * of `control.ts`.
 *
 * At first everything is *plain*: the program's messages as they are. Each direction becomes *ringed* for itself when its
 * sender announces a ring; from then on whatever it posts is one of `Ringed`. docs/internals/ring.md tells the whole story.
 */
const ANNOUNCEMENT = 'ring';

/** After plain messages: from here on the sender writes to this ring. */
export type Announcement = readonly [tag: string, kind: typeof ANNOUNCEMENT, memory: SharedArrayBuffer];

export function announcementOf(memory: SharedArrayBuffer): Announcement {
  return [controlTag(), ANNOUNCEMENT, memory];
}

/** @param data - a message with the tag */
export function isAnnouncement(data: readonly unknown[]): data is Announcement {
  return data[1] === ANNOUNCEMENT;
}

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

/** Everything but the bell, which is the tag alone, counts into the order of the direction. */
export type Ringed =
  | readonly [tag: string, kind: typeof WHOLE | typeof WITH_PORTS, message: unknown]
  | readonly [tag: string, kind: typeof FRAME, bytes: ArrayBufferLike, length: number]
  | readonly [tag: string, kind: typeof SLAB, memory: SharedArrayBuffer, length: number]
  | readonly [tag: string, kind: typeof RING, memory: SharedArrayBuffer];

/** What the sender of a ringed direction posts, but for the tag. */
export type RingedBody = Ringed extends infer R ? (R extends readonly [string, ...infer Body] ? Body : never) : never;

/** Whether a message with the tag is what it has to be; what is not was sent by somebody who has the tag and not the protocol. */
export function isRinged(data: readonly unknown[]): data is Ringed {
  const [, kind, memory, length] = data;
  switch (kind) {
    case WHOLE:
    case WITH_PORTS:
      return data.length === 3;
    case RING:
      return isRing(memory);
    case SLAB:
      return isSlab(memory, length);
    case FRAME:
      return (
        types.isAnyArrayBuffer(memory) && Number.isInteger(length) && (length as number) >= 0 && (length as number) <= memory.byteLength
      );
    default:
      return false;
  }
}
