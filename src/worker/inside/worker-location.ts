// Only heddle constructs one: the constructor is illegal for programs, as WebIDL says.
const OWN = Symbol('own');
let create: (url: URL) => WorkerLocation;

/**
 * Where the script of the worker came from, after redirects.
 *
 * @source https://html.spec.whatwg.org/multipage/workers.html#worker-locations
 */
export class WorkerLocation {
  readonly #url: URL;

  private constructor(key: typeof OWN, url: URL) {
    if (key !== OWN) throw new TypeError('Illegal constructor');
    this.#url = url;
  }
  static {
    create = (url) => new WorkerLocation(OWN, url);
    for (const name of ['href', 'origin', 'protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'hash', 'toString']) {
      Object.defineProperty(this.prototype, name, { enumerable: true });
    }
    Object.defineProperty(this.prototype, Symbol.toStringTag, { value: 'WorkerLocation', configurable: true });
  }

  get href(): string {
    return this.#url.href;
  }
  get origin(): string {
    return this.#url.origin;
  }
  get protocol(): string {
    return this.#url.protocol;
  }
  get host(): string {
    return this.#url.host;
  }
  get hostname(): string {
    return this.#url.hostname;
  }
  get port(): string {
    return this.#url.port;
  }
  get pathname(): string {
    return this.#url.pathname;
  }
  get search(): string {
    return this.#url.search;
  }
  get hash(): string {
    return this.#url.hash;
  }
  toString(): string {
    return this.#url.href;
  }
}

export function workerLocation(url: string): WorkerLocation {
  return create(new URL(url));
}
