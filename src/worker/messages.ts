import type { ErrorRecord } from '../clone/error-record.ts';
import type { RegistryRecord } from '../observe/registry.ts';
import type { TransportChoice } from '../port/create-transport.ts';
import type { TransferState } from '../port/port-envelope.ts';

/**
 * Everything that the two sides of a worker tell each other besides the program's own messages. Both have a channel of their own; the runtime's
 * built-in port of the worker carries nothing, because the runtime, and code that runs before the boot program, post to it too.
 */

/** Where the script of a worker comes from. */
export type Script =
  | { readonly kind: 'file' | 'data' | 'remote'; readonly url: string }
  /** Captured when the worker was constructed, so that the URL may be revoked right after. */
  | { readonly kind: 'blob'; readonly url: string; readonly blob: Blob }
  | { readonly kind: 'eval'; readonly url: string; readonly source: string };

/** `classic` and `module` as in HTML; undefined lets extension, package.json and content decide, as in Node and Bun. */
export type ScriptType = 'classic' | 'module' | undefined;

/** One end of a channel for calls, and the number of the channel for those who count. */
export interface TaskPort {
  readonly port: object;
  readonly channel: number;
}

/** What a worker needs to know before its first line runs. */
export interface BirthRecord {
  readonly script: Script;
  readonly type: ScriptType;
  readonly name: string;
  /** The modules to run first. */
  readonly preload: readonly Script[];
  /** Origins that code may be fetched from. */
  readonly allowRemote: readonly string[];
  /** The worker's end of the channel for the program's messages. */
  readonly port: object;
  /** The worker's end of the channel for what it reports, `FromWorker`. The program never gets hold of it. */
  readonly control: object;
  /** Whether to report each file that is loaded, because somebody restarts the program when one changes. */
  readonly reportsFiles: boolean;
  /** What begins the messages that heddle's ports send beside the program's: see `port/control.ts`. */
  readonly controlTag: string;
  /** The worker's end of a channel for calls of what the script exports, if it is to serve them. */
  readonly taskPort: TaskPort | undefined;
  /** Where this process counts, and the number of the channel of `port` there. */
  readonly counters: RegistryRecord;
  readonly channel: number;
  /** Whether `Worker` of `node:worker_threads` is heddle's in this program, so that its workers load TypeScript too. */
  readonly replacesNodeWorker: boolean;
  /** How the program's messages travel. */
  readonly transport: TransportChoice;
  /** What the threads of the process know of each other: see `thread/thread-table.ts`. */
  readonly threadTable: SharedArrayBuffer;
  /** Where it leaves what is to be known of its end: see `thread/exit-record.ts`. */
  readonly exitRecord: SharedArrayBuffer;
  /** The number of the thread that started this one. */
  readonly parentThread: number;
  /** The ports in `workerData`, with what goes along with them. */
  readonly dataPorts: readonly { readonly port: object; readonly transferState: TransferState }[];
}

/** The `workerData` of the runtime's own worker. */
export interface Birth {
  readonly heddle: BirthRecord;
  readonly workerData: unknown;
}

/** An error that nobody caught. */
export interface ErrorReport {
  readonly message: string;
  readonly filename: string;
  readonly lineno: number;
  readonly colno: number;
  readonly error: ErrorRecord;
}

export type FromWorker =
  /** The script has run to its end, its top-level `await`s included. */
  | { readonly type: 'open' }
  /** Nobody in the worker caught it: the worker is about to end with code 1. */
  | { readonly type: 'error'; readonly report: ErrorReport }
  /** Why the worker is about to end, where its exit code would not tell. */
  | { readonly type: 'ending'; readonly reason: string }
  /** A file is loaded, by its URL: see `platform/watch-mode.ts`. */
  | { readonly type: 'loads'; readonly file: string };
