export { BlockingGenerator, SyncRemote, WrapSyncOptions, wrapSync };

declare type AnyClass = abstract new (...parameters: any[]) => unknown;

declare type AnyFunction = (...parameters: any[]) => unknown;

declare type AnyFunction = (...parameters: any[]) => unknown;

declare type Argument<T> = unknown extends T
  ? T
  : T extends Map<infer Key, infer Value>
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
                    : {
                        [Key in keyof T]: Argument<T[Key]>;
                      };

declare type Arguments<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Argument<T[Key]>>;
};

declare interface BlockingGenerator<T, TReturn = unknown, TNext = unknown> extends IterableIterator<T, TReturn, TNext>, Disposable {
  next(value?: TNext): IteratorResult<T, TReturn>;
  return(value?: TReturn): IteratorResult<T, TReturn>;
  throw(error?: unknown): IteratorResult<T, TReturn>;
  [Symbol.iterator](): BlockingGenerator<T, TReturn, TNext>;
}

declare type Callback<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
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

declare interface ForeignPort {
  postMessage(message: unknown, transfer?: readonly object[]): void;
  addEventListener?(type: string, listener: (event: any) => void): void;
  removeEventListener?(type: string, listener: (event: any) => void): void;
  on?(type: string, listener: (value: any) => void): unknown;
  off?(type: string, listener: (value: any) => void): unknown;
  start?(): void;
  hasRef?(): boolean;
  unref?(): unknown;
}

declare type IsAny<T> = 0 extends 1 & T ? true : false;

declare type IsProxied<T> = typeof PROXIED extends keyof T ? true : false;

declare type IsRemote<T> =
  IsAny<T> extends true
    ? true
    : T extends AnyFunction | AnyClass
      ? true
      : T extends Leaf | Stays | readonly unknown[]
        ? false
        : T extends object
          ? true
          : false;

declare type Iterated<T, Item> =
  Same<keyof T, typeof Symbol.iterator> extends true
    ? readonly Argument<Item>[] | ReadonlySet<Argument<Item>>
    : {
        [Key in keyof T]: Argument<T[Key]>;
      };

declare type Leaf =
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

declare const PROXIED: unique symbol;

declare interface PromisedStream<T, Stream = RemoteStream<T>> extends Promise<Stream>, AsyncIterable<T> {}

declare type Received<T, Lent extends boolean = false> = unknown extends T
  ? T
  : IsProxied<T> extends true
    ? T extends {
        readonly [PROXIED]?: infer Original;
      }
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
                      ? {
                          [Key in keyof T]: Received<T[Key], Lent>;
                        }
                      : {
                          [
                            Key in keyof T as T[Key] extends AnyFunction ? (true extends Lent | IsProxied<T[Key]> ? Key : never) : Key
                          ]: Received<T[Key], Lent>;
                        };

declare type ReceivedAll<T extends readonly unknown[]> = {
  [Key in keyof T]: Tidy<T[Key], Received<T[Key], true>>;
};

declare type RemoteClass<T extends AnyClass> = T extends new (...parameters: infer Parameters) => infer Instance
  ? new (...parameters: Arguments<Parameters>) => Promise<RemoteObject<Instance>>
  : unknown;

declare type RemoteFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? IsAny<Result> extends true
    ? (...parameters: Arguments<Parameters>) => Promise<any>
    : Same<(...parameters: Parameters) => Result, (...parameters: Arguments<Parameters>) => RemoteResult<Result>> extends true
      ? T
      : (...parameters: Arguments<Parameters>) => RemoteResult<Result>
  : never;

declare type RemoteMembers<T> = {
  readonly [Key in Exclude<keyof T, 'prototype' | symbol> as IsRemote<T[Key]> extends true ? Key : never]: RemoteValue<T[Key]>;
};

declare type RemoteObject<T> = RemoteValue<T> & AsyncDisposable;

declare type RemoteResult<T> = unknown extends T
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

declare interface RemoteStream<T, TReturn = unknown, TNext = unknown> extends AsyncIterable<T, TReturn, TNext> {
  next(value?: TNext): Promise<IteratorResult<T, TReturn>>;
  return(value?: TReturn): Promise<IteratorResult<T, TReturn>>;
  throw(error?: unknown): Promise<IteratorResult<T, TReturn>>;
  [Symbol.asyncIterator](): AsyncIterator<T, TReturn, TNext>;
  [Symbol.asyncDispose](): Promise<void>;
}

declare type RemoteValue<T> =
  IsAny<T> extends true
    ? any
    : T extends AnyClass
      ? RemoteClass<T> & (T extends AnyFunction ? RemoteFunction<T> : unknown) & RemoteMembers<T>
      : T extends AnyFunction
        ? keyof T extends never
          ? RemoteFunction<T>
          : RemoteFunction<T> & RemoteMembers<T>
        : RemoteMembers<T>;

declare type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

declare type Stays = symbol | WeakMap<any, any> | WeakSet<any> | WeakRef<any> | Promise<any>;

declare type SyncFunction<T extends AnyFunction> = T extends (...parameters: infer Parameters) => infer Result
  ? (...parameters: Arguments<Parameters>) => SyncResult<Awaited<Result>>
  : never;

declare type SyncIterator<Item> = Iterable<Item> & {
  next(...given: any[]): IteratorResult<Item>;
};

declare type SyncMembers<T> = {
  readonly [Key in keyof T as Key extends string ? (IsRemote<T[Key]> extends true ? Key : never) : never]: SyncRemote<T[Key]>;
};

declare type SyncRemote<Api> = (Api extends AnyFunction ? SyncFunction<Api> : unknown) & SyncMembers<Api>;

declare type SyncResult<T> = unknown extends T
  ? T
  : T extends AsyncGenerator<infer Item, infer Last, infer Given> | Generator<infer Item, infer Last, infer Given>
    ? BlockingGenerator<Received<Item>, Received<Last>, Given>
    : Received<T>;

declare type Tidy<T, Mapped> = (<U>() => U extends T ? 1 : 2) extends <U>() => U extends Mapped ? 1 : 2 ? T : Mapped;

declare interface WrapSyncOptions {
  readonly timeout?: number | undefined;
}

declare function wrapSync<Api>(target: ForeignPort | AsyncDisposable, options?: WrapSyncOptions): SyncRemote<Api>;
