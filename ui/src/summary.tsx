import type { VNode } from 'preact';
import { bytes, count } from './format.ts';
import type { Store } from './store.ts';

export function Summary({ store }: { store: Store }): VNode {
  const running = store.threads.filter(({ state }) => state !== 'ended');
  const sum = (pick: (edge: Store['edges'][number]) => number): number => store.edges.reduce((total, edge) => total + pick(edge), 0);
  const figures: [string, string, string?][] = [
    ['threads', String(running.length)],
    ['blocked', String(running.filter((thread) => store.isBlocked(thread)).length), 'bad'],
    ['channels', count(store.edges.length)],
    ['messages a second', count(sum(({ rate }) => rate.messages))],
    ['copied a second', bytes(sum(({ rate }) => rate.copied)), 'copied'],
    ['moved a second', bytes(sum(({ rate }) => rate.moved)), 'moved'],
    ['shared a second', bytes(sum(({ rate }) => rate.shared)), 'shared'],
    ['heap', bytes(running.reduce((total, { heapUsed }) => total + heapUsed, 0))],
  ];
  return (
    <section class="summary" aria-label="Summary">
      <dl>
        {figures.map(([name, value, kind]) => (
          <div class={kind === 'bad' ? (value === '0' ? '' : 'bad') : (kind ?? '')}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {store.lost > 0 && <p class="note">{count(store.lost)} events came too fast and are not shown.</p>}
      {store.dropped > 0 && <p class="note dropped">{count(store.dropped)} events were dropped: this page did not read them in time.</p>}
      {store.uncounted > 0 && <p class="note">{count(store.uncounted)} ports are too many to be counted.</p>}
    </section>
  );
}
