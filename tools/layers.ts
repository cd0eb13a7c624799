// Enforces the table of layers of ARCHITECTURE.md: imports only go down. Run by `npm test`.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const SOURCE = resolve(ROOT, 'src');

/**
 * What each layer may import, itself apart; `port+` is `port` and all that `port` may import. The longest matching folder names the layer of a file.
 */
const LAW: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  core: ['platform'],
  counters: ['core', 'platform'],
  observe: ['counters+'],
  clone: ['core'],
  thread: ['clone', 'core', 'platform'],
  ring: ['platform'],
  port: ['observe+', 'thread+', 'ring'],
  'worker/messages.ts': ['port+'],
  'worker/host': ['worker/messages.ts+'],
  'worker/inside': ['worker/messages.ts+'],
  loader: ['core', 'platform'],
  'rpc/line': ['port+'],
  'rpc/calls': ['rpc/line+'],
  'rpc/stream': ['rpc/calls+'],
  'rpc/value': ['rpc/stream+'],
  rpc: ['rpc/value+'],
  pool: ['rpc+', 'worker/host'],
  sync: ['rpc+'],
  inspect: ['observe+'],
};

function expand(names: readonly string[]): string[] {
  return names.flatMap((name) => (name.endsWith('+') ? [name.slice(0, -1), ...expand(LAW[name.slice(0, -1)]!)] : [name]));
}
const MAY_IMPORT: Readonly<Record<string, ReadonlySet<string>>> = Object.fromEntries(
  Object.entries(LAW).map(([layer, names]) => [layer, new Set(expand(names))]),
);
/** Where the programs are programs of Node: whoever is here may import `#node`, the modules of Node as they are. All other layers hold on every runtime. */
const OF_NODE: ReadonlySet<string> = new Set(['worker/host', 'worker/inside', 'loader', 'inspect', '(entry)']);

/** Files at the top of src/ are entries, public or of a thread: they compose everything, and only the CLI may import them. */
const ENTRY = '(entry)';

function layerOf(file: string): string {
  const path = relative(SOURCE, file).split(sep).join('/');
  const layer = Object.keys(MAY_IMPORT)
    .filter((folder) => path === folder || path.startsWith(`${folder}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (layer) return layer;
  if (path.startsWith('cli/')) return 'cli';
  if (!path.includes('/')) return ENTRY;
  throw new Error(`${path} is in no layer: add its folder to the table in tools/layers.ts and ARCHITECTURE.md`);
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:\bfrom\s*|\bimport\s*\(\s*|^import\s+)(['"])([^'"\n]+)\1/gm)].map((match) => match[2]!);
}

/** `NodeJS.*`, and `Buffer` as a type: the linter sees no types. */
function namesNodeTypes(file: string): boolean {
  const code = readFileSync(file, 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, '');
  return /\bNodeJS\.|(?:[:<|&=]|\bas)\s*Buffer\b(?!\.)/.test(code);
}

function allowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (from === ENTRY) return to !== 'cli';
  if (from === 'cli') return to === ENTRY;
  return MAY_IMPORT[from]!.has(to);
}

const violations: string[] = [];
for (const name of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))) {
  const file = resolve(SOURCE, name);
  const from = layerOf(file);
  const where = `src/${name.split(sep).join('/')}`;
  if (namesNodeTypes(file) && from !== 'platform' && from !== 'cli') violations.push(`${where}: only src/platform names types of Node`);
  for (const specifier of importsOf(file)) {
    if (specifier === '#platform') {
      if (!allowed(from, 'platform')) violations.push(`${where}: ${from} may not import #platform`);
    } else if (specifier === '#node') {
      if (!OF_NODE.has(from)) violations.push(`${where}: ${from} may not import #node, but what every runtime has, from #platform`);
    } else if (specifier.startsWith('.')) {
      const to = layerOf(resolve(dirname(file), specifier));
      if (!allowed(from, to)) violations.push(`${where}: ${from} may not import ${to} (${specifier})`);
    } else if (specifier.startsWith('node:') && from !== 'platform' && from !== 'cli') {
      violations.push(`${where}: only src/platform names ${specifier}`);
    }
  }
}

// The table in ARCHITECTURE.md is for people; this file is the law, so the two must say the same: | `layer` | … | `layer`, `layer` |
const written = new Map(
  [...readFileSync(resolve(ROOT, 'ARCHITECTURE.md'), 'utf8').matchAll(/^\| `src\/([^`]+?)\/?` \|.*\|([^|]*)\|$/gm)].map((row) => [
    row[1]!,
    [...row[2]!.matchAll(/`([^`]+)`/g)].map((name) => name[1]!).join(', '),
  ]),
);
for (const layer of new Set([...Object.keys(LAW), ...written.keys()])) {
  const law = LAW[layer]?.join(', ');
  if (written.get(layer) !== law) violations.push(`ARCHITECTURE.md: src/${layer} may import ${law ?? '(no such layer)'}`);
}

if (violations.length > 0) {
  console.error(violations.join('\n'));
  process.exitCode = 1;
} else {
  console.log('layers: every import goes down');
}
