import { clock } from '#platform';
/**
 * Events that heddle itself fires. The runtime's own constructors cannot make them: `isTrusted` would be false and,
 * on Node, unforgeable. So these objects inherit from the runtime's classes (`event instanceof MessageEvent` holds) without
 * running their constructors, and answer every member of `Event` themselves; see `adopt-interface.ts`.
 *
 * https://dom.spec.whatwg.org/#interface-event
 */

const INSPECT = Symbol.for('nodejs.util.inspect.custom');
const AT_TARGET = 2;

/** What an event is or has become. One field instead of five: each costs when an event is made. */
const CANCELABLE = 1;
const PREVENTED = 2;
const STOPPED = 4;
const STOPPED_AT_ONCE = 8;
const DISTRUSTED = 16;

export class TrustedEvent {
  readonly #nodeArguments: readonly unknown[];
  readonly #type: string;
  #target: object | null = null;
  #current: object | null = null;
  #time: number | undefined;
  #state: number;

  constructor(type: string, nodeArguments: readonly unknown[], cancelable = false) {
    this.#type = type;
    this.#nodeArguments = nodeArguments;
    this.#state = cancelable ? CANCELABLE : 0;
  }

  static is(event: object): event is TrustedEvent {
    return #state in event;
  }
  // What the dispatch loop does with an event; static, so that nothing shows up beside the standard members.
  static begin(event: TrustedEvent, target: object): void {
    event.#target = event.#current = target;
  }
  static end(event: TrustedEvent): void {
    event.#current = null;
    event.#state &= ~(STOPPED | STOPPED_AT_ONCE);
  }
  static stopped(event: TrustedEvent): boolean {
    return (event.#state & STOPPED_AT_ONCE) !== 0;
  }
  /** The program fires an event again: it is the program's word from then on. https://dom.spec.whatwg.org/#dom-eventtarget-dispatchevent */
  static distrust(event: object): void {
    if (#state in event) event.#state |= DISTRUSTED;
  }
  /** What a listener added with `on(type, …)` receives instead of the event, as in Node. */
  static nodeArguments(event: TrustedEvent): readonly unknown[] {
    return event.#nodeArguments;
  }

  get type(): string {
    return this.#type;
  }
  get isTrusted(): boolean {
    return (this.#state & DISTRUSTED) === 0;
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
    return (this.#state & CANCELABLE) !== 0;
  }
  get defaultPrevented(): boolean {
    return (this.#state & PREVENTED) !== 0;
  }
  get returnValue(): boolean {
    return (this.#state & PREVENTED) === 0;
  }
  set returnValue(value: boolean) {
    if (!value) this.preventDefault();
  }
  get cancelBubble(): boolean {
    return (this.#state & STOPPED) !== 0;
  }
  set cancelBubble(value: boolean) {
    if (value) this.#state |= STOPPED;
  }
  // Read once and kept: the clock is looked at only by those who ask.
  get timeStamp(): number {
    return (this.#time ??= clock.now());
  }
  composedPath(): object[] {
    return this.#current ? [this.#current] : [];
  }
  stopPropagation(): void {
    this.#state |= STOPPED;
  }
  stopImmediatePropagation(): void {
    this.#state |= STOPPED | STOPPED_AT_ONCE;
  }
  preventDefault(): void {
    if (this.cancelable) this.#state |= PREVENTED;
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
