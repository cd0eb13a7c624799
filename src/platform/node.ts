// What `#platform` is on Node: the six groups of platform.ts, a file for each.
import type * as figures from './node/figures.ts';
import type * as ports from './node/ports.ts';
import type * as process from './node/process.ts';
import type * as tasks from './node/tasks.ts';
import type * as text from './node/text.ts';
import type * as threads from './node/threads.ts';
import type { Platform } from './platform.ts';

export * from './node/figures.ts';
export * from './node/ports.ts';
export * from './node/process.ts';
export * from './node/tasks.ts';
export * from './node/text.ts';
export * from './node/threads.ts';
export type { Clock, HostObject, NativePort, NativeThread, Natives, PortDriver, ReadFailure, Taken, Timer } from './platform.ts';

type Implementation = typeof figures & typeof ports & typeof process & typeof tasks & typeof text & typeof threads;
/** `satisfies`, for modules: the compiler refuses this file when a member is missing, is of another type, or is none of the interface's. */
type Satisfies<Whole extends Platform & Readonly<Record<Exclude<keyof Whole, keyof Platform>, never>>> = Whole;
export type NodePlatform = Satisfies<Implementation>;
