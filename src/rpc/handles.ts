/** The objects and functions that this side has handed out, by the numbers that the other side has for them. */
export class Handles {
  readonly #objects = new Map<number, object>();
  readonly #numbers = new Map<object, number>();
  #next: number;

  /** @param base - the first number */
  constructor(base: number) {
    this.#next = base;
  }

  get size(): number {
    return this.#objects.size;
  }
  get(handle: number): object | undefined {
    return this.#objects.get(handle);
  }
  /** The number of `object`, the same as long as it is handed out. */
  give(object: object): number {
    const known = this.#numbers.get(object);
    if (known !== undefined) return known;
    const handle = this.#next++;
    this.#objects.set(handle, object);
    this.#numbers.set(object, handle);
    return handle;
  }
  release(handle: number): void {
    const object = this.#objects.get(handle);
    if (!object) return;
    this.#objects.delete(handle);
    this.#numbers.delete(object);
  }
  clear(): void {
    this.#objects.clear();
    this.#numbers.clear();
  }
}
