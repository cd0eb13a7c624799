import type { PoolSettings } from './pool-options.ts';
import type { TaskSchemas } from './validate.ts';

/** A run shorter than this, in milliseconds, is tiny: to hand over the next task takes about as long as that. */
const TINY = 0.1;
/** Of a task that has never run nobody knows how long it takes. */
const UNKNOWN = 1e6;
/** What one run counts in the mean. */
const WEIGHT = 1 / 8;

/** All runs of one task of a pool. */
export class TaskKind {
  readonly name: string;
  /** How often a run is repeated whose worker died. */
  readonly retries: number;
  readonly schemas: TaskSchemas | undefined;
  /** How long a run takes, in milliseconds: a mean in which the last runs count most. */
  cost: number = UNKNOWN;
  /** Whether a run has given a stream, and went on until that had been read. */
  givesStreams: boolean = false;

  constructor(name: string, { idempotent, schemas }: Pick<PoolSettings, 'idempotent' | 'schemas'>) {
    this.name = name;
    this.retries = Object.hasOwn(idempotent, name) ? idempotent[name]! : 0;
    this.schemas = schemas.get(name);
  }

  get isTiny(): boolean {
    return this.cost < TINY && !this.givesStreams;
  }
  /** Whether a run is known to be done once it is answered. */
  get isSteady(): boolean {
    return this.cost !== UNKNOWN && !this.givesStreams;
  }

  ranFor(milliseconds: number): void {
    this.cost = this.cost === UNKNOWN ? milliseconds : this.cost + (milliseconds - this.cost) * WEIGHT;
  }
}
