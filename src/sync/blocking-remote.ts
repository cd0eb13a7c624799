import type { BlockingOrigin } from './blocking-origin.ts';

type BlockingFunction = (...parameters: unknown[]) => unknown;

/** What each function that blocks leads to. */
const places = new WeakMap<object, { readonly origin: BlockingOrigin; readonly path: string }>();

/** Makes what stands on this side for `path` of what the other side exposes: it can be called, and every member of it is another. */
export function blockingRemote(origin: BlockingOrigin, path: string): BlockingFunction {
  const remote = function (...parameters: unknown[]): unknown {
    if (new.target) throw cannotConstruct(origin.taskOf(path));
    return origin.call(path, parameters);
  };
  // Names of members like any other.
  for (const name of ['name', 'length']) Reflect.deleteProperty(remote, name);
  Object.setPrototypeOf(remote, MEMBERS);
  places.set(remote, { origin, path });
  return remote;
}

export function isBlockingRemote(value: unknown): boolean {
  return typeof value === 'function' && places.has(value);
}

function cannotConstruct(task: string): TypeError {
  const state = 'an object that stays in another thread is no use to one that blocks; call a function that does the work, or use wrap()';
  return Object.assign(new TypeError(`Cannot construct ${task} by a blocking call: ${state}`), { code: 'ERR_CONSTRUCT_CALL_INVALID' });
}

/** Asked once for each member, which then is an own one: so the engine calls it as it calls any other function. */
const MEMBERS: object = new Proxy(Object.create(null) as object, {
  get(_, key, remote: BlockingFunction) {
    const { origin, path } = places.get(remote)!;
    const value = typeof key === 'string' ? memberOf(origin, path, key) : symbolMemberOf(origin, path, key);
    if (value !== undefined) Object.defineProperty(remote, key, { value });
    return value;
  },
  set: () => false,
});

function memberOf(origin: BlockingOrigin, path: string, name: string): unknown {
  // Wherever a value is awaited or made JSON, the engine looks for these in order to call them.
  if (name === 'then' || name === 'toJSON') return undefined;
  return blockingRemote(origin, path === '' ? name : `${path}.${name}`);
}

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

function symbolMemberOf(origin: BlockingOrigin, path: string, key: symbol): unknown {
  if (key === Symbol.toStringTag) return 'Remote';
  if (key === Symbol.toPrimitive || key === INSPECT) return () => `[Remote ${path === '' ? `of ${origin.peer}` : origin.taskOf(path)}]`;
  return undefined;
}
