import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { resolve } from 'node:path';

import { IdentifierCounter } from './identifiers.ts';
import { Language, languageOf } from './language.ts';
import { measureLines } from './lines.ts';
import { problemOf } from './problems.ts';
import { SYNTAX } from './syntax.ts';
import { languageTally, longer, type Tally } from './tally.ts';

/** Above this a file is hashed block by block and not read as text, so that one file cannot take all the memory. */
const LARGEST_TEXT = 64 * 1024 * 1024;
const BLOCK = 1024 * 1024;
/** Where a zero byte makes a file binary; the same rule as git's. */
const BINARY_WITHIN = 8000;

const counters = new Map([...SYNTAX].map(([language, syntax]) => [language, new IdentifierCounter(syntax)]));

/**
 * Reads one file and adds what is in it to the tally; what is wrong with it becomes a problem of the tally.
 * Synchronous on purpose: it is meant to be the only thing that its thread does.
 *
 * @returns the bytes read
 */
export function countFile(tally: Tally, root: string, path: string): number {
  let file: number | undefined;
  try {
    file = openSync(resolve(root, path), 'r');
    return fstatSync(file).size > LARGEST_TEXT ? countLarge(tally, file, path) : countContent(tally, readFileSync(file), path);
  } catch (error) {
    tally.problems.push(problemOf(error, path));
    return 0;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

function countLarge(tally: Tally, file: number, path: string): number {
  const hash = createHash('sha256');
  const block = Buffer.allocUnsafe(BLOCK);
  let bytes = 0;
  for (let read; (read = readSync(file, block)) > 0; bytes += read) hash.update(block.subarray(0, read));
  if (languageOf(path, block) !== Language.Other) tally.problems.push({ kind: 'too-large', path, detail: `${bytes} bytes` });
  addContent(tally, Language.Other, path, bytes, hash.digest('hex'));
  return bytes;
}

function countContent(tally: Tally, content: Buffer, path: string): number {
  const hash = createHash('sha256').update(content).digest('hex');
  let language = languageOf(path, content);
  const text = language === Language.Other ? undefined : decode(content);
  if (text === 'binary') {
    tally.problems.push({ kind: 'binary-content', path });
    language = Language.Other;
  }
  const counted = addContent(tally, language, path, content.length, hash);
  if (text === undefined || text === 'binary') return content.length;

  if (text.broken) tally.problems.push({ kind: 'broken-encoding', path });
  const lines = measureLines(text.text);
  counted.lines += lines.count;
  if (lines.count > 0) counted.longestLine = longer(counted.longestLine, { length: lines.longest, path, line: lines.longestAt });
  counters.get(language)?.count(text.text, counted.identifiers);
  return content.length;
}

function addContent(tally: Tally, language: Language, path: string, bytes: number, hash: string) {
  const counted = languageTally(tally, language);
  counted.files++;
  counted.bytes += bytes;
  counted.contents.push({ path, bytes, hash });
  return counted;
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function decode(content: Buffer): { readonly text: string; readonly broken: boolean } | 'binary' {
  if (content[0] === 0xff && content[1] === 0xfe) {
    return { text: content.toString('utf16le', 2), broken: content.length % 2 !== 0 };
  }
  if (content.subarray(0, BINARY_WITHIN).includes(0)) return 'binary';
  const start = content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf ? 3 : 0;
  return { text: content.toString('utf8', start), broken: !isUtf8(content) };
}
