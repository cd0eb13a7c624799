import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { outcomeOf } from '../../support/outcome-of.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

noLeaks();

const folder = temporaryFolder({
  'syntax.mjs': 'const a = ;',
  'syntax.cjs': 'const a = ;',
  'syntax.ts': 'const a: number = ;',
  'import.mjs': "import './absent.mjs';",
  'import.ts': "import { a } from './absent.ts'; postMessage(a);",
  'name.mjs': "import { absent } from 'node:fs'; absent();",
  'require.cjs': "require('./absent.cjs');",
  'throw.ts': "interface Code { code: string }\nthrow Object.assign(new RangeError('thrown'), { code: 'OWN' } satisfies Code);",
  'throw.cjs': "throw Object.assign(new RangeError('thrown'), { code: 'OWN' });",
  'reject.mjs': "await Promise.reject(Object.assign(new RangeError('rejected'), { code: 'OWN' }));",
  'string.mjs': "throw 'a string';",
  'exit.mjs': "postMessage('before'); process.exit(3); postMessage('after');",
  'exit-in-import.mjs': "import './exit.mjs'; postMessage('never');",
  'never.mjs': 'await new Promise(() => {});',
});

for (const [file, expected] of Object.entries({
  'syntax.mjs': { name: 'SyntaxError' },
  'syntax.cjs': { name: 'SyntaxError' },
  'syntax.ts': { code: 'HEDDLE_TRANSFORM_FAILED' },
  'import.mjs': { code: 'ERR_MODULE_NOT_FOUND' },
  'import.ts': { code: 'ERR_MODULE_NOT_FOUND' },
  'name.mjs': { name: 'SyntaxError' },
  'require.cjs': { code: 'MODULE_NOT_FOUND' },
  'throw.ts': { name: 'RangeError', code: 'OWN' },
  'throw.cjs': { name: 'RangeError', code: 'OWN' },
  'reject.mjs': { name: 'RangeError', code: 'OWN' },
}) as [string, Record<string, string>][]) {
  describe(`a script that fails while it loads: ${file}`, () => {
    it('fires error, then close with 1, and never open', async () => {
      const { events, errors, code } = await outcomeOf(new Worker(join(folder, file)));
      assert.deepEqual(events, ['error', 'close']);
      assert.equal(code, 1);
      for (const [name, value] of Object.entries(expected)) assert.equal(errors[0][name], value, String(errors[0].stack));
    });
  });
}

describe('a script that ends while it loads', () => {
  it('may throw what is no error', async () => {
    const { events, errors, code } = await outcomeOf(new Worker(join(folder, 'string.mjs')));
    assert.deepEqual({ events, errors, code }, { events: ['error', 'close'], errors: ['a string'], code: 1 });
  });

  for (const file of ['exit.mjs', 'exit-in-import.mjs']) {
    it(`may call process.exit(): what it posted before arrives, and open does not: ${file}`, async () => {
      const { events, messages, code } = await outcomeOf(new Worker(join(folder, file)));
      assert.deepEqual({ events, messages, code }, { events: ['message', 'close'], messages: ['before'], code: 3 });
    });
  }

  it('may await for ever: then it ends with code 13, as a program of Node', async () => {
    const { events, code } = await outcomeOf(new Worker(join(folder, 'never.mjs')));
    assert.deepEqual({ events, code }, { events: ['close'], code: 13 });
  });

  it('may be terminated before it has begun', async () => {
    const worker = new Worker(join(folder, 'never.mjs'));
    const outcome = outcomeOf(worker);
    assert.equal(await worker.terminate(), 1);
    const { events, code } = await outcome;
    assert.deepEqual({ events, code }, { events: ['close'], code: 1 });
  });
});
