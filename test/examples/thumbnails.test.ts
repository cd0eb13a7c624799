import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Jimp } from 'jimp';
import { runHeddle } from '../support/run-heddle.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const PROGRAM = fileURLToPath(new URL('../../../examples/thumbnails.ts', import.meta.url));
const PATIENCE = { milliseconds: 60_000 };

describe('examples/thumbnails.ts', () => {
  it('shrinks every image of a folder and names those that are none', async () => {
    const folder = temporaryFolder({ 'broken.png': 'not an image', 'notes.txt': 'passed over' });
    for (const name of ['red', 'wide'])
      writeFileSync(join(folder, `${name}.png`), await new Jimp({ width: 120, height: 60, color: 0xff0000ff }).getBuffer('image/png'));
    const target = join(folder, 'small');
    const { code, stdout, stderr } = await runHeddle([PROGRAM, folder, '--out', target, '--width', '40', '--threads', '2'], PATIENCE);
    assert.equal(code, 1);
    assert.match(stderr, /Cannot shrink .*broken\.png/);
    assert.match(stdout, /^2 thumbnails, /);
    assert.deepEqual(readdirSync(target).sort(), ['red.jpg', 'wide.jpg']);
    const { width, height } = await Jimp.read(join(target, 'wide.jpg'));
    assert.deepEqual({ width, height }, { width: 40, height: 20 });
  });

  it('refuses an option that makes no sense', async () => {
    const { code, stderr } = await runHeddle([PROGRAM, '--width', 'wide']);
    assert.equal(code, 2);
    assert.match(stderr, /--width/);
  });
});
