// Writes etc/api/<entry>.d.ts for each public entry of package.json: the declarations that a change of API shows up in.
// `--check` fails with the difference when a committed file is stale. Reads dist, so build first.
//
// Each file lists what a program can name, and then the declarations behind it: what those name in turn, however deep, and nothing else.
// Neither modules nor comments are in it, because a change there is no change of API. What other packages declare is only named, and so is
// what `#platform` hands on of Node. The formatter breaks long unions into lines, so that one more member is one more line.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format } from 'oxfmt';
import { type Imported, readDeclarations } from './api/declarations.ts';
import { ROOT, generatedFile } from './generated-file.ts';

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** The declarations that `entry` leads to, by name. */
class Rollup {
  /** `path#name` of what is already there. */
  readonly #seen = new Set<string>();
  readonly #declarations: { readonly name: string; readonly text: string }[] = [];

  add(path: string, name: string): void {
    if (!path.endsWith('.d.ts') || this.#seen.has(`${path}#${name}`)) return;
    this.#seen.add(`${path}#${name}`);
    const { declared, uses, imported, exported } = readDeclarations(path);
    const texts = declared.get(name);
    const elsewhere = imported.get(name) ?? exported.get(name);
    if (texts) {
      for (const text of texts) this.#declarations.push({ name, text });
      this.#addAll(path, uses.get(name)!);
    } else if (typeof elsewhere === 'object') this.follow(elsewhere);
    else if (elsewhere !== undefined && elsewhere !== name) this.add(path, elsewhere);
  }

  /** What a module exports under a name. */
  follow({ from, name }: Imported): void {
    if (!from.endsWith('.d.ts')) return;
    const target = readDeclarations(from).exported.get(name);
    if (typeof target === 'object') this.follow(target);
    else this.add(from, target ?? name);
  }

  #addAll(path: string, names: ReadonlySet<string>): void {
    for (const name of names) {
      const namespace = readDeclarations(path).imported.get(name);
      if (namespace?.name !== '*') this.add(path, name);
      else for (const member of names) this.follow({ from: namespace.from, name: member });
    }
  }

  /** What belongs to no name, such as `declare global`. */
  addRest(path: string): void {
    for (const { text, uses } of readDeclarations(path).rest) {
      this.#declarations.push({ name: '', text });
      this.#addAll(path, uses);
    }
  }

  toString(): string {
    const byName = this.#declarations.toSorted((a, b) => (a.name === b.name ? 0 : a.name < b.name ? -1 : 1));
    return byName.map(({ text }) => `declare ${text}`).join('\n\n');
  }
}

function rollUp(entry: string): string {
  const { exported } = readDeclarations(entry);
  const rollup = new Rollup();
  for (const target of exported.values()) {
    if (typeof target === 'object') rollup.follow(target);
    else rollup.add(entry, target);
  }
  rollup.addRest(entry);
  const names = [...exported].map(([name, target]) => {
    const local = typeof target === 'object' ? target.name : target;
    return local === name ? name : `${local} as ${name}`;
  });
  return `export { ${names.toSorted().join(', ')} };\n\n${String(rollup)}\n`;
}

const manifest = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as Manifest;
for (const [entry, target] of Object.entries(manifest.exports)) {
  if (typeof target === 'string') continue; // package.json itself
  const name = entry === '.' ? manifest.name : entry.slice('./'.length);
  const file = `etc/api/${name}.d.ts`;
  const { code, errors } = await format(file, rollUp(resolve(ROOT, target.types)), { singleQuote: true, printWidth: 140 });
  if (errors.length > 0) throw new Error(`Cannot format ${file}: ${errors[0]!.message}`);
  generatedFile(file, code, 'npm run api');
}
