import { HeddleError } from '../../core/heddle-error.ts';
import { type Handed, nameForOthers } from './exports.ts';
import { NEW, type Target } from '../line/messages.ts';
import { remotePlaceOf } from './remote.ts';

/** So many paths are learned over a connection, and no longer ones, in UTF-16 units: beyond that each call names its path in full. Both sides count alike. */
const MOST_PATHS = 4096;
const LONGEST_PATH = 256;

function isLearned(path: string, known: number): boolean {
  return known < MOST_PATHS && path.length <= LONGEST_PATH;
}

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
    const { size } = this.#numbers;
    if (this.#teaches && typeof target === 'string' && isLearned(target, size)) this.#numbers.set(target, size);
  }
}

/** A function and the object that it is a member of. */
export interface Callee {
  /** What errors call it. */
  readonly task: string;
  readonly holder: object | undefined;
  readonly call: (...parameters: unknown[]) => unknown;
}

interface Place {
  readonly path: string;
  readonly holder: Record<string, unknown>;
  readonly name: string;
  /** What was found there the last time. */
  found?: Callee;
}

/** Finds what the other side calls among the members of what is exposed, and of the objects that were handed out. */
export class Targets {
  /** What is exposed, once something is. */
  root: object | undefined;
  readonly #learns: boolean;
  readonly #handleOf: (handle: number) => Handed | undefined;
  readonly #known: Place[] = [];

  constructor(root: object | undefined, learns: boolean, handleOf: (handle: number) => Handed | undefined) {
    this.root = root;
    this.#learns = learns;
    this.#handleOf = handleOf;
  }

  /** Remembers a path also when it leads nowhere, or nobody calls it in the end: the other side counts it. */
  learn(target: Target): Place | undefined {
    if (typeof target !== 'string') return undefined;
    const place = placeOf(this.root ?? {}, target);
    if (this.#learns && isLearned(target, this.#known.length)) this.#known.push(place);
    return place;
  }

  /** @throws HeddleError `HEDDLE_NO_SUCH_TASK`, `HEDDLE_RELEASED` */
  find(target: Target, kind: number): Callee {
    if (typeof target === 'number') return callee(this.#known[target]!);
    if (typeof target === 'string') return callee(this.learn(target)!);
    const [handle, path] = target;
    const { object, callable } = this.#handed(handle, path);
    if (path !== '' || kind === NEW || !callable) return callee(placeOf(object, path));
    return { task: nameForOthers(object) || 'a callback', holder: undefined, call: callable };
  }

  /** What is at `path` of an object that was handed out, or of what is exposed. @throws HeddleError, as `find()` */
  member(handle: number | undefined, path: string): unknown {
    const object = handle === undefined ? (this.root ?? {}) : this.#handed(handle, path).object;
    const { holder, name } = placeOf(object, path);
    return isMember(holder, name) ? holder[name] : undefined;
  }

  #handed(handle: number, path: string): Handed {
    const handed = this.#handleOf(handle);
    if (handed) return handed;
    throw new HeddleError('HEDDLE_RELEASED', `Cannot call ${path || 'a function'} of another thread: it has been released there`);
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

function callee(place: Place): Callee {
  const { path, holder, name, found } = place;
  // To ask all prototypes anew costs a tiny call a tenth of its time; the function that is still there was a member before.
  if (found !== undefined && holder[name] === found.call) return found;
  const call = isMember(holder, name) ? holder[name] : undefined;
  if (typeof call === 'function')
    return (place.found = { task: path, holder: name === '' ? undefined : holder, call: call as Callee['call'] });
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
  // Another thread's, handed on: nobody here knows what it has.
  if (remotePlaceOf(holder)) return true;
  for (let object: object | null = holder; object !== null && !BASES.has(object); object = Object.getPrototypeOf(object) as object | null)
    if (Object.hasOwn(object, name)) return true;
  return false;
}

const BASES: ReadonlySet<object> = new Set([Object.prototype, Function.prototype, Array.prototype]);

function namesOf(holder: object): string[] {
  return Object.keys(holder).filter((name) => typeof (holder as Record<string, unknown>)[name] === 'function');
}
