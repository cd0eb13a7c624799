import { Buffer } from '#node';

/** A piece of a file to write anew; offsets are those of the transformer, in bytes from 1. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Makes edits in a file. Of two that overlap the first counts. No line moves; columns behind an edit may. */
export function editSource(source: string, edits: readonly Edit[]): string {
  if (edits.length === 0) return source;
  const bytes = Buffer.from(source);
  const parts: Uint8Array[] = [];
  let position = 0;
  for (const { start, end, text } of edits.toSorted((a, b) => a.start - b.start)) {
    if (start - 1 < position) continue;
    const lines = bytes.toString('utf8', start - 1, end - 1).replaceAll(/[^\n]/g, '');
    parts.push(bytes.subarray(position, start - 1), Buffer.from(text + lines));
    position = end - 1;
  }
  return Buffer.concat([...parts, bytes.subarray(position)]).toString();
}
