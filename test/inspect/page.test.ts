import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumPath, complaintsOf, launch, type Watched, watched } from './open-page.ts';

const executable = chromiumPath();
/** With it the pictures of docs/guide/inspect.md are made anew. */
const PICTURES = process.env['HEDDLE_PICTURES'];

// The page is tested in a real browser, which not every machine has; .ci/run installs it.
describe('the live page', { skip: executable === undefined && 'no Chromium is installed' }, () => {
  let browser: Browser;
  let program: Watched;
  before(async () => {
    program = await watched('inspect/busy.mjs');
    browser = await launch(executable!);
  });
  after(async () => {
    await browser.close();
    await program[Symbol.asyncDispose]();
  });

  async function open(options: BrowserContextOptions, look: (page: Page) => Promise<void>): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(program.url);
    await page.waitForSelector('tbody tr');
    await look(page);
    await context.close();
    assert.deepEqual(complaints, []);
  }
  async function picture(page: Page, name: string): Promise<void> {
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/${name}.png` });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`shows threads, traffic, pools, calls and errors (${colorScheme})`, async () => {
      await open({ colorScheme }, async (page) => {
        for (const name of ['main', 'render', 'nested', 'numbers-1', 'failing'])
          await page.waitForSelector(`#threads button.name >> text=${name}`);
        await page.waitForSelector('#ports td:text-matches("[1-9].* MB")');
        await page.waitForSelector('#pools article:has-text("numbers")');
        for (const name of ['waiting', 'running'])
          await page.waitForSelector(`#pools svg[aria-label^="Histogram of ${name}, "] rect[height="48"]`);
        await page.waitForSelector('#calls tbody tr:has-text("forever")');
        assert.match((await page.textContent('#calls pre'))!, /askForever/);
        await page.waitForSelector('#errors summary:has-text("no such row")');
        await page.click('#threads button.name >> text=render');
        await page.waitForSelector('.detail canvas');
        const background = await page.evaluate('getComputedStyle(document.body).backgroundColor');
        assert.equal(background, colorScheme === 'light' ? 'rgb(251, 251, 250)' : 'rgb(21, 24, 27)');
        await picture(page, `inspect-${colorScheme}`);
      });
    });
  }

  test('fits into a narrow window', async () => {
    await open({ viewport: { width: 360, height: 800 } }, async (page) => {
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
      await picture(page, 'inspect-narrow');
    });
  });

  test('goes by keyboard: to the threads, into one of them, and out again', async () => {
    await open({}, async (page) => {
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the threads');
      await page.keyboard.press('Enter');
      // The section and its scrolling table come first.
      for (let step = 0; step < 3 && !(await page.evaluate('document.activeElement.className.includes("name")')); step += 1)
        await page.keyboard.press('Tab');
      const name = await page.evaluate('document.activeElement.textContent');
      await page.keyboard.press('Enter');
      await page.waitForSelector(`#detail-title:text-is("${String(name)}")`);
      assert.equal(await page.evaluate('document.activeElement.getAttribute("aria-expanded")'), 'true');
      await page.keyboard.press('Enter');
      await page.waitForSelector('#detail-title', { state: 'detached' });
    });
  });

  test('says to screen readers what it shows', async () => {
    await open({}, async (page) => {
      const tree = await page.locator('body').ariaSnapshot();
      for (const part of [
        'navigation "Sections"',
        'main',
        'heading "Threads"',
        'columnheader "Utilization"',
        'rowheader "render',
        'button "CPU profile of render"',
        'button "Terminate render"',
        'img "Traffic between threads',
        'searchbox "Filter"',
        'combobox "Type"',
      ])
        assert.ok(tree.includes(part), `${part} in\n${tree}`);
      assert.ok(!tree.includes('button "Terminate main"'));
      const unlabelled = await page.evaluate(
        `[...document.querySelectorAll('section, button, input, select, [role=img]')].filter((element) =>
          !(element.getAttribute('aria-label') || element.getAttribute('aria-labelledby') || element.textContent.trim() || element.labels?.length)).length`,
      );
      assert.equal(unlabelled, 0);
    });
  });

  test('filters events', async () => {
    await open({}, async (page) => {
      await page.waitForSelector('#events li >> nth=3');
      await page.fill('#events input', 'no such row');
      await page.waitForFunction('document.querySelectorAll("#events li").length === 2');
      await page.selectOption('#events select', 'error');
      await page.waitForFunction('document.querySelectorAll("#events li").length === 1');
    });
  });

  test('saves a CPU profile and a heap snapshot at one click', async () => {
    await open({ acceptDownloads: true }, async (page) => {
      for (const [button, extension, member] of [
        ['CPU profile of index', '.cpuprofile', 'nodes'],
        ['Heap snapshot of index', '.heapsnapshot', 'snapshot'],
      ] as const) {
        const waiting = page.waitForEvent('download');
        await page.click(`button[aria-label="${button}"]`);
        const download = await waiting;
        assert.ok(download.suggestedFilename().startsWith('index-') && download.suggestedFilename().endsWith(extension));
        const saved = JSON.parse(await readFile(await download.path(), 'utf8')) as object;
        assert.ok(member in saved);
        assert.match((await page.textContent('.said'))!, /Saved index-/);
      }
    });
  });

  test('stays alive, and says so, while the main thread is blocked', async () => {
    await open({}, async (page) => {
      program.program.stdin.write('block\n');
      await page.waitForSelector('#threads tr.blocked:has-text("main")');
      const waiting = page.waitForEvent('download');
      await page.click('button[aria-label="CPU profile of main"]');
      await picture(page, 'inspect-blocked');
      const { nodes } = JSON.parse(await readFile(await (await waiting).path(), 'utf8')) as {
        nodes: { callFrame: { url: string } }[];
      };
      assert.ok(nodes.some(({ callFrame }) => callFrame.url.endsWith('busy.mjs')));
      await page.waitForSelector('#threads tr.blocked', { state: 'detached' });
    });
  });

  test('terminates a worker', async () => {
    await open({}, async (page) => {
      page.on('dialog', (dialog) => void dialog.accept());
      await page.click('button[aria-label="Terminate outer"]');
      await page.waitForSelector('#threads tr.gone:has-text("outer")');
      await page.waitForSelector('#threads tr.gone:has-text("nested")');
    });
  });

  test('says when the program has ended', async () => {
    await using own = await watched('inspect/busy.mjs');
    const page = await browser.newPage();
    await page.goto(own.url);
    await page.waitForSelector('tbody tr');
    own.program.stdin.write('end\n');
    await page.waitForSelector('.state:has-text("ended"), .state:has-text("lost")');
    await page.close();
  });

  test('says how much it has missed, and is told anew which calls wait', async () => {
    const page = await browser.newPage();
    const place = { at: Date.now(), thread: 0 };
    const call = (number: number): object => ({
      ...place,
      type: 'pending',
      call: number,
      task: `task-${number}`,
      peer: 'w',
      since: 0,
      origin: '',
    });
    const snapshot = { at: Date.now(), threads: [], channels: [], closed: [], events: [call(1)], lost: 0, uncounted: 0, dropped: 0 };
    const snapshots = [snapshot, { ...snapshot, events: [], current: [call(2)], dropped: 12_345 }];
    await page.route('**/api/live', (route) => route.fulfill({ body: snapshots.map((each) => `${JSON.stringify(each)}\n`).join('') }));
    await page.goto(program.url);
    await page.waitForSelector('.dropped:has-text("12 k events were dropped")');
    await page.waitForSelector('#calls tbody tr:has-text("task-2")');
    assert.equal(await page.locator('#calls tbody tr').count(), 1);
    await page.close();
  });

  test('says why it shows nothing when its address has no token', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(new URL('/', program.url).href);
    assert.equal(answer!.status(), 401);
    await page.close();
  });
});

test('the page has the size that its documentation states', async () => {
  const size = async (name: string): Promise<number> => (await stat(new URL(`../../ui/${name}`, import.meta.url))).size;
  const total = (await size('app.js')) + (await size('app.css')) + (await size('index.html'));
  assert.ok(total < 100_000, `${total} bytes: docs/guide/inspect.md says 100 kB`);
});
