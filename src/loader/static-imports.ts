import { nodeModule } from '#node';
import { diskCache } from './disk-cache.ts';

/** The imports of an ES module. */
export interface StaticImports {
  /** Specifiers of static imports and re-exports, with their place between the quotes, and the attribute `type`. */
  readonly found: readonly (readonly [specifier: string, start: number, end: number, type: string | null])[];
  /** Whether there is an `import()`. */
  readonly hasDynamic: boolean;
}

/**
 * Lexes the imports of a module. The answer is kept in the cache on disk: starting the lexer costs a thread some milliseconds.
 *
 * @param code - JavaScript
 */
export function staticImportsOf(code: string): StaticImports {
  const key = `imports 2\n${code}`;
  const cached = diskCache().read(key);
  if (cached !== undefined) return JSON.parse(cached) as StaticImports;
  // The build that needs no asynchronous start.
  const { parse } = nodeModule.createRequire(import.meta.url)('es-module-lexer/minimal/js') as typeof import('es-module-lexer/minimal/js');
  const [imports] = parse(code);
  const found = imports
    .filter(({ d, n }) => d === -1 && n !== undefined)
    .map(({ n, s, e, a, se }) => [n!, s, e, typeIn(a < 0 ? '' : code.slice(a, se))] as const);
  const result = { found, hasDynamic: imports.some(({ d }) => d >= 0) };
  diskCache().write(key, JSON.stringify(result));
  return result;
}

function typeIn(attributes: string): string | null {
  return /["']?type["']?\s*:\s*(["'])(.*?)\1/s.exec(attributes)?.[2] ?? null;
}
