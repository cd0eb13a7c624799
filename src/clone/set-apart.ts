const apart = new WeakSet<object>();
let any = false;

/** Lets the codec leave every message with `object` to whoever sends it, who knows more about it: that it is moved, called or not cloned at all. */
export function setApart(object: object): void {
  apart.add(object);
  any = true;
}

export function isSetApart(object: object): boolean {
  return any && apart.has(object);
}
