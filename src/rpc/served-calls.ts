import { describeError } from '../clone/describe-error.ts';
import { CallBoard } from './call-board.ts';
import type { Connection } from './connection.ts';
import type { Crossing } from './crossing.ts';
import { Gate } from './gate.ts';
import { isThenable } from './is-thenable.ts';
import type { Line } from './line.ts';
import { CALL, type Message, NEW, RETURN, STUCK, THROW } from './messages.ts';
import { keep } from './proxy.ts';
import { runWith } from './run-with.ts';
import { Packer, type SpecialKind } from './specials.ts';
import type { Targets } from './targets.ts';

type CallMessage = Extract<Message, readonly [typeof CALL | typeof NEW, ...unknown[]]>;

interface ServedParts {
  readonly line: Line;
  readonly kinds: readonly SpecialKind[];
  readonly targets: Targets;
  /** Sends what cannot fail to be cloned. */
  post(message: Message): void;
}

/** What is exposed after an API is exposed no more. */
const NOTHING_THERE: object = Object.create(null) as object;
const NO_STEPS: (() => void)[] = [];

/** The calls that come over a connection: runs them and answers each once. */
export class ServedCalls {
  readonly #connection: Connection;
  readonly #line: Line;
  readonly #kinds: readonly SpecialKind[];
  readonly #targets: Targets;
  readonly #post: (message: Message) => void;
  /** What has come for an API that is not exposed yet. */
  readonly #waiting: CallMessage[] = [];
  #gate: Gate<CallMessage> | undefined;
  #ended = false;

  constructor(connection: Connection, { line, kinds, targets, post }: ServedParts) {
    this.#connection = connection;
    this.#line = line;
    this.#kinds = kinds;
    this.#targets = targets;
    this.#post = post;
  }

  /** Lets the other side call `root`. False when it may call something else. */
  start(root: object): boolean {
    const { root: served } = this.#targets;
    if (served !== undefined && served !== NOTHING_THERE) return served === root;
    this.#targets.root = root;
    for (const message of this.#waiting.splice(0)) this.#serve(message);
    this.#connection.nested.start(root);
    return true;
  }
  /** Refuses calls from now on, if `root` is what the other side may call. */
  stop(root: object): boolean {
    if (this.#targets.root !== root) return false;
    this.#targets.root = NOTHING_THERE;
    this.#connection.nested.stop(root);
    return true;
  }
  /** What is at `path` of an object that was handed out, or of what is exposed. */
  member(handle: number | undefined, path: string): unknown {
    return this.#targets.member(handle, path);
  }
  enter(message: CallMessage): void {
    if (this.#targets.root === undefined && typeof message[2] === 'string') this.#waiting.push(message);
    else if (this.#gate) this.#gate.enter(message);
    else this.#serve(message);
  }

  /** Nobody waits for answers any more. */
  end(): void {
    this.#ended = true;
    this.#waiting.length = 0;
  }

  /** Only so many calls at a time from now on; the others wait, and their caller may take them back. */
  supervise(memory: SharedArrayBuffer, limit: number): void {
    const board = new CallBoard(memory);
    board.join();
    this.#gate = new Gate<CallMessage>(board, limit, {
      serve: (message) => this.#serve(message),
      skip: ([, id, target]) => {
        this.#targets.learn(target);
        this.#post([RETURN, id, undefined]);
      },
    });
  }

  #serve([kind, id, target, extras, ...parameters]: CallMessage): void {
    const answered: (() => void)[] = extras ? [] : NO_STEPS;
    let task = 'a call';
    try {
      const callee = this.#targets.find(target, kind);
      task = callee.task;
      let result: unknown;
      if (extras) result = runWith(extras, kind, callee, parameters, this.#kinds, { connection: this.#connection, task, answered });
      else result = kind === CALL ? Reflect.apply(callee.call, callee.holder, parameters) : Reflect.construct(callee.call, parameters);
      if (kind === NEW) {
        keep(result as object);
        this.#answer(id, task, result, answered);
      } else if (isThenable(result) && this.#line.isBlocked) this.#leaveStuck(id, answered);
      else if (isThenable(result))
        result.then(
          (value) => this.#answer(id, task, value, answered),
          (error: unknown) => this.#refuse(id, error, answered),
        );
      else this.#answer(id, task, result, answered);
    } catch (error) {
      this.#refuse(id, error, answered);
    }
  }

  #answer(id: number, task: string, result: unknown, answered: readonly (() => void)[]): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    if (!this.#line.trySend([RETURN, id, result])) {
      const crossing: Crossing = { connection: this.#connection, way: 'out', part: 'result', task, transfer: [], untilAnswered: () => {} };
      const packer = new Packer(this.#kinds, crossing);
      try {
        const packed = packer.pack(result);
        this.#line.send([RETURN, id, packed, packer.specials], crossing.transfer, 'result', packed);
      } catch (error) {
        packer.takeBack();
        this.#post([THROW, id, describeError(error)]);
      }
    }
    this.#left(answered);
  }

  #refuse(id: number, error: unknown, answered: readonly (() => void)[]): void {
    if (this.#ended) return;
    this.#gate?.finish(id);
    const signal = this.#connection.followedSignals.numberOf(error);
    this.#post(signal === undefined ? [THROW, id, describeError(error)] : [THROW, id, describeError(error), signal]);
    this.#left(answered);
  }

  #leaveStuck(id: number, answered: readonly (() => void)[]): void {
    this.#gate?.finish(id);
    this.#post([STUCK, id]);
    this.#left(answered);
  }

  #left(answered: readonly (() => void)[]): void {
    for (const step of answered) step();
    this.#gate?.leave();
  }
}
