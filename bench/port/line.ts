import { type Kind, type KindName, KINDS } from './kinds.ts';

/** One end of whatever carries the messages that are measured. */
export interface Line {
  post(message: unknown, transfer?: ArrayBuffer[]): void;
  /** Takes the place of the listener before. */
  listen(callback: (message: any) => void): void;
}

/** What the measuring side says to the other one: everything else is a message that is measured. */
interface Order {
  readonly order: 'return' | 'return moved' | 'count';
  readonly kind: KindName;
  readonly count: number;
}
function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'order' in message;
}

/** The other side: sends every message back, or counts them and tells when all are there. */
export function serve(line: Line): void {
  const idle = (message: unknown): void => {
    if (!isOrder(message)) throw new Error('Cannot serve a message: no order came before it');
    const { order, kind, count } = message;
    const { arrived } = KINDS[kind];
    let left = count;
    if (order === 'return') {
      line.listen((received) => {
        line.post(received);
        if (--left === 0) line.listen(idle);
      });
    } else if (order === 'return moved') {
      line.listen((received) => {
        line.post(received, [received]);
        if (--left === 0) line.listen(idle);
      });
    } else {
      line.listen((received) => {
        if (--left > 0) return;
        line.listen(idle);
        line.post(arrived(received) ? 'all there' : 'garbled');
      });
    }
    line.post('ready');
  };
  line.listen(idle);
}

function begin(line: Line, order: Order): Promise<void> {
  return new Promise((resolve) => {
    line.listen(() => resolve());
    line.post(order);
  });
}

/** @returns how long each message took there and back, in microseconds, in the order of size */
export async function roundTrips(line: Line, name: KindName, trips: number): Promise<Float64Array> {
  const kind = KINDS[name];
  await begin(line, { order: kind.moved ? 'return moved' : 'return', kind: name, count: trips });
  const times = new Float64Array(trips);
  const last = await new Promise((resolve) => {
    let done = 0;
    let start = 0;
    const send = sender(line, kind);
    line.listen((received) => {
      const now = performance.now();
      times[done] = (now - start) * 1000;
      done += 1;
      start = now;
      if (done === trips) resolve(received);
      else if (kind.moved) line.post(received, [received]);
      else send();
    });
    start = performance.now();
    send();
  });
  if (!kind.arrived(last)) throw new Error(`Cannot trust the figure of ${name}: something else came back`);
  return times.sort();
}

/** @returns how long a message took on average until all of them had arrived, in microseconds */
export async function burst(line: Line, name: KindName, count: number): Promise<number> {
  const kind = KINDS[name];
  await begin(line, { order: 'count', kind: name, count });
  // What is moved has to be made first, as often as it is sent.
  const copies = kind.moved ? Array.from({ length: count }, () => (kind.value as ArrayBuffer).slice()) : [];
  const answer = await new Promise<[message: unknown, elapsed: number]>((resolve) => {
    const start = performance.now();
    line.listen((message) => resolve([message, performance.now() - start]));
    if (kind.moved) for (const copy of copies) line.post(copy, [copy]);
    else for (let index = 0; index < count; index += 1) line.post(kind.value);
  });
  if (answer[0] !== 'all there') throw new Error(`Cannot trust the figure of ${name}: ${String(answer[0])}`);
  return (answer[1] * 1000) / count;
}

function sender(line: Line, { value, moved }: Kind): () => void {
  if (!moved) return () => line.post(value);
  const copy = (value as ArrayBuffer).slice();
  return () => line.post(copy, [copy]);
}

export function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}
