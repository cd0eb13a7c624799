import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from '../support/run-node.ts';
import type { Program } from './programs.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The `heddle` command, as the package ships it. */
export const COMMAND: readonly string[] = [join(ROOT, 'dist/lib/main.js')];

/**
 * Runs a program of a document in a folder of its own where `heddle` is this package and other packages are those installed here, and
 * compares what it prints.
 *
 * @param command - what runs it, before the name of its file
 */
export async function runProgram(program: Program, command: readonly string[] = COMMAND): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'heddle-docs-'));
  try {
    await mkdir(join(folder, 'node_modules'));
    const files = [...program.files, [program.name, program.text] as const];
    for (const name of packagesIn(files.map(([, text]) => text).join('\n'))) {
      const target = name === 'heddle' ? ROOT : join(ROOT, 'node_modules', name);
      await symlink(target, join(folder, 'node_modules', name), 'junction');
    }
    for (const [name, text] of files) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const { code, signal, stdout, stderr } = await runNode([...command, program.name], { cwd: folder });
    assert.equal(signal ?? code, 0, `Cannot run the block in line ${program.line}: it ended with ${signal ?? code}\n${stderr}`);
    if (program.output !== undefined) assert.equal(stdout.trimEnd(), program.output.trimEnd());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The packages that a program imports, without those of the runtime. */
function packagesIn(text: string): Set<string> {
  return new Set(['heddle', ...[...text.matchAll(/\bfrom '([a-z][\w-]*)['/]/g)].map((match) => match[1]!)]);
}
