import assert from 'node:assert/strict';
import { join } from 'node:path';
import process from 'node:process';
import { before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { COMMAND } from '../support/run-heddle.ts';
import { runNode } from '../support/run-node.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { readExpectation } from './expectation.ts';
import { HERE, PROGRAMS, type Program } from './programs.ts';

/**
 * Node 20 starts its hooks for `import` when an `import()` is met in a file that heddle loads. One that is deep in a package is met too late when
 * nothing else of the module needs them: as programs these two run there as well.
 */
const HOOKED_TOO_LATE = process.versions.node.startsWith('20.') ? ['loaders', 'kysely'] : [];
/** All programs, one after the other, on a machine that is busy with other things. */
const LONGEST_RUN = 240_000;
const RUN_PLACES = fileURLToPath(new URL('../../../test/projects/fixtures/run-places.mjs', import.meta.url));

interface Places {
  readonly name: string;
  readonly worker: string;
  readonly spawned: string;
  readonly pooled: string;
}

const cache = temporaryFolder({});

/** One process for all programs: each has its own threads, and starting processes would take most of the time. */
async function runPlaces(args: readonly string[], programs: readonly Program[]): Promise<{ found: Map<string, Places>; stderr: string }> {
  const urlOf = (name: string, file: string): string => pathToFileURL(join(HERE, 'fixtures', name, file)).href;
  const wanted = programs.map(({ name, main = 'main.ts', tasks = 'tasks.ts' }) => ({
    name,
    main: urlOf(name, main),
    tasks: urlOf(name, tasks),
  }));
  const options = { milliseconds: LONGEST_RUN, env: { HEDDLE_CACHE: cache } };
  const { stdout, stderr } = await runNode([...args, RUN_PLACES, JSON.stringify(wanted)], options);
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { found: new Map(lines.map((line) => JSON.parse(line) as Places).map((each) => [each.name, each])), stderr };
}

function suite(what: string, args: readonly string[], programs: readonly Program[]): void {
  describe(what, () => {
    let ran: Awaited<ReturnType<typeof runPlaces>>;
    before(async () => {
      ran = await runPlaces(args, programs);
    });
    for (const { name } of programs) {
      test(`Worker, spawn() and Pool run ${name} as its reference does`, () => {
        const { worker, report } = readExpectation(name);
        const found = ran.found.get(name);
        assert.ok(found, ran.stderr);
        assert.equal(found.worker, worker, ran.stderr);
        assert.equal(found.spawned, report);
        assert.equal(found.pooled, report);
      });
    }
  });
}

suite(
  'in a program that Node runs',
  [],
  PROGRAMS.filter(({ name, startsThreads }) => !startsThreads && !HOOKED_TOO_LATE.includes(name)),
);
suite(
  'under the command',
  [COMMAND],
  PROGRAMS.filter(({ startsThreads }) => startsThreads),
);
