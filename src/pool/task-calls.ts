type Run = (name: string, parameters: readonly unknown[]) => Promise<unknown>;

/** Names that the language itself asks any object for; a promise is not to be taken for one. */
const NEVER: ReadonlySet<string> = new Set(['then', 'toJSON', 'constructor', 'prototype']);

const INSPECT = Symbol.for('nodejs.util.inspect.custom');

/** An object whose every member runs the task of its name, and the tasks below it: `calls.images.resize(…)` runs `images.resize`. */
export function taskCalls(run: Run): object {
  return membersOf('', run, {});
}

/**
 * Members are made when they are first asked for, by the prototype, and from then on are the object's own: a call of one is then no slower than that
 * of any method.
 */
function membersOf(prefix: string, run: Run, target: object): object {
  const maker = new Proxy(Object.create(null) as object, {
    get(_, name) {
      // How the runtime shows them: otherwise it would look for members that make a task of any name.
      if (name === INSPECT) return () => (prefix === '' ? '[Tasks of a pool]' : `[Task ${prefix.slice(0, -1)}]`);
      if (typeof name === 'symbol' || NEVER.has(name)) return undefined;
      const path = prefix + name;
      const call = membersOf(`${path}.`, run, (...parameters: unknown[]) => run(path, parameters));
      Object.defineProperty(target, name, { value: call, enumerable: true });
      return call;
    },
  });
  return Object.setPrototypeOf(target, maker) as object;
}
