// --- src/sync.ts
export { wrapSync, type WrapSyncOptions } from './sync/wrap-sync.ts';
export type { BlockingGenerator } from './sync/blocking-iterator.ts';
export type { SyncRemote } from './sync/types.ts';

// --- src/clone/error-record.ts
export type ErrorCell =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | {
      readonly node: number;
    };
export interface ErrorProperty {
  readonly key: string;
  readonly symbol: boolean;
  readonly enumerable: boolean;
  readonly value: ErrorCell;
}
export interface ErrorNode {
  readonly kind: 'error';
  readonly base: string;
  readonly classes: readonly string[];
  readonly name: string;
  readonly message: string;
  readonly nameOfPrototype: string | undefined;
  readonly properties: ErrorProperty[];
  readonly inherited: ErrorProperty[];
}
export type ErrorRecordNode =
  | ErrorNode
  | {
      readonly kind: 'array';
      readonly length: number;
      readonly keys: string[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'object';
      readonly keys: string[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'map';
      readonly keys: ErrorCell[];
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'set';
      readonly values: ErrorCell[];
    }
  | {
      readonly kind: 'leaf';
      readonly value: unknown;
    };
export interface ErrorRecord {
  readonly thrown: ErrorCell;
  readonly nodes: readonly ErrorRecordNode[];
}

// --- src/counters/layout.ts
export declare const THREADS = 1024;
export declare const PORTS = 8192;
export declare const EVENTS = 2048;
export declare const EVENT_BYTES = 1024;
export declare const WATCHERS = 0;
export declare const CHANNELS = 1;
export declare const NUMBERS = 2;
export declare const EVENTS_WRITTEN = 3;
export declare const UNCOUNTED = 4;
export declare const TRACERS = 5;
export declare const EPOCH_AT = 64;
export declare const THREAD_DOUBLES = 64;
export declare const NAME_AT: number;
export declare const NAME_BYTES = 64;
export declare const SCRIPT_AT: number;
export declare const SCRIPT_BYTES = 192;
export declare const TASK_AT: number;
export declare const TASK_BYTES = 64;
export declare const THREAD_ID = 0;
export declare const PARENT = 1;
export declare const STARTED = 2;
export declare const ENDED = 3;
export declare const EXIT_CODE = 4;
export declare const BEAT = 5;
export declare const UTILIZATION = 6;
export declare const DELAY = 7;
export declare const HEAP_USED = 8;
export declare const HEAP_TOTAL = 9;
export declare const EXTERNAL = 10;
export declare const BUSY_SINCE = 11;
export declare const TASKS = 12;
export declare const TERMINATE = 13;
export declare const THREAD_NUMBER = 14;
export declare const CLOSED_SENT = 15;
export declare const CLOSED_RECEIVED = 16;
export declare const CLOSED_NATIVE = 17;
export declare const CLOSED_COPIED = 18;
export declare const CLOSED_MOVED = 19;
export declare const CLOSED_SHARED = 20;
export declare const FREE = 0;
export declare const STARTING = 1;
export declare const LOADING = 2;
export declare const RUNNING = 3;
export declare const GONE = 4;
export declare const CLAIMED = 5;
export declare const PORT_DOUBLES = 32;
export declare const NUMBER = 0;
export declare const CHANNEL = 1;
export declare const KIND = 2;
export declare const OPENED = 3;
export declare const TAKEN = 4;
export declare const BACKLOG = 5;
export declare const TIMED = 6;
export declare const HANDLING = 7;
export declare const BELLS = 8;
export declare const WOKEN = 9;
export declare const COPIED = 10;
export declare const MOVED = 11;
export declare const SHARED = 12;
export declare const SENT = 13;
export declare const SIDE = 28;
export declare const PATHS: readonly [
  'ring',
  'frame',
  'plain',
  'option',
  'transfer',
  'uncloneable',
  'foreign',
  'proxy',
  'accessor',
  'memory',
  'deep',
  'room',
  'busy',
  'polluted',
];
export type SentPath = (typeof PATHS)[number];
export declare const KINDS: readonly ['channel', 'worker', 'calls'];
export type PortKind = (typeof KINDS)[number];
export declare const THREAD_STATES_AT: number;
export declare const PORT_OWNERS_AT: number;
export declare const THREADS_AT: number;
export declare const PORTS_AT: number;
export declare const EVENTS_AT: number;
export declare const TOTAL_BYTES: number;

// --- src/counters/weigh.ts
export interface Weight {
  copied: number;
  moved: number;
  shared: number;
  largest: number;
  readonly at: number;
}
export declare function weigh(message: unknown, transfer: readonly object[]): Weight;
export declare function largestBuffer(message: unknown, transfer: readonly object[]): number;

// --- src/observe/port-counters.ts
export interface PortIdentity {
  readonly channel: number;
  readonly figures: readonly number[];
}
export declare const LARGE_COPY: number;
export declare class PortCounters {
  #private;
  figures: Float64Array;
  constructor(kind: layout.PortKind, channel: number, side?: 0 | 1, moved?: PortIdentity);
  get channel(): number;
  get kind(): layout.PortKind;
  get sent(): number;
  get received(): number;
  get identity(): PortIdentity;
  written(bytes: number): void;
  framed(bytes: number): void;
  posted(path: layout.SentPath, { copied, moved, shared, largest, at }: Weight): void;
  copiedMuch(message: unknown): void;
  rang(): void;
  woken(): void;
  taken(): void;
  deliver<T, R>(
    receiver: {
      message(received: T): R;
    },
    received: T,
  ): R;
  waiting(count: number): void;
  release(isClosed: boolean): void;
}

// --- src/port/peer.ts
export type Side = 0 | 1;
export interface LinkState {
  readonly memory: SharedArrayBuffer;
  readonly side: Side;
}
export type PeerState =
  | LinkState
  | {
      readonly readsRings: boolean;
    };
export interface Peer {
  readonly isHeddle: boolean;
  readonly isHere: boolean;
  readonly isRinged: boolean;
  received(): void;
  startRing(): boolean;
  pin(): boolean;
  depart(): PeerState | undefined;
  leaveHeddle(): boolean;
  comeBack(): void;
}
export declare const UNKNOWN_PEER: Peer;
export declare class KnownPeer implements Peer {
  readonly isHeddle = true;
  readonly isHere = false;
  readonly isRinged: boolean;
  constructor(readsRings: boolean);
  received(): void;
  startRing(): boolean;
  pin(): boolean;
  depart(): PeerState;
  leaveHeddle(): boolean;
  comeBack(): void;
}

// --- src/port/ring-transport-state.ts
export interface SendingState {
  readonly memory: SharedArrayBuffer;
  readonly order: number;
}
export interface ReceivingState {
  readonly memory: SharedArrayBuffer;
  readonly taken: number;
  readonly shapes: readonly (readonly string[])[];
}
export interface RingTransportState {
  readonly peer: PeerState;
  readonly sending: SendingState | undefined;
  readonly receiving: ReceivingState | undefined;
  readonly identity: PortIdentity;
}

// --- src/port/transport.ts
export interface Received {
  readonly data: unknown;
  readonly ports: readonly object[];
  readonly failure?: unknown;
}
export interface Receiver {
  message(received: Received): boolean | void;
  closed(): void;
}
export interface Transport {
  readonly counters: PortCounters;
  send(message: unknown, transfer: readonly object[]): void;
  trySend(list: readonly unknown[]): number;
  peer: Peer;
  readonly isBare: boolean;
  attach(receiver: Receiver): void;
  start(): void;
  stop(): void;
  receive(): Received | undefined;
  keepAlive(yes: boolean): void;
  close(): void;
  retire(): void;
  handOver(): {
    state: TransportState;
    taken: readonly Received[];
  };
}
export type TransportState = RingTransportState | undefined;

// --- src/rpc/calls/call-options.ts
export interface CallDefaults {
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: number | undefined;
  readonly grace?: number | undefined;
}
export interface CallOptions extends CallDefaults {
  readonly transfer?: readonly object[] | undefined;
}
export declare const DEFAULT_GRACE = 500;
export declare function checkCallOptions(options: CallOptions, what?: string): void;
export declare function withDefaults(options: CallOptions | undefined, defaults: CallDefaults | undefined): CallOptions | undefined;
export declare function defaultsIn({ signal, timeout, grace }: CallDefaults): CallDefaults | undefined;

// --- src/rpc/calls/call-table.ts
export interface CallOrigin {
  readonly defaults: CallDefaults | undefined;
  readonly isLent: boolean;
}
export declare class PendingCall {
  id: number;
  readonly task: string;
  readonly promise: Promise<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly origin: CallOrigin | undefined;
  readonly madeAt: Stack | undefined;
  cleanUp: (() => void)[] | undefined;
  isMoved: boolean;
  packer:
    | {
        takeBack(): void;
      }
    | undefined;
  cancellation: Cancellation | undefined;
  readonly context: Record<string, unknown> | undefined;
  constructor(task: string, origin?: CallOrigin, madeAt?: Stack);
  get timeLimit(): number | undefined;
  succeed(value: unknown): void;
  refuse(record: ErrorRecord): void;
  stick(): void;
  fail(makeError: () => unknown): void;
}
export declare function ignoreUnlessAwaited(promise: Promise<unknown>): void;
export declare class CallTable {
  #private;
  constructor(base: number);
  get size(): number;
  add(call: PendingCall): void;
  close(id: number): PendingCall | undefined;
  keep(id: number): PendingCall['cleanUp'];
  takeBack(call: PendingCall): void;
  closeAll(): PendingCall[];
  toArray(): PendingCall[];
}
export declare function makeReadable(call: Promise<unknown>): void;

// --- src/rpc/calls/cancellation.ts
export declare function isCancellable({ signal, timeout }: CallOptions): boolean;
export interface CancellationSteps {
  timedOut(): unknown;
  cancelled(reason: unknown): void;
  overdue(reason: unknown): void;
}
export interface CancelledStream {
  abort(reason: unknown): void;
  limitEnding(grace: number, overdue: () => void): void;
}
export declare class Cancellation {
  #private;
  readonly sent: SentSignal;
  constructor(signals: SentSignals, { signal, timeout, grace }: CallOptions, steps: CancellationSteps);
  goOn(streams: readonly CancelledStream[], overdue: () => void): void;
  cancel(reason: unknown): void;
  end(): void;
}

// --- src/rpc/calls/followed-signals.ts
export declare class FollowedSignals {
  #private;
  get size(): number;
  addPage(page: number, memory: SharedArrayBuffer): void;
  use(number: number): FollowedSignal;
  release(followed: FollowedSignal): void;
  abort(number: number, reason: unknown): void;
  numberOf(error: unknown): number | undefined;
  abortAll(makeReason: () => unknown): void;
}
export declare class FollowedSignal {
  #private;
  readonly number: number;
  readonly signal: AbortSignal;
  uses: number;
  constructor(number: number, flags: Int32Array | undefined, flag: number);
  get raised(): boolean;
  earlyReason(): DOMException;
  abort(reason: unknown): void;
  static whoseReason(error: unknown): FollowedSignal | undefined;
  detach(): void;
}

// --- src/rpc/calls/reports.ts
export interface Stack {
  readonly stack?: string;
}
export declare function reportLeak(what: string, madeAt: Stack, end?: string, remedy?: string): void;
export declare function reportLateError(task: string, error: unknown): void;
export declare function warnOfStuck(task: string, peer: string, milliseconds: number): void;

// --- src/rpc/calls/sent-signals.ts
export declare const FLAGS_PER_PAGE = 1024;
export declare const TIMED_OUT = 2;
export declare const FLAGS_AT_MOST: number;
export declare class SentSignal {
  #private;
  readonly number: number;
  readonly origin: AbortSignal | undefined;
  uses: number;
  readonly followers: Set<(reason: unknown) => void>;
  constructor(number: number, flags: Int32Array | undefined, post: (message: Message) => void, origin: AbortSignal | undefined);
  get abortion():
    | {
        readonly reason: unknown;
      }
    | undefined;
  abort(reason: unknown): void;
  leave(): void;
}
export declare class SentSignals {
  #private;
  constructor(post: (message: Message) => void, sharesMemory: boolean);
  get size(): number;
  get(number: number): SentSignal | undefined;
  use(origin?: AbortSignal): SentSignal;
  release(sent: SentSignal): void;
  clear(): void;
}

// --- src/rpc/line/foreign-line.ts
export interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  hasRef?(): boolean;
  unref?(): unknown;
}
export declare class ForeignLine implements Line {
  #private;
  readonly kind = 'foreign';
  readonly sharesMemory: boolean;
  constructor(port: ForeignPort);
  trySend(): number;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  close(): void;
}

// --- src/rpc/line/line.ts
export interface LineReceiver {
  message(message: Message): void;
  unreadable(error: unknown): void;
  closed(end?: ThreadEnd): void;
}
export interface Line {
  readonly kind: 'own' | 'shared' | 'foreign';
  readonly sharesMemory: boolean;
  trySend(message: Message): number;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  readonly isBlocked?: boolean;
  close(): void;
}
export declare class LineHold {
  #private;
  constructor(line: Line, isIdle: () => boolean);
  hold(): void;
  letGo(): void;
  keepAlive(yes: boolean): void;
  end(): void;
}
export declare class TransportLine implements Line {
  #private;
  readonly kind = 'own';
  readonly sharesMemory = true;
  constructor(transport: Transport);
  trySend(message: Message): number;
  send(message: Message, transfer: readonly object[], root: string, value: unknown): void;
  attach(receiver: LineReceiver): void;
  hold(yes: boolean): void;
  close(): void;
}

// --- src/rpc/line/messages.ts
export declare const CALL = 0;
export declare const NEW = 1;
export type CallKind = typeof CALL | typeof NEW;
export declare const RETURN = 2;
export declare const THROW = 3;
export declare const CANCEL = 4;
export declare const RELEASE = 5;
export declare const STREAM = 6;
export declare const FLAGS = 7;
export declare const BOARD = 8;
export declare const OPEN = 9;
export declare const NESTED = 10;
export declare const STUCK = 12;
export declare const LAST = 11;
export declare const GREETING = 13;
export declare const ITEM = 0;
export declare const END = 1;
export declare const FAIL = 2;
export declare const ANSWER = 3;
export declare const FULL = 4;
export declare const PULL = 5;
export declare const NEXT = 6;
export declare const FINISH = 7;
export declare const STOP = 8;
export declare const RAISE = 9;
export declare const HURRY = 10;
export declare const HEARD = 11;
export type StreamMessage =
  | readonly [kind: typeof STREAM, stream: number, what: typeof ITEM | typeof END, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FAIL, error: ErrorRecord]
  | readonly [
      kind: typeof STREAM,
      stream: number,
      what: typeof ANSWER,
      value: unknown,
      specials: readonly Special[] | undefined,
      is: typeof ITEM | typeof END | typeof FAIL,
    ]
  | readonly [kind: typeof STREAM, stream: number, what: typeof FULL | typeof HURRY | typeof HEARD]
  | readonly [kind: typeof STREAM, stream: number, what: typeof PULL, items: number]
  | readonly [kind: typeof STREAM, stream: number, what: typeof NEXT | typeof FINISH, value: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof STREAM, stream: number, what: typeof STOP, reason: ErrorRecord | undefined]
  | readonly [kind: typeof STREAM, stream: number, what: typeof RAISE, error: ErrorRecord];
export type Target = string | number | readonly [handle: number, path: string];
export type Special = readonly [placeholder: object, kind: SpecialName, data: unknown];
export type SpecialName = 'function' | 'object' | 'home' | 'signal' | 'stream' | 'iterator' | 'error';
export interface Extras {
  readonly specials: readonly Special[];
  readonly signal?: number | undefined;
  readonly context?: Readonly<Record<string, unknown>> | undefined;
}
export type Message =
  | readonly [kind: CallKind, id: number, target: Target, extras: Extras | undefined, ...parameters: unknown[]]
  | readonly [kind: typeof RETURN, id: number, result: unknown, specials?: readonly Special[]]
  | readonly [kind: typeof THROW, id: number, error: ErrorRecord, signal?: number]
  | readonly [kind: typeof CANCEL, signal: number, reason: ErrorRecord]
  | readonly [kind: typeof RELEASE, handle: number, count: number, isLeak: boolean]
  | StreamMessage
  | readonly [kind: typeof FLAGS, page: number, memory: SharedArrayBuffer]
  | readonly [kind: typeof BOARD, memory: SharedArrayBuffer, limit: number]
  | readonly [
      kind: typeof OPEN,
      channel: number,
      port: object,
      tag: string | undefined,
      state: SharedArrayBuffer,
      table: SharedArrayBuffer,
      thread: number,
    ]
  | readonly [kind: typeof NESTED, channel: number, ...message: unknown[]]
  | readonly [kind: typeof STUCK, id: number]
  | readonly [kind: typeof LAST, reason: string, error: ErrorRecord | undefined, stderr: string | undefined];

// --- src/rpc/stream/remote-stream.ts
export interface RemoteStream<T, TReturn = unknown, TNext = unknown> extends AsyncIterable<T, TReturn, TNext> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return(value?: TReturn): Promise<IteratorResult<T, TReturn>>;
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
  [Symbol.asyncDispose](): Promise<void>;
}
export interface PromisedStream<T, Stream = RemoteStream<T>> extends Promise<Stream>, AsyncIterable<T> {}
export declare function remoteStreamOf(reader: StreamReader): RemoteStream<unknown>;

// --- src/rpc/stream/stream-reader.ts
type Result = IteratorResult<unknown>;
export declare class StreamReader implements CancelledStream {
  #private;
  readsAhead: boolean;
  readonly task: string;
  origin: CallOrigin | undefined;
  constructor(streams: StreamWire, number: number, task: string, window: number);
  onEnd(step: () => void): void;
  limitEnding(grace: number, overdue: () => void): void;
  onStuck(step: () => void): void;
  heard(): void;
  next(value: unknown, holder: object): Promise<Result>;
  finish(value: unknown, holder: object): Promise<Result>;
  stop(reason: unknown, holder: object): Promise<Result>;
  raise(error: unknown, holder: object): Promise<Result>;
  abandon(): void;
  item(value: unknown): void;
  full(): void;
  ended(
    last:
      | {
          readonly value: unknown;
        }
      | {
          readonly makeError: () => unknown;
        },
  ): void;
  answered(is: typeof ITEM | typeof END | typeof FAIL, value: unknown, makeError: () => unknown): void;
  abort(reason: unknown): void;
  get isRead(): boolean;
  broken(makeError: () => unknown): void;
}

// --- src/rpc/stream/stream-source.ts
export interface SourceIterator {
  next(value?: unknown): unknown;
  return?(value?: unknown): unknown;
  throw?(error: unknown): unknown;
}
export declare class StreamSource {
  #private;
  readonly task: string;
  constructor(streams: StreamWire, number: number, task: string, iterator: SourceIterator, window: Required<StreamWindow>);
  onEnd(step: () => void): void;
  pulled(items: number): void;
  asked(value: unknown): void;
  raised(error: unknown): void;
  finish(value: unknown): void;
  hurry(): void;
  drop(reason: unknown): void;
  takeBack(): SourceIterator;
}

// --- src/rpc/stream/stream-window.ts
export interface StreamWindow {
  readonly items?: number;
  readonly bytes?: number;
}
export declare const DEFAULT_WINDOW: Required<StreamWindow>;
export declare function buffered<T extends object>(source: T, window: StreamWindow): T;
export declare function windowOf(source: object): Required<StreamWindow>;
export interface StreamWire {
  readonly peer: string;
  post(message: StreamMessage): void;
  send(
    number: number,
    what: typeof ITEM | typeof END | typeof NEXT | typeof FINISH | typeof ANSWER,
    value: unknown,
    task: string,
    is?: typeof ITEM | typeof END,
  ): number;
  hold(): void;
  letGo(): void;
  forgetSource(number: number): void;
  forgetReader(number: number): void;
}
export declare function weigh(value: unknown, most: number): number;

// --- src/rpc/stream/streams.ts
export interface PackedItem {
  readonly value: unknown;
  readonly specials: readonly Special[] | undefined;
  readonly transfer: readonly object[];
  takeBack(): void;
}
export interface StreamLink {
  readonly peer: string;
  readonly line: Line;
  pack(value: unknown, task: string): PackedItem;
  unpack(value: unknown, specials: readonly Special[], task: string, defaults: CallDefaults | undefined): unknown;
  hold(): void;
  letGo(): void;
}
export interface IteratorEnd {
  onEnd(step: () => void): void;
  end(): void;
}
export declare class IteratorEnds {
  #private;
  get(number: number): IteratorEnd | undefined;
  add(number: number): IteratorEnd;
  endAll(): void;
}
export declare class Streams implements StreamWire {
  #private;
  readonly givenIterators: IteratorEnds;
  readonly gotIterators: IteratorEnds;
  constructor(base: number, link: StreamLink);
  get peer(): string;
  get size(): number;
  get areRead(): boolean;
  get areWaiting(): boolean;
  add(iterator: SourceIterator, task: string, window: Required<StreamWindow>): number;
  takeBack(number: number): SourceIterator | undefined;
  drop(number: number): void;
  read(number: number, task: string, window: number, make: (reader: StreamReader) => object): object;
  afterSources(specials: readonly Special[], steps: readonly (() => void)[]): void;
  afterReaders(specials: readonly Special[], steps: readonly (() => void)[]): readonly StreamReader[];
  message(message: StreamMessage): void;
  abandon(origin: CallOrigin, makeError: (task: string) => Error): void;
  end(makeError: (task: string) => Error): void;
  post(message: StreamMessage): void;
  send(
    number: number,
    what: typeof ITEM | typeof END | typeof NEXT | typeof FINISH | typeof ANSWER,
    value: unknown,
    task: string,
    is?: typeof ITEM | typeof END,
  ): number;
  hold(): void;
  letGo(): void;
  forgetSource(number: number): void;
  forgetReader(number: number): void;
}
export declare function afterAll(
  ends: readonly {
    onEnd(step: () => void): void;
  }[],
  steps: readonly (() => void)[],
): void;

// --- src/rpc/value/crossing.ts
export interface Crossing {
  readonly connection: Peer;
  readonly way: 'out' | 'in';
  readonly part: 'arguments' | 'result';
  readonly task: string;
  readonly madeAt?: Stack | undefined;
  readonly defaults?: CallDefaults | undefined;
  readonly transfer: object[];
  untilAnswered(step: () => void): void;
  readonly within?: Within | undefined;
}
export type Within = <T>(run: () => T) => T;

// --- src/rpc/value/handles.ts
type AnyFunction = (...parameters: unknown[]) => unknown;
export interface Handed {
  readonly object: object;
  readonly callable: AnyFunction | undefined;
  count: number;
}
export declare class Handles {
  #private;
  constructor(base: number);
  get size(): number;
  get(handle: number): Handed | undefined;
  give(object: object, callable: AnyFunction | undefined): number;
  lend(object: object, callable: AnyFunction | undefined): number;
  release(handle: number, count?: number): object | undefined;
  clear(): void;
}
export declare function nameForOthers(value: object): string;
export declare function randomBase(): number;

// --- src/rpc/value/iterator-kind.ts
export type StepName = 'next' | 'return' | 'throw';
export declare class IteratorLease {
  #private;
  readonly connection: Peer;
  readonly handle: number;
  readonly task: string;
  isDone: boolean;
  constructor(connection: Peer, handle: number, task: string);
  finish(): void;
  leave(): void;
  ask(name: StepName, value?: unknown): Promise<unknown>;
}
export declare function iteratorKind(face: (lease: IteratorLease) => object): SpecialKind;
export declare const ANSWER_KINDS: readonly SpecialKind[];

// --- src/rpc/value/peer.ts
export interface KnownThread extends ThreadName {
  readonly will?: Will | undefined;
}
export interface Caller {
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
export interface NestedConnection {
  readonly served: {
    start(root: object): boolean;
    stop(root: object): boolean;
  };
  message(message: Message): void;
  close(makeError: (task: string) => Error): void;
}
export interface Peer extends Caller {
  readonly handles: Handles;
  readonly remotes: {
    receive(handle: number, name: string, madeAt: Stack | undefined, defaults: CallDefaults | undefined): object;
  };
  readonly served: {
    member(handle: number | undefined, path: string): unknown;
  };
  readonly nested: {
    start(root: object): void;
    stop(root: object): void;
    add(channel: number, connection: NestedConnection): void;
  };
  readonly sentSignals: SentSignals;
  readonly followedSignals: FollowedSignals;
  readonly streams: Pick<Streams, 'givenIterators' | 'gotIterators' | 'add' | 'takeBack' | 'drop' | 'read' | 'afterSources'>;
}

// --- src/rpc/value/specials.ts
export interface SpecialKind {
  readonly name: SpecialName;
  is(value: object, crossing: Crossing): boolean;
  pack(value: object, crossing: Crossing): unknown;
  takeBack?(data: unknown, crossing: Crossing): void;
  unpack(data: unknown, crossing: Crossing): unknown;
}
export declare class Packer {
  #private;
  readonly specials: Special[];
  constructor(kinds: readonly SpecialKind[], crossing: Crossing, root?: string);
  pack(value: unknown): unknown;
  takeBack(): void;
}
export declare class Unpacker {
  #private;
  constructor(kinds: readonly SpecialKind[], specials: readonly Special[], crossing: Crossing);
  unpack(value: unknown): unknown;
}
export declare function packItem(connection: Peer, kinds: readonly SpecialKind[], value: unknown, task: string): PackedItem;
export declare function unpackItem(
  connection: Peer,
  kinds: readonly SpecialKind[],
  value: unknown,
  specials: readonly Special[],
  task: string,
  defaults: CallDefaults | undefined,
): unknown;

// --- src/rpc/value/types.ts
export type AnyFunction = (...parameters: any[]) => unknown;
export type AnyClass = abstract new (...parameters: any[]) => unknown;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | void
  | Date
  | RegExp
  | Error
  | ArrayBuffer
  | SharedArrayBuffer
  | ArrayBufferView
  | AbortSignal
  | Blob
  | MessagePort
  | ReadableStream
  | WritableStream
  | TransformStream
  | AsyncIterable<any>
  | SyncIterator<any>
  | HostObject;
type SyncIterator<Item> = Iterable<Item> & {
  next(...given: any[]): IteratorResult<Item>;
};
type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;
declare const PROXIED: unique symbol;
export type Proxied<T> = T & {
  readonly [PROXIED]?: T;
};
type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;
type Tidy<T, Mapped> = (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Mapped ? 1 : 2 ? T : Mapped;
type Argument<T> = unknown extends T
  ? T
  : T extends Map<infer Key, infer Value>
    ? Map<Argument<Key>, Argument<Value>>
    : T extends Set<infer Item>
      ? Set<Argument<Item>>
      : T extends ReadonlyMap<infer Key, infer Value>
        ? ReadonlyMap<Argument<Key>, Argument<Value>>
        : T extends ReadonlySet<infer Item>
          ? ReadonlySet<Argument<Item>>
          : T extends Stays | AnyClass
            ? never
            : T extends Leaf
              ? T
              : IsProxied<T> extends true
                ? T
                : T extends AnyFunction
                  ? Callback<T>
                  : T extends Iterable<infer Item>
                    ? Iterated<T, Item>
                    : {
                        [Key in keyof T]: Argument<T[Key]>;
                      };
type Iterated<T, Item> =
  Same<keyof T, typeof Symbol.iterator> extends true
    ? readonly Argument<Item>[] | ReadonlySet<Argument<Item>>
    : {
        [Key in keyof T]: Argument<T[Key]>;
      };
type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? T
    : [Result] extends [void]
      ? (...parameters: ReceivedAll<Parameters>) => void | Promise<void>
      : unknown extends Result
        ? (...parameters: ReceivedAll<Parameters>) => Result
        : [Extract<Result, PromiseLike<unknown>>] extends [never]
          ? never
          : (...parameters: ReceivedAll<Parameters>) => Result | Awaited<Result>
  : never;
export type Received<T, Lent extends boolean = false> = unknown extends T
  ? T
  : IsProxied<T> extends true
    ? T extends {
        readonly [PROXIED]?: infer Original;
      }
      ? RemoteObject<NonNullable<Original>>
      : never
    : T extends Map<infer Key, infer Value>
      ? Map<Received<Key, Lent>, Received<Value, Lent>>
      : T extends Set<infer Item>
        ? Set<Received<Item, Lent>>
        : T extends AnyFunction
          ? Lent extends true
            ? RemoteFunction<T>
            : never
          : T extends Stays | AnyClass
            ? never
            : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
              ? RemoteStream<Received<Item>, Received<Last>, Given>
              : T extends ReadableStream
                ? T
                : T extends AsyncIterable<infer Item> | SyncIterator<infer Item>
                  ? RemoteStream<Received<Item>>
                  : T extends Leaf
                    ? T
                    : T extends readonly unknown[]
                      ? {
                          [Key in keyof T]: Received<T[Key], Lent>;
                        }
                      : {
                          [
                            Key in keyof T as T[Key] extends AnyFunction ? (true extends Lent | IsProxied<T[Key]> ? Key : never) : Key
                          ]: Received<T[Key], Lent>;
                        };
type ReceivedAll<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Received<T[Key], true>>;
};
export type RemoteResult<T> = unknown extends T
  ? Promise<T>
  : [Awaited<T>] extends [never]
    ? Promise<never>
    : [Awaited<T>] extends [ReadableStream<infer Item>]
      ? PromisedStream<Tidy<Item, Received<Item>>, ReadableStream<Tidy<Item, Received<Item>>>>
      : [Awaited<T>] extends [AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>]
        ? PromisedStream<Tidy<Item, Received<Item>>, RemoteStream<Tidy<Item, Received<Item>>, Tidy<Last, Received<Last>>, Given>>
        : [Awaited<T>] extends [AsyncIterable<infer Item> | SyncIterator<infer Item>]
          ? PromisedStream<Tidy<Item, Received<Item>>>
          : Promise<Tidy<Awaited<T>, Received<Awaited<T>>>>;
export type Arguments<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Argument<T[Key]>>;
};
type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? (...parameters: Arguments<Parameters>) => Promise<any>
    : Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
      ? T
      : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;
type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;
export type RemoteMembers<T> = {
  readonly [Key in Exclude<keyof T, 'prototype' | symbol> as IsRemote<T[Key]> extends true ? Key : never]: RemoteValue<T[Key]>;
};
export type IsRemote<T> =
  IsAny<T> extends true
    ? true
    : T extends AnyFunction | AnyClass
      ? true
      : T extends Leaf | Stays | readonly unknown[]
        ? false
        : T extends object
          ? true
          : false;
type RemoteValue<T> =
  IsAny<T> extends true
    ? any
    : T extends AnyClass
      ? RemoteClass<T> & (T extends AnyFunction ? RemoteFunction<T> : unknown) & RemoteMembers<T>
      : T extends AnyFunction
        ? keyof T extends never
          ? RemoteFunction<T>
          : RemoteFunction<T> & RemoteMembers<T>
        : RemoteMembers<T>;
export type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;
export type Remote<Api> = RemoteObject<Api>;

// --- src/sync/blocked-call.ts
export type Outcome =
  | {
      readonly kind: 'returned';
      readonly value: unknown;
    }
  | {
      readonly kind: 'threw';
      readonly record: ErrorRecord;
    }
  | {
      readonly kind: 'failed';
      readonly error: unknown;
    };
export declare class BlockedCall extends PendingCall {
  outcome: Outcome | undefined;
  succeed(value: unknown): void;
  refuse(record: ErrorRecord): void;
  fail(makeError: () => unknown): void;
}

// --- src/sync/blocking-iterator.ts
export interface BlockingGenerator<T, TReturn = unknown, TNext = unknown> extends IterableIterator<T, TReturn, TNext>, Disposable {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return(value?: TReturn): IteratorResult<T, TReturn>;
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): BlockingGenerator<T, TReturn, TNext>;
}
type Ask = (name: StepName, value: unknown) => Outcome;
export declare class BlockingIterator implements BlockingGenerator<unknown> {
  #private;
  constructor(lease: IteratorLease, ask: Ask);
  next(value?: unknown): IteratorResult<unknown>;
  return(value?: unknown): IteratorResult<unknown>;
  throw(error?: unknown): IteratorResult<unknown>;
  [Symbol.iterator](): this;
  [Symbol.dispose](): void;
}

// --- src/sync/types.ts
type AnyFunction = (...parameters: any[]) => unknown;
type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => SyncResult<Awaited<Result>>
  : never;
type SyncResult<T> = unknown extends T
  ? T
  : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
    ? BlockingGenerator<Received<Item>, Received<Last>, Given>
    : Received<T>;
type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};
export type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;

// --- src/sync/wrap-sync.ts
export interface WrapSyncOptions {
  readonly timeout?: number | undefined;
}
export declare function wrapSync<Api>(target: ForeignPort | AsyncDisposable, options?: WrapSyncOptions): SyncRemote<Api>;

// --- src/thread/exit-record.ts
export interface Legacy extends LastWords {
  readonly isLoaded: boolean;
  readonly exitCode: number | undefined;
  readonly stderr: string;
}
export declare class Will {
  #private;
  readonly memory: SharedArrayBuffer;
  isTerminated: boolean;
  hasStopped: () => boolean;
  constructor(memory?: SharedArrayBuffer);
  loaded(): void;
  keepLines(text: string): void;
  leave(code: number, { reason, error }: LastWords): void;
  read(): Legacy;
}
export interface LastWords {
  readonly reason?: string;
  readonly error?: unknown;
  readonly stderr?: string;
}
export declare function leaveWords(why: LastWords): void;
export declare function leaveLines(read: () => string): void;
export declare function lastWords(): LastWords;

// --- src/thread/thread-end.ts
export interface ThreadName {
  readonly name: string;
  readonly id: number;
}
export interface ThreadEnd extends ThreadName {
  readonly code: number;
  readonly reason: string;
  readonly error: unknown;
  readonly loading: boolean;
}
export declare function describeThread({ name, id }: ThreadName): string;
export declare function unlessItEnds(livesOn: () => void): () => void;
