import type * as swc from '@swc/core';
import { fileURLToPath, fs, nodeModule, pathToFileURL } from '#node';
import { languageOf } from './detect-language.ts';
import { findAsImported } from './package-map.ts';
import { realPath } from './real-path.ts';
import { resolveEarly } from './resolve-specifier.ts';
import { type Declarations, type Origin, typeDeclarationsOf } from './type-declarations.ts';

/** A file in TypeScript, and what it says about names. */
export interface TypedFile {
  readonly path: string;
  readonly declarations: Declarations;
}

/** A name as the file has it that declares it: `Namespace.name` for a member. */
export interface Declared {
  readonly file: TypedFile;
  readonly name: string;
}

/** Tells what a file has from other files in TypeScript, as far as the compiler goes by their declarations. */
export class OtherFiles {
  /** The texts that were looked at, by path: the result depends on them. */
  readonly texts: Map<string, string> = new Map();
  readonly #parse: (source: string, file: string) => swc.Program;
  readonly #files = new Map<string, TypedFile | undefined>();

  constructor(parse: (source: string, file: string) => swc.Program) {
    this.#parse = parse;
  }

  /**
   * Follows a name to the file that declares it, through whatever passes it on.
   *
   * @param from - the path of the file that imports, or passes on
   * @param members - what is meant of it: `['Inner', 'Type']` for `Name.Inner.Type`
   * @returns undefined for what is not found, or not in TypeScript
   */
  follow(from: string, { specifier, imported }: Origin, members: readonly string[], seen: Set<string> = new Set()): Declared | undefined {
    const file = this.#open(findTyped(specifier, from));
    const names = imported === '*' ? members : [imported, ...members];
    if (file === undefined || names.length === 0 || seen.has(`${file.path} ${names.join('.')}`)) return undefined;
    seen.add(`${file.path} ${names.join('.')}`);
    const [first, ...rest] = names as [string, ...string[]];
    const { exports, imports, stars } = file.declarations;
    const exported = exports.get(first);
    if (typeof exported === 'object') return this.follow(file.path, exported, rest, seen);
    if (exported !== undefined) {
      const origin = imports.get(exported);
      return origin ? this.follow(file.path, origin, rest, seen) : { file, name: [exported, ...rest].join('.') };
    }
    for (const star of stars) {
      const found = this.follow(file.path, { specifier: star, imported: '*', isTypeOnly: false }, names, seen);
      if (found) return found;
    }
    return undefined;
  }

  #open(path: string | undefined): TypedFile | undefined {
    if (path === undefined) return undefined;
    if (!this.#files.has(path)) this.#files.set(path, this.#read(path));
    return this.#files.get(path);
  }

  #read(path: string): TypedFile | undefined {
    try {
      const text = fs.readFileSync(path, 'utf8');
      this.texts.set(path, text);
      return { path, declarations: typeDeclarationsOf(this.#parse(text.replace(/^\uFEFF/, ''), path)) };
    } catch {
      // Whoever runs it says what is wrong.
      return undefined;
    }
  }
}

/** Whether nothing of a name is left at run time. */
export function isType({ file, name }: Declared): boolean {
  const kind = file.declarations.types.get(name)?.kind;
  return (kind === 'interface' || kind === 'alias') && !file.declarations.values.has(name);
}

/** The file in TypeScript that a specifier leads to. */
function findTyped(specifier: string, from: string): string | undefined {
  if (nodeModule.isBuiltin(specifier)) return undefined;
  const parentURL = pathToFileURL(from).href;
  let found: string | undefined;
  try {
    const early = resolveEarly({ specifier, parentURL, isRequire: false, sources: new Map() });
    if (early.kind === 'url') found = early.url.startsWith('file:') ? fileURLToPath(early.url.replace(/[?#].*$/s, '')) : undefined;
    else if (/^[\w@#]/.test(specifier) && !specifier.includes(':')) {
      const target = findAsImported(specifier, from).find((candidate) => fs.existsSync(candidate));
      found = realPath(target ?? nodeModule.createRequire(parentURL).resolve(specifier));
    }
  } catch {
    return undefined;
  }
  return found !== undefined && languageOf(found)?.startsWith('ts') ? found : undefined;
}
