import type { Arguments, IsRemote, Received } from '../rpc/value/types.ts';
import type { BlockingGenerator } from './blocking-iterator.ts';

type AnyFunction = (...parameters: any[]) => unknown;

type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => SyncResult<Awaited<Result>>
  : never;

type SyncResult<T> = unknown extends T
  ? T
  : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
    ? BlockingGenerator<Received<Item>, Received<Last>, Given>
    : Received<T>;

type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};

/**
 * What `wrapSync()` gives: the functions of `Api`, and namespaces of them. Each returns what it returns on the other side; where that is a promise,
 * what the promise gives, and where it is a generator, one that waits for each item.
 */
export type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;
