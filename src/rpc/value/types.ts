import type { HostObject } from '#platform';
import type { PromisedStream, RemoteStream } from '../stream/remote-stream.ts';

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
  | SyncIterator<any>
  | HostObject;

/** A generator, or what the iterables of the language give: not what merely can be iterated, which is copied. */
type SyncIterator<Item> = Iterable<Item> & { next(...given: any[]): IteratorResult<Item> };

/** What cannot cross. */
type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;

declare const PROXIED: unique symbol;

/** What `proxy()` returns: `T`, which stays where it is and is called from the other side. */
export type Proxied<T> = T & { readonly [PROXIED]?: T };

/** Whether `T` is what `proxy()` returned. */
type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;

/** `T` in the place of a type that is the same in more words. Never within a type that refers to itself, which the compiler would have to know then. */
type Tidy<T, Mapped> =
  // The compiler takes two such functions for each other only if it takes the types in them for the same.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- see above
  (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Mapped ? 1 : 2 ? T : Mapped;

/**
 * What a caller may pass for a parameter of type `T`: a function may give a promise of what it returns, because it is called from another thread;
 * `never` in the place of what cannot cross, and of a callback whose result would be needed at once.
 */
type Argument<T> = unknown extends T
  ? T
  : // Before what stays: a map has all that a weak one has.
    T extends Map<infer Key, infer Value>
    ? Map<Argument<Key>, Argument<Value>>
    : T extends Set<infer Item>
      ? Set<Argument<Item>>
      : T extends ReadonlyMap<infer Key, infer Value>
        ? ReadonlyMap<Argument<Key>, Argument<Value>>
        : T extends ReadonlySet<infer Item>
          ? ReadonlySet<Argument<Item>>
          : T extends Stays | AnyClass
            ? never
            : T extends Leaf
              ? T
              : IsProxied<T> extends true
                ? T
                : T extends AnyFunction
                  ? Callback<T>
                  : T extends Iterable<infer Item>
                    ? Iterated<T, Item>
                    : { [Key in keyof T]: Argument<T[Key]> };

/** Of what is only said to be iterable: a generator would arrive as an asynchronous one. */
type Iterated<T, Item> =
  Same<keyof T, typeof Symbol.iterator> extends true
    ? readonly Argument<Item>[] | ReadonlySet<Argument<Item>>
    : { [Key in keyof T]: Argument<T[Key]> };

type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? T
    : [Result] extends [void]
      ? (...parameters: ReceivedAll<Parameters>) => void | Promise<void>
      : unknown extends Result
        ? (...parameters: ReceivedAll<Parameters>) => Result
        : [Extract<Result, PromiseLike<unknown>>] extends [never]
          ? never
          : (...parameters: ReceivedAll<Parameters>) => Result | Awaited<Result>
  : never;

/**
 * What arrives of a value of type `T`: a copy, without functions unless they are in a `proxy()`, or `Lent` because they are arguments.
 */
export type Received<T, Lent extends boolean = false> = unknown extends T
  ? T
  : IsProxied<T> extends true
    ? T extends { readonly [PROXIED]?: infer Original }
      ? RemoteObject<NonNullable<Original>>
      : never
    : T extends Map<infer Key, infer Value>
      ? Map<Received<Key, Lent>, Received<Value, Lent>>
      : T extends Set<infer Item>
        ? Set<Received<Item, Lent>>
        : T extends AnyFunction
          ? Lent extends true
            ? RemoteFunction<T>
            : never
          : T extends Stays | AnyClass
            ? never
            : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
              ? RemoteStream<Received<Item>, Received<Last>, Given>
              : T extends ReadableStream
                ? T
                : T extends AsyncIterable<infer Item> | SyncIterator<infer Item>
                  ? RemoteStream<Received<Item>>
                  : T extends Leaf
                    ? T
                    : T extends readonly unknown[]
                      ? { [Key in keyof T]: Received<T[Key], Lent> }
                      : {
                          [
                            Key in keyof T as T[Key] extends AnyFunction ? (true extends Lent | IsProxied<T[Key]> ? Key : never) : Key
                          ]: Received<T[Key], Lent>;
                        };

/** What a callback is given. */
type ReceivedAll<T extends readonly unknown[]> = { [Key in keyof T]: Tidy<T[Key], Received<T[Key], true>> };

/** What a remote function gives whose original returns `T`. */
export type RemoteResult<T> =
  // `any` is one of them.
  unknown extends T
    ? Promise<T>
    : [Awaited<T>] extends [never]
      ? Promise<never>
      : [Awaited<T>] extends [ReadableStream<infer Item>]
        ? PromisedStream<Tidy<Item, Received<Item>>, ReadableStream<Tidy<Item, Received<Item>>>>
        : [Awaited<T>] extends [AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>]
          ? PromisedStream<Tidy<Item, Received<Item>>, RemoteStream<Tidy<Item, Received<Item>>, Tidy<Last, Received<Last>>, Given>>
          : [Awaited<T>] extends [AsyncIterable<infer Item> | SyncIterator<infer Item>]
            ? PromisedStream<Tidy<Item, Received<Item>>>
            : Promise<Tidy<Awaited<T>, Received<Awaited<T>>>>;

/** What a caller may pass for parameters of the types `T`. */
export type Arguments<T extends readonly unknown[]> = { [Key in keyof T]: Tidy<T[Key], Argument<T[Key]>> };

/** A function of the other side. One that is asynchronous already keeps its type, overloads and type parameters included. */
type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? (...parameters: Arguments<Parameters>) => Promise<any>
    : Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
      ? T
      : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;

type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;

/** The functions in `T`, its namespaces, and its classes, as they are called from another thread. */
export type RemoteMembers<T> = {
  readonly [Key in Exclude<keyof T, 'prototype' | symbol> as IsRemote<T[Key]> extends true ? Key : never]: RemoteValue<T[Key]>;
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
    : T extends AnyClass
      ? RemoteClass<T> & (T extends AnyFunction ? RemoteFunction<T> : unknown) & RemoteMembers<T>
      : T extends AnyFunction
        ? // An intersection would hide the type of the function.
          keyof T extends never
          ? RemoteFunction<T>
          : RemoteFunction<T> & RemoteMembers<T>
        : RemoteMembers<T>;

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
