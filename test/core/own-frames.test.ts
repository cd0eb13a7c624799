import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { programLines } from '../../src/core/own-frames.ts';

// It finds them by the folder that it is in itself: a module that is moved, or bundled elsewhere, would find none.
for (const folder of ['lib', 'src'])
  test(`lines of the build in dist/${folder} are heddle's own, as a URL and as a path`, () => {
    const url = new URL(`../../${folder}/rpc/call.js`, import.meta.url);
    const program = '    at main (file:///program.js:1:1)';
    const stack = [`Error: boom`, `    at call (${url.href}:1:1)`, `    at call (${fileURLToPath(url)}:1:1)`, program].join('\n');
    assert.equal(programLines(stack, 9), program.trim());
  });
