import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runNode } from '../support/run-node.ts';

// A page that is not isolated has no `SharedArrayBuffer`, and may load heddle all the same.
const without = 'data:text/javascript,delete globalThis.SharedArrayBuffer';

describe('where there is no SharedArrayBuffer', () => {
  for (const entry of ['heddle', 'heddle/sync', 'heddle/inspect'])
    test(`${entry} can be loaded`, async () => {
      const program = `
        const names = Object.keys(await import(${JSON.stringify(import.meta.resolve(entry))}));
        console.log(typeof SharedArrayBuffer, names.length > 0);`;
      const { code, stdout, stderr } = await runNode(['--import', without, '--input-type=module', '--eval', program]);
      assert.deepEqual({ code, stdout: stdout.trim(), stderr }, { code: 0, stdout: 'undefined true', stderr: '' });
    });
});
