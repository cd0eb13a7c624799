import { HeddleError } from '../../core/heddle-error.ts';
import { type CallDefaults, type CallOptions, withDefaults } from '../calls/call-options.ts';
import { ignoreUnlessAwaited, PendingCall } from '../calls/call-table.ts';
import type { Peer } from './peer.ts';
import { CALL, NEW } from '../line/messages.ts';
import { asRaised, raise } from '../calls/call-errors.ts';
import type { Stack } from '../calls/reports.ts';

/** How the program ends what it has of the other side. */
type Dispose = () => void | Promise<void>;

interface OriginParts {
  /** The object of the other side that this is; otherwise all that it exposes. */
  readonly handle?: number;
  /** What errors call that object: `Counter`. */
  readonly name?: string;
  /** Options for calls that have none of their own. */
  readonly defaults?: CallDefaults | undefined;
  /** Whether it is a callback, which lives as long as its call. */
  readonly isLent?: boolean;
  readonly dispose: Dispose;
}

/** Where the functions of one remote lead: what the other side exposes, or an object that it has handed out. */
export class Origin {
  readonly connection: Peer;
  readonly handle: number | undefined;
  readonly defaults: CallDefaults | undefined;
  readonly isLent: boolean;
  readonly #name: string;
  readonly #dispose: Dispose;
  #ended: ((task: string) => Error) | undefined;

  constructor(connection: Peer, { handle, name = '', defaults, isLent = false, dispose }: OriginParts) {
    this.connection = connection;
    this.handle = handle;
    this.defaults = defaults;
    this.isLent = isLent;
    this.#name = name;
    this.#dispose = dispose;
  }

  call(path: string, parameters: readonly unknown[], ownOptions?: CallOptions): Promise<unknown> {
    if (this.#ended) return this.#refuse(this.taskOf(path));
    const options = withDefaults(ownOptions, this.defaults);
    if (this.handle === undefined) return this.connection.call(path, parameters, options, this);
    const call = new PendingCall(this.taskOf(path), this);
    this.connection.placeAt([this.handle, path], call, CALL, parameters, options);
    return call.promise;
  }
  construct(path: string, parameters: readonly unknown[], madeAt: Stack): Promise<unknown> {
    const task = `new ${this.taskOf(path)}`;
    if (this.#ended) return this.#refuse(task);
    const call = new PendingCall(task, this, madeAt);
    this.connection.placeAt([this.handle, path], call, NEW, parameters, this.defaults);
    return call.promise;
  }

  /** What errors call `path`. */
  taskOf(path: string): string {
    return [this.#name, path].filter(Boolean).join('.') || 'the exposed function';
  }

  /** @throws why it cannot be called any more */
  check(path: string): void {
    if (this.#ended) throw this.#ended(this.taskOf(path));
  }
  /** Rejects the calls that come. */
  close(makeError: (task: string) => Error): void {
    this.#ended ??= makeError;
  }
  /** Rejects the calls that are pending, too. */
  end(makeError: (task: string) => Error): void {
    this.close(makeError);
    this.connection.abandon(this, makeError);
  }

  async dispose(): Promise<void> {
    await this.#dispose();
  }

  #refuse(task: string): Promise<never> {
    const refused = raise(() => asRaised(this.#ended!(task)));
    if (this.isLent) ignoreUnlessAwaited(refused);
    return refused;
  }
}

/** The error of what was called through a wrapping that has ended. */
export function wrappingEnded(task: string): Error {
  return new HeddleError('HEDDLE_PORT_CLOSED', `Cannot finish ${task}: the wrapping of its port has been disposed`);
}
