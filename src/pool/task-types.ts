type AnyFunction = (...parameters: never[]) => unknown;

/** The names of what a task module exports that can be called, those of nested objects with dots: `resize`, `images.resize`. */
export type TaskName<Tasks> = {
  [Name in keyof Tasks & string]: Tasks[Name] extends AnyFunction
    ? Name
    : Tasks[Name] extends readonly unknown[]
      ? never
      : Tasks[Name] extends object
        ? `${Name}.${TaskName<Tasks[Name]>}`
        : never;
}[keyof Tasks & string];

/** The function that a name of {@link TaskName} stands for. */
export type TaskFunction<Tasks, Name extends string> = Name extends keyof Tasks
  ? Extract<Tasks[Name], AnyFunction>
  : Name extends `${infer First}.${infer Rest}`
    ? First extends keyof Tasks
      ? TaskFunction<Tasks[First], Rest>
      : never
    : never;

export type TaskParameters<Tasks, Name extends string> = Parameters<TaskFunction<Tasks, Name>>;
export type TaskResult<Tasks, Name extends string> = Awaited<ReturnType<TaskFunction<Tasks, Name>>>;

/** `pool.call`: the functions of a task module, each of which gives a promise of its result. */
export type TaskCalls<Tasks> = {
  readonly [Name in keyof Tasks as Tasks[Name] extends AnyFunction | object ? Name : never]: Tasks[Name] extends AnyFunction
    ? (...parameters: Parameters<Tasks[Name]>) => Promise<Awaited<ReturnType<Tasks[Name]>>>
    : TaskCalls<Tasks[Name]>;
};

/** What a pool takes for its tasks where nobody says which they are. */
// oxlint-disable-next-line typescript/no-explicit-any -- nothing is known, so everything is allowed
export type AnyTasks = Record<string, (...parameters: any[]) => any>;
