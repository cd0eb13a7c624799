const dispatching = new WeakSet<Event>();

/**
 * Lets an event that the program constructed travel through heddle's dispatch. The runtime keeps the target of its events
 * in slots of its own, so the members that change during a dispatch are shadowed on the event.
 */
export class ForeignEvent {
  readonly subject: Event;
  readonly #nodeArguments: readonly unknown[];
  #stopped = false;

  /** @param nodeArguments - what node-style listeners receive; default: the `data`, `error` or `detail` of the event, else itself */
  constructor(subject: Event, nodeArguments?: readonly unknown[]) {
    if (dispatching.has(subject)) throw new DOMException('Cannot dispatch the event: it is being dispatched already', 'InvalidStateError');
    this.subject = subject;
    this.#nodeArguments = nodeArguments ?? [valueOf(subject)];
  }
  get type(): string {
    return this.subject.type;
  }
  static stopped(event: ForeignEvent): boolean {
    return event.#stopped;
  }
  static nodeArguments(event: ForeignEvent): readonly unknown[] {
    return event.#nodeArguments;
  }
  static begin(event: ForeignEvent, target: object): void {
    const { subject } = event;
    dispatching.add(subject);
    const original = subject.stopImmediatePropagation;
    const stopImmediatePropagation = (): void => {
      event.#stopped = true;
      original.call(subject);
    };
    const composedPath = (): object[] => [target];
    shadow(subject, { target, srcElement: target, currentTarget: target, eventPhase: 2, stopImmediatePropagation, composedPath });
  }
  static end(event: ForeignEvent): void {
    shadow(event.subject, { currentTarget: null, eventPhase: 0, composedPath: () => [] });
    delete (event.subject as { stopImmediatePropagation?: unknown }).stopImmediatePropagation;
    dispatching.delete(event.subject);
  }
}

function shadow(event: Event, members: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(event, name, { value, configurable: true, writable: true, enumerable: false });
  }
}

function valueOf(event: Event): unknown {
  for (const name of ['data', 'error', 'detail']) if (name in event) return (event as unknown as Record<string, unknown>)[name];
  return event;
}
