import { getVm } from '#node';

const COMMONJS_PARAMETERS = ['exports', 'require', 'module', '__filename', '__dirname'];
// What V8 says about syntax that only a module may have; the same table as in Node's own detection.
const ONLY_IN_A_MODULE = [
  'Cannot use import statement outside a module',
  "Unexpected token 'export'",
  "Cannot use 'import.meta' outside a module",
];

/**
 * Whether JavaScript is valid as an ES module only: static `import` or `export`, `import.meta`, top-level `await`,
 * or a top-level redeclaration of a CommonJS variable such as `const require = …`.
 * Like Node's own detection it asks V8 instead of guessing from the text.
 *
 * @param source - plain JavaScript: TypeScript and JSX have to be transformed before
 * @returns `false` for what is valid as CommonJS and for what is valid as neither
 */
export function hasModuleSyntax(source: string): boolean {
  const error = compileErrorOf(source);
  if (error === undefined) return false;
  if (isOfModule(error)) return true;
  // Either top-level await, or a CommonJS variable declared anew: both are fine inside an async function, where an `export` after them is found.
  const within = compileErrorOf(`(async function () {${source.replace(/^#!/, '//')}\n})`, []);
  return within === undefined || isOfModule(within);
}

/** Why V8 refuses to compile code as CommonJS; undefined when it does not. */
export function compileErrorOf(source: string, parameters: readonly string[] = COMMONJS_PARAMETERS): Error | undefined {
  try {
    getVm().compileFunction(source.replace(/^#!/, '//'), parameters);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

function isOfModule({ message }: Error): boolean {
  return ONLY_IN_A_MODULE.some((text) => message.includes(text));
}
