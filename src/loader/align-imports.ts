import { nodeModule } from '#platform';
import type { Output } from './compile.ts';

const LINKED = /^(?:import\b|export\b.*\bfrom\b)/;

/**
 * Puts the imports of a module on the lines that they have in the source. When a module does not link, V8 names the line of the import, and no
 * source map is asked.
 */
export function alignImports({ code, mappings }: Output): Output {
  const lines = code.split('\n');
  if (!lines.some((line) => LINKED.test(line))) return { code, mappings };
  const map = new nodeModule.SourceMap({
    version: 3,
    file: '',
    sources: ['source'],
    sourcesContent: [''],
    names: [],
    mappings,
    sourceRoot: '',
  });
  const mapped = mappings.split(';');
  const aligned: string[] = [];
  const alignedMappings: string[] = [];
  for (const [index, line] of lines.entries()) {
    const wanted = LINKED.test(line) ? (map.findEntry(index, 0) as { originalLine?: number }).originalLine : undefined;
    const missing = Math.max(0, (wanted ?? 0) - aligned.length);
    aligned.push(...Array<string>(missing).fill(''));
    alignedMappings.push(...Array<string>(missing).fill(''));
    aligned.push(line);
    alignedMappings.push(mapped[index] ?? '');
  }
  return { code: aligned.join('\n'), mappings: alignedMappings.join(';') };
}
