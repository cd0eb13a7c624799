/**
 * What a clone lacks of its original, each as `aspect path`: found by comparing the two, with no knowledge of the rules of the structured clone.
 */
export function findLosses(original: unknown, clone: unknown): string[] {
  const search = new Search();
  search.compare(original, clone, 'message');
  return search.found.sort();
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

class Search {
  readonly found: string[] = [];
  readonly #seen = new Set<unknown>();

  compare(original: unknown, clone: unknown, path: string): void {
    if (typeof original !== 'object' || original === null || this.#seen.has(original)) return;
    this.#seen.add(original);
    this.#own(original, clone as object, path);
    if (original instanceof Map) {
      const keys = [...original.keys()];
      const cloned = [...(clone as Map<unknown, unknown>)];
      for (const [index, key] of keys.entries()) {
        this.compare(key, cloned[index]![0], `${path}.key(${index})`);
        this.compare(original.get(key), cloned[index]![1], `${path}${valuePath(key, index)}`);
      }
    } else if (original instanceof Set) {
      const cloned = [...(clone as Set<unknown>)];
      for (const [index, member] of [...original].entries()) this.compare(member, cloned[index], `${path}.value(${index})`);
    }
  }

  #own(original: object, clone: object, path: string): void {
    const prototype = Object.getPrototypeOf(original);
    if (prototype !== Object.getPrototypeOf(clone)) {
      this.#add('prototype', path);
      if (/#threads/.test(String(prototype?.constructor))) this.#add('private', path);
    }
    // The elements of a view are its content, of a long array they are not looked at one by one.
    if (ArrayBuffer.isView(original)) return;
    let fixed = !Object.isExtensible(original);
    for (const key of Reflect.ownKeys(original)) {
      const mine = Object.getOwnPropertyDescriptor(original, key)!;
      const theirs = Object.getOwnPropertyDescriptor(clone, key);
      if (typeof key === 'symbol') {
        if (!theirs) this.#add('symbol', `${path}[${String(key)}]`);
        continue;
      }
      const at = path + step(original, key);
      if (!theirs) {
        if (isErrorName(original, clone, key)) continue;
        this.#add(isWhole(original) ? 'property' : mine.enumerable ? 'unexpected' : 'non-enumerable', at);
        continue;
      }
      if (key === 'stack' && original instanceof Error) continue;
      if (original instanceof RegExp && key === 'lastIndex') {
        if (mine.value !== 0) this.#add('property', at);
        continue;
      }
      if (!('value' in mine)) this.#add('accessor', at);
      else if ((theirs.writable && !mine.writable) || (theirs.configurable && !mine.configurable)) fixed = true;
      this.compare('value' in mine ? mine.value : (original as Record<string, unknown>)[key], theirs.value, at);
    }
    if (fixed) this.#add('attributes', path);
  }

  #add(aspect: string, path: string): void {
    this.found.push(`${aspect} ${path}`);
  }
}

function isErrorName(original: object, clone: object, key: string): boolean {
  return original instanceof Error && key === 'name' && original.name === (clone as Error).name;
}

/** Whether only the content of an object crosses, and none of its properties. */
function isWhole(object: object): boolean {
  return (
    object instanceof Map ||
    object instanceof Set ||
    object instanceof Date ||
    object instanceof RegExp ||
    object instanceof Error ||
    object instanceof Blob ||
    object instanceof ArrayBuffer ||
    ['Number', 'String', 'Boolean', 'BigInt'].includes(Object.prototype.toString.call(object).slice(8, -1))
  );
}

function step(object: object, key: string): string {
  if (Array.isArray(object) && String(Number(key) >>> 0) === key) return `[${key}]`;
  return IDENTIFIER.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

function valuePath(key: unknown, index: number): string {
  if (typeof key === 'string') return `.get(${JSON.stringify(key)})`;
  if (typeof key === 'bigint') return `.get(${key}n)`;
  return key === null || typeof key !== 'object' ? `.get(${String(key)})` : `.value(${index})`;
}
