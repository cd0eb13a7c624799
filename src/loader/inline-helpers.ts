import { fs, nodeModule } from '#platform';

/** What stands before the name of a helper in transformed code: `babelHelpers.usingCtx`. */
const NAMESPACE = 'babelHelpers';

/**
 * Puts the helper functions that transformed code calls into that code, so that it needs no package at run time and works in a classic script.
 * Calls `babelHelpers.name` become `babelHelpers_name`, which keeps every column; the functions come last, where hoisting makes them
 * visible to the first line and where they move no line.
 *
 * @param helpers - names of helpers that the code calls
 */
export function inlineHelpers(code: string, helpers: readonly string[]): string {
  if (helpers.length === 0) return code;
  const called = code.replace(new RegExp(`\\b${NAMESPACE}\\.(?=(?:${helpers.join('|')})\\b)`, 'g'), `${NAMESPACE}_`);
  const functions = new Map<string, string>();
  for (const name of helpers) collect(name, functions);
  return `${called}\n${[...functions.values()].join('\n')}\n`;
}

// The package has each helper as an ES module with one function, default-exported, and default imports of the helpers that it calls.
function collect(name: string, functions: Map<string, string>): void {
  if (functions.has(name)) return;
  functions.set(name, '');
  const source = fs.readFileSync(helperFile(name), 'utf8');
  const own = /export \{ (\S+) as default \}/.exec(source)?.[1] ?? name;
  let text = source.replace(/^export .*$/m, '');
  const renames = new Map([[own, name]]);
  for (const [statement, local, dependency] of source.matchAll(/^import (\S+) from "\.\/(\w+)\.js";$/gm)) {
    text = text.replace(statement, '');
    renames.set(local!, dependency!);
    collect(dependency!, functions);
  }
  for (const [local, helper] of renames)
    text = text.replace(new RegExp(`(?<![\\w$.])${local.replaceAll('$', '\\$')}\\b`, 'g'), `${NAMESPACE}_${helper}`);
  functions.set(name, text.trim());
}

function helperFile(name: string): string {
  const manifest = nodeModule.createRequire(import.meta.url).resolve('@oxc-project/runtime/package.json');
  return manifest.replace(/package\.json$/, `src/helpers/esm/${name}.js`);
}
