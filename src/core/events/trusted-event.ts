/**
 * Events that heddle itself fires. The runtime's own constructors cannot make them: `isTrusted` would be false and,
 * on Node, unforgeable. So these objects inherit from the runtime's classes (`event instanceof MessageEvent` holds) without
 * running their constructors, and answer every member of `Event` themselves; see `wear-face.ts`.
 *
 * https://dom.spec.whatwg.org/#interface-event
 */

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const AT_TARGET = 2;

export class TrustedEvent {
  readonly #nodeArguments: readonly unknown[];
  readonly #type: string;
  #target: object | null = null;
  #current: object | null = null;
  #cancelable: boolean;
  #prevented = false;
  #stop = false;
  #stopImmediate = false;
  #time: number | undefined;
  #trusted = true;

  constructor(type: string, nodeArguments: readonly unknown[], cancelable = false) {
    this.#type = type;
    this.#nodeArguments = nodeArguments;
    this.#cancelable = cancelable;
  }

  // What the dispatch loop does with an event; static, so that nothing shows up beside the standard members.
  static begin(event: TrustedEvent, target: object): void {
    event.#target = event.#current = target;
  }
  static end(event: TrustedEvent): void {
    event.#current = null;
    event.#stop = event.#stopImmediate = false;
  }
  static stopped(event: TrustedEvent): boolean {
    return event.#stopImmediate;
  }
  /** The program fires an event again: it is the program's word from then on. https://dom.spec.whatwg.org/#dom-eventtarget-dispatchevent */
  static distrust(event: object): void {
    if (#trusted in event) event.#trusted = false;
  }
  /** What a listener added with `on(type, …)` receives instead of the event, as in Node. */
  static nodeArguments(event: TrustedEvent): readonly unknown[] {
    return event.#nodeArguments;
  }

  get type(): string {
    return this.#type;
  }
  get isTrusted(): boolean {
    return this.#trusted;
  }
  get target(): object | null {
    return this.#target;
  }
  get srcElement(): object | null {
    return this.#target;
  }
  get currentTarget(): object | null {
    return this.#current;
  }
  get eventPhase(): number {
    return this.#current ? AT_TARGET : 0;
  }
  get bubbles(): boolean {
    return false;
  }
  get composed(): boolean {
    return false;
  }
  get cancelable(): boolean {
    return this.#cancelable;
  }
  get defaultPrevented(): boolean {
    return this.#prevented;
  }
  get returnValue(): boolean {
    return !this.#prevented;
  }
  set returnValue(value: boolean) {
    if (!value) this.preventDefault();
  }
  get cancelBubble(): boolean {
    return this.#stop;
  }
  set cancelBubble(value: boolean) {
    if (value) this.#stop = true;
  }
  // Read once and kept: the clock is looked at only by those who ask.
  get timeStamp(): number {
    return (this.#time ??= performance.now());
  }
  composedPath(): object[] {
    return this.#current ? [this.#current] : [];
  }
  stopPropagation(): void {
    this.#stop = true;
  }
  stopImmediatePropagation(): void {
    this.#stop = this.#stopImmediate = true;
  }
  preventDefault(): void {
    if (this.#cancelable) this.#prevented = true;
  }
  initEvent(): void {
    // https://dom.spec.whatwg.org/#dom-event-initevent: does nothing once an event has been dispatched, which these always are.
  }
  /** The names of the members worth printing besides `type`. */
  protected inspected(): string[] {
    return [];
  }
  static {
    Object.defineProperty(this.prototype, INSPECT, {
      value(this: TrustedEvent, _depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
        const shown = ['type', ...this.inspected()].map((name) => [name, (this as unknown as Record<string, unknown>)[name]]);
        return `${Object.prototype.toString.call(this).slice(8, -1)} ${inspect(Object.fromEntries(shown), options)}`;
      },
    });
  }
}
