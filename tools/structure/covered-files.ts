import { existsSync, readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { SourceMap } from 'node:module';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from '../generated-file.ts';

const session = new Session();
const LIB = resolve(ROOT, 'dist/lib');

export async function startCoverage(): Promise<void> {
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
}

/** The files of `src/` of which a function has run in this thread since the last time. */
export async function takeFiles(): Promise<ReadonlySet<string>> {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const files = new Set<string>();
  for (const { url, functions } of result) {
    if (!url.startsWith('file:') || !fileURLToPath(url).startsWith(LIB)) continue;
    const path = fileURLToPath(url);
    // A chunk that only hands on others has no code of its own, and no map.
    if (!existsSync(`${path}.map`)) continue;
    const code = readFileSync(path, 'utf8');
    const starts = lineStarts(code);
    const map = new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')));
    for (const { functionName, ranges } of functions) {
      const [{ startOffset, count } = { startOffset: 0, count: 0 }] = ranges;
      // Without a name and from the first character: the module itself, which ran when it was loaded.
      if (count === 0 || (startOffset === 0 && functionName === '')) continue;
      const line = starts.findLastIndex((start) => start <= startOffset);
      const { originalSource } = map.findEntry(line, startOffset - starts[line]!) as { originalSource?: string };
      if (originalSource !== undefined) files.add(sourceOf(path, originalSource));
    }
  }
  return files;
}

function lineStarts(code: string): readonly number[] {
  return [0, ...[...code.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

/** The bundle's maps lead to the compiled modules in dist/src, which are named as their sources are. */
function sourceOf(bundle: string, source: string): string {
  const path = source.startsWith('file:') ? fileURLToPath(source) : resolve(bundle, '..', source);
  return relative(ROOT, path)
    .replace(/^dist[\\/]/, '')
    .replace(/\.([cm]?)js$/, '.$1ts');
}
