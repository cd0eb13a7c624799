import { fs, getOs, path, privateDirectory, process, threads, userId } from '#node';

/** A link is not followed, and a pipe does not block; Windows has neither flag. */
const READ: number = fs.constants.O_RDONLY | (fs.constants.O_NOFOLLOW ?? 0) | (fs.constants.O_NONBLOCK ?? 0);

/**
 * Texts by key on disk, for this user only. Whatever goes wrong with it is ignored: a cache may only make things faster.
 *
 * `HEDDLE_CACHE` says where: a directory, or `off`. By default it is `heddle-<user id>` in the temporary directory of the system.
 * Code is run from it, so a directory is used only if nobody but this user can write there (see `privateDirectory`), and a file only if it is this user's.
 */
export class DiskCache {
  readonly #directory: string | undefined;

  /** @param directory - where to keep the files, or `off`; it is created if need be */
  constructor(directory: string) {
    this.#directory = directory === 'off' ? undefined : privateDirectory(path.resolve(directory));
  }

  /** The text that was written under this key, or `undefined`. */
  read(key: string): string | undefined {
    if (this.#directory === undefined) return undefined;
    try {
      const entry = readOwn(this.#fileOf(key));
      if (entry === undefined) return undefined;
      const end = entry.indexOf('\n');
      const text = entry.slice(end + 1);
      return entry.slice(0, end) === contentHash(text) ? text : undefined;
    } catch {
      return undefined;
    }
  }

  /** Keeps a text. Readers see all of it or nothing. */
  write(key: string, text: string): void {
    if (this.#directory === undefined) return;
    const file = this.#fileOf(key);
    const temporary = `${file}.${process.pid}.${threads.threadId}`;
    try {
      // Nothing that lies there already is written to.
      fs.writeFileSync(temporary, `${contentHash(text)}\n${text}`, { mode: 0o600, flag: 'wx' });
      fs.renameSync(temporary, file);
    } catch {
      // A full disk, or a file that a process of the same number left when it was killed: the next time there is room for another.
      remove(temporary);
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#directory!, `${contentHash(key)}.txt`);
  }
}

let shared: DiskCache | undefined;

/** The cache that the environment of this thread asks for. */
export function diskCache(): DiskCache {
  return (shared ??= new DiskCache(process.env['HEDDLE_CACHE'] || path.join(getOs().tmpdir(), `heddle-${userId() ?? 'cache'}`)));
}

/** The text of a regular file that belongs to this user and that no other can write to; undefined for any other file. */
function readOwn(file: string): string | undefined {
  const descriptor = fs.openSync(file, READ);
  try {
    const status = fs.fstatSync(descriptor);
    const owner = userId();
    const isOwn = owner === undefined || (status.uid === owner && (status.mode & 0o022) === 0);
    return status.isFile() && isOwn ? fs.readFileSync(descriptor, 'utf8') : undefined;
  } finally {
    fs.closeSync(descriptor);
  }
}

function remove(file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // It is not there, or the directory is gone.
  }
}

/**
 * 128 bits and the length of a text: four lanes of multiplications, after MurmurHash3.
 * Written out because `node:crypto` costs a thread 1 to 4 ms to load, more than everything else on the way to a cached module.
 * It guards against accidents only, which is enough for a directory that nobody else can write to.
 */
export function contentHash(text: string): string {
  let a = 0x9e3779b9 | 0,
    b = 0x243f6a88 | 0,
    c = 0xb7e15162 | 0,
    d = 0x71374491 | 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ unit, 0x9e3779b1);
    b = c ^ Math.imul(b ^ unit, 0x85ebca77);
    c = d ^ Math.imul(c ^ unit, 0xc2b2ae3d);
    d = a ^ Math.imul(d ^ unit, 0x27d4eb2f);
  }
  a = Math.imul(a ^ (c >>> 18), 0x9e3779b1);
  b = Math.imul(b ^ (d >>> 22), 0x85ebca77);
  c = Math.imul(c ^ (a >>> 17), 0xc2b2ae3d);
  d = Math.imul(d ^ (b >>> 19), 0x27d4eb2f);
  return [a, b, c, d].map((lane) => (lane >>> 0).toString(16).padStart(8, '0')).join('') + text.length.toString(16);
}
