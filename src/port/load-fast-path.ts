import { nodeModule } from '#platform';

const require = nodeModule.createRequire(import.meta.url);
let loaded: typeof import('./fast-path.ts') | undefined;

/** Loads the codec and the ring when the first port of this thread gets one: a worker that says a word or two starts without them. */
export function fastPath(): typeof import('./fast-path.ts') {
  return (loaded ??= require('./fast-path.js') as typeof import('./fast-path.ts'));
}
