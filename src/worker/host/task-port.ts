/** The options of workers that serve calls, with the worker's end of the channel for them: no option that a program could give. */
const taskPorts = new WeakMap<object, object>();

/** Lets the worker that is constructed with `options` serve the exports of its script over `port`. */
export function withTaskPort<Options extends object>(options: Options, port: object): Options {
  taskPorts.set(options, port);
  return options;
}

export function taskPortOf(options: object | undefined): object | undefined {
  return options && taskPorts.get(options);
}
