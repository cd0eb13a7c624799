import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromiumPath, complaintsOf, launch, watched } from './open-page.ts';

const executable = chromiumPath();

// As page.test.ts it needs a browser.
test(
  'draws of many threads those in sight, and finds the others by scrolling and by their names',
  { skip: executable === undefined && 'no Chromium is installed' },
  async (testing) => {
    await using many = await watched('inspect/many.mjs', ['70', '1']);
    const browser = await launch(executable!);
    testing.after(() => browser.close());
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const complaints = complaintsOf(page);
    await page.goto(many.url);
    await page.waitForSelector('#threads button.name >> text=worker-1');
    assert.equal(await page.getAttribute('#threads table', 'aria-rowcount'), '72');
    assert.ok((await page.locator('#threads tbody tr').count()) < 50);
    const height = await page.evaluate('document.querySelector("#threads .scroll").scrollHeight');
    await page.evaluate('document.querySelector("#threads .scroll").scrollTo(0, 1e6)');
    await page.waitForSelector('#threads tr[aria-rowindex="72"] button.name:text-is("worker-70")');
    assert.equal(await page.evaluate('document.querySelector("#threads .scroll").scrollHeight'), height, 'nothing jumps');
    // Rows that come into sight are reached by keyboard as all others.
    await page.evaluate('document.querySelector("#threads .scroll").scrollTo(0, 0)');
    await page.focus('#threads tr[aria-rowindex="2"] button.name');
    for (let step = 0; step < 170; step += 1) await page.keyboard.press('Tab');
    const index = await page.evaluate('Number(document.activeElement.closest("tr")?.getAttribute("aria-rowindex"))');
    assert.ok(Number(index) > 40, `row ${String(index)} has the focus`);
    await page.getByLabel('Filter threads').fill('WORKER-33');
    await page.waitForFunction('document.querySelectorAll("#threads tbody tr").length === 1');
    assert.match((await page.textContent('#threads .filters'))!, /1 of 71/);
    assert.deepEqual(complaints, []);
  },
);

test(
  'has room for long names and long errors, in all widths',
  { skip: executable === undefined && 'no Chromium is installed' },
  async (testing) => {
    await using program = await watched('inspect/names.mjs');
    const browser = await launch(executable!);
    testing.after(() => browser.close());
    for (const width of [360, 1280]) {
      const context = await browser.newContext({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const complaints = complaintsOf(page);
      await page.goto(program.url);
      await page.waitForSelector('#errors summary:has-text("xxxx")');
      await page.waitForSelector('#calls td:has-text("not known")');
      await page.click('#threads button.name:has-text("a worker with")');
      const title = await page.waitForSelector('#detail-title');
      assert.match((await title.textContent())!, /and on <b>and on$/);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true, `${width} pixels`);
      // Nothing lies over the name.
      const [name, close] = [await title.boundingBox(), await page.locator('.detail .close').boundingBox()];
      assert.ok(name && close);
      const end = await page.evaluate(
        'const range = document.createRange(); range.selectNodeContents(document.querySelector("#detail-title")); Math.max(...[...range.getClientRects()].map(({ right }) => right))',
      );
      assert.ok(Number(end) <= close.x, `${String(end)} is before ${close.x}`);
      // The newest first, also of what was before the page was open.
      const times = await page.locator('#events time').evaluateAll((all) => all.map((time) => String(Reflect.get(time, 'dateTime'))));
      assert.deepEqual(times, times.toSorted().toReversed());
      assert.deepEqual(complaints, []);
      await context.close();
    }
  },
);
