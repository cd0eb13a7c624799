import { nodeModule } from '#node';
import type { Output } from './transform.ts';
import type { Tsconfig } from './tsconfig.ts';

// Puts a setter beside the getter of an export, so that test doubles can take its place, as with TypeScript's own output.
const EXPORT_LOOP = /for\(var name in all\)(Object\.defineProperty\(target, name, \{\n\s*enumerable: true,)/;
const ONE_EXPORT = /^Object\.defineProperty\(exports, ("(?:[^"\\]|\\.)*"), \{\n\s*enumerable: true,$/gm;
const setter = (target: string, name: string): string =>
  ` configurable: true, set(value) { Object.defineProperty(${target}, ${name}, { value, writable: true }); },`;

const IMPORT_INTEROP = `function _interop_import(module) { const exports = module.default; return exports && exports.__esModule ? exports : module; }`;

const WILDCARD =
  /^((?:const|var) ([\w$]+) = )\/\*#__PURE__\*\/ _interop_require_wildcard\((require\((?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|\s)*"[^"\n]*"\))\);$/gm;
const LOOSE_INTEROP = `function _interop_default(module) { return module && (module.__esModule || (typeof module === "object" && "default" in module)) ? module.default : module; }`;

/**
 * Gives code that was made CommonJS what TypeScript's output has and the transformer's lacks: exports that can be replaced, `import * as` without
 * interoperation where nobody asked for it, and an `import()` that shows a compiled module as `require` does. No line moves.
 */
export function finishCommonJs({ code, mappings }: Output, compilerOptions: Tsconfig['compilerOptions']): Output {
  const names: string[] = [];
  let finished = code
    .replace(EXPORT_LOOP, (_, rest: string) => `for(const name in all)${rest}${setter('target', 'name')}`)
    .replace(ONE_EXPORT, (_, name: string) => {
      names.push(name);
      return `Object.defineProperty(exports, (${name}), {\n    enumerable: true,${setter('exports', `(${name})`)}`;
    });
  // Lexers take a getter in any other form for unsafe and drop its name, unless they do not see it, as in parentheses.
  if (names.length > 0)
    finished = finished.replace(/^("use strict";)?/, `$1 0 && (${names.map((name) => `exports[${name}] = void 0`).join(', ')});`);
  const isNodeStyle = /^(?:node|preserve)/i.test(compilerOptions.module ?? '');
  if (!(compilerOptions.esModuleInterop ?? isNodeStyle) && compilerOptions.module !== undefined) finished = withoutWildcards(finished);
  if (!isNodeStyle && /\bimport\s*\(/.test(finished)) finished = unwrapImports(finished);
  return { code: finished, mappings };
}

// Without interoperation `import * as f` of a function is the function. A default import means nothing then, to the compiler: here it is the function too.
function withoutWildcards(code: string): string {
  const names: string[] = [];
  let changed = code.replace(WILDCARD, (_, start: string, name: string, call: string) => {
    if (code.includes(`${name}.default`)) names.push(name);
    return `${start}${call};`;
  });
  for (const name of names)
    changed = changed.replaceAll(
      new RegExp(`(?<![\\w$.])${name.replaceAll('$', '\\$')}\\.default\\b`, 'g'),
      () => `_interop_default(${name})`,
    );
  return names.length > 0 ? `${changed}\n${LOOSE_INTEROP}` : changed;
}

function unwrapImports(code: string): string {
  const { parse } = nodeModule.createRequire(import.meta.url)('es-module-lexer/minimal/js') as typeof import('es-module-lexer/minimal/js');
  let finished = code;
  // From the last to the first, so that the places of those before stay true.
  for (const { d, se } of parse(code)[0].toReversed())
    if (d >= 0) finished = `${finished.slice(0, se)}.then(_interop_import)${finished.slice(se)}`;
  return finished === code ? code : `${finished}\n${IMPORT_INTEROP}`;
}
