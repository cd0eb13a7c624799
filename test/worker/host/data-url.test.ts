import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';

noLeaks();

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const TYPESCRIPT = 'enum Weekday { Monday = 1 } const day: Weekday = Weekday.Monday; postMessage(day);';

describe('a worker from a data: URL', () => {
  it('is JavaScript', async () => {
    assert.equal(await answerOf(new Worker('data:text/javascript,postMessage(1)')), 1);
    assert.equal(await answerOf(new Worker(new URL('data:text/javascript,postMessage("a%20b")'))), 'a b');
  });

  it('may be base64', async () => {
    assert.equal(await answerOf(new Worker(`data:text/javascript;base64,${base64("postMessage('ü')")}`)), 'ü');
    assert.equal(await answerOf(new Worker(`data:text/javascript;charset=utf-8;base64,${base64("postMessage('ü')")}`)), 'ü');
  });

  it('is TypeScript by its MIME type', async () => {
    assert.equal(await answerOf(new Worker(`data:text/typescript,${encodeURIComponent(TYPESCRIPT)}`)), 1);
    assert.equal(await answerOf(new Worker(`data:application/typescript;base64,${base64(TYPESCRIPT)}`)), 1);
  });

  it('is a module when its content is, or when it shall be one', async () => {
    const text = "import { sep } from 'node:path'; postMessage([sep.length, typeof this, import.meta.url.slice(0, 5)]);";
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,${text}`)), [1, 'undefined', 'data:']);
    assert.equal(await answerOf(new Worker('data:text/javascript,postMessage(typeof this)', { type: 'module' })), 'undefined');
    assert.equal(
      await answerOf(new Worker(`data:text/typescript,${encodeURIComponent(`export {}; ${TYPESCRIPT}`)}`, { type: 'module' })),
      1,
    );
  });

  it('is a classic script otherwise', async () => {
    const text = 'var top1 = 1; postMessage([this === self, globalThis.top1])';
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,${text}`)), [true, 1]);
    assert.deepEqual(await answerOf(new Worker(`data:text/javascript,${text}`, { type: 'classic' })), [true, 1]);
  });

  it('ends at its fragment, as any URL', async () => {
    assert.equal(await answerOf(new Worker('data:text/javascript,postMessage(1)#postMessage(2)')), 1);
  });

  for (const [what, url] of Object.entries({
    'broken base64': 'data:text/javascript;base64,%%%',
    'no comma': 'data:text/javascript',
    'a syntax error': 'data:text/javascript,postMessage(',
  })) {
    it(`fails with error and close when it has ${what}`, async () => {
      const { events, errors, code } = await outcomeOf(new Worker(url));
      assert.deepEqual(events, ['error', 'close']);
      assert.equal(errors[0].name, 'SyntaxError');
      assert.equal(code, 1);
    });
  }
});
