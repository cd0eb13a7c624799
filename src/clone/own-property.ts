const ORDINARY = Object.prototype;

/**
 * Whether assigning `key` to an ordinary object might do something else than create an own property: call a setter such as `__proto__`,
 * or fail because a hardened program froze `Object.prototype`.
 */
export function isInherited(key: string): boolean {
  return key in ORDINARY;
}

/** Creates an own property as structured clone does, whatever the object inherits. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (isInherited(key)) Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
  else object[key] = value;
}
