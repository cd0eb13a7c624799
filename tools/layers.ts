// Enforces the table of layers of ARCHITECTURE.md: imports only go down. Run by `npm test`.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../..');
const SOURCE = resolve(ROOT, 'src');

const PORT_AND_BELOW = ['core', 'platform', 'counters', 'clone', 'ring', 'port'];

/** What each layer may import, itself apart. The longest matching folder names the layer of a file. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  core: ['platform'],
  counters: ['core', 'platform'],
  clone: ['core'],
  ring: ['core', 'platform'],
  port: ['core', 'platform', 'counters', 'clone', 'ring'],
  'worker/messages.ts': PORT_AND_BELOW,
  'worker/host': [...PORT_AND_BELOW, 'worker/messages.ts'],
  'worker/inside': [...PORT_AND_BELOW, 'worker/messages.ts'],
  loader: ['core', 'platform'],
  rpc: PORT_AND_BELOW,
  pool: [...PORT_AND_BELOW, 'rpc', 'worker/host'],
  sync: [...PORT_AND_BELOW, 'rpc'],
  inspect: [...PORT_AND_BELOW, 'worker/host', 'rpc'],
  cluster: ['core', 'clone', 'port', 'rpc', 'pool'],
};
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

function allowed(from: string, to: string): boolean {
  if (from === to) return true;
  if (from === ENTRY) return to !== 'cli';
  if (from === 'cli') return to === ENTRY;
  return MAY_IMPORT[from]!.includes(to);
}

const violations: string[] = [];
for (const name of readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'))) {
  const file = resolve(SOURCE, name);
  const from = layerOf(file);
  for (const specifier of importsOf(file)) {
    const where = `src/${name.split(sep).join('/')}`;
    if (specifier === '#platform') {
      if (!allowed(from, 'platform')) violations.push(`${where}: ${from} may not import #platform`);
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
for (const layer of new Set([...Object.keys(MAY_IMPORT), ...written.keys()])) {
  const law = MAY_IMPORT[layer]?.join(', ');
  if (written.get(layer) !== law) violations.push(`ARCHITECTURE.md: src/${layer} may import ${law ?? '(no such layer)'}`);
}

if (violations.length > 0) {
  console.error(violations.join('\n'));
  process.exitCode = 1;
} else {
  console.log('layers: every import goes down');
}
