/** Up to this length listing an array's keys is cheaper than asking the host (measured: 10 ns an element against 600 ns). */
export const LONGEST_LISTED = 64;

const INDICES = Array.from({ length: LONGEST_LISTED }, (_, index) => String(index));

/** Whether the keys of `value` are those of its elements, each of them: they come first and in order, so the count and the last one tell. */
export function isListedDense(value: unknown[]): boolean {
  const keys = Object.keys(value);
  const length = value.length;
  return (
    keys.length === length && (length === 0 || keys[length - 1] === (length <= LONGEST_LISTED ? INDICES[length - 1] : String(length - 1)))
  );
}
