// How long is it until the page shows figures, and what does an update cost it? Chromium opens the page of a program with few threads, and that of one
// with 200 workers and 2,000 ports; the time is from the beginning of the navigation to the paint after the first row of threads.
//
// npm run build && node dist/bench/inspect/first-figures.bench.js [rounds]
import type { Browser } from 'playwright-core';
import { chromiumPath, launch, type Watched, watched } from '../../test/inspect/open-page.ts';
import { interleave } from '../support/interleave.ts';
import { record } from '../support/result.ts';
import { median } from '../support/statistics.ts';

const rounds = Number(process.argv[2] ?? 9);
/** How long updates are watched, in seconds. */
const WATCHED = 3;
/** Updates a second. */
const UPDATES = 10;
const PROGRAMS = { few: ['3', '3'], many: ['200', '9'] } as const;

const executable = chromiumPath();
if (executable === undefined) throw new Error('Cannot measure the page: no Chromium is installed');

/** Runs in the page. */
const MARK = `const observer = new MutationObserver(() => {
  if (!document.querySelector('#threads tbody tr')) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => (globalThis.firstFigures = performance.now())));
});
observer.observe(document, { childList: true, subtree: true });`;

interface Figures {
  /** Milliseconds until the first figures. */
  readonly first: number;
  /** Milliseconds of scripts, and of style and layout, for an update. */
  readonly script: number;
  readonly layout: number;
}

async function look(browser: Browser, { url }: Watched): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(MARK);
    await page.goto(url);
    await page.waitForSelector('#threads tbody tr');
    const client = await context.newCDPSession(page);
    await client.send('Performance.enable');
    const measure = async (): Promise<Map<string, number>> => {
      const { metrics } = await client.send('Performance.getMetrics');
      return new Map(metrics.map(({ name, value }) => [name, value * 1000]));
    };
    const before = await measure();
    await new Promise((resolve) => setTimeout(resolve, WATCHED * 1000));
    const after = await measure();
    const each = (name: string): number => (after.get(name)! - before.get(name)!) / WATCHED / UPDATES;
    const first = Number(await page.evaluate('globalThis.firstFigures'));
    if (!(first > 0)) throw new Error('Cannot trust the figure: no row has appeared');
    return { first, script: each('ScriptDuration'), layout: each('LayoutDuration') + each('RecalcStyleDuration') };
  } finally {
    await context.close();
  }
}

const browser = await launch(executable);
const few = await watched('inspect/many.mjs', PROGRAMS.few);
const many = await watched('inspect/many.mjs', PROGRAMS.many);
const looks: Record<'few' | 'many', Figures[]> = { few: [], many: [] };
const keep = async (name: 'few' | 'many', program: Watched): Promise<number> => {
  const figures = await look(browser, program);
  looks[name].push(figures);
  return figures.first;
};
await interleave({ few: () => keep('few', few), many: () => keep('many', many) }, { rounds, warmUp: 1 });
await browser.close();
await few[Symbol.asyncDispose]();
await many[Symbol.asyncDispose]();

record({
  bench: 'inspect/first-figures',
  question: 'how long it is until the page shows figures, and what an update costs it',
  unit: 'ms',
  rounds,
  rows: (
    [
      ['first', 'first figures'],
      ['script', 'scripts of an update'],
      ['layout', 'style and layout of an update'],
    ] as const
  ).flatMap(([figure, label]) =>
    (
      [
        ['few', '3 workers, 9 ports'],
        ['many', '200 workers, 2,000 ports'],
      ] as const
    ).map(([program, size]) => {
      // The first look warms up.
      const figures = looks[program].slice(1).map((each) => each[figure]);
      return { name: `${label}: ${size}`, median: median(figures), minimum: Math.min(...figures) };
    }),
  ),
});
