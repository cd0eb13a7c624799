import type { AnyClass, AnyFunction, Arguments, RemoteMembers, RemoteResult } from '../rpc/value/types.ts';

/** The names of what a task module exports that can be called, those of nested objects with dots: `resize`, `images.resize`. */
export type TaskName<Tasks> = {
  [Name in keyof Tasks & string]: Tasks[Name] extends AnyFunction
    ? Name
    : Tasks[Name] extends AnyClass | readonly unknown[]
      ? never
      : Tasks[Name] extends object
        ? `${Name}.${TaskName<Tasks[Name]>}`
        : never;
}[keyof Tasks & string];

/** The function that a name of {@link TaskName} stands for. */
type TaskFunction<Tasks, Name extends string> = Name extends keyof Tasks
  ? Extract<Tasks[Name], AnyFunction>
  : Name extends `${infer First}.${infer Rest}`
    ? First extends keyof Tasks
      ? TaskFunction<Tasks[First], Rest>
      : never
    : never;

/** What a task takes. */
export type TaskParameters<Tasks, Name extends string> = Arguments<Parameters<TaskFunction<Tasks, Name>>>;
/** The first of what a task takes. */
export type TaskInput<Tasks, Name extends string> =
  TaskParameters<Tasks, Name> extends readonly [(infer Input)?, ...unknown[]] ? Input : never;
/** What a run of a task gives: a promise of its result, or a stream. */
export type TaskResult<Tasks, Name extends string> = RemoteResult<ReturnType<TaskFunction<Tasks, Name>>>;

/** `pool.call`: the functions of a task module, and those in its namespaces, as they are called from another thread. */
export type TaskCalls<Tasks> = RemoteMembers<{ [Name in keyof Tasks as Tasks[Name] extends AnyClass ? never : Name]: Tasks[Name] }>;

/** What a pool takes for its tasks where nobody says which they are. */
// oxlint-disable-next-line typescript/no-explicit-any -- nothing is known, so everything is allowed
export type AnyTasks = Record<string, (...parameters: any[]) => any>;

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
