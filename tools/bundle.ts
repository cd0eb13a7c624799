// Bundles the compiled library into dist/lib. A worker loads its program before its first line runs, and on Node each module of that
// program costs up to a millisecond: 64 of them were half of the time until the first message (bench/worker/start.bench.ts).
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './generated-file.ts';
import { libEntries } from './lib-entries.ts';

const SOURCE = resolve(ROOT, 'dist/src');
const TARGET = resolve(ROOT, 'dist/lib');
/** What `#platform` and `#node` are, by package.json. */
function fileOfImport(name: string): string {
  const { imports } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { imports: Record<string, string> };
  return resolve(ROOT, imports[name]!);
}

/** A module and all that its static imports reach. */
function closureOf(entry: string): Set<string> {
  const found = new Set([entry]);
  for (const file of found) {
    for (const [, , specifier] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*?\bfrom (['"])([.#][^'"]+)\1/gm)) {
      found.add(specifier!.startsWith('#') ? fileOfImport(specifier!) : resolve(dirname(file), specifier!));
    }
  }
  return found;
}

/** What the module needs besides itself. */
function needsOf(name: string): (file: string) => boolean {
  const entry = resolve(SOURCE, name);
  const found = closureOf(entry);
  return (file) => file !== entry && found.has(file);
}

const input = libEntries(SOURCE, [
  'index.js',
  'register.js',
  'sync.js',
  'worker-scope.js',
  'inspect.js',
  'worker-boot.js',
  'prepare-main.js',
  'cli/main.js',
]);

const bundle = await rolldown({ input, platform: 'neutral', external: [/^node:/, /^(?![./]|#)/], logLevel: 'warn' });
rmSync(TARGET, { recursive: true, force: true });
await bundle.write({
  dir: TARGET,
  format: 'esm',
  sourcemap: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name].js',
  // In this order: a module belongs to the first that needs it, so that whoever needs one of them loads one file, not one for each module.
  codeSplitting: {
    groups: [
      { name: 'inside', test: needsOf('worker-boot.js'), priority: 4 },
      { name: 'typescript', test: needsOf('loader/typescript.js'), priority: 2 },
      { name: 'host', test: needsOf('index.js'), priority: 1 },
    ],
  },
});
await bundle.close();
// Node requires it, in threads where nothing else may be loaded.
copyFileSync(resolve(SOURCE, 'preload.cjs'), resolve(TARGET, 'preload.cjs'));

// One character beyond Latin-1, in a string, and the engine keeps the whole source of every worker in two bytes for each character.
for (const name of readdirSync(TARGET).filter((file) => file.endsWith('.js'))) {
  const file = resolve(TARGET, name);
  const code = readFileSync(file, 'utf8');
  const escaped = code.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, escaped);
}
