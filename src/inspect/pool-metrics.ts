import { type Durations, type PoolFigures, readPools } from '../observe/pool-figures.ts';

type Kind = 'counter' | 'gauge' | 'histogram';
type Labels = Readonly<Record<string, string>>;

/** One figure of each pool, in the words of Prometheus. */
interface PoolMetric {
  readonly name: string;
  readonly kind: Kind;
  readonly help: string;
  readonly values: (pool: PoolFigures) => readonly { readonly suffix?: string; readonly labels?: Labels; readonly value: number }[];
}

const POOL_METRICS: readonly PoolMetric[] = [
  {
    name: 'heddle_pool_tasks_total',
    kind: 'counter',
    help: 'Tasks of the pool that are done, by what became of them.',
    values: (pool) =>
      (['completed', 'failed', 'cancelled', 'rejected'] as const).map((outcome) => ({ labels: { outcome }, value: pool[outcome] })),
  },
  figure('heddle_pool_tasks_retried_total', 'counter', 'How many times a task was run again after its worker had died.', 'retried'),
  figure('heddle_pool_tasks_queued', 'gauge', 'Tasks that wait for a worker.', 'queued'),
  figure('heddle_pool_tasks_running', 'gauge', 'Tasks that workers have.', 'running'),
  figure('heddle_pool_workers', 'gauge', 'Workers that the pool has.', 'workers'),
  figure('heddle_pool_workers_started_total', 'counter', 'Workers that the pool has started.', 'workersStarted'),
  figure('heddle_pool_workers_died_total', 'counter', 'Workers that ended although nobody told them to.', 'workersDied'),
  figure(
    'heddle_pool_workers_recycled_total',
    'counter',
    'Workers that were replaced after many tasks or with much memory.',
    'workersRecycled',
  ),
  {
    name: 'heddle_pool_task_wait_seconds',
    kind: 'histogram',
    help: 'How long tasks have waited for a worker.',
    values: ({ waitTime }) => buckets(waitTime),
  },
  {
    name: 'heddle_pool_task_run_seconds',
    kind: 'histogram',
    help: 'How long tasks have run.',
    values: ({ runTime }) => buckets(runTime),
  },
];

type Count = { [Key in keyof PoolFigures]: PoolFigures[Key] extends number ? Key : never }[keyof PoolFigures];

function figure(name: string, kind: Kind, help: string, of: Count): PoolMetric {
  return { name, kind, help, values: (pool) => [{ value: pool[of] }] };
}

/** Each bucket counts all values up to its bound. */
function buckets({ count, sum, histogram: { bounds, counts } }: Durations): ReturnType<PoolMetric['values']> {
  let below = 0;
  const values = counts.map((inside, index) => {
    below += inside;
    const bound = bounds[index];
    return {
      suffix: '_bucket',
      labels: { le: bound === undefined ? '+Inf' : String(Number((bound / 1000).toPrecision(3))) },
      value: below,
    };
  });
  return [...values, { suffix: '_sum', value: sum / 1000 }, { suffix: '_count', value: count }];
}

/**
 * The figures of the pools of this thread.
 *
 * @param write - makes the line of one value
 * @source https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function poolMetricsText(write: (name: string, labels: Labels, value: number) => string): string[] {
  const pools = readPools();
  if (pools.length === 0) return [];
  return POOL_METRICS.flatMap(({ name, kind, help, values }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    ...pools.flatMap((pool) =>
      values(pool).map(({ suffix = '', labels, value }) =>
        write(name + suffix, { pool: String(pool.pool), name: pool.name, ...labels }, value),
      ),
    ),
  ]);
}
