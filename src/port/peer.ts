/** Which of the two ends of a channel. */
export type Side = 0 | 1;

/** How the link between the ends of a channel travels with one of them: see `channel-link.ts`. */
export interface LinkState {
  readonly memory: SharedArrayBuffer;
  readonly side: Side;
}

/** What goes along with a port that is moved, so that the transport there knows the other end too. */
export type PeerState = LinkState | { readonly readsRings: boolean };

/** What a transport knows of the other end of its port. */
export interface Peer {
  /** Whether the other end understands what heddle sends beside the program's messages. */
  readonly isHeddle: boolean;
  /** Whether it is in this thread, where nothing can come while this end looks for it. */
  readonly isHere: boolean;
  /** Whether a ring leads to this end, or its announcement may be under way. */
  readonly isRinged: boolean;
  /** This end has received something by heddle, in a thread that reads rings. */
  received(): void;
  /** Whether this end may announce a ring; from then on the other one is not moved by the runtime any more. */
  startRing(): boolean;
  /** Whether this end may send something that only heddle understands; if so, the other one is not moved by the runtime any more. */
  pin(): boolean;
  /** This end is about to be moved by heddle to another thread of heddle. */
  depart(): PeerState | undefined;
  /** Whether this end may be moved by the runtime, to where heddle does not see it. */
  leaveHeddle(): boolean;
  /** It has not left after all. */
  comeBack(): void;
}

/** Anything may be at the other end. */
export const UNKNOWN_PEER: Peer = {
  isHeddle: false,
  isHere: false,
  isRinged: false,
  received() {},
  startRing: () => false,
  pin: () => false,
  depart: () => undefined,
  leaveHeddle: () => true,
  comeBack() {},
};

/** A worker and its parent, or whoever was given the other end by heddle and keeps it. */
export class KnownPeer implements Peer {
  readonly isHeddle = true;
  readonly isHere = false;
  readonly isRinged: boolean;

  /** @param readsRings - whether both ends do */
  constructor(readsRings: boolean) {
    this.isRinged = readsRings;
  }
  received(): void {}
  startRing(): boolean {
    return this.isRinged;
  }
  pin(): boolean {
    return true;
  }
  depart(): PeerState {
    return { readsRings: this.isRinged };
  }
  leaveHeddle(): boolean {
    return false;
  }
  comeBack(): void {}
}
