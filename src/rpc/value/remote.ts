import { wrongType } from '../../core/invalid-argument.ts';
import type { Stack } from '../calls/reports.ts';
import type { Origin } from './origin.ts';

/** What a remote function, namespace, class or object leads to. */
export interface RemotePlace {
  readonly origin: Origin;
  /** From there: `images.resize`; empty for the origin itself. */
  readonly path: string;
}

type RemoteFunction = (...parameters: unknown[]) => Promise<unknown>;

/** All remotes of this thread. */
const places = new WeakMap<object, RemotePlace>();

/** Whether `value` is an object of another thread, or all that it exposes: neither a member nor a callback. */
export function isRemoteObject(value: object): boolean {
  return remotePlaceOf(value)?.path === '' && Object.getPrototypeOf(value) === MEMBERS;
}

export function remotePlaceOf(remote: unknown): RemotePlace | undefined {
  return typeof remote === 'function' ? places.get(remote) : undefined;
}

/** Makes what stands on this side for `path` of `origin`, whatever that is there: it can be called and constructed, and every member of it is another. */
export function remoteTo(origin: Origin, path: string): RemoteFunction {
  const remote = function (...parameters: unknown[]): Promise<unknown> {
    if (!new.target) return origin.call(path, parameters);
    const madeAt: Stack = {};
    Error.captureStackTrace(madeAt, remote);
    return origin.construct(path, parameters, madeAt);
  };
  // Names of members like any other.
  for (const name of ['name', 'length']) Reflect.deleteProperty(remote, name);
  Object.setPrototypeOf(remote, MEMBERS);
  places.set(remote, { origin, path });
  return remote;
}

/** Makes what stands on this side for a callback: a function, and nothing more. */
export function callbackTo(origin: Origin): RemoteFunction {
  const callback = (...parameters: unknown[]): Promise<unknown> => origin.call('', parameters);
  places.set(callback, { origin, path: '' });
  return callback;
}

/**
 * The prototype of all remotes. It is asked once for each member, which it then makes the remote's own: so the engine calls remote functions as it
 * calls any other, where a proxy in their place would cost a trap for each access and call.
 */
const MEMBERS: object = new Proxy(Object.create(null) as object, {
  get(_, key, remote: RemoteFunction) {
    const { origin, path } = places.get(remote)!;
    const value = typeof key === 'string' ? memberOf(origin, path, key) : symbolMemberOf(origin, path, key);
    if (value !== undefined) Object.defineProperty(remote, key, { value });
    return value;
  },
  set: () => false,
});

/** What the engine looks for, in order to call it, wherever any value is awaited or made JSON. */
const NEVER_REMOTE: ReadonlySet<string> = new Set(['then', 'toJSON']);

function memberOf(origin: Origin, path: string, name: string): unknown {
  if (NEVER_REMOTE.has(name)) return undefined;
  return remoteTo(origin, path === '' ? name : `${path}.${name}`);
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

function symbolMemberOf(origin: Origin, path: string, key: symbol): unknown {
  switch (key) {
    case Symbol.asyncDispose:
      return path === '' ? () => origin.dispose() : undefined;
    case Symbol.toStringTag:
      return 'Remote';
    case Symbol.toPrimitive:
    case INSPECT:
      return () => `[Remote ${path === '' ? `of ${origin.connection.peer}` : origin.taskOf(path)}]`;
    default:
      return undefined;
  }
}

/**
 * Tells the other side that a remote object, or a function that is a `proxy()` there, is needed no more; calls of it reject from then on. The same
 * as `remote[Symbol.asyncDispose]()`.
 *
 * @param remote - an instance of a remote class, or what came as a `proxy()`
 * @throws TypeError for anything else
 * @example
 * ```ts
 * class Counter {
 *   #count = 0;
 *   add(step: number): number {
 *     return (this.#count += step);
 *   }
 * }
 * const { port1, port2 } = new MessageChannel();
 * expose({ Counter }, port2);
 * const counter = await new (wrap<{ Counter: typeof Counter }>(port1).Counter)();
 * await counter.add(2);
 * console.log(await counter.add(3)); // 5
 * release(counter);
 * port1.close();
 * ```
 */
export function release(remote: object): void {
  const place = remotePlaceOf(remote);
  if (!place || place.path !== '') throw wrongType('remote', remote, 'a remote object');
  void place.origin.dispose();
}
