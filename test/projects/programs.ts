import process from 'node:process';
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
  /**
   * The first major version of Node that is asked. `@fastify/autoload` looks for `.ts` files where `process.features.typescript` says that they
   * can be loaded, which Node has since 22.
   */
  readonly since?: number;
  /** Starts TypeScript on threads through `node:worker_threads`, which is heddle's under the command only. */
  readonly startsThreads?: boolean;
}

/** Small programs, each the whole of one kind. */
const KINDS: readonly Program[] = [
  { name: 'common-js', by: 'tsc' },
  { name: 'interop', by: 'tsc' },
  { name: 'kinds-of-file', by: 'tsc' },
  { name: 'mixed-workers', by: 'tsc', startsThreads: true },
  { name: 'order', by: 'tsc' },
  { name: 'metadata', by: 'tsc' },
  { name: 'metadata-elsewhere', by: 'tsc' },
  { name: 'metadata-loose', by: 'tsc' },
  { name: 'standard-decorators', by: 'tsc' },
  { name: 'namespaces', by: 'tsc' },
  { name: 'fields-assigned', by: 'tsc' },
  { name: 'fields-defined', by: 'tsc' },
  { name: 'jsx', by: 'tsc', main: 'main.tsx', tasks: 'tasks.tsx' },
  { name: 'paths', by: 'tsx' },
  { name: 'paths-common', by: 'tsx' },
  { name: 'configuration', by: 'tsx', options: ['--conditions=custom'] },
  { name: 'inheritance', by: 'rule' },
  { name: 'references', by: 'tsc' },
  { name: 'root-dirs', by: 'rule' },
  { name: 'odds', by: 'tsx' },
  { name: 'loaders', by: 'tsc' },
];

/** What people write, with packages of the registry. */
const APPLICATIONS: readonly Program[] = [
  { name: 'nest', by: 'tsc' },
  { name: 'express', by: 'tsc' },
  { name: 'typeorm-common', by: 'tsc' },
  { name: 'typeorm-module', by: 'tsc' },
  { name: 'tsyringe', by: 'tsc', startsThreads: true },
  { name: 'mobx', by: 'tsc' },
  { name: 'lit', by: 'tsc' },
  { name: 'fastify', by: 'tsc', since: 22 },
  { name: 'kysely', by: 'tsc' },
  { name: 'ssr', by: 'tsc', main: 'main.tsx', tasks: 'tasks.tsx' },
  {
    name: 'monorepo',
    by: 'bun',
    main: 'apps/server/src/main.ts',
    tasks: 'apps/server/src/tasks.ts',
    options: ['--conditions=@mono/source'],
  },
];

const MAJOR = Number(process.versions.node.split('.', 1)[0]);

export const PROGRAMS: readonly Program[] = [...KINDS, ...APPLICATIONS].filter(({ since = 0 }) => MAJOR >= since);
