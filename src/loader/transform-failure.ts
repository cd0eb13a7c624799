import { HeddleError } from '../core/heddle-error.ts';
import { nodeModule } from '#node';
import type { Output } from './transform.ts';

/** Where in a file something is wrong; both count from 1. */
interface Place {
  readonly line: number;
  readonly column: number;
}

/** Makes an error that names the place of what the transformer has thrown. */
export function failureOf(name: string, source: string, error: unknown): HeddleError {
  if (HeddleError.is(error)) return error;
  const text = String((error as Error).message);
  const [, message = text.split('\n', 1)[0]!] = /^\s*(?:x|×)\s+(.*)$/m.exec(text) ?? [];
  const place = placeIn(text);
  return place ? failure(name, source, message, place) : new HeddleError('HEDDLE_TRANSFORM_FAILED', `Cannot transform ${name}: ${message}`);
}

/** The same for what V8 says of transformed code. */
export function failureAt(name: string, source: string, { mappings }: Output, error: Error): HeddleError {
  const line = Number(/^.*:(\d+)$/m.exec(error.stack ?? '')?.[1] ?? 1);
  const column = Math.max(0, (/^( *)\^/m.exec(error.stack ?? '')?.[1] ?? '').length);
  const map = new nodeModule.SourceMap({
    version: 3,
    file: '',
    sources: ['source'],
    sourcesContent: [''],
    names: [],
    mappings,
    sourceRoot: '',
  });
  const { originalLine = 0, originalColumn = 0 } = map.findEntry(line - 1, column) as { originalLine?: number; originalColumn?: number };
  const message = /\bawait\b/.test(error.message)
    ? 'await at the top of a file is for ES modules only, and this one is CommonJS: name it .mts, or set "type": "module" in its package.json'
    : error.message;
  return failure(name, source, message, { line: originalLine + 1, column: originalColumn + 1 });
}

function failure(name: string, source: string, message: string, { line, column }: Place): HeddleError {
  const at = `${name}:${line}:${column}`;
  const text = source.split('\n')[line - 1] ?? '';
  const margin = text.slice(0, column - 1).replaceAll(/[^\t]/g, ' ');
  const failed = new HeddleError('HEDDLE_TRANSFORM_FAILED', `Cannot transform ${at}: ${message}\n\n${text}\n${margin}^`);
  // Whoever looks for the place of an error, in a terminal or for an `ErrorEvent`, takes the first line of its stack.
  failed.stack = failed.stack!.replace('\n    at ', () => `\n    at ${at}\n    at `);
  return failed;
}

// The transformer draws the lines with their numbers, and below the first that matters a mark.
function placeIn(text: string): Place | undefined {
  let line: number | undefined;
  for (const drawn of text.split('\n')) {
    const numbered = /^\s*(\d+)\s[|│]/.exec(drawn);
    if (numbered) line = Number(numbered[1]);
    const marked = /^(\s*[:·] )(.*)$/.exec(drawn);
    const mark = marked?.[2]!.search(/[\^─┬|]/) ?? -1;
    if (marked && mark >= 0 && line !== undefined) return { line, column: mark + 1 };
  }
  return undefined;
}
