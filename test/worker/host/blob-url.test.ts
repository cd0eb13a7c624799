import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker, type WorkerOptions } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf, outcomeOf } from '../../support/outcome-of.ts';

noLeaks();

const TYPESCRIPT = 'enum Weekday { Monday = 1 } const day: Weekday = Weekday.Monday; postMessage(day);';

/** A worker whose URL is revoked at once. */
function fromBlob(blob: Blob, options?: WorkerOptions): Worker {
  const url = URL.createObjectURL(blob);
  try {
    return new Worker(url, options);
  } finally {
    URL.revokeObjectURL(url);
  }
}

describe('a worker from a blob: URL', () => {
  it('is captured at construction', async () => {
    assert.equal(await answerOf(fromBlob(new Blob(["postMessage('ü')"]))), 'ü');
  });

  it('is TypeScript by the MIME type', async () => {
    assert.equal(await answerOf(fromBlob(new Blob([TYPESCRIPT], { type: 'text/typescript' }))), 1);
    assert.equal(await answerOf(fromBlob(new Blob([TYPESCRIPT], { type: 'application/typescript' }))), 1);
  });

  it('is what its content can be when it has no MIME type: the name of a File is lost in its URL', async () => {
    assert.equal(await answerOf(fromBlob(new File([TYPESCRIPT], 'day.ts'))), 1);
    assert.equal(await answerOf(fromBlob(new Blob([`import 'node:fs'; ${TYPESCRIPT}`]))), 1);
    const tsx = '/** @jsxRuntime classic */\nconst React = { createElement: (tag: string): string => tag };\npostMessage(<main />);';
    assert.equal(await answerOf(fromBlob(new File([tsx], 'page.tsx'))), 'main');
  });

  it('is JavaScript by the MIME type, and where it can be nothing else', async () => {
    for (const blob of [new Blob([TYPESCRIPT], { type: 'text/javascript' }), new Blob(['const;'])]) {
      const { events, errors, code } = await outcomeOf(fromBlob(blob));
      assert.deepEqual(events, ['error', 'close']);
      assert.equal(errors[0].name, 'SyntaxError');
      assert.equal(code, 1);
    }
  });

  const kind = 'postMessage([typeof this, typeof importScripts])';
  it('is a classic script, a module, or what its content says', async () => {
    assert.deepEqual(await answerOf(fromBlob(new Blob([kind]), { type: 'classic' })), ['object', 'function']);
    assert.deepEqual(await answerOf(fromBlob(new Blob([kind]), { type: 'module' })), ['undefined', 'function']);
    assert.deepEqual(await answerOf(fromBlob(new Blob([kind]))), ['object', 'function']);
    assert.deepEqual(await answerOf(fromBlob(new Blob([`import 'node:fs'; ${kind}`]))), ['undefined', 'function']);
    const awaits = 'postMessage(await Promise.resolve(typeof this))';
    assert.equal(await answerOf(fromBlob(new Blob([awaits]))), 'undefined');
  });

  it('sees its own URL in import.meta.url and location', async () => {
    const url = URL.createObjectURL(new Blob(['postMessage([import.meta.url, location.href, location.protocol])']));
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    assert.deepEqual(await answerOf(worker), [url, url, 'blob:']);
  });

  it('imports packages and files from the current directory', async () => {
    assert.equal(await answerOf(fromBlob(new Blob(["import { isMainThread } from 'heddle'; postMessage(isMainThread)"]))), false);
  });
});
