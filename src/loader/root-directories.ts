import { path } from '#node';

/**
 * The paths that stand for a relative import where several folders make up one: `rootDirs` of tsconfig.json. The folder that the import itself
 * leads into is not among them.
 *
 * https://www.typescriptlang.org/tsconfig/#rootDirs
 *
 * @param target - the absolute path that the import means
 */
export function inOtherRoots(target: string, rootDirs: readonly string[]): string[] {
  const holding = rootDirs.filter((root) => isBelow(target, root)).sort((a, b) => b.length - a.length)[0];
  if (holding === undefined) return [];
  const rest = path.relative(holding, target);
  return rootDirs.filter((root) => root !== holding).map((root) => path.join(root, rest));
}

function isBelow(target: string, root: string): boolean {
  return target === root || target.startsWith(root.endsWith(path.sep) ? root : `${root}${path.sep}`);
}
