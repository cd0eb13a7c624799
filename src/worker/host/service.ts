import type { TaskPort } from '../messages.ts';
import type { Failure } from './failure.ts';

/** What makes a worker one that serves calls. */
export interface Service {
  /** The worker's end of the channel for calls. */
  readonly port: TaskPort;
  /** Gets the errors that nobody listens to, which are printed otherwise. */
  takeFailure(failure: Failure): void;
  /** The worker has ended, although answers of it may still be under way. */
  ended(): void;
}

/** The options of workers that serve calls: no option that a program could give. */
const services = new WeakMap<object, Service>();

/** Lets the worker that is constructed with `options` serve the exports of its script. */
export function withService<Options extends object>(options: Options, service: Service): Options {
  services.set(options, service);
  return options;
}

export function serviceOf(options: object | undefined): Service | undefined {
  return options && services.get(options);
}
