import type { Stretch, Syntax } from './syntax.ts';

const enum Kind {
  Nothing,
  Word,
  Digit,
  /** May open a stretch, or means something in a script. */
  Special,
}

/** Longer "names" are data that somebody wrote down as code. Leaving them out bounds what a hostile file can make us remember. */
const LONGEST_NAME = 100;
/** From this length on V8 makes a slice a window that keeps the whole file in memory, so a name that is remembered is copied out of it. */
const SHORTEST_SLICE = 13;
/** A slash that finds no partner within so many characters is a division. Generated patterns do reach 15,000. */
const LONGEST_PATTERN = 20_000;

const SLASH = 0x2f;
const BACKTICK = 0x60;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const BACKSLASH = 0x5c;
const NEWLINE = 0x0a;

/**
 * Counts the identifiers of source text: a scanner, not a parser. It leaves out comments, strings and keywords, goes into the `${…}` of
 * templates, and tells a regular expression from a division by what stands before it. Words of JSX text count as identifiers.
 */
export class IdentifierCounter {
  readonly #syntax: Syntax;
  readonly #kinds = new Uint8Array(128);
  readonly #stretches = new Map<number, Stretch[]>();

  constructor(syntax: Syntax) {
    this.#syntax = syntax;
    for (let code = 0; code < 128; code++) {
      const character = String.fromCharCode(code);
      this.#kinds[code] = (syntax.script ? /[\w$]/ : /\w/).test(character) ? (/\d/.test(character) ? Kind.Digit : Kind.Word) : Kind.Nothing;
    }
    if (syntax.script) for (const code of [SLASH, BACKTICK, OPEN_BRACE, CLOSE_BRACE]) this.#kinds[code] = Kind.Special;
    for (const stretch of syntax.stretches) {
      const code = stretch.open.charCodeAt(0);
      this.#kinds[code] = Kind.Special;
      this.#stretches.set(code, [...(this.#stretches.get(code) ?? []), stretch]);
    }
  }

  /** Adds the identifiers of `text` to `counts`. */
  count(text: string, counts: Map<string, number>): void {
    const { script, keywords, count } = this.#syntax;
    // For each template literal that the position is inside of: how many braces were open where its `${` began.
    const templates: number[] = [];
    let braces = 0;
    // Whether a value ended just before, so that a slash divides it.
    let afterValue = false;
    // Where the last search for the end of a pattern gave up: searching again before that would make the time quadratic.
    let noPatternBefore = 0;
    let position = 0;
    while (position < text.length) {
      const code = text.charCodeAt(position);
      const kind = this.#kindOf(code);
      if (kind === Kind.Nothing) {
        if (code > 32) afterValue = code === 0x29 || code === 0x5d;
        position++;
      } else if (kind === Kind.Digit) {
        position = this.#endOfNumber(text, position);
        afterValue = true;
      } else if (kind === Kind.Word) {
        const end = this.#endOfWord(text, position);
        const word = text.slice(position, end);
        afterValue = !keywords.has(word);
        const counted = count === 'keys' ? isKey(text, end) : afterValue && !this.#isPrefix(text, position, end);
        if (counted) add(counts, word);
        position = end;
      } else {
        const stretch = this.#stretchAt(text, position, code);
        if (stretch) {
          const start = position + stretch.open.length;
          position = endOfStretch(text, start, stretch);
          if (stretch.kind === 'string') {
            afterValue = true;
            if (count === 'keys' && isKey(text, position)) add(counts, text.slice(start, position - stretch.close.length));
          }
        } else if (!script) {
          position++;
        } else if (code === BACKTICK || (code === CLOSE_BRACE && templates.at(-1) === braces)) {
          if (code === CLOSE_BRACE) templates.pop();
          position = endOfTemplatePart(text, position + 1);
          const entersCode = text.charCodeAt(position - 1) === OPEN_BRACE;
          if (entersCode) templates.push(braces);
          afterValue = !entersCode;
        } else if (code === SLASH) {
          const mayBePattern: boolean = !afterValue && text[position - 1] !== '<' && position >= noPatternBefore;
          const { end, found }: PatternEnd = mayBePattern ? endOfPattern(text, position + 1) : { end: position + 1, found: false };
          if (mayBePattern && !found) noPatternBefore = end;
          afterValue = found;
          position = found ? this.#endOfWord(text, end) : position + 1;
        } else {
          braces += code === OPEN_BRACE ? 1 : -1;
          afterValue = code === CLOSE_BRACE;
          position++;
        }
      }
    }
  }

  #kindOf(code: number): Kind {
    if (code < 128) return this.#kinds[code]!;
    return /[\p{ID_Continue}]/u.test(String.fromCharCode(code)) ? Kind.Word : Kind.Nothing;
  }

  #endOfWord(text: string, position: number): number {
    for (; position < text.length; position++) {
      const code = text.charCodeAt(position);
      const kind = this.#kindOf(code);
      if (kind !== Kind.Word && kind !== Kind.Digit && !(code === 0x2d && this.#syntax.hyphens)) break;
    }
    return position;
  }

  #endOfNumber(text: string, position: number): number {
    let end = this.#endOfWord(text, position);
    while (text[end] === '.' && this.#kindOf(text.charCodeAt(end + 1)) === Kind.Digit) end = this.#endOfWord(text, end + 1);
    return end;
  }

  /** Whether the word is the `f` of `f"…"`. In a script a word right before a quote is a keyword, or a tag before a template. */
  #isPrefix(text: string, start: number, end: number): boolean {
    if (this.#syntax.script || end - start > 2) return false;
    return this.#stretchAt(text, end, text.charCodeAt(end))?.kind === 'string';
  }

  #stretchAt(text: string, position: number, code: number): Stretch | undefined {
    return this.#stretches
      .get(code)
      ?.find(
        (stretch) => text.startsWith(stretch.open, position) && !(stretch.atWord && position > 0 && text.charCodeAt(position - 1) > 32),
      );
  }
}

function add(counts: Map<string, number>, name: string): void {
  if (name.length === 0 || name.length > LONGEST_NAME) return;
  const before = counts.get(name);
  if (before === undefined) counts.set(name.length < SHORTEST_SLICE ? name : Buffer.from(name, 'utf16le').toString('utf16le'), 1);
  else counts.set(name, before + 1);
}

function isKey(text: string, position: number): boolean {
  while (text[position] === ' ' || text[position] === '\t') position++;
  return text[position] === ':';
}

function endOfStretch(text: string, start: number, { close, escapes, oneLine }: Stretch): number {
  if (!escapes && !oneLine) {
    const found = text.indexOf(close, start);
    return found < 0 ? text.length : found + close.length;
  }
  const last = close.charCodeAt(0);
  for (let position = start; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === BACKSLASH && escapes) position++;
    else if (code === last && text.startsWith(close, position)) return position + close.length;
    else if (code === NEWLINE && oneLine) return position;
  }
  return text.length;
}

/** After the closing backtick, or after the next `${`. */
function endOfTemplatePart(text: string, position: number): number {
  for (; position < text.length; position++) {
    const code = text.charCodeAt(position);
    if (code === BACKSLASH) position++;
    else if (code === BACKTICK) return position + 1;
    else if (code === 0x24 && text.charCodeAt(position + 1) === OPEN_BRACE) return position + 2;
  }
  return text.length;
}

interface PatternEnd {
  readonly end: number;
  readonly found: boolean;
}

/** After the slash that ends a regular expression, or where it turned out that there is none on this line. */
function endOfPattern(text: string, position: number): PatternEnd {
  const limit = Math.min(text.length, position + LONGEST_PATTERN);
  for (let inClass = false; position < limit; position++) {
    const character = text[position];
    if (character === '\n') break;
    if (character === '\\') position++;
    else if (character === '[') inClass = true;
    else if (character === ']') inClass = false;
    else if (character === '/' && !inClass) return { end: position + 1, found: true };
  }
  return { end: position, found: false };
}
