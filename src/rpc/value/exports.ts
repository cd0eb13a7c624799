import { nameOfClass } from '../../clone/name-of-class.ts';

type AnyFunction = (...parameters: unknown[]) => unknown;

/** An object or function that the other side can call. */
export interface Handed {
  readonly object: object;
  /** What is called in place of a function. */
  readonly callable: AnyFunction | undefined;
  /** How many times it was sent. */
  count: number;
}

/** The objects and functions that this side has handed out, by the numbers that the other side has for them. */
export class Exports {
  readonly #handed = new Map<number, Handed>();
  readonly #numbers = new Map<object, number>();
  #next: number;

  /** @param base - the first number */
  constructor(base: number) {
    this.#next = base;
  }

  get size(): number {
    return this.#handed.size;
  }
  get(handle: number): Handed | undefined {
    return this.#handed.get(handle);
  }
  /** The number of `object`, the same as long as the other side has it. */
  give(object: object, callable: AnyFunction | undefined): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) {
      this.#handed.get(known)!.count += 1;
      return known;
    }
    const handle = this.lend(object, callable);
    this.#numbers.set(object, handle);
    return handle;
  }
  /** A number that is of no other sending of `object`. */
  lend(object: object, callable: AnyFunction | undefined): number {
    const handle = this.#next++;
    this.#handed.set(handle, { object, callable, count: 1 });
    return handle;
  }
  /**
   * @param count - how many sendings are meant: the object may be under way once more
   * @returns the object, if the other side has it no more
   */
  release(handle: number, count: number = 1): object | undefined {
    const handed = this.#handed.get(handle);
    if (!handed) return undefined;
    handed.count -= count;
    if (handed.count > 0) return undefined;
    this.#handed.delete(handle);
    this.#numbers.delete(handed.object);
    return handed.object;
  }
  clear(): void {
    this.#handed.clear();
    this.#numbers.clear();
  }
}

/** What errors on the other side call an object or function of this side. */
export function nameForOthers(value: object): string {
  if (typeof value !== 'function') return nameOfClass(value) ?? 'object';
  // A remote of a third side has a member of any name.
  const name: unknown = Object.getOwnPropertyDescriptor(value, 'name')?.value;
  return typeof name === 'string' ? name : '';
}

/** Somebody else may have used the port before, in another thread, whose answers are still to come: numbers that it can hardly have used. */
export function randomBase(): number {
  return Math.floor(Math.random() * 2 ** 31) * 2 ** 20;
}
