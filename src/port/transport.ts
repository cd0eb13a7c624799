import type { PortCounters, PortIdentity } from '../observe/port-counters.ts';
import type { Peer, PeerState } from './peer.ts';

/** A message as it comes out of a transport. */
export interface Received {
  readonly data: unknown;
  /** The ports that were moved with it, in the order of the transfer list. */
  readonly ports: readonly object[];
  /** Set when the message could not be read; `data` is undefined then. */
  readonly failure?: unknown;
}

/** Who takes what a transport delivers. */
export interface Receiver {
  /**
   * Called once for each message, each in a task of its own.
   *
   * @returns true when the message was no task: ticks and microtasks then need not run before the next one
   */
  message(received: Received): boolean | void;
  /** The other side is gone: nothing will arrive any more, and everything that did has been delivered or can be taken. */
  closed(): void;
}

/**
 * One end of an ordered stream of messages between two agents. Nothing is lost, duplicated or reordered; a message that
 * nobody has taken stays in it.
 */
export interface Transport {
  /** What it counts. */
  readonly counters: PortCounters;
  /**
   * @throws DataCloneError, before anything has left, when a value cannot be cloned or moved
   */
  send(message: unknown, transfer: readonly object[]): void;
  /**
   * Sends a list that nobody else holds, an array without holes, provided that it can go as bytes.
   *
   * @returns how many bytes it took; 0 when nothing was sent: then something in it may need the runtime, or more than a clone
   */
  trySend(list: readonly unknown[]): number;
  /** What is known of the other side. */
  peer: Peer;
  /** Whether the runtime may move the port: nothing of what was sent through it is anywhere else than in the port. */
  readonly isBare: boolean;
  /** Names who receives, once, right after construction. Nothing but `closed` is called before `start`. */
  attach(receiver: Receiver): void;
  /** Begins to deliver. Until then messages wait. Does not by itself keep the thread alive. */
  start(): void;
  /** Stops delivering, as far as the transport can; what still comes is the receiver's to keep. */
  stop(): void;
  /** Takes the next message without waiting for its turn. */
  receive(): Received | undefined;
  /** Whether waiting for messages keeps the thread alive; false at first. */
  keepAlive(yes: boolean): void;
  close(): void;
  /** Closes it and drops what nobody has taken: besides `closed` nothing more is delivered. */
  disconnect(): void;
  /** The port has been moved: nothing is sent from here any more. */
  retire(): void;
  /**
   * Prepares for the port to be moved to another thread, where a transport made with `state` goes on.
   *
   * @returns `taken`: messages that would be left behind here
   */
  handOver(): { state: TransportState; taken: readonly Received[] };
}

/** What a transport knows that its port does not carry; undefined when there is nothing. */
export type TransportState = RingTransportState | undefined;

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
