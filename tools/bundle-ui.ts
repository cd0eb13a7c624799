// Bundles the live page into dist/ui: one script, one style sheet, and the page. Nothing else is fetched when it is open.
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './generated-file.ts';

const SOURCE = resolve(ROOT, 'ui');
const TARGET = resolve(ROOT, 'dist/ui');

const bundle = await rolldown({
  input: { app: resolve(SOURCE, 'src/main.tsx') },
  platform: 'browser',
  transform: { define: { 'process.env.NODE_ENV': '"production"' } },
  logLevel: 'warn',
});
rmSync(TARGET, { recursive: true, force: true });
mkdirSync(TARGET, { recursive: true });
await bundle.write({ dir: TARGET, format: 'esm', minify: true, comments: false, entryFileNames: '[name].js' });
await bundle.close();
copyFileSync(resolve(SOURCE, 'index.html'), resolve(TARGET, 'index.html'));
const chart = createRequire(import.meta.url).resolve('uplot/dist/uPlot.min.css');
writeFileSync(resolve(TARGET, 'app.css'), `${readFileSync(chart, 'utf8')}\n${readFileSync(resolve(SOURCE, 'src/app.css'), 'utf8')}`);
