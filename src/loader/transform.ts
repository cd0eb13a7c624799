import { nodeModule } from '#platform';
import type { Language } from './detect-language.ts';
import { diskCache } from './disk-cache.ts';
import { transformOptionsOf } from './transform-options.ts';
import type { Tsconfig } from './tsconfig.ts';

/** How transformed code will be evaluated. */
export type CodeFormat = 'module' | 'commonjs' | 'script';

/** What {@link transform} needs to know. */
export interface TransformRequest {
  readonly source: string;
  /** The URL that stack traces and debuggers show. */
  readonly url: string;
  readonly language: Language;
  /** `detect`: a module if the code can be nothing else, otherwise CommonJS. */
  readonly format: CodeFormat | 'detect';
  readonly compilerOptions?: Tsconfig['compilerOptions'];
}

/** JavaScript with an inline source map. */
export interface Transformed {
  readonly code: string;
  readonly format: CodeFormat;
}

/** The version that package.json pins; asking the package itself costs each thread half a millisecond. */
export const TRANSFORMER_VERSION = '0.151.0';

// Goes up when the text around what oxc-transform returns changes, so that no older entry of the cache is taken for a new one.
const REVISION = 1;

const require = nodeModule.createRequire(import.meta.url);
const compiling = (): typeof import('./compile.ts') => require('./compile.js') as typeof import('./compile.ts');

/**
 * Turns TypeScript or JSX into JavaScript that this Node can run, from the cache on disk when it was seen before:
 * then the native transformer is not even loaded.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function transform(request: TransformRequest): Transformed {
  const { source, url, language, format } = request;
  const options = transformOptionsOf(language, request.compilerOptions ?? {});
  const experimentalDecorators = request.compilerOptions?.experimentalDecorators ?? false;
  const key = JSON.stringify([REVISION, TRANSFORMER_VERSION, options, experimentalDecorators, format, url, source]);
  const cached = diskCache().read(key);
  if (cached !== undefined) {
    const end = cached.indexOf('\n');
    return { format: cached.slice(0, end) as CodeFormat, code: cached.slice(end + 1) };
  }
  const transformed = compiling().compile(request, options, experimentalDecorators);
  diskCache().write(key, `${transformed.format}\n${transformed.code}`);
  return transformed;
}
