// What heddle asks of a runtime, in six groups. Every runtime has one file beside this one that exports all of it under these names: today `node.ts`. The
// condition of `#platform` in package.json chooses the file, and the compiler compares it with {@link Platform}.
//
// The members are exported one by one, not as six objects: a bundle leaves out what nobody calls, and a call on the path of every message looks up nothing.
// What only programs of Node know, such as `fs` and the hooks of its module loader, is not here but in `#node`.
import type { Channel } from 'node:diagnostics_channel';
import type * as threads from 'node:worker_threads';

/** What the port layer builds on. Classes are those of the runtime, whatever programs have put in their place. */
export interface Ports {
  readonly natives: Natives;
  /** The runtime's own side of a port. */
  openPort(port: NativePort): PortDriver;
  /** Closes those of `objects` that are ports of the runtime: so their other ends learn that nobody gets what came with them. */
  closePorts(objects: readonly object[]): void;
  /** Whether a program or heddle has replaced this function where programs import it from. */
  isReplaced(name: ReplaceableName): boolean;
  /** Puts a function of heddle where programs import the runtime's from. */
  replaceBuiltin(name: ReplaceableName, replacement: unknown): void;
  /** Whether the program has forbidden to move an object. */
  isMarkedAsUntransferable(value: object): boolean;
}

export type Natives = Pick<typeof threads, 'Worker' | 'MessageChannel' | 'MessagePort' | 'receiveMessageOnPort'> & {
  readonly markAsUncloneable: typeof threads.markAsUncloneable | undefined;
};
export type NativePort = InstanceType<Natives['MessagePort']>;
export type NativeThread = InstanceType<Natives['Worker']>;
export type ReplaceableName = 'receiveMessageOnPort' | 'markAsUncloneable';

/** Why a message could not be read. */
export interface ReadFailure {
  readonly error: unknown;
}

/** A message as the runtime hands it over, or its failure to read it. */
export interface Taken {
  readonly data: unknown;
  /** The ports that came along; undefined when the runtime does not tell. */
  readonly ports: readonly object[] | undefined;
  readonly failure?: ReadFailure;
}

/** A port as the runtime drives it. The port layer gives the same object methods of its own; none of these is seen by the program. */
export interface PortDriver {
  /** @throws DataCloneError */
  post(message: unknown, transfer: readonly object[]): void;
  /** Takes the next message without waiting. */
  receive(): Taken | undefined;
  /** Starts the delivery of messages. Calling it again, or on a closed port, does nothing. */
  onMessage(listener: (data: unknown, ports: readonly object[] | undefined, failure?: ReadFailure) => void): void;
  /** Unlike `onMessage()`, this neither starts the port nor keeps the thread alive. */
  onClose(listener: () => void): void;
  /** Whether an open port keeps its thread alive. */
  keepAlive(yes: boolean): void;
  close(): void;
  /** The port was moved: this object no longer owns it. */
  detach(): void;
}

/** Threads: this one, and those of which this one knows. */
export interface Threads {
  readonly thisThread: ThisThread;
  /** The event with which a worker of the runtime shows its error to those who do not handle it. */
  readonly errorMonitor: symbol;
  /** The port of a worker of the runtime, which tells nobody else that its script has closed the other end and lives on; undefined if it is not found. */
  portOfWorker(worker: NativeThread): NativePort | undefined;
  /** Calls `seen` for every piece of standard error that arrives from a worker, before any reader gets it, and takes it from none. */
  watchStandardError(worker: Pick<NativeThread, 'stderr'>, seen: (chunk: string | Uint8Array) => void): void;
}

/** Read anew each time: a program may have changed what the runtime says. */
export interface ThisThread {
  readonly id: number;
  readonly isMain: boolean;
  readonly parentPort: NativePort | null;
}

/** Text and memory: what the codec and the shared tables need beyond the language. */
export interface TextAndMemory {
  /** `CodecHost` of src/clone. */
  readonly codecHost: CodecHost;
  /** Which built-in class a value is of; no script can fake the answers. */
  readonly types: ValueTypes;
  /** Shared memory for something that can do without; undefined where there is none. */
  trySharedMemory(bytes: number): SharedArrayBuffer | undefined;
  /** Text in memory that threads share, which the standard text coders do not take. */
  sharedText(memory: SharedArrayBuffer, at: number, length: number): { write(text: string): number; read(length: number): string };
  /** A value as bytes; undefined where it has something in it that the runtime copies in no other way than by a message. */
  packed(value: unknown): Uint8Array | undefined;
  unpacked(bytes: Uint8Array): unknown;
  /** 16 letters that nobody can guess. */
  randomText(): string;
  /** Whether moving the buffer of a view takes nothing from others: small views of the runtime's own classes may share one buffer. */
  ownsBuffer(view: ArrayBufferView): boolean;
}

export type ValueTypes = typeof import('node:util').types;

/** The same shape as `CodecHost` of src/clone, which says what each member is for. */
export interface CodecHost {
  isProxy(value: unknown): boolean;
  hasOnlyElements(array: readonly unknown[]): boolean;
  latin1Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  latin1Slice(this: Uint8Array, start: number, end: number): string;
  ucs2Write(this: Uint8Array, text: string, offset: number, length: number): unknown;
  ucs2Slice(this: Uint8Array, start: number, end: number): string;
  set(this: Uint8Array, source: Uint8Array, offset: number): void;
  slice(this: Uint8Array, start: number, end: number): Uint8Array<ArrayBuffer>;
}

/** When something runs: timers, ends of tasks, and the asynchronous context of a task. */
export interface Tasks {
  readonly clock: Clock;
  /**
   * Whether this runtime lets a task end in the middle of a callback; where it does not, each message takes a turn of the event loop. To be asked at the
   * beginning of a callback that the runtime has called: the first call tries it.
   */
  canEndTask(): boolean;
  /** Ends a task: what the message before asked for by ticks and promises runs before the next message. */
  endTask(): void;
  /** Runs `task` in a later turn of the event loop, if there is one: it does not keep the thread alive. */
  runUnreferenced(task: () => void): void;
  getAsyncHooks(): Pick<typeof import('node:async_hooks'), 'AsyncLocalStorage' | 'AsyncResource'>;
}

/** A timer that runs. Only its clock knows what it is. */
export type Timer = object;

/** The timers that heddle uses; their steps take nothing. */
export interface Timers {
  setTimeout(step: () => void, milliseconds: number): Timer;
  clearTimeout(timer: Timer | undefined): void;
  setInterval(step: () => void, milliseconds: number): Timer;
  clearInterval(timer: Timer | undefined): void;
  setImmediate(step: () => void): unknown;
  clearImmediate(immediate: unknown): void;
}

export interface Clock extends Timers {
  /** Lets the thread end although the timer runs. @returns the timer */
  unref(timer: Timer): Timer;
  /** The reverse. */
  ref(timer: Timer): Timer;
  /** Milliseconds since this thread began. It never goes back. */
  now(): number;
  /** The clock of the machine in milliseconds, of which only differences mean something. It needs nothing of the runtime that takes a thread time to load. */
  machine(): number;
  /** When this thread began, by the clock of the machine: in milliseconds of which only the differences mean something, the same ones in all threads. */
  readonly origin: number;
  /**
   * When the clock of the machine showed 0, in milliseconds since the epoch. All threads of a process take it from the first: so their times can be compared,
   * also after somebody has set the date.
   */
  epoch: number;
  /** This moment, or one that `now()` gave, in milliseconds since the epoch. */
  sinceEpoch(moment?: number): number;
  queueMicrotask(step: () => void): void;
  nextTick(step: () => void): void;
}

/** The process around all threads, or what stands for it. */
export interface Process {
  /** Which features of `features.ts` this runtime has depends on these two. */
  readonly runtime: Runtime;
  /** A variable of the environment; undefined where there is none. */
  environment(name: string): string | undefined;
  emitWarning(message: string, options: { readonly type: string; readonly code: string; readonly detail: string }): void;
  /** Calls `listener` with the exit code when this thread ends by itself. */
  onExit(listener: (code: number) => void): void;
  offExit(listener: (code: number) => void): void;
  fileURLToPath(url: string | URL): string;
  /** Loads a module at once, by a name relative to the module whose `import.meta.url` is given. */
  requireFrom(url: string): (name: string) => unknown;
}

export interface Runtime {
  readonly name: RuntimeName;
  /** Such as `26.10.0`. */
  readonly version: string;
}
/** Runtimes on which heddle is tested. */
export type RuntimeName = 'node';

/** What the runtime knows of its own work. */
export interface Figures {
  /** How many threads can work at the same time: at least 1, and no more than the limits of the process and its container allow. */
  availableParallelism(): number;
  /** Whether two threads can run at the same moment. */
  runInParallel(): boolean;
  /** The heap of this thread, in bytes. */
  heapStatistics(): { used: number; total: number; external: number };
  /** How many bytes this thread's heap takes, garbage included, and what hangs on it. */
  memoryUsed(): number;
  /** How busy the event loop of this thread has been, since its start or since an earlier answer. */
  readonly eventLoopUtilization: typeof import('node:perf_hooks').performance.eventLoopUtilization;
  /** A channel by which others in this thread can follow what happens. */
  diagnosticsChannel(name: string): Channel;
}

/** All that `#platform` exports besides types. */
export interface Platform extends Ports, Threads, TextAndMemory, Tasks, Process, Figures {}

/** Objects of the runtime that its structured clone carries although they have methods, or that can be moved. */
export type HostObject =
  | import('node:crypto').KeyObject
  | import('node:crypto').X509Certificate
  | import('node:fs/promises').FileHandle
  | import('node:net').BlockList
  | import('node:net').SocketAddress;
