/**
 * The memory in which the threads of a process count. One piece for all of them, never grown; docs/internals/counters.md has the picture.
 *
 * Each slot has one writer: the thread that owns it. Its figures are therefore added to without `Atomics`, and readers see them a little later.
 */

/** How many threads and ends of ports are counted at once; what comes beyond is counted in memory of its own, which nobody else reads. */
export const THREADS = 1024;
export const PORTS = 8192;
/** The events that are kept, the newest of all threads, and how long one may be, in bytes. */
export const EVENTS = 2048;
export const EVENT_BYTES = 1024;

/** Header: each an i32 of its own. */
export const WATCHERS = 0;
export const CHANNELS = 1;
export const NUMBERS = 2;
export const EVENTS_WRITTEN = 3;
export const UNCOUNTED = 4;
/** How many record every message and call. */
export const TRACERS = 5;
/** Behind these a double: when the clock of the machine showed 0, in milliseconds since the epoch. Threads compare times, and take it all from here. */
export const EPOCH_AT = 64;
const HEADER_BYTES = 256;

/** A slot of a thread, in doubles; then its name, its script and its task, as UTF-8 with a zero behind. */
export const THREAD_DOUBLES = 64;
export const NAME_AT: number = 24 * 8;
export const NAME_BYTES = 64;
export const SCRIPT_AT: number = NAME_AT + NAME_BYTES;
export const SCRIPT_BYTES = 192;
export const TASK_AT: number = SCRIPT_AT + SCRIPT_BYTES;
export const TASK_BYTES = 64;

export const THREAD_ID = 0;
/** The slot of the thread that started this one, or -1. */
export const PARENT = 1;
/** Milliseconds since the epoch, as all times here. */
export const STARTED = 2;
export const ENDED = 3;
export const EXIT_CODE = 4;
/** When the thread last wrote the figures that it measures itself; 0 while nobody has watched. */
export const BEAT = 5;
/** Of the time between the last two beats: the part in which the event loop was busy, and how late the beat came, in milliseconds. */
export const UTILIZATION = 6;
export const DELAY = 7;
export const HEAP_USED = 8;
export const HEAP_TOTAL = 9;
export const EXTERNAL = 10;
/** Since when the thread has been in a handler or task; 0 when it is in none. Written while somebody watches. */
export const BUSY_SINCE = 11;
export const TASKS = 12;
/** Set by whoever wants the thread terminated; its parent looks at each beat. */
export const TERMINATE = 13;
/** A number that no other use of the slot has had. */
export const THREAD_NUMBER = 14;

/** What the ports did that the thread has closed: messages sent, received, sent by the runtime's own means, and bytes. */
export const CLOSED_SENT = 15;
export const CLOSED_RECEIVED = 16;
export const CLOSED_NATIVE = 17;
export const CLOSED_COPIED = 18;
export const CLOSED_MOVED = 19;
export const CLOSED_SHARED = 20;

/** What a thread does, as an i32 for each slot. */
export const FREE = 0;
export const STARTING = 1;
export const LOADING = 2;
export const RUNNING = 3;
export const GONE = 4;
/** Somebody has the slot and writes who the thread is: readers pass it over, what is there is of another one or half of it. */
export const CLAIMED = 5;

/** A slot of one end of a port, in doubles. */
export const PORT_DOUBLES = 32;
export const NUMBER = 0;
export const CHANNEL = 1;
export const KIND = 2;
export const OPENED = 3;
export const TAKEN = 4;
/** Messages that have been taken out of the transport and wait for a handler. */
export const BACKLOG = 5;
export const TIMED = 6;
export const HANDLING = 7;
export const BELLS = 8;
export const WOKEN = 9;
export const COPIED = 10;
export const MOVED = 11;
export const SHARED = 12;
/** The first of `PATHS.length` counts of messages sent. */
export const SENT = 13;

/** 0 or 1: which end of the channel it is. */
export const SIDE = 28;

/** How a message travelled; all but `ring` and `frame` are the runtime's own `postMessage`, and say why. */
export const PATHS = [
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
] as const;
/**
 * - `ring`: through shared memory
 * - `frame`: encoded, too large for the ring, in a buffer that was moved
 * - `plain`: before the channel had a ring, or to a port that is not heddle's
 * - `option`: the transport is `native`
 * - `transfer`: there was a transfer list
 * - the others: what the codec found in the message; see `Refusal` in docs/internals/codec.md
 */
export type SentPath = (typeof PATHS)[number];

/** What a port is for. */
export const KINDS = ['channel', 'worker', 'calls'] as const;
export type PortKind = (typeof KINDS)[number];

export const THREAD_STATES_AT: number = HEADER_BYTES;
export const PORT_OWNERS_AT: number = THREAD_STATES_AT + 4 * THREADS;
export const THREADS_AT: number = PORT_OWNERS_AT + 4 * PORTS;
export const PORTS_AT: number = THREADS_AT + 8 * THREAD_DOUBLES * THREADS;
export const EVENTS_AT: number = PORTS_AT + 8 * PORT_DOUBLES * PORTS;
/** All of it: some 5 MB of addresses, of which the system gives memory only to what is used. */
export const TOTAL_BYTES: number = EVENTS_AT + EVENTS * EVENT_BYTES;
