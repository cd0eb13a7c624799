import type { AnyClass, AnyFunction, Arguments, RemoteMembers, RemoteResult } from '../rpc/types.ts';

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
