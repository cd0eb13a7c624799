import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { runHeddle } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { HERE } from './programs.ts';

const FOLDER = join(HERE, 'fixtures', 'wasm');

// No recording can say what is right here: it depends on the Node that runs. Node 20 refuses both, and heddle has to refuse them too.
for (const [name, what] of [
  ['instance', 'what a WebAssembly module exports'],
  ['source', 'a WebAssembly module that is not instantiated'],
] as const) {
  test(`heddle imports ${what} where the running Node does`, async () => {
    const byNode = await runNode([join(FOLDER, `${name}.mjs`)]);
    for (const extension of ['mjs', 'ts']) {
      const { code, stdout, stderr } = await runHeddle([join(FOLDER, `${name}.${extension}`)]);
      assert.deepEqual({ code, stdout }, { code: byNode.code, stdout: byNode.stdout }, stderr);
    }
  });
}
