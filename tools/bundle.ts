// Bundles the compiled library into dist/lib. A worker loads its program before its first line runs, and on Node each module of that
// program costs most of a millisecond: 64 of them were half of the time until the first message (bench/worker/start.bench.ts).
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './generated-file.ts';

const SOURCE = resolve(ROOT, 'dist/src');
const TARGET = resolve(ROOT, 'dist/lib');

/** Modules that are loaded on demand, by a path relative to the module that asks: all of dist/lib lies in one folder, as src/loader does. */
function onDemand(): string[] {
  const folder = resolve(SOURCE, 'loader');
  const texts = readdirSync(folder, { encoding: 'utf8' })
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(resolve(folder, name), 'utf8'));
  const boot = readFileSync(resolve(SOURCE, 'worker-boot.js'), 'utf8');
  const names = [...texts, boot].flatMap((text) =>
    [...text.matchAll(/(?:\brequire|\bregister|new URL)\((['"])\.\/(?:loader\/)?([\w-]+\.js)\1/g)].map((match) => match[2]!),
  );
  return [...new Set(names)].map((name) => resolve(folder, name));
}

/** Modules of the loader that even a worker in plain JavaScript runs. */
const EVERY_WORKER = ['detect-language', 'has-module-syntax', 'install-loader', 'module-format', 'package-scope', 'sync-hooks'];
const TYPESCRIPT = [
  'enable-source-maps',
  'find-file',
  'load-file',
  'resolve-specifier',
  'transform',
  'transform-options',
  'disk-cache',
  'tsconfig',
];

function from(...modules: string[]): RegExp {
  return new RegExp(`dist[\\\\/]src[\\\\/](?:${modules.join('|')})\\.js$`);
}

const entries = ['index.js', 'register.js', 'worker-scope.js', 'worker-boot.js', 'cli/main.js'].map((name) => resolve(SOURCE, name));
const input = Object.fromEntries([...entries, ...onDemand()].map((file) => [basename(file, '.js'), file]));

const bundle = await rolldown({ input, platform: 'node', external: [/^node:/, /^(?![./]|#)/], logLevel: 'warn' });
rmSync(TARGET, { recursive: true, force: true });
await bundle.write({
  dir: TARGET,
  format: 'esm',
  sourcemap: true,
  comments: false,
  entryFileNames: '[name].js',
  chunkFileNames: 'chunk-[name].js',
  // What every worker needs is one file, what TypeScript needs another; the helper threads of the loader get by with the smallest.
  codeSplitting: {
    groups: [
      { name: 'base', test: from('core/[\\w-]+', 'platform/.*'), priority: 3 },
      { name: 'heddle', test: from('(core|clone|port|worker)/.*', 'install-globals', `loader/(${EVERY_WORKER.join('|')})`), priority: 2 },
      { name: 'typescript', test: from(`loader/(${TYPESCRIPT.join('|')})`), priority: 1 },
    ],
  },
});
await bundle.close();
