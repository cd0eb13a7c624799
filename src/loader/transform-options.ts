import type { JsxOptions, TransformOptions } from 'oxc-transform';
import type { Language } from './detect-language.ts';
import type { Tsconfig } from './tsconfig.ts';
import { process } from '#platform';

const FIELDS_ARE_DEFINED_SINCE = 2022;

/** The options of oxc-transform for a language and what `tsconfig.json` says; everything in it is part of the key of the cache. */
export function transformOptionsOf(language: Language, compilerOptions: Tsconfig['compilerOptions']): TransformOptions {
  const assignsFields = language.startsWith('ts') && !definesFields(compilerOptions);
  return {
    lang: language,
    sourcemap: true,
    // Only lowering gives class fields the meaning of assignments; whatever else this Node cannot parse (`using`) goes by its version.
    target: assignsFields ? 'es2021' : `node${process.versions.node.split('.', 1)[0]}`,
    helpers: { mode: 'External' as NonNullable<TransformOptions['helpers']>['mode'] & string },
    assumptions: { setPublicClassFields: assignsFields },
    typescript: {
      onlyRemoveTypeImports: compilerOptions.verbatimModuleSyntax ?? false,
      removeClassFieldsWithoutInitializer: assignsFields,
    },
    // Always on, so that the helpers used tell whether there are decorators at all; `transform` refuses those that are not meant to be legacy.
    decorator: {
      legacy: true,
      emitDecoratorMetadata: compilerOptions.emitDecoratorMetadata ?? false,
      strictNullChecks: compilerOptions.strictNullChecks ?? compilerOptions.strict ?? true,
    },
    jsx: jsxOptionsOf(compilerOptions),
  };
}

// https://www.typescriptlang.org/tsconfig/#useDefineForClassFields, with "no target" meaning the running Node.
function definesFields({ useDefineForClassFields, target }: Tsconfig['compilerOptions']): boolean {
  if (useDefineForClassFields !== undefined) return useDefineForClassFields;
  const year = /^es(\d{4})$/i.exec(target ?? '')?.[1];
  return year === undefined ? !/^es[356]$/i.test(target ?? '') : Number(year) >= FIELDS_ARE_DEFINED_SINCE;
}

function jsxOptionsOf(compilerOptions: Tsconfig['compilerOptions']): JsxOptions {
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = compilerOptions;
  if (jsx === 'react' || (jsx === undefined && jsxFactory !== undefined)) {
    return {
      runtime: 'classic',
      throwIfNamespace: false,
      ...(jsxFactory !== undefined && { pragma: jsxFactory }),
      ...(jsxFragmentFactory !== undefined && { pragmaFrag: jsxFragmentFactory }),
    };
  }
  return {
    runtime: 'automatic',
    throwIfNamespace: false,
    development: jsx === 'react-jsxdev',
    ...(jsxImportSource !== undefined && { importSource: jsxImportSource }),
  };
}
