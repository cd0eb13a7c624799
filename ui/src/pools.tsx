import type { VNode } from 'preact';
import type { PoolStats, TimeSummary } from '../../dist/src/pool/pool-stats.js';
import { count, milliseconds, percent } from './format.ts';
import type { Store } from './store.ts';

type Reported = Omit<PoolStats, 'workers'> & { readonly workers: number };

/** What half, nine of ten and 99 of 100 do not exceed, on a scale of tenfolds. */
function Times({ label, times }: { label: string; times: TimeSummary }): VNode {
  const bars = [
    ['half', times.p50],
    ['90 %', times.p90],
    ['99 %', times.p99],
    ['longest', times.max],
  ] as const;
  const width = (value: number): number => (value <= 0 ? 0 : Math.min(100, Math.max(2, (Math.log10(value * 1000 + 1) / 7) * 100)));
  return (
    <table class="times">
      <caption>
        {label}, {count(times.count)} times, {milliseconds(times.mean)} on average
      </caption>
      <tbody>
        {bars.map(([name, value]) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              <svg viewBox="0 0 100 10" preserveAspectRatio="none" width="120" height="10" aria-hidden="true">
                <rect class="copied" width={width(value)} height="10" />
              </svg>
            </td>
            <td class="number">{milliseconds(value)}</td>
          </tr>
        ))}
      </tbody>
    </table>
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
