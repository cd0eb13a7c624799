import { HeddleError } from '../core/heddle-error.ts';
import type { Target } from './messages.ts';

/** The paths that one side has told the other, which knows them by numbers. */
export class KnownPaths {
  readonly #numbers = new Map<string, number>();
  readonly #teaches: boolean;

  /** @param teaches - whether the other side learns paths: not where it may have learned others from another thread, which had the port before */
  constructor(teaches: boolean) {
    this.#teaches = teaches;
  }

  /** What to send in place of `path`. */
  targetOf(path: string): number | string {
    return this.#numbers.get(path) ?? path;
  }
  /** A message with `target` has been sent. */
  sent(target: Target): void {
    if (this.#teaches && typeof target === 'string') this.#numbers.set(target, this.#numbers.size);
  }
}

/** A function and the object that it is a member of. */
export interface Callee {
  readonly holder: object | undefined;
  readonly call: (...parameters: unknown[]) => unknown;
}

interface Place {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly name: string;
}

/** Finds what the other side calls among the members of what is exposed, and of the objects that were handed out. */
export class Targets {
  /** What is exposed, once something is. */
  root: object | undefined;
  readonly #learns: boolean;
  readonly #handleOf: (handle: number) => object | undefined;
  readonly #known: Place[] = [];

  constructor(root: object | undefined, learns: boolean, handleOf: (handle: number) => object | undefined) {
    this.root = root;
    this.#learns = learns;
    this.#handleOf = handleOf;
  }

  /** Remembers a path also when it leads nowhere, or nobody calls it in the end: the other side counts it. */
  learn(target: Target): Place | undefined {
    if (typeof target !== 'string') return undefined;
    const place = placeOf(this.root ?? {}, target);
    if (this.#learns) this.#known.push(place);
    return place;
  }

  /** @throws HeddleError `HEDDLE_NO_SUCH_TASK`, `HEDDLE_RELEASED` */
  find(target: Target): Callee {
    if (typeof target === 'number') return callee(this.#known[target]!);
    if (typeof target === 'string') return callee(this.learn(target)!);
    const [handle, path] = target;
    const object = this.#handleOf(handle);
    if (!object)
      throw new HeddleError('HEDDLE_RELEASED', `Cannot call ${path || 'a function'} of another thread: it has been released there`);
    return callee(placeOf(object, path));
  }
}

function placeOf(root: object, path: string): Place {
  if (path === '') return { path: 'the exposed value', holder: { '': root }, name: '' };
  const names = path.split('.');
  const name = names.pop()!;
  let holder = root as Record<string, unknown>;
  for (const step of names) holder = (isMember(holder, step) ? holder[step] : {}) as typeof holder;
  return { path, holder, name };
}

function callee({ path, holder, name }: Place): Callee {
  const call = isMember(holder, name) ? holder[name] : undefined;
  if (typeof call === 'function') return { holder: name === '' ? undefined : holder, call: call as Callee['call'] };
  const state = call === undefined ? 'there is no such function' : `it is ${call === null ? 'null' : `of type ${typeof call}`}`;
  const names = namesOf(holder);
  throw new HeddleError(
    'HEDDLE_NO_SUCH_TASK',
    `Cannot call ${path}: ${state} (there ${names.length === 0 ? 'are none' : `is ${names.join(', ')}`})`,
  );
}

/** Whether the program put `name` there. Members that every object has are not for others to call. */
function isMember(holder: unknown, name: string): holder is Record<string, unknown> {
  if ((typeof holder !== 'object' && typeof holder !== 'function') || holder === null || name === 'constructor') return false;
  for (let object: object | null = holder; object !== null && !BASES.has(object); object = Object.getPrototypeOf(object) as object | null)
    if (Object.hasOwn(object, name)) return true;
  return false;
}

const BASES: ReadonlySet<object> = new Set([Object.prototype, Function.prototype, Array.prototype]);

function namesOf(holder: object): string[] {
  return Object.keys(holder).filter((name) => typeof (holder as Record<string, unknown>)[name] === 'function');
}
