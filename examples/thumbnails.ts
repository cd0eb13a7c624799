// Thumbnails of a folder of images, made on every core.
//
//     heddle examples/thumbnails.ts [folder] [--out folder] [--width N] [--threads N]
//
// Without a folder it paints some pictures first. The library, jimp, computes on the thread that calls it, which is what a pool is for;
// one that has threads of its own, as sharp does, gains little from more of them.
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { extname, join, parse, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { Pool } from 'heddle';

import type { Job } from './thumbnails/tasks.ts';

const SAMPLES = 12;
const IMAGES = new Set(['.png', '.jpg', '.jpeg', '.gif', '.bmp', '.tiff']);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    out: { type: 'string' },
    width: { type: 'string', default: '160' },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const width = wholeNumber('--width', values.width, 1, 10_000);
const threads = wholeNumber('--threads', values.threads, 1, 256);

await using pool = new Pool<typeof import('./thumbnails/tasks.ts')>(new URL('./thumbnails/tasks.ts', import.meta.url), { size: threads });
const folder = positionals[0] ?? (await paintSamples());
const target = resolve(values.out ?? join(folder, 'thumbnails'));
await mkdir(target, { recursive: true });

const names = (await readdir(folder)).filter((name) => IMAGES.has(extname(name).toLowerCase())).sort();
const jobs = names.map((name): Job => ({ file: join(folder, name), target: join(target, `${parse(name).name}.jpg`), width }));
const bar = new SingleBar({ stream: process.stderr, format: '{bar} {value} of {total} images, {eta} s left', clearOnComplete: true });
bar.start(jobs.length, 0);
const begun = performance.now();
let bytes = 0;
let failed = 0;
for await (const outcome of pool.map('thumbnail', jobs, { onProgress: ({ done }) => bar.update(done) })) {
  if ('problem' in outcome) {
    failed += 1;
    console.error(`Cannot shrink ${outcome.file}: ${outcome.problem}`);
  } else bytes += outcome.bytes;
}
bar.stop();
const seconds = (performance.now() - begun) / 1000;
console.log(`${jobs.length - failed} thumbnails, ${(bytes / 1024).toFixed(0)} KB, in ${target}`);
console.log(`${seconds.toFixed(2)} s on ${threads} threads, ${(jobs.length / seconds).toFixed(1)} images a second`);
if (failed > 0) process.exitCode = 1;

async function paintSamples(): Promise<string> {
  const samples = await mkdtemp(join(tmpdir(), 'heddle-thumbnails-'));
  const pictures = Array.from({ length: SAMPLES }, (_, seed) => ({ file: `${join(samples, `sample-${seed}`)}.png` as const, seed }));
  await Promise.all(pictures.map((picture) => pool.call.paint(picture)));
  return samples;
}

function wholeNumber(option: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  console.error(`Cannot use ${JSON.stringify(text)} as ${option}: expected a whole number from ${least} to ${most}`);
  process.exit(2);
}
