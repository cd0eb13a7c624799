import { threads } from '#node';
import { requireFeature } from '../../core/features.ts';
import type { FeatureName } from '../../platform/features.ts';
import { outOfRange, wrongType } from '../../core/invalid-argument.ts';
import { smolLimits, type ResourceLimits } from './resource-limits.ts';

/** The options of a {@link Worker}; each says whose behaviour it follows. */
export interface WorkerOptions {
  /** `self.name` in the worker, the name of its thread, and how errors call it. HTML. Default: the empty string. */
  name?: string;
  /**
   * `module`: an ES module; `classic`: a script in the global scope, with `importScripts`. HTML.
   * Default: extension, package.json and content decide, as in Node and Bun.
   */
  type?: 'classic' | 'module';
  /** Accepted for the sake of HTML, without effect: no credentials are ever sent. Default: `same-origin`. */
  credentials?: 'omit' | 'same-origin' | 'include';
  /** Whether the worker keeps the parent alive. Bun. Default: true. */
  ref?: boolean;
  /** A small heap and stack; its limits and what they cost are in docs/reference/worker.md. Bun. Default: false. */
  smol?: boolean;
  /** Modules to run before the script, in order. Bun. Resolved as the script is. Default: none. */
  preload?: string | URL | readonly (string | URL)[];
  /** The worker's `process.env`: a copy of this object, or `SHARE_ENV`. Node. Default: a copy of the parent's. */
  env?: Record<string, string | undefined> | typeof threads.SHARE_ENV;
  /** Appended to `process.argv` as strings. Node. Default: none. */
  argv?: readonly unknown[];
  /** Node options of the worker. Node. Default: those of the parent. */
  execArgv?: readonly string[];
  /** A value that the worker finds, cloned at construction, as `workerData` of `heddle` and `node:worker_threads`. Node. */
  workerData?: unknown;
  /** The same as `workerData`. */
  data?: unknown;
  /** What in `workerData` is moved instead of copied. Node. Default: nothing. */
  transferList?: readonly object[];
  /** Limits of the worker's heap and stack, in megabytes. Node. Default: those of the runtime. */
  resourceLimits?: ResourceLimits;
  /** Whether `worker.stdin` is a stream that feeds the worker's `process.stdin`. Node. Default: false. */
  stdin?: boolean;
  /** Whether `worker.stdout` is for the program to read, instead of being piped to the parent's. Node. Default: false. */
  stdout?: boolean;
  /** The same for `worker.stderr`. Node. Default: false. */
  stderr?: boolean;
  /** Whether the first argument is source code instead of a path or URL. Node. Default: false. */
  eval?: boolean;
  /** Whether file descriptors that the worker opened with `fs.open` are closed when it ends. Node. Default: true. */
  trackUnmanagedFds?: boolean;
  /**
   * How messages travel: `native` by the runtime's own `postMessage`, `auto` by the fastest way there is.
   * Neither order nor meaning of messages differ. Default: the variable `HEDDLE_TRANSPORT`, else `auto`.
   */
  transport?: 'auto' | 'native';
  /**
   * Origins that scripts, imports and `importScripts` may be fetched from, such as `https://example.org` or `http://127.0.0.1:*`.
   * Added to those of the variable `HEDDLE_ALLOW_REMOTE`, and to those of the worker that constructs this one. Default: none.
   */
  allowRemote?: readonly string[];
}

type Check = (value: unknown, what: string) => void;

const is =
  (type: 'string' | 'boolean', expected: string): Check =>
  (value, what) => {
    if (typeof value !== type) throw wrongType(what, value, expected);
  };
const oneOf =
  (...words: string[]): Check =>
  (value, what) => {
    if (!words.includes(value as string)) throw wrongType(what, value, words.map((word) => `'${word}'`).join(' or '));
  };
const listOf =
  (type: 'string' | 'object' | undefined, expected: string): Check =>
  (value, what) => {
    if (!Array.isArray(value)) throw wrongType(what, value, `an array of ${expected}`);
    const wrong = value.findIndex((item) => type !== undefined && (typeof item !== type || item === null));
    if (wrong >= 0) throw wrongType(`${what}[${wrong}]`, value[wrong], type === 'string' ? 'a string' : 'an object');
  };

/** V8 aborts the process, or the thread does not start, outside these. In megabytes. */
const RANGES: Readonly<Record<string, readonly [number, number]>> = {
  maxOldGenerationSizeMb: [2, 1 << 20],
  maxYoungGenerationSizeMb: [0.5, 1 << 14],
  codeRangeSizeMb: [0, 1 << 12],
  stackSizeMb: [0.5, 1 << 10],
};

const limits: Check = (value, what) => {
  if (typeof value !== 'object' || value === null) throw wrongType(what, value, 'an object');
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const limit = (value as Record<string, unknown>)[name];
    if (limit === undefined) continue;
    if (typeof limit !== 'number') throw wrongType(`${what}.${name}`, limit, 'a number of megabytes');
    if (!(limit >= least && limit <= most)) throw outOfRange(`${what}.${name}`, limit, `from ${least} to ${most} megabytes`);
  }
};

const CHECKS: Readonly<Record<string, Check>> = {
  name: is('string', 'a string'),
  type: oneOf('classic', 'module'),
  credentials: oneOf('omit', 'same-origin', 'include'),
  ref: is('boolean', 'a boolean'),
  smol: is('boolean', 'a boolean'),
  preload: () => {}, // each entry is resolved as the script is, and refused there
  env: (value, what) => {
    if (value !== threads.SHARE_ENV && (typeof value !== 'object' || value === null))
      throw wrongType(what, value, 'an object or SHARE_ENV');
  },
  argv: listOf(undefined, 'values'),
  execArgv: listOf('string', 'strings'),
  transferList: listOf('object', 'transferable objects'),
  resourceLimits: limits,
  stdin: is('boolean', 'a boolean'),
  stdout: is('boolean', 'a boolean'),
  stderr: is('boolean', 'a boolean'),
  eval: is('boolean', 'a boolean'),
  trackUnmanagedFds: is('boolean', 'a boolean'),
  transport: oneOf('auto', 'native'),
  allowRemote: listOf('string', 'origins'),
};

/** Options that need more of the runtime than a thread. */
const NEEDS: Readonly<Record<string, FeatureName>> = {
  smol: 'resourceLimits',
  resourceLimits: 'resourceLimits',
  env: 'environment',
  argv: 'argv',
  execArgv: 'execArgv',
  stdin: 'standardStreams',
  stdout: 'standardStreams',
  stderr: 'standardStreams',
  eval: 'evalWorker',
  trackUnmanagedFds: 'trackUnmanagedFds',
  allowRemote: 'remoteScripts',
};

/** What a worker can be given. */
export const WORKER_OPTIONS: readonly string[] = [...Object.keys(CHECKS), 'workerData', 'data'];

/**
 * Reads every option once. Options that are undefined count as left out; so does `env: null`, as in Node.
 *
 * @throws TypeError that names the option, its value and what was expected; RangeError for resource limits that make no sense; HeddleError
 *   `HEDDLE_UNSUPPORTED` for an option that the runtime cannot follow
 */
export function readOptions(options: unknown): WorkerOptions {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' && typeof options !== 'function') throw wrongType('options', options, 'an object');
  const given = options as Record<string, unknown>;
  const read: Record<string, unknown> = {};
  for (const [name, check] of Object.entries(CHECKS)) {
    const value = given[name];
    if (value === undefined || (name === 'env' && value === null)) continue;
    check(value, `options.${name}`);
    const feature = value === threads.SHARE_ENV ? 'sharedEnvironment' : NEEDS[name];
    if (feature && value !== false) requireFeature(feature, `options.${name}`);
    read[name] = value;
  }
  for (const name of ['workerData', 'data']) if (given[name] !== undefined) read['workerData'] ??= given[name];
  if (read['smol']) read['resourceLimits'] = { ...smolLimits, ...(read['resourceLimits'] as ResourceLimits | undefined) };
  return read;
}
