import { fs, path } from '#node';

// https://www.typescriptlang.org/docs/handbook/modules/theory.html#module-resolution: an import names the file that the compiler would write.
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
  '.jsx': ['.tsx'],
};
const IMPLIED = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.json'];

/**
 * The file that a path without an extension, with the extension of compiled output, or of a directory stands for.
 *
 * @param target - an absolute path
 * @param prefersSource - whether `x.ts` wins over an existing `x.js` when `x.js` was asked for, as it does for TypeScript
 */
export function findFile(target: string, prefersSource: boolean): string | undefined {
  const extension = path.extname(target);
  const sources = (SOURCES_OF[extension] ?? []).map((source) => target.slice(0, -extension.length) + source);
  const kind = kindOf(target);
  const candidates = kind === 'file' && !prefersSource ? [target] : kind === 'file' ? [...sources, target] : sources;
  const found = candidates.find((candidate) => candidate === target || kindOf(candidate) === 'file');
  if (found !== undefined || kind === 'file') return found;
  const withExtension = IMPLIED.map((implied) => target + implied).find((candidate) => kindOf(candidate) === 'file');
  if (withExtension !== undefined || kind !== 'directory') return withExtension;
  return IMPLIED.map((implied) => path.join(target, `index${implied}`)).find((candidate) => kindOf(candidate) === 'file');
}

function kindOf(target: string): 'file' | 'directory' | undefined {
  const status = fs.statSync(target, { throwIfNoEntry: false });
  return status?.isFile() ? 'file' : status?.isDirectory() ? 'directory' : undefined;
}
