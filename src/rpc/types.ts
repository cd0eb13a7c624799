import type { PromisedStream, RemoteStream } from './remote-stream.ts';

export type AnyFunction = (...parameters: any[]) => unknown;
export type AnyClass = abstract new (...parameters: any[]) => unknown;
type IsAny<T> = 0 extends 1 & T ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What crosses as it is, or as a special value that looks the same on the other side. */
type Leaf =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | void
  | Date
  | RegExp
  | Error
  | ArrayBuffer
  | SharedArrayBuffer
  | ArrayBufferView
  | AbortSignal
  | Blob
  | MessagePort
  | ReadableStream
  | WritableStream
  | TransformStream
  | AsyncIterable<any>
  | Generator;

/** What cannot cross. */
type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;

declare const PROXIED: unique symbol;

/** What `proxy()` returns: `T`, which stays where it is and is called from the other side. */
export type Proxied<T> = T & { readonly [PROXIED]?: T };

/** Whether `T` is what `proxy()` returned. */
type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;

/**
 * What a caller may pass for a parameter of type `T`: a function may give a promise of what it returns, because it is called from another thread;
 * `never` in the place of what cannot cross, and of a callback whose result would be needed at once.
 */
export type Argument<T> = IsAny<T> extends true ? T : Same<T, GivenArgument<T>> extends true ? T : GivenArgument<T>;

type GivenArgument<T> = unknown extends T
  ? T
  : T extends Stays
    ? never
    : T extends Leaf
      ? T
      : IsProxied<T> extends true
        ? T
        : T extends AnyClass
          ? never
          : T extends AnyFunction
            ? Callback<T>
            : T extends ReadonlyMap<infer Key, infer Value>
              ? Rebuilt<T, Map<Argument<Key>, Argument<Value>>>
              : T extends ReadonlySet<infer Item>
                ? Rebuilt<T, Set<Argument<Item>>>
                : { [Key in keyof T]: Argument<T[Key]> };

/** `Copy`, but `T` where that says the same. */
type Rebuilt<T, Copy> = [T] extends [Copy] ? T : Copy;

type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? T
    : [Result] extends [void]
      ? (...parameters: Parameters) => void | Promise<void>
      : [Extract<Result, PromiseLike<unknown>>] extends [never]
        ? unknown extends Result
          ? T
          : never
        : (...parameters: Parameters) => Result | Awaited<Result>
  : never;

/** What arrives of a result of type `T`: a copy, without functions unless they are in a `proxy()`. */
export type Received<T> = IsAny<T> extends true ? T : Same<T, GivenResult<T>> extends true ? T : GivenResult<T>;

type GivenResult<T> = unknown extends T
  ? T
  : T extends Stays
    ? never
    : IsProxied<T> extends true
      ? T extends { readonly [PROXIED]?: infer Original }
        ? RemoteObject<NonNullable<Original>>
        : never
      : T extends Leaf
        ? T
        : T extends AnyFunction | AnyClass
          ? never
          : T extends ReadonlyMap<infer Key, infer Value>
            ? Rebuilt<T, Map<Received<Key>, Received<Value>>>
            : T extends ReadonlySet<infer Item>
              ? Rebuilt<T, Set<Received<Item>>>
              : T extends readonly unknown[]
                ? { [Key in keyof T]: Received<T[Key]> }
                : {
                    [Key in keyof T as T[Key] extends AnyFunction ? (IsProxied<T[Key]> extends true ? Key : never) : Key]: Received<T[Key]>;
                  };

/** What a remote function gives whose original returns `T`. */
export type RemoteResult<T> =
  IsAny<T> extends true
    ? Promise<any>
    : [T] extends [never]
      ? Promise<never>
      : [Awaited<T>] extends [ReadableStream<infer Item>]
        ? PromisedStream<Received<Item>, ReadableStream<Received<Item>>>
        : [Awaited<T>] extends [AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>]
          ? PromisedStream<Received<Item>, RemoteStream<Received<Item>, Received<Last>, Given>>
          : Promise<Received<Awaited<T>>>;

/** What a caller may pass for parameters of the types `T`. */
export type Arguments<T extends readonly unknown[]> = { [Key in keyof T]: Argument<T[Key]> };

/** A function of the other side. One that is asynchronous already keeps its type, overloads and type parameters included. */
type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
    ? T
    : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;

type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;

/** The functions in `T`, its namespaces, and its classes, as they are called from another thread. */
export type RemoteMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: RemoteValue<T[Key]>;
};

/** Whether there is anything to call at a member of type `T`: plain data is not. */
export type IsRemote<T> =
  IsAny<T> extends true
    ? true
    : T extends AnyFunction | AnyClass
      ? true
      : T extends Leaf | Stays | readonly unknown[]
        ? false
        : T extends object
          ? true
          : false;

type RemoteValue<T> =
  IsAny<T> extends true
    ? any
    : (T extends AnyFunction ? RemoteFunction<T> : unknown) & (T extends AnyClass ? RemoteClass<T> : unknown) & RemoteMembers<T>;

/** An object or function of the other side; `await object[Symbol.asyncDispose]()` or `release(object)` when it is needed no more. */
export type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;

/**
 * What `spawn()` and `wrap()` give: everything in `Api` that can be called, as functions that give promises, namespaces of them, and classes whose
 * `new` gives a promise of a remote object. Generators give streams. What is no function is not there.
 *
 * @example
 * ```ts
 * const tasks: Remote<{ add(a: number, b: number): number }> = wrap(new MessageChannel().port1);
 * ```
 */
export type Remote<Api> = RemoteObject<Api>;
