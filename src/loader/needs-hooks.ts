import { fileURLToPath, fs, nodeModule, path, pathToFileURL } from '#node';
import { languageOf } from './detect-language.ts';
import { findFile } from './find-file.ts';
import { realPath } from './real-path.ts';

const MOST_FILES = 64;
// Static imports and exports, `import()` and `require()` with a literal.
const LITERAL = /\b(from|import|require)\s*\(?\s*(["'])((?:\\.|(?!\2)[^\\\n])*)\2/g;
// What may load by a name that only running the code can tell, or hides a literal from LITERAL.
const COMPUTED = [
  /\bimport\s*\(\s*(?!["'])/,
  /\brequire\b(?!\s*\(\s*["'])/,
  /\b(?:import|require)\s*\(\s*(["'])(?:\\.|(?!\1)[^\\\n])*\1\s*[^\s),]/,
  /\b(?:from|import|require)\s*\/[*/]/,
  /\b(?:createRequire|eval|Function)\s*\(/,
];

/**
 * Whether anything that a script reaches may need the hooks for `import`, which cost a thread where Node has no `module.registerHooks`.
 * It errs on the side of yes: everything it cannot follow counts, comments and strings that look like imports included.
 * Files inside `node_modules` are taken to be built.
 *
 * @param entry - file URL or path
 */
export function needsHooks(entry: string): boolean {
  const waiting = [entry.startsWith('file:') ? fileURLToPath(entry) : path.resolve(entry)];
  const seen = new Set(waiting);
  for (const file of waiting) {
    if (seen.size > MOST_FILES) return true;
    if (file.endsWith('.json') || file.endsWith('.node') || file.endsWith('.wasm')) continue;
    if (languageOf(file) !== 'js') return true;
    let source: string;
    try {
      source = fs.readFileSync(file, 'utf8');
    } catch {
      return true;
    }
    if (COMPUTED.some((pattern) => pattern.test(source))) return true;
    for (const [, keyword, , specifier] of source.matchAll(LITERAL)) {
      const target = plainTarget(specifier!, file, keyword === 'require');
      if (target === undefined) return true;
      if (target === '' || seen.has(target)) continue;
      seen.add(target);
      waiting.push(realPath(target));
    }
  }
  return false;
}

/**
 * Whether a CommonJS TypeScript file may reach an `import()`: in itself, or in JavaScript that it requires. TypeScript that it requires is asked for itself.
 *
 * @param code - the file as JavaScript
 */
export function mayImport(file: string, code: string): boolean {
  if (/\bimport\s*\(/.test(code) || COMPUTED.some((pattern) => pattern.test(code))) return true;
  return [...code.matchAll(LITERAL)].some(([, , , specifier]) => {
    const target = specifier!.startsWith('.') ? findFile(path.resolve(path.dirname(file), specifier!), true) : undefined;
    return target !== undefined && languageOf(target) === 'js' && needsHooks(target);
  });
}

/** The file that plain Node finds; empty for what needs no look inside; `undefined` when plain Node may not find it. */
function plainTarget(specifier: string, file: string, isRequire: boolean): string | undefined {
  if (nodeModule.isBuiltin(specifier)) return '';
  if (specifier.includes('\\')) return undefined;
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('file:')) {
    if (!URL.canParse(specifier, pathToFileURL(file))) return undefined;
    const target = fileURLToPath(new URL(specifier, pathToFileURL(file)));
    return [target, ...(isRequire ? [`${target}.js`] : [])].find((candidate) =>
      fs.statSync(candidate, { throwIfNoEntry: false })?.isFile(),
    );
  }
  return isPackaged(specifier, path.dirname(file)) ? '' : undefined;
}

// The real path: a workspace package is a link to a folder of source files.
function isPackaged(specifier: string, directory: string): boolean {
  const name = /^(?:@[^/\\%]+\/)?[^./\\%@#][^/\\%]*/.exec(specifier)?.[0];
  if (name === undefined) return false;
  for (let current = directory; ; current = path.dirname(current)) {
    const candidate = path.join(current, 'node_modules', name);
    if (fs.existsSync(candidate)) return fs.realpathSync(candidate).includes(`${path.sep}node_modules${path.sep}`);
    if (current === path.dirname(current)) return false;
  }
}
