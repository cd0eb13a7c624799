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
 * To be called when the first instance is made: Node's classes are behind lazy getters of the global object that load its whole
 * fetch implementation, 20 ms of work. As long as nobody touches such a getter, nobody can tell what an event is an instance of,
 * so the chain is completed when somebody does.
 *
 * @param name - of the global class
 * @param fallback - for runtimes without it
 */
export function wearFace(own: { prototype: TrustedEvent }, name: string, fallback: Face = Event): void {
  const members = Object.getOwnPropertyDescriptors(TrustedEvent.prototype);
  for (const key of Reflect.ownKeys(own.prototype)) delete (members as Record<PropertyKey, unknown>)[key];
  Object.defineProperties(own.prototype, members);
  // Not every runtime names its classes to `Object.prototype.toString`.
  Object.defineProperty(own.prototype, Symbol.toStringTag, { value: name, configurable: true });
  const found = Object.getOwnPropertyDescriptor(globalThis, name);
  if (!found) wear(own, fallback);
  else if (!found.get) wear(own, found.value as Face);
  else wearWhenAsked(own, name, found.get);
}

function wear(own: { prototype: object }, face: Face): void {
  Object.defineProperty(own.prototype, 'constructor', { value: face, writable: true, configurable: true });
  Object.setPrototypeOf(own.prototype, face.prototype);
}

function wearWhenAsked(own: { prototype: object }, name: string, load: () => unknown): void {
  const settle = (value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, writable: true, enumerable: false, configurable: true });
  };
  const ask = (): unknown => {
    const face = load.call(globalThis) as Face;
    settle(face);
    wear(own, face);
    return face;
  };
  Object.setPrototypeOf(own.prototype, Event.prototype);
  Object.defineProperty(own.prototype, 'constructor', { get: ask, configurable: true });
  Object.defineProperty(globalThis, name, { get: ask, set: settle, enumerable: false, configurable: true });
}
