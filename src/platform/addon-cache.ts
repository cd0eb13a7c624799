import { privateDirectory, userId } from './private-directory.ts';

const { process } = globalThis;

/** Where the native transformer unpacks itself, which it does before anything else: in `~/.cache`, or where this variable says. */
const VARIABLE = 'SWC_NATIVE_BINDING_CACHE';

// A registry: whether this process has looked.
let hasLooked = false;

/**
 * Sends the native transformer to a directory of this user in the temporary one where it could not write to the home directory, as of a service that has none. It reads the variables
 * of the process, which only the main thread can set: to be called there before any thread may need it.
 */
export function prepareAddonCache(): void {
  if (hasLooked) return;
  hasLooked = true;
  const { isMainThread } = process.getBuiltinModule('node:worker_threads');
  if (!isMainThread || process.platform !== 'linux' || process.env[VARIABLE]) return;
  const home = process.env['HOME'];
  if (home && isWritable(`${home}/.cache`)) return;
  const directory = privateDirectory(`${process.getBuiltinModule('node:os').tmpdir()}/heddle-addons-${userId()}`);
  if (directory !== undefined) process.env[VARIABLE] = directory;
}

/** Whether this user can write to a directory, or create it; true where that cannot be found out. */
function isWritable(directory: string): boolean {
  const { accessSync, constants } = process.getBuiltinModule('node:fs');
  const { dirname } = process.getBuiltinModule('node:path');
  for (let path = directory; ; path = dirname(path)) {
    try {
      accessSync(path, constants.W_OK | constants.X_OK);
      // A file with these rights has an error of its own where something is asked of what would be in it.
      accessSync(`${path}/.`, constants.X_OK);
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || path === dirname(path)) return !['ENOENT', 'ENOTDIR', 'EACCES', 'EROFS'].includes(code ?? '');
    }
  }
}
