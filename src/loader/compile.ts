import type { OxcError, TransformOptions, TransformResult } from 'oxc-transform';
import { HeddleError } from '../core/heddle-error.ts';
import { fileURLToPath, nodeModule } from '#platform';
import { hasModuleSyntax } from './has-module-syntax.ts';
import { inlineHelpers } from './inline-helpers.ts';
import type { Transformed, TransformRequest } from './transform.ts';

const SOURCE_TYPES = { module: 'module', commonjs: 'commonjs', script: 'script', detect: 'unambiguous' } as const;
// Names of CommonJS that `import x = require()` and `.cts` may count on in a module too.
const COMMONJS_NAMES: Readonly<Record<string, string>> = {
  require: 'process.getBuiltinModule("node:module").createRequire(import.meta.url)',
  __filename: 'import.meta.filename',
  __dirname: 'import.meta.dirname',
};

const require = nodeModule.createRequire(import.meta.url);

/**
 * Does the work of `transform` when the cache cannot.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function compile(
  { source, url, format }: TransformRequest,
  options: TransformOptions,
  experimentalDecorators: boolean,
): Transformed {
  const { transformSync } = require('oxc-transform') as typeof import('oxc-transform');
  const name = url.startsWith('file:') ? fileURLToPath(url) : url;
  let result = transformSync(name, source, { ...options, sourceType: SOURCE_TYPES[format] });
  if (format === 'detect' && errorOf(result)) {
    // A top-level `return` is an error in what oxc calls unambiguous, but not in CommonJS.
    const commonjs = transformSync(name, source, { ...options, sourceType: 'commonjs' });
    if (!errorOf(commonjs)) result = commonjs;
  }
  const error = errorOf(result);
  if (error) throw failure(name, error);
  if (!experimentalDecorators && ('decorate' in result.helpersUsed || 'decorateParam' in result.helpersUsed)) {
    throw new HeddleError(
      'HEDDLE_TRANSFORM_FAILED',
      `Cannot transform ${name}: it has standard (TC39) decorators, which Node cannot run yet; for legacy decorators set "experimentalDecorators": true in tsconfig.json`,
    );
  }
  let code = result.code;
  // A file whose only module syntax is about types is what its other lines make it, as for Node's own type stripping.
  const typesOnly = format === 'detect' && !/\bexport\s*\{\s*\}/.test(source) ? code.replace(/^export \{\};\n$/m, '') : code;
  if (typesOnly !== code && !hasModuleSyntax(typesOnly)) code = typesOnly;
  const found = format === 'detect' ? (hasModuleSyntax(code) ? 'module' : 'commonjs') : format;
  const preamble = found === 'module' ? commonJsNames(code, source, name) : '';
  if (preamble !== '') code = preamble + code.replace(/^#!/, '//');
  // A line in front of the code is a semicolon in front of the mappings.
  const map = { ...result.map, mappings: (preamble && ';') + (result.map?.mappings ?? ''), sources: [url], sourcesContent: [source] };
  code = inlineHelpers(code, Object.keys(result.helpersUsed));
  return {
    format: found,
    code: `${code}\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`,
  };
}

function commonJsNames(code: string, source: string, name: string): string {
  if (!name.endsWith('.cts') && !/^\s*(?:export\s+)?import\s+[\w$]+\s*=\s*require\b/m.test(source)) return '';
  const missing = Object.entries(COMMONJS_NAMES).filter(
    ([variable]) =>
      new RegExp(`\\b${variable}\\b`).test(code) &&
      !new RegExp(`(?:\\b(?:const|let|var|function|class|as)\\s+|[{,]\\s*)${variable}\\s*(?:[=(},;]|from\\b)`).test(code),
  );
  return missing.map(([variable, value]) => `const ${variable} = ${value};`).join(' ') + (missing.length > 0 ? '\n' : '');
}

function errorOf(result: TransformResult): OxcError | undefined {
  // oxlint-disable-next-line typescript/no-unsafe-enum-comparison -- a `const enum`, which modules compiled one by one cannot name
  return result.errors.find(({ severity }) => severity === 'Error');
}

function failure(name: string, error: OxcError): HeddleError {
  const place = /\[.*:(\d+):(\d+)\]/.exec(error.codeframe ?? '');
  const at = place ? `${name}:${place[1]}:${place[2]}` : name;
  const failed = new HeddleError(
    'HEDDLE_TRANSFORM_FAILED',
    `Cannot transform ${at}: ${error.message}${error.codeframe ? `\n\n${error.codeframe.trimEnd()}` : ''}`,
  );
  // Whoever looks for the place of an error, in a terminal or for an `ErrorEvent`, takes the first line of its stack.
  if (place) failed.stack = failed.stack!.replace('\n    at ', () => `\n    at ${at}\n    at `);
  return failed;
}
