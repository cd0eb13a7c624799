// Puts what the programs need into test/projects/node_modules, unless what is there came from this package-lock.json.
// `node dist/test/projects/install.js` takes what the programs run with; `--all` also the compiler and tsx, which `npm run projects:record` needs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { HERE } from './programs.ts';

const all = process.argv.includes('--all');
const stamp = join(HERE, 'node_modules', '.installed');
const lock = createHash('sha256')
  .update(readFileSync(join(HERE, 'package-lock.json')))
  .digest('hex');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

if (installed !== `${lock} all` && (all || installed !== lock)) {
  // No package needs its scripts: esbuild's only saves a process.
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', ...(all ? [] : ['--omit=dev'])], {
    cwd: HERE,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  writeFileSync(stamp, all ? `${lock} all` : lock);
}
