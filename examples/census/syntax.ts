import { KEYWORDS } from './keywords.ts';
import { Language } from './language.ts';

/** A comment or a string literal: it begins with `open` and ends after `close`, and holds no identifiers. */
export interface Stretch {
  readonly kind: 'comment' | 'string';
  readonly open: string;
  readonly close: string;
  /** Whether a backslash hides the character after it. */
  readonly escapes: boolean;
  /** Whether it ends at the end of the line even without `close`, so that a stray apostrophe costs one line and not the file. */
  readonly oneLine: boolean;
  /** Whether it may only begin where a word could (`#` in a shell script opens a comment, in `$#` it does not). */
  readonly atWord: boolean;
}

/** As much of a language's grammar as finding its identifiers takes. */
export interface Syntax {
  /** `words`: every identifier counts; `keys`: only what stands before a colon (JSON, YAML). */
  readonly count: 'words' | 'keys';
  readonly keywords: ReadonlySet<string>;
  /** A longer `open` stands before the shorter one that it begins with. */
  readonly stretches: readonly Stretch[];
  /** Whether `-` may be inside an identifier. */
  readonly hyphens: boolean;
  /** Whether the language has JavaScript's template and regular expression literals. */
  readonly script: boolean;
}

function comment(open: string, close = '\n', atWord = false): Stretch {
  return { kind: 'comment', open, close, escapes: false, oneLine: false, atWord };
}

function quotes(open: string, traits: Partial<Stretch> = {}): Stretch {
  return { kind: 'string', open, close: open, escapes: true, oneLine: true, atWord: false, ...traits };
}

const C_COMMENTS = [comment('//'), comment('/*', '*/')];
const BOTH_QUOTES = [quotes('"'), quotes("'")];
const LONG = { oneLine: false };
const RAW = { oneLine: false, escapes: false };

function syntax(keywords: ReadonlySet<string>, stretches: readonly Stretch[], traits: Partial<Syntax> = {}): Syntax {
  return { count: 'words', keywords, stretches, hyphens: false, script: false, ...traits };
}

const SCRIPT = syntax(KEYWORDS.script, [...C_COMMENTS, ...BOTH_QUOTES], { script: true });
const C = syntax(KEYWORDS.c, [...C_COMMENTS, ...BOTH_QUOTES]);
const MANAGED = syntax(KEYWORDS.managed, [...C_COMMENTS, quotes('"""', LONG), ...BOTH_QUOTES]);

/** Languages that are not in this table (prose, markup) are measured in lines only. */
export const SYNTAX: ReadonlyMap<Language, Syntax> = new Map([
  [Language.JavaScript, SCRIPT],
  [Language.TypeScript, SCRIPT],
  [Language.JSX, SCRIPT],
  [Language.TSX, SCRIPT],
  [Language.JSON, syntax(KEYWORDS.none, [...C_COMMENTS, ...BOTH_QUOTES], { count: 'keys' })],
  [Language.YAML, syntax(KEYWORDS.none, [comment('#', '\n', true), ...BOTH_QUOTES], { count: 'keys', hyphens: true })],
  [Language.CSS, syntax(KEYWORDS.none, [...C_COMMENTS, ...BOTH_QUOTES], { hyphens: true })],
  [Language.Python, syntax(KEYWORDS.python, [comment('#'), quotes('"""', LONG), quotes("'''", LONG), ...BOTH_QUOTES])],
  [Language.C, C],
  [Language['C++'], C],
  [Language['C#'], MANAGED],
  [Language.Java, MANAGED],
  // A single quote opens a lifetime as often as a character, so of the characters only the quotation mark is a literal here.
  [Language.Rust, syntax(KEYWORDS.rust, [...C_COMMENTS, comment(`'"'`, ''), quotes('#"', { close: '"#', ...RAW }), quotes('"', LONG)])],
  [Language.Go, syntax(KEYWORDS.go, [...C_COMMENTS, ...BOTH_QUOTES, quotes('`', RAW)])],
  [Language.Ruby, syntax(KEYWORDS.ruby, [comment('#'), ...BOTH_QUOTES])],
  [Language.PHP, syntax(KEYWORDS.php, [...C_COMMENTS, comment('#'), quotes('"', LONG), quotes("'", LONG)])],
  [Language.Shell, syntax(KEYWORDS.shell, [comment('#', '\n', true), quotes('"', LONG), quotes("'", RAW)])],
]);
