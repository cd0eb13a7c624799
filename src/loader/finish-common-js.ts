import { nodeModule } from '#platform';
import type { Output } from './compile.ts';
import type { Tsconfig } from './tsconfig.ts';

// Puts a setter beside the getter of an export, so that test doubles can take its place, as with TypeScript's own output.
const EXPORT_LOOP = /for\(var name in all\)(Object\.defineProperty\(target, name, \{\n\s*enumerable: true,)/;
const ONE_EXPORT = /^Object\.defineProperty\(exports, ("(?:[^"\\]|\\.)*"), \{\n\s*enumerable: true,$/gm;
const setter = (target: string, name: string): string =>
  ` configurable: true, set(value) { Object.defineProperty(${target}, ${name}, { value, writable: true }); },`;

const IMPORT_INTEROP = `function _interop_import(module) { const exports = module.default; return exports && exports.__esModule ? exports : module; }`;

const LOOSE_INTEROP = `function _interop_loose(exports) {
    if (exports === null || (typeof exports !== "object" && typeof exports !== "function") || exports.__esModule || "default" in exports) return exports;
    return new Proxy(exports, { get: (target, key, receiver) => key === "default" ? target : Reflect.get(target, key, receiver === target ? target : receiver) });
}`;

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

// Without interoperation `import * as f` of a function is the function. Only where a default import shares its statement, or its module, something has to give both.
function withoutWildcards(code: string): string {
  let loose = false;
  const changed = code.replace(
    /^((?:const|var) ([\w$]+) = )\/\*#__PURE__\*\/ _interop_require_wildcard\((require\((?:\/\/[^\n]*\n|\/\*[\s\S]*?\*\/|\s)*"[^"\n]*"\))\);$/gm,
    (_, start: string, name: string, call: string) => {
      if (!code.includes(`${name}.default`)) return `${start}${call};`;
      loose = true;
      return `${start}_interop_loose(${call});`;
    },
  );
  return loose ? `${changed}\n${LOOSE_INTEROP}` : changed;
}

function unwrapImports(code: string): string {
  const { parse } = nodeModule.createRequire(import.meta.url)('es-module-lexer/minimal/js') as typeof import('es-module-lexer/minimal/js');
  let finished = code;
  // From the last to the first, so that the places of those before stay true.
  for (const { d, se } of parse(code)[0].toReversed())
    if (d >= 0) finished = `${finished.slice(0, se)}.then(_interop_import)${finished.slice(se)}`;
  return finished === code ? code : `${finished}\n${IMPORT_INTEROP}`;
}
