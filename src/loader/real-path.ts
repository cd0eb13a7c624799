import { fs, process } from '#node';
import { hasOption } from './preloads.ts';

let preserves: boolean | undefined;

/** The path by which Node knows a file: what links lead to, unless Node was told to keep them (`--preserve-symlinks`). */
export function realPath(file: string): string {
  preserves ??= process.env['NODE_PRESERVE_SYMLINKS'] === '1' || hasOption(/^--preserve-symlinks$/);
  return preserves ? file : fs.realpathSync(file);
}
