import type { Arguments, IsRemote, Received } from '../rpc/types.ts';

type AnyFunction = (...parameters: any[]) => unknown;

type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => Received<Awaited<Result>>
  : never;

type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};

/**
 * What `wrapSync()` gives: the functions of `Api`, and namespaces of them. Each returns what it returns on the other side; where that is a promise,
 * what the promise gives.
 */
export type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;
