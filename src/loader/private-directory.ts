import { fs, path, process } from '#node';

const GROUP = 0o020;
const OTHERS = 0o002;
/** In such a directory nobody renames or removes what belongs to somebody else: `/tmp`. */
const STICKY = 0o1000;

/**
 * A directory whose files nobody but this user can have written, created if need be: it belongs to this user, is closed to all others (mode 0700), is no link,
 * and no other user can put something else in its place, nor in that of a directory above it. Windows has no modes; there the answer is the directory as it is.
 *
 * @returns its path without links; undefined when it is not so, or cannot be created
 */
export function privateDirectory(directory: string): string | undefined {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    const status = fs.lstatSync(directory);
    // A link leads to where whoever planted it wants files to be written.
    if (!status.isDirectory()) return undefined;
    const owner = userId();
    if (owner === undefined) return directory;
    if (status.uid !== owner || (status.mode & 0o077) !== 0) return undefined;
    const real = fs.realpathSync.native(directory);
    return isOutOfReach(path.dirname(real), owner) ? real : undefined;
  } catch {
    return undefined;
  }
}

/** Whom files that this process creates belong to; undefined on Windows. */
export function userId(): number | undefined {
  return process.geteuid?.();
}

/** Whether only root and this user can rename what is in a directory, and in those above it. */
function isOutOfReach(directory: string, owner: number): boolean {
  const { uid, gid, mode } = fs.lstatSync(directory);
  if (uid !== 0 && uid !== owner) return false;
  // Most Linux distributions give each user a group of the same number, which has no other member, and make what it creates writable for that group.
  const others = gid === owner ? OTHERS : OTHERS | GROUP;
  if ((mode & others) !== 0 && (mode & STICKY) === 0) return false;
  const parent = path.dirname(directory);
  return parent === directory || isOutOfReach(parent, owner);
}
