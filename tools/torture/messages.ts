// Streams of random messages, whose ends are moved about and whose threads come to all kinds of ends.
import threads from 'node:worker_threads';
import { MessageChannel, type MessagePort, Worker } from '../../src/index.ts';
import { setDefaultTransport } from '../../src/port/create-transport.ts';
import { runChaos } from '../../test/chaos/run-chaos.ts';
import { fixture } from '../../test/support/fixture.ts';
import type { Area, Attempt } from './run/area.ts';

interface Traffic {
  make(seed: number, number: number): { message: unknown; transfer?: readonly object[] };
  checkStream(seed: number, name: string, from: number): { readonly count: number; take(message: unknown): void };
}
const { make, checkStream } = (await import(fixture('chaos/traffic.mjs').href)) as Traffic;

const KINDS = ['ring', 'native', 'plain'] as const;
type Kind = (typeof KINDS)[number];
const PLACES = ['here', ...KINDS] as const;
const CARRIERS = [MessageChannel, threads.MessageChannel] as const;

/** How the end that sends comes to its own end. A worker of the runtime has no `self`. */
const ENDS = ['close', 'exit', 'throw', 'reject', 'self.close'] as const;
/** The end that takes waits for that of the other. */
type End = (typeof ENDS)[number] | 'stay';
const endsWorker = (end: End | undefined): boolean => end !== undefined && end !== 'close' && end !== 'stay';

/** A part of a stream, and what holds an end for it. */
interface Task {
  readonly role: 'send' | 'take';
  readonly seed: number;
  readonly from: number;
  readonly to: number;
  readonly end?: End;
}

class Holder {
  readonly worker: Worker;

  private constructor(worker: Worker) {
    this.worker = worker;
  }

  static async start(kind: Kind, { settles }: Attempt): Promise<Holder> {
    const script = fixture('torture/holder.mjs');
    const worker =
      kind === 'plain'
        ? (new threads.Worker(script) as unknown as Worker)
        : new Worker(script, { transport: kind === 'ring' ? 'auto' : 'native' });
    worker.on('error', () => {});
    await settles(new Promise((resolve) => worker.once('message', resolve)), `the first message of a worker (${kind})`);
    return new Holder(worker);
  }

  /** Gives an end away. @returns the same, when it comes back, or nothing when it ends there */
  async hold(port: MessagePort, task: Task): Promise<MessagePort | undefined> {
    const { worker } = this;
    const over = new Promise<{ port?: MessagePort; failure?: string }>((resolve) => {
      if (task.end === undefined || task.end === 'stay') worker.once('message', resolve);
      else if (task.end === 'close') resolve({});
      else worker.once('exit', () => resolve({}));
    });
    if (!wasMoved(() => worker.postMessage({ port, ...task }, [port]))) {
      // It goes on as it was, and here. A worker that was to end has nothing to end with.
      if (endsWorker(task.end)) await worker.terminate();
      return holdHere(port, task);
    }
    const { port: back, failure } = await over;
    if (failure !== undefined) throw new Error(failure);
    return back;
  }
}

/** @returns false when the runtime was kept from taking a port to where heddle is not known, which has had messages of heddle */
function wasMoved(move: () => void): boolean {
  try {
    move();
    return true;
  } catch (error) {
    if (/where heddle is not known/.test((error as Error).message)) return false;
    throw error;
  }
}

/** Posts or takes a part of a stream in this thread. */
async function holdHere(port: MessagePort, { role, seed, from, to, end }: Task): Promise<MessagePort | undefined> {
  if (role === 'send') {
    for (let number = from; number < to; number += 1) {
      const { message, transfer } = make(seed, number);
      port.postMessage(message, transfer);
      if (number % 256 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    if (end === undefined) return port;
    port.close();
    return undefined;
  }
  const stream = checkStream(seed, 'here', from);
  await new Promise<void>((resolve, reject) => {
    const take = (message: unknown): void => {
      try {
        stream.take(message);
      } catch (error) {
        port.off('message', take);
        reject(error);
      }
      if (stream.count !== to || end === 'stay') return;
      port.off('message', take);
      resolve();
    };
    port.on('message', take);
    if (end === 'stay') port.on('close', () => resolve());
  });
  if (stream.count !== to) throw new Error(`Cannot find all messages: ${stream.count} of ${to} came before the close`);
  return port;
}

/** Each from one message to before another. */
type Parts = readonly (readonly [from: number, to: number])[];

/** Cuts a stream at random places into parts of one message at least. */
function cut(random: Attempt['random'], total: number, parts: number): Parts {
  const places = new Set([0, total]);
  while (places.size < parts + 1) places.add(1 + random(total - 1));
  const sorted = [...places].sort((a, b) => a - b);
  return sorted.slice(1).map((to, index) => [sorted[index]!, to] as const);
}

class Journeys {
  readonly #attempt: Attempt;
  readonly #holders = new Map<string, Holder>();
  moves = 0;

  constructor(attempt: Attempt) {
    this.#attempt = attempt;
  }

  /** One channel, from its first message until it is closed. @returns how many messages went over it */
  async run(): Promise<number> {
    const { random, settles } = this.#attempt;
    const seed = random(2 ** 31);
    const total = 50 + random(random(4) === 0 ? 6_000 : 800);
    setDefaultTransport(random(3) === 0 ? 'native' : 'auto');
    const { port1, port2 } = new MessageChannel();
    setDefaultTransport('auto');
    // Once one end is gone, the other can take what is there, but be moved no more: it has to be at its last place before.
    const byEnd = (a: Parts, b: Parts): number => a.at(-1)![0] - b.at(-1)![0];
    const [taking, sending] = [cut(random, total, 1 + random(4)), cut(random, total, 1 + random(4))].sort(byEnd) as [Parts, Parts];
    const places = { take: taking.map(() => PLACES[random(PLACES.length)]!), send: sending.map(() => PLACES[random(PLACES.length)]!) };
    const last = places.send.at(-1)!;
    const end = ENDS[random(last === 'here' ? 1 : last === 'plain' ? 4 : 5)]!;
    const carriers = { take: taking.map(() => random(6)), send: sending.map(() => random(6)) };
    let settle!: () => void;
    const settled = new Promise<void>((resolve) => (settle = resolve));

    const travel = async (first: MessagePort, role: Task['role'], parts: Parts): Promise<void> => {
      let port: MessagePort | undefined = first;
      for (const [index, [from, to]] of parts.entries()) {
        const place = places[role][index]!;
        const isLast = index === parts.length - 1;
        const task: Task = { role, seed, from, to, ...(isLast && { end: role === 'send' ? end : 'stay' }) };
        const carrier = CARRIERS[carriers[role][index]!];
        if (carrier) port = await this.#carry(port!, carrier);
        if (isLast && role === 'send') await settled;
        const holding: Promise<MessagePort | undefined> =
          place === 'here' ? holdHere(port!, task) : (await this.#holder(place, role, task.end)).hold(port!, task);
        if (isLast && role === 'take') settle();
        port = await holding;
        this.moves += place === 'here' ? 0 : 2;
      }
    };
    const what = `${total} messages of seed ${seed} sent by ${places.send.join()} (${end}), taken by ${places.take.join()}`;
    await settles(Promise.all([travel(port1, 'send', sending), travel(port2, 'take', taking)]), what);
    return total;
  }

  async end(): Promise<void> {
    const all = [...this.#holders.values()].map(({ worker }) => worker.terminate());
    await this.#attempt.settles(Promise.all(all), 'the end of the workers');
  }

  /** A worker of a kind, kept for those who come later unless it is to end. */
  async #holder(kind: Kind, role: string, end: End | undefined): Promise<Holder> {
    if (endsWorker(end)) return Holder.start(kind, this.#attempt);
    const name = `${kind} ${role}`;
    const holder = this.#holders.get(name) ?? (await Holder.start(kind, this.#attempt));
    this.#holders.set(name, holder);
    return holder;
  }

  /** Sends an end through a channel and back to here. */
  async #carry(port: MessagePort, Carrier: (typeof CARRIERS)[number]): Promise<MessagePort> {
    const { port1, port2 } = new Carrier() as unknown as InstanceType<typeof MessageChannel>;
    const arrived = new Promise<MessagePort>((resolve) => port2.once('message', resolve));
    const isMoved = wasMoved(() => port1.postMessage(port, [port]));
    const moved = isMoved ? await arrived : port;
    port1.close();
    this.moves += 1;
    return moved;
  }
}

export const area: Area = {
  name: 'messages',
  what: 'streams of random messages over rings, without them and with threads of the runtime, whose ends are moved and whose threads end in every way',
  weight: 3,
  async run(attempt) {
    const { random, isOver, progress, until } = attempt;
    const tried = { messages: 0, moves: 0, threads: 0, channels: 0 };
    const journeys = new Journeys(attempt);
    while (!isOver()) {
      for (let count = 0; count < 10 && !isOver(); count += 1) {
        tried.messages += await journeys.run();
        tried.moves = journeys.moves;
        tried.channels += 1;
        progress(tried);
      }
      attempt.awaiting('streams whose threads are killed');
      const seed = random(2 ** 31);
      const milliseconds = Math.max(1, Math.min(3_000, until - performance.now()));
      let before = { messages: 0, lives: 0 };
      await runChaos(seed, milliseconds, (totals) => {
        tried.messages += totals.messages - before.messages;
        tried.threads += totals.lives - before.lives;
        before = { ...totals };
        progress(tried);
      });
    }
    await journeys.end();
    return tried;
  },
};
