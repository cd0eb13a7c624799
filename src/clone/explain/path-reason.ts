import { nameOfClass } from '../name-of-class.ts';
import { spellPath } from '../clone-path.ts';
import { withArticle } from '../refusal.ts';
import type { LeftToRuntime } from './walk-state.ts';

/** Why the codec leaves a message to the runtime, for a person. */
export function reasonForRuntime({ reason, place, value }: LeftToRuntime, root: string): string {
  const path = spellPath(root, place);
  switch (reason) {
    case 'accessor':
      return `${path} has a getter or a setter, which only the runtime reads in the right order`;
    case 'memory':
      return `${path} is memory that is shared, or a view of memory that can change its length`;
    case 'deep':
      return `${path} lies more than 500 levels deep`;
    case 'room':
      return 'it is larger than 1 GiB';
    case 'polluted':
      return 'Object.prototype has enumerable properties';
    default:
      return `${path} is ${withArticle(typeof value === 'object' ? nameOfClass(value as object) : typeof value)}, which only the runtime can clone`;
  }
}
