import type { ThreadName } from '../../thread/thread-end.ts';
import type { ExitRecord } from '../../thread/exit-record.ts';
import type { CallDefaults, CallOptions } from '../calls/call-options.ts';
import type { CallOrigin, PendingCall } from '../calls/call-table.ts';
import type { FollowedSignals } from '../calls/followed-signals.ts';
import type { Exports } from './exports.ts';
import type { Streams } from '../stream/streams.ts';
import type { Line } from '../line/line.ts';
import type { CallKind, Message } from '../line/messages.ts';
import type { Stack } from '../calls/reports.ts';
import type { SentSignals } from '../calls/sent-signals.ts';

/** The thread of the other side, and what it leaves when it ends. */
export interface KnownThread extends ThreadName {
  readonly exitRecord?: ExitRecord | undefined;
}

/** The other side of a connection, for what calls it. */
export interface Caller {
  /** What errors call it: `worker "render"`. */
  readonly peer: string;
  readonly isEnded: boolean;
  readonly line: Line;
  thread(): KnownThread | undefined;
  call(path: string, parameters: readonly unknown[], options?: CallOptions, origin?: CallOrigin): Promise<unknown>;
  placeAt(
    place: readonly [handle: number | undefined, path: string],
    call: PendingCall,
    kind: CallKind,
    parameters: readonly unknown[],
    options?: CallOptions,
  ): void;
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void;
  release(handle: number, count: number, isLeak: boolean): void;
}

/** A connection that lives inside another one, for a caller that blocks. */
export interface NestedConnection {
  readonly served: { start(root: object): boolean; stop(root: object): boolean };
  message(message: Message): void;
  close(makeError: (task: string) => Error): void;
}

/** What the kinds of values may ask of a connection, in order to send a value or to make one that came. */
export interface Peer extends Caller {
  readonly exports: Exports;
  readonly imports: { receive(handle: number, name: string, madeAt: Stack | undefined, defaults: CallDefaults | undefined): object };
  readonly served: { member(handle: number | undefined, path: string): unknown };
  readonly nested: {
    start(root: object): void;
    stop(root: object): void;
    add(channel: number, connection: NestedConnection): void;
  };
  readonly sentSignals: SentSignals;
  readonly followedSignals: FollowedSignals;
  readonly streams: Pick<Streams, 'givenIterators' | 'gotIterators' | 'add' | 'takeBack' | 'drop' | 'read' | 'afterSources'>;
}
