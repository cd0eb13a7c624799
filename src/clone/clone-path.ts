/** One step on the way from a value to a part of it, in the structured clone's terms. */
export type CloneStep =
  | { readonly kind: 'property'; readonly key: string }
  | { readonly kind: 'index'; readonly index: number }
  | { readonly kind: 'cause' }
  | { readonly kind: 'map-key'; readonly index: number }
  | { readonly kind: 'map-value'; readonly index: number; readonly key: unknown }
  | { readonly kind: 'set-value'; readonly index: number };

/** A place in a value: the last step, and the place that it starts from. A list and not a string: it is spelled only for the culprit. */
export interface ClonePlace {
  readonly parent: ClonePlace | undefined;
  readonly step: CloneStep;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/**
 * Spells a place the way one would reach it: `message.items[3].name`, `message["odd key"]`, `message.cause`.
 * Parts of a `Map` are `.get("key")` where the key is a primitive, else `.value(2)`, both for values, and `.key(2)` for the key itself;
 * members of a `Set` are `.value(2)`; the numbers count in the order of iteration, from 0.
 */
export function spellPath(root: string, place: ClonePlace | undefined): string {
  const steps: string[] = [];
  for (let at = place; at; at = at.parent) steps.push(spellStep(at.step));
  return root + steps.reverse().join('');
}

function spellStep(step: CloneStep): string {
  switch (step.kind) {
    case 'property':
      return IDENTIFIER.test(step.key) ? `.${step.key}` : `[${JSON.stringify(step.key)}]`;
    case 'index':
      return `[${step.index}]`;
    case 'cause':
      return '.cause';
    case 'map-key':
      return `.key(${step.index})`;
    case 'map-value':
      return spellMapValue(step.key, step.index);
    case 'set-value':
      return `.value(${step.index})`;
  }
}

function spellMapValue(key: unknown, index: number): string {
  if (typeof key === 'string') return `.get(${JSON.stringify(key)})`;
  if (typeof key === 'bigint') return `.get(${key}n)`;
  // -0 is the same key as 0, and a map holds it as 0.
  if (key === null || key === undefined || typeof key === 'number' || typeof key === 'boolean') return `.get(${String(key)})`;
  return `.value(${index})`;
}
