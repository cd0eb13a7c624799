// Checked by the compiler: a wrong type does not build. That what is typed also works is for the other tests.
import assert from 'node:assert/strict';
import type { KeyObject } from 'node:crypto';
import { test } from 'node:test';
import {
  call,
  expose,
  MessageChannel,
  proxy,
  type Proxied,
  type Remote,
  type RemoteObject,
  type RemoteStream,
  wrap,
} from '../../src/index.ts';

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the compiler compares two such functions by what is in them
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function same<A, B>(..._: Same<A, B> extends true ? [] : [never]): void {}

interface Row {
  readonly id: number;
  readonly tags?: string[];
  readonly at: Date;
  readonly next: Row | undefined;
}

class Counter {
  count = 0;
  #step: number;
  constructor(step: number) {
    this.#step = step;
  }
  add(): number {
    return (this.count += this.#step);
  }
  static from(text: string): Counter {
    return new Counter(Number(text));
  }
}

const tasks = {
  add: (a: number, b: number): number => a + b,
  load: async (row: Row): Promise<Row> => row,
  optional: (a: string, b?: number, ...rest: boolean[]): string => a + String(b) + rest.length,
  nothing: (): void => {},
  fails: (): never => {
    throw new Error();
  },
  anything: (value: any): any => value,
  unknownValue: (value: unknown): unknown => value,
  first: async <T>(list: T[]): Promise<T | undefined> => list[0],
  progress: (count: number, onProgress: (done: number) => void): number => (onProgress(count), count),
  each: async (rows: Row[], visit: (row: Row) => Promise<string>): Promise<string[]> => Promise.all(rows.map(visit)),
  sort: (rows: Row[], compare: (a: Row, b: Row) => number): Row[] => rows.sort(compare),
  options: (options: { signal?: AbortSignal; onRow?: (row: Row) => void }): boolean => options.signal !== undefined,
  key: (key: symbol): string => String(key),
  weak: (map: WeakMap<object, number>): boolean => map.has({}),
  async *rows(limit: number): AsyncGenerator<Row, number> {
    yield { id: limit, at: new Date(), next: undefined };
    return 1;
  },
  *count(): Generator<number> {
    yield 1;
  },
  body: (): ReadableStream<Uint8Array> => new ReadableStream(),
  take: async (rows: AsyncIterable<Row>): Promise<number> => (await rows[Symbol.asyncIterator]().next()).value.id,
  countOf: (rows: Iterable<Row>): number => [...rows].length,
  iterable: async (): Promise<AsyncIterable<Row>> => tasks.rows(1),
  values: (rows: Map<string, Row>): IterableIterator<Row> => rows.values(),
  stops: async (): Promise<never> => tasks.fails(),
  feed: (push: (next: (row: Row) => string, options: { done?: () => void }) => void): void => push((row) => String(row.id), {}),
  secret: (key: KeyObject): number => key.symmetricKeySize ?? 0,
  link: (url: URL): string => url.href,
  handlers: (handlers: Map<string, () => number>): number => handlers.size,
  name: (key: symbol | string): string => String(key),
  bound(this: { base: number }, by: number): number {
    return this.base + by;
  },
  listener: (): Proxied<(name: string) => number> => proxy((name: string) => name.length),
  closure: () => ({ close: (): void => {}, id: 1 }),
  maps: (map: Map<string, Row>, set: Set<number>): Map<string, Row> => (set.clear(), map),
  error: (error: Error): Error => error,
  version: '1.0.0',
  images: { scale: 2, resize: (width: number): number => width, formats: { list: (): string[] => [] } },
};
type Tasks = typeof tasks & { Counter: typeof Counter };

function overloaded(value: number): Promise<number>;
function overloaded(value: string): Promise<string>;
async function overloaded(value: number | string): Promise<number | string> {
  return value;
}

/** Never called. */
export function checkTypes(remote: Remote<Tasks>, counter: RemoteObject<Counter>): void {
  same<ReturnType<typeof remote.add>, Promise<number>>();
  same<Parameters<typeof remote.add>, [a: number, b: number]>();
  same<typeof remote.load, Tasks['load']>();
  same<typeof remote.first, Tasks['first']>();
  same<Parameters<typeof remote.optional>, [a: string, b?: number | undefined, ...rest: boolean[]]>();
  same<ReturnType<typeof remote.nothing>, Promise<void>>();
  same<ReturnType<typeof remote.fails>, Promise<never>>();
  same<ReturnType<typeof remote.anything>, Promise<any>>();
  same<ReturnType<typeof remote.unknownValue>, Promise<unknown>>();
  void remote.sort([], null as never).then((rows) => same<typeof rows, Row[]>());
  same<ReturnType<typeof remote.maps>, Promise<Map<string, Row>>>();
  same<Parameters<typeof remote.maps>, [map: Map<string, Row>, set: Set<number>]>();
  same<ReturnType<typeof remote.error>, Promise<Error>>();

  // Callbacks may be asynchronous here, and have to be awaited there.
  void remote.progress(1, async (done) => same<typeof done, number>());
  void remote.each([], (row) => String(row.id));
  void remote.each([], async (row) => String(row.id));
  // @ts-expect-error -- a string is what the task waits for
  void remote.each([], (row) => row.id);
  // @ts-expect-error -- the task needs the result at once
  void remote.sort([], (a, b) => a.id - b.id);
  void remote.options({ signal: new AbortController().signal, onRow: async (row) => same<typeof row, Row>() });

  // @ts-expect-error -- a symbol cannot cross
  void remote.key(Symbol('s'));
  // @ts-expect-error -- nor can what is not a clone
  void remote.weak(new WeakMap());
  // @ts-expect-error -- the type of a parameter
  void remote.add('1', 2);
  // @ts-expect-error -- their number
  void remote.add(1);
  // @ts-expect-error -- what is no function is not there
  void remote.version;
  // @ts-expect-error -- what is not exported
  void remote.nowhere();
  // @ts-expect-error -- a function of a result does not cross
  void remote.closure().then((result) => result.close());
  void remote.closure().then((result) => same<typeof result, { id: number }>());

  // Streams, at once and awaited.
  const rows = remote.rows(1);
  same<Awaited<typeof rows>, RemoteStream<Row, number, any>>();
  void (async () => {
    for await (const row of remote.rows(1)) same<typeof row, Row>();
    for await (const row of await remote.rows(1)) same<typeof row, Row>();
    for await (const number of remote.count()) same<typeof number, number>();
    for await (const chunk of remote.body()) same<typeof chunk, Uint8Array>();
    same<Awaited<ReturnType<typeof remote.body>>, ReadableStream<Uint8Array>>();
  })();
  void remote.take(tasks.rows(1));
  void remote.countOf([]);
  void remote.countOf(new Set<Row>());
  // @ts-expect-error a generator would arrive as an asynchronous one
  void remote.countOf((function* (): Generator<Row> {})());
  void (async () => {
    for await (const row of remote.iterable()) same<typeof row, Row>();
    for await (const row of await remote.iterable()) same<typeof row, Row>();
    for await (const row of remote.values(new Map())) same<typeof row, Row>();
  })();

  // A callback is given functions that can be called, because they are arguments.
  void remote.feed((next, { done }) => {
    void next({ id: 1, at: new Date(), next: undefined }).then((text) => same<typeof text, string>());
    void done?.();
  });
  same<ReturnType<typeof remote.stops>, Promise<never>>();
  same<Parameters<typeof remote.bound>, [by: number]>();
  void remote.secret(null as unknown as KeyObject);
  // @ts-expect-error -- it would arrive as an empty object
  void remote.link(new URL('https://example.org'));
  // @ts-expect-error -- a function in a map, whose result would be needed at once
  void remote.handlers(new Map([['a', () => 1]]));
  void remote.name('text');
  // @ts-expect-error -- one of the types cannot cross
  void remote.name(Symbol('s'));

  // Namespaces and classes.
  same<ReturnType<typeof remote.images.resize>, Promise<number>>();
  same<ReturnType<typeof remote.images.formats.list>, Promise<string[]>>();
  // @ts-expect-error -- plain data
  void remote.images.scale;
  same<ReturnType<typeof counter.add>, Promise<number>>();
  // @ts-expect-error -- plain data
  void counter.count;
  void new remote.Counter(1).then((made) => same<typeof made, RemoteObject<Counter>>());
  // @ts-expect-error -- the parameters of the constructor
  void new remote.Counter('1');
  void remote.listener().then((listener) => same<Awaited<ReturnType<typeof listener>>, number>());

  // A function or module by itself.
  const alone = wrap<(a: number) => string>(new MessageChannel().port1);
  same<ReturnType<typeof alone>, Promise<string>>();
  const module = wrap<typeof import('../../src/core/locate-error.ts')>(new MessageChannel().port1);
  same<ReturnType<typeof module.locateError>, Promise<ReturnType<typeof import('../../src/core/locate-error.ts').locateError>>>();
  const overloads = wrap<{ overloaded: typeof overloaded }>(new MessageChannel().port1);
  same<typeof overloads.overloaded, typeof overloaded>();
  const loose = wrap<any>(new MessageChannel().port1);
  void loose.anything.at.all(1, 2);

  // Options for one call.
  same<ReturnType<typeof call<[a: number, b: number], Promise<number>>>, Promise<number>>();
  void call(remote.add, [1, 2], { timeout: 100 });
  // @ts-expect-error -- the parameters are those of the function
  void call(remote.add, ['1', 2]);
}

test('a typed call is a call', async () => {
  const { port1, port2 } = new MessageChannel();
  expose({ ...tasks, Counter }, port2);
  const remote = wrap<Tasks>(port1);
  assert.equal(await remote.optional('a', 1, true), 'a11');
  port1.close();
});
