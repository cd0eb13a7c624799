// Comments, strings and templates: what looks like a private name there is none.
const NO_CODE = /\/\*[^]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
// The declaration of a field or a method of instances, as opposed to its use: `this.#name`, `#name in other`.
const DECLARATION = /(?<=^|[\s;{}*])#([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)(?=\s*[=;(}]|[^\S\n]*\n)/gu;
const STATIC = /\bstatic(?:\s+(?:async|get|set))?\s*\*?\s*$/;

/**
 * The private names that the source of a class declares for its instances: `#secret`. No script can ask an object for them.
 * A class that a compiler has rewritten, or whose source is native, shows none.
 */
export function privateNamesOf(constructor: Function): readonly string[] {
  const code = Function.prototype.toString.call(constructor).replace(NO_CODE, ' ');
  const declared = [...code.matchAll(DECLARATION)].filter((match) => !STATIC.test(code.slice(0, match.index)));
  return [...new Set(declared.map((match) => `#${match[1]}`))];
}
