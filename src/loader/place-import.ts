import { fileURLToPath, fs } from '#node';

/**
 * Adds to an error of resolving which import it is about: file, line and the line itself, where Node names the file alone.
 *
 * @param parentURL - of the file that imports
 * @returns the error
 */
export function placeImport(error: unknown, specifier: string, parentURL: string | undefined): unknown {
  if (!(error instanceof Error) || parentURL === undefined || !parentURL.startsWith('file:')) return error;
  // Packages ask for what may not be there, and go on without it.
  const isExpected = parentURL.includes('/node_modules/') || error.stack?.startsWith(fileURLToPath(parentURL.replace(/[?#].*$/s, '')));
  if (isExpected) return error;
  try {
    const file = fileURLToPath(parentURL.replace(/[?#].*$/s, ''));
    const place = placeOf(specifier, fs.readFileSync(file, 'utf8'));
    if (place !== undefined) {
      const { line, column, text } = place;
      // As Node itself does for what does not link; whoever looks for the place of an error takes the first line of its stack.
      error.stack = `${file}:${line}\n${text}\n${' '.repeat(column)}^\n${error.stack ?? error.message}`;
    }
  } catch {
    // What the file says is told without its place.
  }
  return error;
}

function placeOf(specifier: string, source: string): { line: number; column: number; text: string } | undefined {
  const quoted = specifier.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  const found = new RegExp(String.raw`\b(?:from|import|require)\s*\(?\s*(["'])${quoted}\1`).exec(source);
  if (!found) return undefined;
  const start = found.index + found[0].length - specifier.length - 2;
  const before = source.slice(0, start).split('\n');
  const column = before.at(-1)!.length;
  return { line: before.length, column, text: source.split('\n')[before.length - 1]!.replaceAll('\t', ' ').trimEnd() };
}
