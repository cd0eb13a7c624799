import type { ClonePlace } from '../clone-path.ts';
import { isRefusal } from '../refusal.ts';

// The runtime's stack holds more levels than this everywhere (measured: 1,600 objects or 3,200 arrays on Node 22).
const CERTAIN_LEVELS = 1000;

/** Whether the runtime's own clone would run out of stack on its way down to `place`: tried with empty objects that lie in each other in the same way. */
export function exceedsStack(place: ClonePlace | undefined, levels: number): boolean {
  if (levels <= CERTAIN_LEVELS) return false;
  let nested: unknown = [];
  for (let at = place; at; at = at.parent) nested = wrap(nested, at.step.kind);
  try {
    structuredClone(nested);
    return false;
  } catch (error) {
    return !isRefusal(error);
  }
}

function wrap(inner: unknown, kind: ClonePlace['step']['kind']): unknown {
  switch (kind) {
    case 'index':
      return [inner];
    case 'map-key':
      return new Map([[inner, 0]]);
    case 'map-value':
      return new Map([[0, inner]]);
    case 'set-value':
      return new Set([inner]);
    case 'cause':
      return Object.assign(new Error('', { cause: inner }), { stack: '' });
    case 'property':
      return { inner };
  }
}
