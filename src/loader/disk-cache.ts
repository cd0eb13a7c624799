import { fs, getOs, path, process, threads } from '#platform';

/**
 * Texts by key on disk, for this user only. Whatever goes wrong with it is ignored: a cache may only make things faster.
 *
 * `HEDDLE_CACHE` says where: a directory, or `off`. By default it is `heddle-<user id>` in the temporary directory of the system.
 * Code is run from it, so the directory must belong to this user and be closed to all others (mode 0700); any other is not used.
 */
export class DiskCache {
  readonly #directory: string | undefined;

  /** @param directory - where to keep the files, or `off`; it is created if need be */
  constructor(directory: string) {
    this.#directory = directory === 'off' ? undefined : usable(path.resolve(directory));
  }

  /** The text that was written under this key, or `undefined`. */
  read(key: string): string | undefined {
    if (this.#directory === undefined) return undefined;
    try {
      const entry = fs.readFileSync(this.#fileOf(key), 'utf8');
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
      fs.writeFileSync(temporary, `${contentHash(text)}\n${text}`, { mode: 0o600 });
      fs.renameSync(temporary, file);
    } catch {
      // A full disk or a directory that went away.
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#directory!, `${contentHash(key)}.txt`);
  }
}

let shared: DiskCache | undefined;

/** The cache that the environment of this thread asks for. */
export function diskCache(): DiskCache {
  return (shared ??= new DiskCache(process.env['HEDDLE_CACHE'] || path.join(getOs().tmpdir(), `heddle-${process.getuid?.() ?? 'cache'}`)));
}

function usable(directory: string): string | undefined {
  try {
    fs.mkdirSync(directory, { recursive: true, mode: 0o700 });
    const status = fs.lstatSync(directory);
    const isPrivate = process.getuid === undefined || (status.uid === process.getuid() && (status.mode & 0o077) === 0);
    return status.isDirectory() && isPrivate ? directory : undefined;
  } catch {
    return undefined;
  }
}

/**
 * 128 bits and the length of a text: four lanes of multiplications, after MurmurHash3.
 * Written out because `node:crypto` costs a thread 1 to 4 ms to load, more than everything else on the way to a cached module.
 * It guards against accidents only, which is enough for a directory that nobody else can write to.
 */
function contentHash(text: string): string {
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
