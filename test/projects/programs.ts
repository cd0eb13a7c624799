import { fileURLToPath } from 'node:url';

/** The folder that holds the package of these tests: its node_modules has what the programs import. */
export const HERE: string = fileURLToPath(new URL('../../../test/projects/', import.meta.url));

/**
 * Who says what a program prints:
 * - `tsc`: what the compiler emits, run by Node
 * - `tsx`: for what the compiler checks but leaves to others, as `paths` and JSON without an attribute
 * - `bun`: for what tsx has not, as a tsconfig.json for each package of a monorepo
 * - `rule`: nobody runs it; the documentation of TypeScript says what it means
 */
export type Reference = 'tsc' | 'tsx' | 'bun' | 'rule';

/** A folder under `fixtures/` with a program, and a module whose `report()` gives what the program prints. */
export interface Program {
  readonly name: string;
  /** Run as a program and as a worker. Default: `main.ts`. */
  readonly main?: string;
  /** Loaded by `spawn()` and `Pool`. Default: `tasks.ts`. */
  readonly tasks?: string;
  readonly by: Reference;
  /** Options that the reference needs and heddle finds by itself. */
  readonly options?: readonly string[];
  /** Starts TypeScript on threads through `node:worker_threads`, which is heddle's under the command only. */
  readonly startsThreads?: boolean;
}

/** Small programs, each the whole of one kind. */
const KINDS: readonly Program[] = [
  { name: 'fields-assigned', by: 'tsc' },
  { name: 'fields-defined', by: 'tsc' },
  { name: 'jsx', by: 'tsc', main: 'main.tsx', tasks: 'tasks.tsx' },
  { name: 'paths', by: 'tsx' },
  { name: 'inheritance', by: 'rule' },
  { name: 'root-dirs', by: 'rule' },
];

/** What people write, with packages of the registry. */
const APPLICATIONS: readonly Program[] = [{ name: 'ssr', by: 'tsc', main: 'main.tsx', tasks: 'tasks.tsx' }];

export const PROGRAMS: readonly Program[] = [...KINDS, ...APPLICATIONS];
