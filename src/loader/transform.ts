import { fs, nodeModule } from '#node';
import type { Language } from './detect-language.ts';
import { contentHash, diskCache } from './disk-cache.ts';
import type { Tsconfig } from './tsconfig.ts';

/** How transformed code will be evaluated. */
export type CodeFormat = 'module' | 'commonjs' | 'script';

/** What {@link transform} needs to know. */
export interface TransformRequest {
  readonly source: string;
  /** The URL that stack traces and debuggers show. */
  readonly url: string;
  readonly language: Language;
  /**
   * `detect`: a module or CommonJS, as `module` of tsconfig.json and the content say; `detect-module`: a module if the code can be nothing
   * else, otherwise a script.
   */
  readonly format: CodeFormat | 'detect' | 'detect-module';
  readonly compilerOptions?: Tsconfig['compilerOptions'];
}

/** What the transformer gives. */
export interface Output {
  readonly code: string;
  /** The `mappings` of the source map. */
  readonly mappings: string;
}

/** JavaScript with an inline source map. */
export interface Transformed {
  readonly code: string;
  readonly format: CodeFormat;
}

/** The version that package.json pins; asking the package itself costs each thread half a millisecond. */
export const TRANSFORMER_VERSION = '1.16.12';

// Goes up when the same request gives another text, so that no older entry of the cache is taken for a new one.
const REVISION = 3;

/** What the result depends on. */
const OPTIONS = [
  'alwaysStrict',
  'emitDecoratorMetadata',
  'esModuleInterop',
  'experimentalDecorators',
  'jsx',
  'jsxFactory',
  'jsxFragmentFactory',
  'jsxImportSource',
  'module',
  'strict',
  'strictNullChecks',
  'target',
  'useDefineForClassFields',
  'verbatimModuleSyntax',
] as const satisfies readonly (keyof Tsconfig['compilerOptions'])[];

const require = nodeModule.createRequire(import.meta.url);
const compiling = (): typeof import('./compile.ts') => require('./compile.js') as typeof import('./compile.ts');

/**
 * Turns TypeScript or JSX into JavaScript that this Node can run, from the cache on disk when it was seen before:
 * then the native transformer is not even loaded.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function transform(request: TransformRequest): Transformed {
  const { source, url, language, format, compilerOptions = {} } = request;
  const options = OPTIONS.map((name) => compilerOptions[name] ?? null);
  const key = JSON.stringify([REVISION, TRANSFORMER_VERSION, options, language, format, url, source]);
  const cached = diskCache().read(key);
  if (cached !== undefined) {
    const end = cached.indexOf('\n');
    const { format: known, read } = JSON.parse(cached.slice(0, end)) as Head;
    if (Object.entries(read).every(([file, hash]) => hashOf(file) === hash)) return { format: known, code: cached.slice(end + 1) };
  }
  const { readFiles, ...transformed } = compiling().compile(request);
  const read = Object.fromEntries([...readFiles].map(([file, text]) => [file, contentHash(text)]));
  const head: Head = { format: transformed.format, read };
  diskCache().write(key, `${JSON.stringify(head)}\n${transformed.code}`);
  return transformed;
}

/** The first line of an entry of the cache. */
interface Head {
  readonly format: CodeFormat;
  /** The files in which types were looked up, with the hashes of their contents. */
  readonly read: Readonly<Record<string, string>>;
}

function hashOf(file: string): string | undefined {
  try {
    return contentHash(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
