import type { Options, ReactConfig } from '@swc/core';
import type { Language } from './detect-language.ts';
import type { CodeFormat } from './transform.ts';
import type { Tsconfig } from './tsconfig.ts';

type CompilerOptions = Tsconfig['compilerOptions'];

const FIELDS_ARE_DEFINED_SINCE = 2022;
/** What the oldest supported Node has; `using` and decorators, which are younger, are lowered. */
const TARGET = 'es2024';

/** The options of @swc/core that a language and `tsconfig.json` ask for, whatever the code becomes. */
export function transformOptionsOf(language: Language, compilerOptions: CompilerOptions, source: string): Options {
  const isTyped = language.startsWith('ts');
  const hasJsx = language.endsWith('x');
  const legacyDecorator = compilerOptions.experimentalDecorators ?? false;
  return {
    configFile: false,
    swcrc: false,
    sourceMaps: true,
    inputSourceMap: false,
    jsc: {
      parser: isTyped ? { syntax: 'typescript', tsx: hasJsx, decorators: true } : { syntax: 'ecmascript', jsx: hasJsx, decorators: true },
      target: TARGET,
      externalHelpers: false,
      preserveAllComments: true,
      experimental: { keepImportAttributes: true },
      transform: {
        legacyDecorator,
        decoratorMetadata: emitsMetadata(compilerOptions),
        ...(!legacyDecorator && { decoratorVersion: '2023-11' }),
        useDefineForClassFields: !isTyped || definesFields(compilerOptions),
        verbatimModuleSyntax: compilerOptions.verbatimModuleSyntax ?? false,
        react: reactOptionsOf(compilerOptions, source),
      },
    },
  };
}

/** What the format adds to the options. */
export function formatOptionsOf(format: CodeFormat, source: string, { alwaysStrict, strict }: CompilerOptions): Options {
  switch (format) {
    case 'module':
      // Of the module formats the one that knows `import x = require()`.
      return { isModule: 'unknown', module: { type: 'nodenext' } };
    case 'commonjs': {
      const isModule = /(?:^|[;}])\s*(?:import|export)\b(?!\s*[(.:])/m.test(source);
      return {
        isModule: isModule ? true : 'commonjs',
        module: {
          type: 'commonjs',
          ignoreDynamic: true,
          allowTopLevelThis: true,
          exportInteropAnnotation: true,
          strictMode: isModule || (alwaysStrict ?? strict ?? false),
        },
      };
    }
    case 'script':
      return { isModule: false };
  }
}

/** Whether the types of decorated members are wanted at run time. */
export function emitsMetadata({ experimentalDecorators, emitDecoratorMetadata }: CompilerOptions): boolean {
  return (experimentalDecorators ?? false) && (emitDecoratorMetadata ?? false);
}

// https://www.typescriptlang.org/tsconfig/#useDefineForClassFields, with "no target" meaning the running Node.
function definesFields({ useDefineForClassFields, target }: CompilerOptions): boolean {
  if (useDefineForClassFields !== undefined) return useDefineForClassFields;
  const year = /^es(\d{4})$/i.exec(target ?? '')?.[1];
  return year === undefined ? !/^es[356]$/i.test(target ?? '') : Number(year) >= FIELDS_ARE_DEFINED_SINCE;
}

function reactOptionsOf({ jsx, jsxFactory, jsxFragmentFactory, jsxImportSource }: CompilerOptions, source: string): ReactConfig {
  // A pragma that names the factory is for the classic runtime; the other one would refuse it.
  const isClassic = jsx === 'react' || (jsx === undefined && jsxFactory !== undefined) || /\*\s*@jsx\s+\S/.test(source);
  return {
    throwIfNamespace: false,
    ...(isClassic
      ? {
          runtime: 'classic',
          ...(jsxFactory !== undefined && { pragma: jsxFactory }),
          ...(jsxFragmentFactory !== undefined && { pragmaFrag: jsxFragmentFactory }),
        }
      : {
          runtime: 'automatic',
          development: jsx === 'react-jsxdev',
          ...(jsxImportSource !== undefined && { importSource: jsxImportSource }),
        }),
  };
}
