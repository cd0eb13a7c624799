import { spawn } from 'node:child_process';
import { once } from 'node:events';
import assert from 'node:assert/strict';
import process from 'node:process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

for (const file of ['codec-properties', 'codec-types', 'codec-shapes']) {
  test(`${file} passes where code generation from strings is forbidden`, async () => {
    const script = fileURLToPath(new URL(`./${file}.test.js`, import.meta.url));
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = spawn(process.execPath, ['--disallow-code-generation-from-strings', script], {
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 0, output);
  });
}
