/** Whether `value` is an `arguments` object: it looks like a plain one, and the structured clone refuses it. Never throws. */
export function isArguments(value: object): boolean {
  try {
    return !(Symbol.toStringTag in value) && Object.prototype.toString.call(value) === '[object Arguments]';
  } catch {
    return false;
  }
}
