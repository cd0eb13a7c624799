/** What can be wrong with an entry of the folder, in the words of the report. None of them stops the census. */
export const PROBLEMS = {
  unreadable: 'cannot be read',
  vanished: 'went away between being found and being read',
  'broken-link': 'symbolic links that lead nowhere',
  'link-circle': 'symbolic links that lead in a circle, not followed again',
  'special-file': 'neither files nor folders (sockets, pipes, devices), passed over',
  'broken-name': 'names that are not UTF-8, passed over',
  'broken-encoding': 'text that is not UTF-8: counted, with the broken bytes replaced',
  'binary-content': "binary content under a text file's name: counted as Other",
  'too-large': 'too large to be read as text: hashed, counted as Other',
} as const satisfies Record<string, string>;

export interface Problem {
  readonly kind: keyof typeof PROBLEMS;
  /** Relative to the folder, with forward slashes; absolute where a link leads out of it. */
  readonly path: string;
  /** More about it, e.g. the code of the system's error. */
  readonly detail?: string;
}

/** The problem behind an error of the file system; anything else is a mistake of the program and thrown again. */
export function problemOf(error: unknown, path: string): Problem {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (!(error instanceof Error) || code === undefined || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
  if (code === 'ELOOP') return { kind: 'link-circle', path };
  if (code !== 'ENOENT') return { kind: 'unreadable', path, detail: code };
  return { kind: path.includes('\uFFFD') ? 'broken-name' : 'vanished', path };
}
