import type { VNode } from 'preact';
import type { PoolStats } from '../../dist/src/pool/pool-stats.js';
import type { DrawnTimes } from '../../dist/src/pool/report-pool.js';
import { count, milliseconds, percent } from './format.ts';
import type { Store } from './store.ts';

type Reported = Omit<PoolStats, 'workers' | 'waitTime' | 'runTime'> & {
  readonly workers: number;
  readonly waitTime: DrawnTimes;
  readonly runTime: DrawnTimes;
};

const HEIGHT = 48;
const WIDTH = 12;

/** How often tasks took how long: each bar is up to two and a half times as long as the one before. */
function Histogram({ label, times: { least, most, heights } }: { label: string; times: DrawnTimes }): VNode {
  const span = `${least === 0 ? 'up to' : `${milliseconds(least)} to`} ${most === null ? 'more than 100 s' : milliseconds(most)}`;
  return (
    <div class="histogram">
      <svg
        viewBox={`0 0 ${heights.length * WIDTH} ${HEIGHT}`}
        width={heights.length * WIDTH}
        height={HEIGHT}
        role="img"
        aria-label={`Histogram of ${label.toLowerCase()}, ${span}; the table has the figures`}
      >
        {Array.from(heights, (digit, index) => {
          const height = (Number.parseInt(digit, 36) / 35) * HEIGHT;
          return <rect class="copied" x={index * WIDTH} y={HEIGHT - height} width={WIDTH - 1} height={height} />;
        })}
      </svg>
      <small>{span}</small>
    </div>
  );
}

function Times({ label, times }: { label: string; times: DrawnTimes }): VNode {
  return (
    <div class="times">
      <table>
        <caption>
          {label}: {count(times.count)} times, {milliseconds(times.mean)} on average
        </caption>
        <thead>
          <tr>
            {['half', '90 %', '99 %', 'longest'].map((name) => (
              <th scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <tr>
            {[times.p50, times.p90, times.p99, times.max].map((value) => (
              <td class="number">{milliseconds(value)}</td>
            ))}
          </tr>
        </tbody>
      </table>
      {times.heights !== '' && <Histogram label={label} times={times} />}
    </div>
  );
}

export function Pools({ store }: { store: Store }): VNode {
  const pools = [...store.pools];
  return (
    <section id="pools" aria-labelledby="pools-title">
      <h2 id="pools-title">Pools</h2>
      {pools.length === 0 && <p class="note">No pool has been made.</p>}
      {pools.map(([key, { name, thread, stats }]) => {
        const pool = stats as Reported;
        return (
          <article key={key} aria-label={`Pool ${name}`}>
            <h3>
              {name} <small>of {store.nameOf(thread)}</small>
            </h3>
            <dl>
              {[
                ['workers', String(pool.workers)],
                ['queued', count(pool.queued)],
                ['running', count(pool.running)],
                ['completed', count(pool.completed)],
                ['failed', count(pool.failed)],
                ['cancelled', count(pool.cancelled)],
                ['rejected', count(pool.rejected)],
                ['died', count(pool.workersDied)],
                ['busy', percent(pool.utilization)],
              ].map(([label, value]) => (
                <div>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
            <div class="charts">
              <Times label="Waiting" times={pool.waitTime} />
              <Times label="Running" times={pool.runTime} />
            </div>
          </article>
        );
      })}
    </section>
  );
}
