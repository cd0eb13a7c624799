import { getVm } from '#platform';

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
  const body = source.replace(/^#!/, '//');
  const error = compileError(body, COMMONJS_PARAMETERS);
  if (error === undefined) return false;
  if (isOfModule(error)) return true;
  // Either top-level await, or a CommonJS variable declared anew: both are fine inside an async function, where an `export` after them is found.
  const within = compileError(`(async function () {${body}\n})`, []);
  return within === undefined || isOfModule(within);
}

function isOfModule(error: string): boolean {
  return ONLY_IN_A_MODULE.some((message) => error.includes(message));
}

function compileError(body: string, parameters: readonly string[]): string | undefined {
  try {
    getVm().compileFunction(body, parameters);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
