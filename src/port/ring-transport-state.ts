import type { PortIdentity } from '../observe/port-counters.ts';
import type { PeerState } from './peer.ts';

/** What a sender hands to the one that goes on in another thread. */
export interface SendingState {
  readonly memory: SharedArrayBuffer;
  /** How many messages were posted since the direction is ringed. */
  readonly order: number;
}

/** What a receiver hands to the one that reads on in another thread. */
export interface ReceivingState {
  readonly memory: SharedArrayBuffer;
  /** How many posted messages have been taken since the direction is ringed. */
  readonly taken: number;
  /** What the decoder has been taught. */
  readonly shapes: readonly (readonly string[])[];
}

/** What a transport hands to the one that goes on in another thread, with the port. */
export interface RingTransportState {
  readonly peer: PeerState;
  readonly sending: SendingState | undefined;
  readonly receiving: ReceivingState | undefined;
  /** For those who count. */
  readonly identity: PortIdentity;
}
