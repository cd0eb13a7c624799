import { ErrorDescription } from './error-description.ts';
import type { ErrorRecord } from './error-record.ts';
import { uncloneableText } from './uncloneable-text.ts';

/**
 * Turns any thrown value into plain data that the structured clone carries without ever failing, to be thrown again on another thread.
 *
 * Kept of an error: class (see `registerErrorClass()`), message, stack, `cause` chain, `AggregateError.errors`, own properties with string keys
 * and with symbols of `Symbol.for`, each as enumerable as it was; errors anywhere inside them too. What cannot be cloned arrives as a string
 * that describes it (`[Function: onClick]`), as does what lies deeper than 100 levels. Other objects arrive as the structured clone would
 * copy them. A thrown value that cannot be cloned itself arrives as an `Error` that shows it. Never throws.
 */
export function describeError(value: unknown): ErrorRecord {
  const description = new ErrorDescription();
  const thrown = description.add(value);
  const replaced = typeof thrown === 'string' && typeof value !== 'string';
  if (!replaced) return { thrown, nodes: description.nodes };
  const message = `Cannot clone the thrown value: ${uncloneableText(value)}`;
  return {
    thrown: { node: 0 },
    nodes: [
      {
        kind: 'error',
        base: 'Error',
        classes: [],
        name: 'Error',
        message,
        nameOfPrototype: 'Error',
        properties: [{ key: 'message', symbol: false, enumerable: false, value: message }],
        inherited: [],
      },
    ],
  };
}
