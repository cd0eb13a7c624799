import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { HeddleError } from '../../src/core/heddle-error.ts';
import { controlTag } from '../../src/port/control.ts';
import { KnownPeer } from '../../src/port/peer.ts';
import { ReceivingHalf } from '../../src/port/receiving-half.ts';
import type { ReceivingState, SendingState, Received } from '../../src/port/transport.ts';
import { PortCounters } from '../../src/observe/port-counters.ts';
import { SendingHalf } from '../../src/port/sending-half.ts';
import { RingMemory } from '../../src/ring/ring-memory.ts';
import { Slabs } from '../../src/ring/slabs.ts';
import { Spill } from '../../src/ring/spill.ts';
import { clock, trySharedMemory } from '#platform';

/** Of what is posted, by its number in src/port/messages.ts. */
const KINDS = ['', 'whole', 'frame', 'ring', 'with ports', 'slab'];

/** One direction in one thread: the runtime's queue is an array of clones. */
class Direction {
  readonly queue: unknown[] = [];
  readonly kinds: string[] = [];
  /** Called when a message has been posted and its sender does not know yet. */
  posted: (() => void) | undefined;
  readonly #counters = new PortCounters('channel', 0);
  sender: SendingHalf;
  receiver: ReceivingHalf;

  constructor() {
    this.sender = this.#newSender();
    this.receiver = this.#newReceiver();
  }

  #newSender(state?: SendingState): SendingHalf {
    return new SendingHalf(
      (message, transfer) => {
        const clone: unknown = structuredClone(message, { transfer: transfer as never });
        this.kinds.push(clone === controlTag() ? 'bell' : Array.isArray(clone) ? (KINDS[clone[1] as number] ?? 'announcement') : 'plain');
        this.queue.push(clone);
        this.posted?.();
      },
      this.#counters,
      new KnownPeer(true),
      state,
    );
  }
  #newReceiver(state?: ReceivingState): ReceivingHalf {
    const pull = (): { data: unknown; ports: [] } | undefined =>
      this.queue.length > 0 ? { data: this.queue.shift(), ports: [] } : undefined;
    return new ReceivingHalf(pull, state);
  }

  /** As when a port is moved: the state is cloned. */
  moveSender(): void {
    const state = structuredClone(this.sender.state);
    this.sender.retire();
    this.sender = this.#newSender(state);
  }
  moveReceiver(): readonly Received[] {
    const taken = this.receiver.takePosted();
    this.receiver = this.#newReceiver(structuredClone(this.receiver.state));
    return taken;
  }

  /** The runtime delivers a message by itself. */
  deliver(): void {
    if (this.queue.length > 0) this.receiver.accept(this.queue.shift(), []);
  }

  /** A direction whose sender has announced its ring, with nothing under way. */
  static ringed(): Direction {
    const direction = new Direction();
    for (const number of [1, 2, 3]) direction.sender.send(number, []);
    for (const number of [1, 2, 3]) assert.deepEqual(direction.receiver.take()?.data, number);
    assert.ok(direction.sender.state && direction.receiver.state);
    direction.kinds.length = 0;
    return direction;
  }
}

const uncloneable = { reason() {} };

test('messages stay in order in every mix of paths, growth, moves of both ends and messages that are refused', () => {
  const kind = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('number', 'object', 'take', 'deliver', 'next') },
    { weight: 2, arbitrary: fc.constantFrom('text', 'whole', 'buffer', 'uncloneable', 'takeAll') },
    { weight: 1, arbitrary: fc.constantFrom('long', 'huge', 'moveSender', 'moveReceiver', 'burst') },
  );
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.array(kind, { minLength: 20, maxLength: 300 }), (steps) => {
      const direction = new Direction();
      const expected: number[] = [];
      let sent = 0;
      const send = (message: Record<string, unknown>, transfer: object[] = []): void => {
        direction.sender.send({ ...message, number: sent }, transfer);
        expected.push(sent++);
      };
      const check = (received: Received | undefined): boolean => {
        if (!received) return false;
        assert.ok(!('failure' in received), String(received.failure));
        assert.equal((received.data as { number: number }).number, expected.shift());
        return true;
      };
      const actions: Record<string, (index: number) => void> = {
        number: () => send({}),
        object: (index) => send({ [`key${index % 5}`]: index, list: [1, 2.5, 'x'] }),
        text: (index) => send({ text: 'x'.repeat((index * 997) % 9_000) }),
        long: () => send({ text: 'y'.repeat(100_000) }),
        huge: () => send({ list: Array.from({ length: 300 }, () => 'h'.repeat(5_000)) }),
        burst: () => {
          for (let count = 0; count < 500; count += 1) send({ text: 'z'.repeat(1_000) });
        },
        whole: () => send({ blob: new Blob(['x']) }),
        buffer: () => {
          const buffer = new ArrayBuffer(8);
          send({ buffer }, [buffer]);
        },
        uncloneable: () => assert.throws(() => direction.sender.send({ uncloneable, new: { shape: 1 } }, []), { name: 'DataCloneError' }),
        deliver: () => direction.deliver(),
        next: () => void check(direction.receiver.next()),
        take: () => void check(direction.receiver.take()),
        takeAll: () => {
          while (check(direction.receiver.take()));
        },
        moveSender: () => direction.moveSender(),
        moveReceiver: () => direction.moveReceiver().forEach(check),
      };
      steps.forEach((step, index) => actions[step]!(index));
      actions['takeAll']!(0);
      assert.deepEqual(expected, []);
      for (const each of direction.kinds) reached.add(each);
    }),
    { numRuns: 300 },
  );
  assert.deepEqual([...reached].sort(), ['announcement', 'bell', 'plain', 'ring', 'slab', 'whole']);
});

test('a ring is exchanged for a larger one, up to 1 MiB, and when that is full for another one', () => {
  const direction = Direction.ringed();
  const memory = (): SharedArrayBuffer => direction.sender.state!.memory;
  const seen: SharedArrayBuffer[] = [memory()];
  const text = 'x'.repeat(3_000);
  const messages = Array.from({ length: 3_000 }, (_, number) => ({ number, text }));
  const flood = (): void => {
    for (const message of messages) {
      direction.sender.send(message, []);
      if (memory() !== seen.at(-1)) seen.push(memory());
    }
  };
  const takeAll = (): void => {
    for (const message of messages) assert.deepEqual(direction.receiver.take()?.data, message);
    assert.equal(direction.receiver.take(), undefined);
  };
  flood();
  const sizes = seen.map(({ byteLength }) => byteLength - 256);
  assert.deepEqual(sizes.slice(0, 4), [1 << 14, 1 << 16, 1 << 18, 1 << 20]);
  // Nine megabytes, none of them read.
  assert.ok(sizes.length >= 12 && sizes.slice(4).every((size) => size === 1 << 20));
  assert.equal(new Set(seen).size, seen.length);
  assert.deepEqual([...new Set(direction.kinds)].sort(), ['bell', 'ring']);
  takeAll();
  // Those that were left last have been read, and are written again.
  const left = seen.slice(-5, -1);
  seen.splice(0, Infinity, memory());
  flood();
  assert.deepEqual(seen.slice(1, 5), left);
  takeAll();
});

const MEGABYTE = 1_000_000;
const inPieces = (megabytes: number): object => ({
  shape: 1,
  list: Array.from({ length: 200 * megabytes }, () => 'x'.repeat(MEGABYTE / 200)),
});
const inOne = (megabytes: number): object => ({ shape: 1, bytes: new Uint8Array(megabytes * MEGABYTE).fill(7) });

for (const [what, message, kind] of [
  ['a frame too large for every ring', inPieces(2), 'slab'],
  ['a piece too large for every ring', inOne(2), 'slab'],
  ['a frame too large for a slab', inPieces(10), 'frame'],
  ['a piece too large for a slab', inOne(10), 'whole'],
] as const)
  test(`${what} travels as ${kind}, and those after it as ever`, () => {
    const direction = Direction.ringed();
    direction.sender.send(message, []);
    direction.sender.send({ shape: 2, text: 'short' }, []);
    assert.ok(direction.kinds.includes(kind), String(direction.kinds));
    direction.deliver();
    assert.deepEqual(direction.receiver.next()?.data, message);
    assert.deepEqual(direction.receiver.take()?.data, { shape: 2, text: 'short' });
  });

test('a slab is written again once its frame has been read, and not before', () => {
  const direction = Direction.ringed();
  const slabs = new Set<number>();
  for (let round = 0; round < 20; round += 1) {
    const messages = Array.from({ length: 1 + (round % 3) }, (_, index) => ({
      bytes: new Uint8Array(MEGABYTE / 2).fill(3 * round + index),
    }));
    for (const message of messages) direction.sender.send(message, []);
    for (const posted of direction.queue) {
      // It is the same memory if what is written in one view is read in the other.
      if (!Array.isArray(posted) || KINDS[posted[1] as number] !== 'slab') continue;
      const mark = new Int32Array(posted[2] as SharedArrayBuffer, 32, 1);
      mark[0] ||= slabs.size + 1;
      slabs.add(mark[0]);
    }
    for (const message of messages) assert.deepEqual(direction.receiver.take()?.data, message);
  }
  // 39 frames, of which three at most were under way at once.
  assert.equal(direction.kinds.filter((kind) => kind === 'slab').length, 39);
  assert.equal(slabs.size, 3);
});

/** Runs `step` where there is no shared memory; later there is, and the time is over for which heddle asks for none. */
function withoutSharedMemory(step: () => void): void {
  const { SharedArrayBuffer: Real } = globalThis;
  const { now } = clock;
  globalThis.SharedArrayBuffer = class {
    constructor() {
      throw new RangeError('Array buffer allocation failed');
    }
  } as never;
  try {
    step();
  } finally {
    globalThis.SharedArrayBuffer = Real;
    clock.now = () => now() + 1_000;
    assert.ok(trySharedMemory(8));
    clock.now = now;
  }
}

test('a direction for whose ring there is no memory carries plain messages, and has its ring once there is', () => {
  const direction = new Direction();
  const messages = Array.from({ length: 600 }, (_, index) => ({ index }));
  withoutSharedMemory(() => messages.forEach((message) => direction.sender.send(message, [])));
  assert.deepEqual([...new Set(direction.kinds)], ['plain']);
  direction.sender.send('ringed', []);
  assert.ok(direction.kinds.includes('announcement'));
  for (const message of [...messages, 'ringed']) assert.deepEqual(direction.receiver.take()?.data, message);
});

test('messages that outgrow a ring where there is no memory for another one arrive in order', () => {
  const direction = Direction.ringed();
  const messages = Array.from({ length: 100 }, (_, index) => ({ index, text: 'x'.repeat(index % 10 === 0 ? 400_000 : 5_000) }));
  withoutSharedMemory(() => messages.forEach((message) => direction.sender.send(message, [])));
  assert.ok(!direction.kinds.includes('ring') && !direction.kinds.includes('slab'), String(direction.kinds));
  for (const message of messages) assert.deepEqual(direction.receiver.take()?.data, message);
});

test('messages that find the largest ring full where there is no memory for another one arrive in order', () => {
  const direction = Direction.ringed();
  // The ring has its largest size by then.
  for (let size = 1_000; size < 300_000; size *= 4) {
    direction.sender.send('x'.repeat(size), []);
    assert.equal((direction.receiver.take()!.data as string).length, size);
  }
  direction.kinds.length = 0;
  const messages = Array.from({ length: 400 }, (_, index) => ({ index, text: 'y'.repeat(10_000) }));
  withoutSharedMemory(() => messages.forEach((message) => direction.sender.send(message, [])));
  assert.ok(direction.kinds.includes('whole'), String(direction.kinds));
  assert.ok(!direction.kinds.includes('ring'), String(direction.kinds));
  for (const message of messages) assert.deepEqual(direction.receiver.take()?.data, message);
});

test('a frame that outgrows its slab goes on in a larger one, and the first is free again', () => {
  const slabs = new Slabs();
  const spill = new Spill(new Uint8Array(300_000).fill(1), 1, slabs);
  const first = spill.slab!;
  assert.ok(spill.grow(300_000, 2 * MEGABYTE));
  assert.notEqual(spill.slab, first);
  assert.ok(spill.bytes.length >= 2 * MEGABYTE + 300_000);
  assert.deepEqual(
    spill.bytes.slice(0, 300_001),
    Uint8Array.from({ length: 300_001 }, (_, index) => (index < 300_000 ? 1 : 0)),
  );
  assert.equal(first.take(), true);
  // Larger than any slab: its own memory.
  assert.ok(spill.grow(2 * MEGABYTE, 8 * MEGABYTE));
  assert.equal(spill.slab, undefined);
});

test('a reader that gives no slab back is not waited for again and again', () => {
  const slabs = new Slabs();
  const taken = new Set<object>();
  const begun = performance.now();
  for (let count = 0; count < 20; count += 1) taken.add(slabs.take(MEGABYTE)!.memory);
  assert.equal(taken.size, 20);
  assert.ok(performance.now() - begun < 500);
});

test('a message that is sent while another is encoded goes first and breaks neither', () => {
  const direction = Direction.ringed();
  const prepare = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    Error.prepareStackTrace = (error) => {
      direction.sender.send('from inside', []);
      return `${error.name} with a stack`;
    };
    // It outgrows the ring before the error comes.
    direction.sender.send([new Uint8Array(20_000), new Error('outside')], []);
  } finally {
    if (prepare) Object.defineProperty(Error, 'prepareStackTrace', prepare);
    else Reflect.deleteProperty(Error, 'prepareStackTrace');
  }
  direction.sender.send('after', []);
  const seen = [direction.receiver.take(), direction.receiver.take(), direction.receiver.take()].map((received) => received?.data);
  assert.equal(seen[0], 'from inside');
  assert.deepEqual((seen[1] as unknown[])[0], new Uint8Array(20_000));
  assert.equal(((seen[1] as unknown[])[1] as Error).message, 'outside');
  assert.equal(seen[2], 'after');
});

test('a message that is delivered before its sender has counted it is not looked for again', () => {
  const direction = Direction.ringed();
  const { receiver, sender } = direction;
  direction.posted = () => {
    direction.posted = undefined;
    while (direction.queue.length > 0) direction.deliver();
    assert.ok(receiver.next());
    // A receiver that takes a message for lost may sleep without asking to be woken.
    assert.equal(receiver.hasPosted, false);
  };
  sender.send({ blob: new Blob(['x']) }, []);
  assert.equal(direction.posted, undefined);
  sender.send('after', []);
  assert.deepEqual(receiver.next()?.data, 'after');
});

test('a message that the runtime cannot read counts in the order', () => {
  const direction = Direction.ringed();
  direction.sender.send(new Blob([]), []);
  direction.sender.send('next', []);
  direction.queue.splice(0);
  const error = new Error('unreadable');
  direction.receiver.accept(undefined, [], { error });
  assert.equal(direction.receiver.next()?.failure, error);
  assert.equal(direction.receiver.next()?.data, 'next');
});

test('what is corrupt is told once, then nothing comes and nothing is waited for', () => {
  const spoil: ((memory: RingMemory, at: number) => void)[] = [
    (memory, at) => void (memory.words[at << 1] = -7),
    (memory, at) => void (memory.words[at << 1] = 0x7fffffff),
    // The payload.
    (memory, at) => void memory.bytes.fill(255, (at + 1) * 8, (at + 2) * 8),
  ];
  for (const each of spoil) {
    const direction = Direction.ringed();
    const memory = new RingMemory(direction.sender.state!.memory);
    const at = Atomics.load(memory.header, 0);
    direction.sender.send('spoilt', []);
    direction.sender.send('good', []);
    direction.sender.send(new Blob([]), []);
    each(memory, at);
    const failure = direction.receiver.take()?.failure as HeddleError;
    assert.equal(failure.code, 'HEDDLE_FRAME_CORRUPT');
    assert.equal(direction.receiver.take(), undefined);
    direction.receiver.accept(controlTag(), []);
    assert.equal(direction.receiver.next(), undefined);
    assert.equal(direction.receiver.hasFrame, false);
    assert.equal(direction.receiver.sleep(), true);
  }
});

test('a frame whose posted message never comes is waited for, asleep', () => {
  const direction = Direction.ringed();
  direction.sender.send(new Blob([]), []);
  direction.sender.send('after', []);
  const posted = direction.queue.splice(0);
  assert.equal(direction.receiver.next(), undefined);
  assert.equal(direction.receiver.hasFrame, false);
  assert.equal(direction.receiver.sleep(), true);
  for (const message of posted) direction.receiver.accept(message, []);
  assert.ok(direction.receiver.next()?.data instanceof Blob);
  assert.equal(direction.receiver.next()?.data, 'after');
});
