import { basename, extname } from 'node:path';

/** What a file is written in. The numbers cross between threads; the names are what people see. */
export enum Language {
  JavaScript,
  TypeScript,
  JSX,
  TSX,
  JSON,
  Markdown,
  CSS,
  HTML,
  YAML,
  Python,
  C,
  'C++',
  'C#',
  Java,
  Rust,
  Go,
  Ruby,
  PHP,
  Shell,
  Text,
  /** Anything else: counted and hashed, never read as text. */
  Other,
}

const EXTENSIONS: Readonly<Record<string, Language>> = {
  '.js': Language.JavaScript,
  '.mjs': Language.JavaScript,
  '.cjs': Language.JavaScript,
  '.ts': Language.TypeScript,
  '.mts': Language.TypeScript,
  '.cts': Language.TypeScript,
  '.jsx': Language.JSX,
  '.tsx': Language.TSX,
  '.json': Language.JSON,
  '.jsonc': Language.JSON,
  '.json5': Language.JSON,
  '.map': Language.JSON,
  '.webmanifest': Language.JSON,
  '.md': Language.Markdown,
  '.markdown': Language.Markdown,
  '.mdx': Language.Markdown,
  '.css': Language.CSS,
  '.scss': Language.CSS,
  '.less': Language.CSS,
  '.html': Language.HTML,
  '.htm': Language.HTML,
  '.xml': Language.HTML,
  '.svg': Language.HTML,
  '.vue': Language.HTML,
  '.yml': Language.YAML,
  '.yaml': Language.YAML,
  '.py': Language.Python,
  '.pyi': Language.Python,
  '.gyp': Language.Python,
  '.gypi': Language.Python,
  '.c': Language.C,
  '.h': Language.C,
  '.cc': Language['C++'],
  '.cpp': Language['C++'],
  '.cxx': Language['C++'],
  '.hh': Language['C++'],
  '.hpp': Language['C++'],
  '.cs': Language['C#'],
  '.java': Language.Java,
  '.rs': Language.Rust,
  '.go': Language.Go,
  '.rb': Language.Ruby,
  '.php': Language.PHP,
  '.sh': Language.Shell,
  '.bash': Language.Shell,
  '.zsh': Language.Shell,
  '.txt': Language.Text,
  '.text': Language.Text,
  '.log': Language.Text,
};

/** Files that have no extension but a name that everybody knows. */
const NAMES: Readonly<Record<string, Language>> = {
  license: Language.Text,
  licence: Language.Text,
  copying: Language.Text,
  notice: Language.Text,
  authors: Language.Text,
  contributors: Language.Text,
  changelog: Language.Text,
  history: Language.Text,
  readme: Language.Text,
  patents: Language.Text,
};

const INTERPRETERS: readonly (readonly [RegExp, Language])[] = [
  [/\b(?:node|bun|deno)\b/, Language.JavaScript],
  [/\bpython[\d.]*\b/, Language.Python],
  [/\b(?:ba|da|k|z)?sh\b/, Language.Shell],
  [/\bruby\b/, Language.Ruby],
  [/\bphp\b/, Language.PHP],
];

/** The language of a file by its name, and by its first line (`#!/usr/bin/env node`) where the name says nothing. */
export function languageOf(path: string, content: Buffer): Language {
  const extension = extname(path).toLowerCase();
  if (extension !== '') return EXTENSIONS[extension] ?? Language.Other;
  const known = NAMES[basename(path).toLowerCase()];
  if (known !== undefined) return known;
  if (content[0] !== 0x23 || content[1] !== 0x21) return Language.Other;
  const end = content.indexOf(0x0a);
  const firstLine = content.toString('latin1', 2, Math.min(end < 0 ? content.length : end, 256));
  return INTERPRETERS.find(([name]) => name.test(firstLine))?.[1] ?? Language.Other;
}
