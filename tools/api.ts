// Writes etc/api/<entry>.d.ts for each public entry of package.json: the declarations that a change of API shows up in.
// `--check` fails with the difference when a committed file is stale. Reads dist, so build first.
//
// Each file is the entry's own declarations, then those of every module they reach, in the order of their paths. Left out, because a
// change there is no change of API: imports between the modules, comments, and `#platform`, which only names what Node itself declares.
// The formatter breaks long unions into lines, so that one more member is one more line.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { format } from 'oxfmt';
import { ROOT, generatedFile } from './generated-file.ts';

const DIST = resolve(ROOT, 'dist');

interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | { readonly types: string }>>;
}

/** The relative modules that a declaration file imports or re-exports, `import('./x.ts')` types included, as declaration files. */
function importsOf(file: string, text: string): string[] {
  const specifiers = [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|^import\s+)(['"])(\.[^'"\n]+)\1/gm)].map((match) => match[2]!);
  return specifiers.map((specifier) => resolve(dirname(file), specifier.replace(/\.([cm]?)[jt]sx?$/, '.d.$1ts')));
}

function reachableFrom(entry: string): Map<string, string> {
  const modules = new Map<string, string>();
  const queue = [entry];
  for (let file = queue.pop(); file; file = queue.pop()) {
    if (modules.has(file)) continue;
    if (!existsSync(file)) throw new Error(`Cannot read ${relative(ROOT, file)}: the build did not write it`);
    const text = withoutComments(readFileSync(file, 'utf8'));
    modules.set(file, text);
    queue.push(...importsOf(file, text));
  }
  return modules;
}

/** The compiler puts each comment on lines of its own, so that a comment inside a string type is never taken for one. */
function withoutComments(text: string): string {
  return text.replace(/^[ \t]*(?:\/\*[^]*?\*\/[ \t]*\n|\/\/.*(?:\n|$))/gm, '');
}

function declarations(text: string): string {
  return text
    .replace(/^import\b[^;]*;\n/gm, '')
    .replace(/^export \{\s*\};\n?/gm, '')
    .trim();
}

function rollUp(entry: string): string {
  const [[first, own], ...reached] = [...reachableFrom(entry)] as [[string, string], ...[string, string][]];
  const modules = [[first, own] as const, ...reached.sort(([a], [b]) => (a < b ? -1 : 1))];
  const parts = modules.map(([file, text]) => {
    const source = relative(DIST, file)
      .split(sep)
      .join('/')
      .replace(/\.d\.([cm]?)ts$/, '.$1ts');
    return `// --- ${source}\n${declarations(text)}`.trimEnd();
  });
  return `${parts.join('\n\n')}\n`;
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
