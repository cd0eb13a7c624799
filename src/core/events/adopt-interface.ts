import { TrustedEvent } from './trusted-event.ts';

interface Face {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Gives `own` and its instances the runtime's class as their public face: `event instanceof MessageEvent` holds. The members
 * of `TrustedEvent` are copied in front of it, because a class has one chain only and the getters of `Event` throw on
 * foreign objects.
 *
 * To read one of Node's classes from the global object, or only its descriptor, loads the whole implementation of fetch: 20 ms of work in each thread.
 * So the runtime's class is read when a program first looks at the chain of an event, which `instanceof` does, or at its `constructor`: until
 * then a proxy stands in the chain, whose prototype nobody has seen.
 *
 * @param name - of the global class
 * @param fallback - for runtimes without it
 */
export function adoptInterface(own: { prototype: TrustedEvent }, name: string, fallback: Face = Event): void {
  const members = Object.getOwnPropertyDescriptors(TrustedEvent.prototype);
  for (const key of Reflect.ownKeys(own.prototype)) delete (members as Record<PropertyKey, unknown>)[key];
  Object.defineProperties(own.prototype, members);
  // Not every runtime names its classes to `Object.prototype.toString`.
  Object.defineProperty(own.prototype, Symbol.toStringTag, { value: name, configurable: true });
  // That of `Event` itself is always there.
  if (name in globalThis && name !== 'Event') adoptWhenSeen(own, name, fallback);
  else adoptNow(own, fallback);
}

function adoptNow(own: { prototype: object }, face: Face): Face {
  Object.defineProperty(own.prototype, 'constructor', { value: face, writable: true, configurable: true });
  Object.setPrototypeOf(own.prototype, face.prototype);
  return face;
}

function adoptWhenSeen(own: { prototype: object }, name: string, fallback: Face): void {
  const see = (): Face => {
    const face = (globalThis as unknown as Record<string, unknown>)[name];
    return adoptNow(own, typeof face === 'function' && typeof face.prototype === 'object' ? face : fallback);
  };
  const unseen = new Proxy(Object.create(Event.prototype) as object, { getPrototypeOf: () => see().prototype });
  Object.setPrototypeOf(own.prototype, unseen);
  Object.defineProperty(own.prototype, 'constructor', { get: see, configurable: true });
}
