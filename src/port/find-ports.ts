import { natives } from '#platform';

/** Every port of the runtime in a value that has been cloned, which consists of plain containers only. */
export function findPorts(value: unknown): object[] {
  const found: object[] = [];
  const seen = new Set<unknown>();
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next !== 'object' || next === null || ArrayBuffer.isView(next) || seen.has(next)) continue;
    seen.add(next);
    if (next instanceof natives.MessagePort) found.push(next);
    else if (next instanceof Map) for (const [key, item] of next) waiting.push(key, item);
    else if (next instanceof Set) waiting.push(...next);
    else for (const key of Object.keys(next)) waiting.push((next as Record<string, unknown>)[key]);
  }
  return found;
}
