/** Somebody else may have used the port before, in another thread, whose answers are still to come: numbers that it can hardly have used. */
export function randomBase(): number {
  return Math.floor(Math.random() * 2 ** 31) * 2 ** 20;
}
