import type { TaskPort } from '../messages.ts';

/** The options of workers that serve calls, with the worker's end of the channel for them: no option that a program could give. */
const taskPorts = new WeakMap<object, TaskPort>();

/** Lets the worker that is constructed with `options` serve the exports of its script over `port`. */
export function withTaskPort<Options extends object>(options: Options, port: TaskPort): Options {
  taskPorts.set(options, port);
  return options;
}

export function taskPortOf(options: object | undefined): TaskPort | undefined {
  return options && taskPorts.get(options);
}
