import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';

type Node = { readonly type: string; readonly start: number; readonly end: number } & Readonly<Record<string, unknown>>;

/** Where a name comes from: another module of the package, or a package, `#platform` included. */
export interface Imported {
  readonly from: string;
  /** `default` and `*` as in the language. */
  readonly name: string;
}

/** One declaration file, by its names. */
export interface DeclarationFile {
  /** The text of what the file declares under a name: overloads, and an interface beside a constant, are several. */
  readonly declared: ReadonlyMap<string, readonly string[]>;
  /** Names that each of these declarations uses. */
  readonly uses: ReadonlyMap<string, ReadonlySet<string>>;
  readonly imported: ReadonlyMap<string, Imported>;
  /** What others get: the name here, or what another module has. */
  readonly exported: ReadonlyMap<string, string | Imported>;
  /** What belongs to no name: `declare global`, `export * from`. */
  readonly rest: readonly { readonly text: string; readonly uses: ReadonlySet<string> }[];
}

const files = new Map<string, DeclarationFile>();

export function readDeclarations(path: string): DeclarationFile {
  const known = files.get(path);
  if (known) return known;
  const text = readFileSync(path, 'utf8');
  const parts = {
    declared: new Map<string, string[]>(),
    uses: new Map<string, Set<string>>(),
    imported: new Map<string, Imported>(),
    exported: new Map<string, string | Imported>(),
    rest: [] as { text: string; uses: Set<string> }[],
  };
  const from = (source: unknown): string => moduleOf(path, (source as { value: string }).value);
  const declare = (node: Node, name: string): void => {
    parts.declared.set(name, [...(parts.declared.get(name) ?? []), textOf(node, text)]);
    const used = parts.uses.get(name) ?? new Set<string>();
    parts.uses.set(name, namesIn(node, used));
  };
  for (const statement of parseAst(text, { lang: 'dts' }).body as unknown as Node[]) {
    if (statement.type === 'ImportDeclaration') {
      for (const { local, imported, type } of statement['specifiers'] as Record<string, { name: string }>[]) {
        const name = imported?.name ?? ((type as unknown) === 'ImportDefaultSpecifier' ? 'default' : '*');
        parts.imported.set(local!.name, { from: from(statement['source']), name });
      }
    } else if (statement.type === 'ExportNamedDeclaration' && statement['declaration']) {
      for (const name of namesOf(statement['declaration'] as Node)) {
        declare(statement['declaration'] as Node, name);
        parts.exported.set(name, name);
      }
    } else if (statement.type === 'ExportNamedDeclaration') {
      for (const { local, exported } of statement['specifiers'] as Record<string, { name: string }>[])
        parts.exported.set(exported!.name, statement['source'] ? { from: from(statement['source']), name: local!.name } : local!.name);
    } else {
      const names = namesOf(statement);
      for (const name of names) declare(statement, name);
      if (names.length === 0) parts.rest.push({ text: textOf(statement, text), uses: namesIn(statement, new Set()) });
    }
  }
  files.set(path, parts);
  return parts;
}

/** Relative modules by the path of their declarations, all others by their specifier. */
function moduleOf(path: string, specifier: string): string {
  return specifier.startsWith('.') ? resolve(dirname(path), specifier.replace(/\.([cm]?)[jt]sx?$/, '.d.$1ts')) : specifier;
}

function namesOf(node: Node): string[] {
  if (node.type === 'VariableDeclaration') return (node['declarations'] as { id: { name: string } }[]).map(({ id }) => id.name);
  if (node['global'] === true || node['kind'] === 'global') return [];
  const id = node['id'] as { name?: string } | null | undefined;
  return typeof id?.name === 'string' ? [id.name] : [];
}

/** Every identifier below: also the names of members, which are then looked for in vain. */
function namesIn(node: unknown, found: Set<string>): Set<string> {
  if (Array.isArray(node)) for (const part of node) namesIn(part, found);
  else if (typeof node === 'object' && node !== null) {
    const { type, name } = node as { type?: unknown; name?: unknown };
    if (type === 'Identifier' && typeof name === 'string') found.add(name);
    for (const part of Object.values(node)) if (typeof part === 'object') namesIn(part, found);
  }
  return found;
}

/** Without comments, which the compiler puts on lines of their own: a change there is no change of API. */
function textOf({ start, end }: Node, text: string): string {
  return text
    .slice(start, end)
    .replace(/^[ \t]*(?:\/\*[^]*?\*\/[ \t]*\n|\/\/.*(?:\n|$))/gm, '')
    .replace(/^(?:export\s+)?(?:declare\s+)?/, '');
}
