import type { Options, Program, TransformConfig } from '@swc/core';
import { HeddleError } from '../core/heddle-error.ts';
import { Buffer, fileURLToPath, nodeModule, process } from '#node';
import { finishCommonJs } from './finish-common-js.ts';
import { emitsCommonJs, usesCommonJs } from './guess-format.ts';
import { compileErrorOf, hasModuleSyntax } from './has-module-syntax.ts';
import { checkDesignTypes, loosenTypeImports } from './metadata-imports.ts';
import { simplifyDesignTypes } from './design-types.ts';
import { OtherFiles } from './other-files.ts';
import { hasNamespaces, qualifyNames } from './qualify-names.ts';
import { failureAt, failureOf } from './transform-failure.ts';
import { eraseTypes, hasTypesToErase } from './erase-types.ts';
import { emitsMetadata, formatOptionsOf, transformOptionsOf } from './transform-options.ts';
import type { CodeFormat, Output, Transformed, TransformRequest } from './transform.ts';

/** A file on its way through the transformer. */
interface Job {
  readonly request: TransformRequest;
  readonly compilerOptions: NonNullable<TransformRequest['compilerOptions']>;
  /** What errors call the file. */
  readonly name: string;
  readonly hasMetadata: boolean;
  readonly others: OtherFiles;
  emit(format: CodeFormat, transform?: TransformConfig): Output;
}

const require = nodeModule.createRequire(import.meta.url);

/**
 * Does the work of `transform` when the cache cannot.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function compile(request: TransformRequest): Transformed & { readonly readFiles: ReadonlyMap<string, string> } {
  const { source, url } = request;
  const job = jobOf(request);
  const { format, code, mappings } = emitAs(job);
  const map = { version: 3, names: [], sources: [url], sourcesContent: [source], mappings };
  const inline = Buffer.from(JSON.stringify(map)).toString('base64');
  return { format, code: `${code}\n//# sourceMappingURL=data:application/json;base64,${inline}`, readFiles: job.others.texts };
}

function transformer(url: string): typeof import('@swc/core') {
  try {
    return require('@swc/core') as typeof import('@swc/core');
  } catch (cause) {
    const permission = (process as { permission?: unknown }).permission
      ? ' (the permission model allows native addons with --allow-addons only)'
      : '';
    const message = `Cannot transform ${url}: the transformer @swc/core cannot be loaded${permission}: ${reasonOf(cause)}`;
    throw new HeddleError('HEDDLE_TRANSFORM_FAILED', message, { cause });
  }
}

/** The package tries one name after another, and says of none what was wrong with it. */
function reasonOf(failure: unknown): string {
  const { message, cause } = failure as Error;
  const tried = Array.isArray(cause) ? (cause as { code?: string; message: string }[]) : [];
  const found = tried.find(({ code }) => code !== 'MODULE_NOT_FOUND');
  return found ? `${message}: ${found.message}` : message;
}

function jobOf(request: TransformRequest): Job {
  const { parseSync, transformSync } = transformer(request.url);
  const { source, url, language, compilerOptions = {} } = request;
  const name = url.startsWith('file:') ? fileURLToPath(url) : url;
  const options = transformOptionsOf(language, compilerOptions, source);
  const hasMetadata = emitsMetadata(compilerOptions) && source.includes('@');
  const guarded = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw failureOf(name, source, error);
    }
  };
  const isStrict = compilerOptions.strictNullChecks ?? compilerOptions.strict ?? true;
  const parse = (code: string): Program => parseSync(code, options.jsc!.parser);
  const others = new OtherFiles((code, file) => parseSync(code, { syntax: 'typescript', tsx: file.endsWith('x'), decorators: true }));
  const text = guarded(() => {
    if (!language.startsWith('ts')) return source;
    const erases = !(compilerOptions.verbatimModuleSyntax ?? false) && hasTypesToErase(source);
    const erased = erases ? eraseTypes(source, name, parse(source), others) : source;
    const qualified = hasNamespaces(source) ? qualifyNames(erased, parse(erased)) : erased;
    return hasMetadata ? simplifyDesignTypes(qualified, name, parse(qualified), others, isStrict) : qualified;
  });
  return {
    request,
    compilerOptions,
    name,
    hasMetadata,
    others,
    emit: (format, changes) =>
      guarded(() => {
        const jsc = { ...options.jsc, transform: { ...options.jsc!.transform, ...changes } };
        const all: Options = { filename: name, ...options, ...formatOptionsOf(format, source, compilerOptions), jsc };
        const { code: emitted, map } = transformSync(text, all);
        // The helper for `using` calls this class by another name than it declares.
        const code = emitted.replace(/^var _SuppressedError\d+ = /m, 'var _SuppressedError = ');
        return { code: hasMetadata ? checkDesignTypes(code) : code, mappings: (JSON.parse(map!) as Output).mappings };
      }),
  };
}

type Emitted = Output & { readonly format: CodeFormat };

function emitAs(job: Job): Emitted {
  const { request, emit } = job;
  switch (request.format) {
    case 'module':
      return moduleOf(job, emit('module'));
    case 'commonjs':
      return commonJsOf(job);
    case 'script':
      return { format: 'script', ...emit('script') };
    case 'detect-module': {
      const output = emit('module');
      return hasModuleSyntax(output.code) ? moduleOf(job, output) : { format: 'script', ...output };
    }
    case 'detect':
      return detect(job);
  }
}

function detect(job: Job): Emitted {
  const { request, emit, compilerOptions } = job;
  let output: Output;
  try {
    output = emit('module');
  } catch (error) {
    // `export =` and a `return` at the top are for CommonJS only.
    try {
      return commonJsOf(job);
    } catch {
      throw error;
    }
  }
  if (!hasModuleSyntax(output.code)) return { format: 'commonjs', ...finishCommonJs(output, compilerOptions) };
  const wantsCommonJs = emitsCommonJs(compilerOptions) || usesCommonJs(request.source, (changes) => emit('module', changes).code);
  if (wantsCommonJs && !hasImportMeta(output.code)) {
    const common = finishCommonJs(emit('commonjs'), compilerOptions);
    // What is left of a module then is `await` at the top.
    if (compileErrorOf(common.code) === undefined) return { format: 'commonjs', ...common };
  }
  return moduleOf(job, output);
}

function hasImportMeta(code: string): boolean {
  if (!code.includes('import.meta')) return false;
  const { parse } = require('es-module-lexer/minimal/js') as typeof import('es-module-lexer/minimal/js');
  // What `import x = require()` became is not the file's own.
  return parse(code.replace(/_createRequire\(import\.meta\.url\)/, ''))[0].some(({ d }) => d === -2);
}

function moduleOf({ emit, hasMetadata }: Job, output: Output): Emitted {
  const code = hasMetadata ? loosenTypeImports(output.code, () => emit('module', { decoratorMetadata: false }).code) : output.code;
  return { format: 'module', ...output, code };
}

function commonJsOf({ request, emit, compilerOptions, name }: Job): Emitted {
  const output = finishCommonJs(emit('commonjs'), compilerOptions);
  const error = compileErrorOf(output.code);
  if (error === undefined) return { format: 'commonjs', ...output };
  // A file may declare a name of CommonJS itself, which a function around it allows.
  const code = `(function () {${output.code.replace(/^#!/, '//')}\n}).call(this);`;
  if (compileErrorOf(code) === undefined) return { format: 'commonjs', ...output, code };
  throw failureAt(name, request.source, output, error);
}
