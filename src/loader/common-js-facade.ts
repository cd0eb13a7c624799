import { fs, nodeModule, path, pathToFileURL } from '#node';
import { languageOf } from './detect-language.ts';
import { findFile } from './find-file.ts';
import { loadFile } from './load-file.ts';

/**
 * The ES module through which `import` sees a CommonJS TypeScript file. The file itself is loaded by `require`, so that both kinds of import
 * share one instance. Left to Node, hooks in another thread would have it look for the names of the exports in the TypeScript text, and hooks in
 * this thread would, in Node 22, give the file a `require` that knows no hooks.
 *
 * @param code - the file as JavaScript
 * @param isMain - whether it is the program, whose `require.main` is its own module
 */
export function commonJsFacade(file: string, code: string, isMain: boolean = false): string {
  const names = [...exportNames(file, code, new Set())].filter((name) => name !== 'default' && name !== 'module.exports');
  const bindings = names.map(
    (name, index) => `const $${index} = $exports[${JSON.stringify(name)}]; export { $${index} as ${JSON.stringify(name)} };`,
  );
  return [
    'import $module from "module";',
    `const $default = ${isMain ? `$module._load(${JSON.stringify(file)}, null, true)` : `$module.createRequire(import.meta.url)(${JSON.stringify(file)})`};`,
    'const $exports = $default ?? {};',
    'export { $default as default, $default as "module.exports" };',
    ...bindings,
  ].join('\n');
}

function exportNames(file: string, code: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return new Set();
  seen.add(file);
  // The lexer that Node itself uses.
  const { parse } = nodeModule.createRequire(import.meta.url)('cjs-module-lexer') as typeof import('cjs-module-lexer');
  const names = new Set<string>();
  try {
    const found = parse(code);
    for (const name of found.exports) names.add(name);
    for (const specifier of found.reexports) {
      const target = specifier.startsWith('.') ? findFile(path.resolve(path.dirname(file), specifier), true) : undefined;
      const language = target === undefined ? undefined : languageOf(target);
      if (language === undefined) continue;
      const text = language === 'js' ? fs.readFileSync(target!, 'utf8') : loadFile(target!, pathToFileURL(target!).href).source;
      for (const name of exportNames(target!, text, seen)) names.add(name);
    }
  } catch {
    // What cannot be lexed has a default export only, as in Node.
  }
  return names;
}
