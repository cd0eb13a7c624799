import { process } from '#node';
import { availableParallelism } from '#platform';

// Only heddle constructs one: the constructor is illegal for programs, as WebIDL says.
const OWN = Symbol('own');
let create: () => WorkerNavigator;

/**
 * What the worker runs on.
 *
 * @source https://html.spec.whatwg.org/multipage/workers.html#the-workernavigator-object; `userAgent` is that of Node's `navigator`
 */
export class WorkerNavigator {
  #hardwareConcurrency: number | undefined;
  #languages: readonly string[] | undefined;

  private constructor(key: typeof OWN) {
    if (key !== OWN) throw new TypeError('Illegal constructor');
  }
  static {
    create = () => new WorkerNavigator(OWN);
    const constants = { appCodeName: 'Mozilla', appName: 'Netscape', product: 'Gecko', onLine: true };
    for (const [name, value] of Object.entries(constants)) {
      Object.defineProperty(this.prototype, name, { get: () => value, enumerable: true, configurable: true });
    }
    for (const name of ['appVersion', 'hardwareConcurrency', 'language', 'languages', 'platform', 'userAgent']) {
      Object.defineProperty(this.prototype, name, { enumerable: true });
    }
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'WorkerNavigator', configurable: true });
  }
  declare readonly appCodeName: string;
  declare readonly appName: string;
  declare readonly product: string;
  declare readonly onLine: boolean;

  get appVersion(): string {
    return `${process.versions.node} (${process.platform}; ${process.arch})`;
  }
  /** How many threads make sense at once, container limits respected. */
  get hardwareConcurrency(): number {
    return (this.#hardwareConcurrency ??= availableParallelism());
  }
  get language(): string {
    return Intl.DateTimeFormat().resolvedOptions().locale;
  }
  get languages(): readonly string[] {
    return (this.#languages ??= Object.freeze([this.language]));
  }
  get platform(): string {
    return `${process.platform} ${process.arch}`;
  }
  get userAgent(): string {
    return `Node.js/${process.versions.node.split('.')[0]}`;
  }
}

/** @param native - the runtime's own `navigator`: what it has beyond the standard, such as `locks`, is kept */
export function workerNavigator(native: object | undefined): WorkerNavigator {
  const navigator = create();
  for (const name of Object.keys(native ? Object.getPrototypeOf(native) : {})) {
    if (name in navigator) continue;
    Object.defineProperty(navigator, name, { get: () => (native as Record<string, unknown>)[name], enumerable: true, configurable: true });
  }
  return navigator;
}
