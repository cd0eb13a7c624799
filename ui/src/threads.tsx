import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import type { Action } from './api.ts';
import { bytes, milliseconds, percent, time } from './format.ts';
import { useRowsInSight } from './rows-in-sight.ts';
import { Sparkline } from './sparkline.tsx';
import { nameOf, type Store, type Thread } from './store.ts';

/** With more threads than this they can be filtered. */
const FILTERED = 20;
/** With more threads than this the lines are left out: drawing them would take all of the time. */
const MOST_LINES = 60;

interface Row {
  readonly thread: Thread;
  readonly depth: number;
}

/** Parents before their children, those that ended last. */
function rowsOf(threads: readonly Thread[]): Row[] {
  const rows: Row[] = [];
  const known = new Set(threads.map(({ number }) => number));
  const children = Map.groupBy(threads, ({ parent }) => (known.has(parent) ? parent : 0));
  const visit = (parent: number, depth: number): void => {
    const sorted = (children.get(parent) ?? []).toSorted(
      (a, b) => Number(a.state === 'ended') - Number(b.state === 'ended') || a.number - b.number,
    );
    for (const thread of sorted) {
      rows.push({ thread, depth });
      visit(thread.number, depth + 1);
    }
  };
  visit(0, 0);
  return rows;
}

function stateOf(store: Store, thread: Thread): string {
  if (thread.state === 'ended') return `ended at ${time(thread.ended!)}, code ${thread.exitCode}`;
  if (store.isBlocked(thread)) return thread.at > 0 ? `blocked for ${milliseconds(store.at - thread.at)}` : 'blocked';
  return thread.state;
}

interface Props {
  readonly store: Store;
  readonly selected: number | undefined;
  readonly select: (thread: number | undefined) => void;
  readonly run: (thread: Thread, action: Action) => void;
}

/** A row that is as high as those that are not drawn. */
function Gap({ height }: { height: number }): VNode | null {
  return height > 0 ? (
    <tr class="gap" aria-hidden="true">
      <td colSpan={7} style={{ height: `${height}px` }} />
    </tr>
  ) : null;
}

export function Threads({ store, selected, select, run }: Props): VNode {
  const [filter, setFilter] = useState('');
  const wanted = filter.toLowerCase();
  const all = rowsOf(store.threads);
  const rows = wanted === '' ? all : all.filter(({ thread }) => nameOf(thread).toLowerCase().includes(wanted));
  const { isWhole, from, to, above, below, onScroll } = useRowsInSight(rows.length);
  return (
    <section id="threads" aria-labelledby="threads-title" tabIndex={-1}>
      <h2 id="threads-title">Threads</h2>
      {all.length > FILTERED && (
        <p class="filters">
          <label>
            Filter threads <input type="search" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
          </label>
          <span class="note" role="status">
            {' '}
            {rows.length} of {all.length}
          </span>
        </p>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="threads-title" onScroll={onScroll}>
        <table class={isWhole ? '' : 'long'} aria-rowcount={rows.length + 1}>
          <thead>
            <tr>
              <th scope="col">Thread</th>
              <th scope="col">State</th>
              <th scope="col">Utilization</th>
              <th scope="col">Heap</th>
              <th scope="col" class="number">
                Delay
              </th>
              <th scope="col">Task</th>
              <th scope="col">Actions</th>
            </tr>
          </thead>
          <tbody>
            <Gap height={above} />
            {rows.slice(from, to).map(({ thread, depth }, index) => (
              <ThreadRow
                key={thread.number}
                {...{ store, thread, depth, select, run }}
                index={from + index + 2}
                isSelected={thread.number === selected}
              />
            ))}
            <Gap height={below} />
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface RowProps extends Omit<Props, 'selected'> {
  readonly thread: Thread;
  readonly depth: number;
  /** In the table, whose first row is its head. */
  readonly index: number;
  readonly isSelected: boolean;
}

function ThreadRow({ store, thread, depth, index, select, run, isSelected }: RowProps): VNode {
  const history = store.histories.get(thread.number);
  const isBlocked = store.isBlocked(thread);
  const isGone = thread.state === 'ended';
  const name = nameOf(thread);
  const failed = isGone && thread.exitCode !== 0;
  const hasLines = store.threads.length <= MOST_LINES;
  return (
    <tr aria-rowindex={index} class={[isSelected && 'selected', isBlocked && 'blocked', isGone && 'gone'].filter(Boolean).join(' ')}>
      <th scope="row" style={{ paddingInlineStart: `${0.5 + depth * 1.25}rem` }}>
        <button
          type="button"
          class="name"
          aria-expanded={isSelected}
          onClick={() => select(isSelected ? undefined : thread.number)}
          title={`${name}\n${thread.script}`}
        >
          {name}
        </button>
      </th>
      <td class={isBlocked || failed ? 'bad' : ''}>{stateOf(store, thread)}</td>
      <td>
        {!isGone && (
          <span class="with-line">
            {hasLines && <Sparkline values={history?.utilization ?? []} most={100} />}
            {isBlocked ? '100 %' : percent(thread.utilization)}
          </span>
        )}
      </td>
      <td>
        {!isGone && (
          <span class="with-line">
            {hasLines && <Sparkline values={history?.heap ?? []} />}
            {bytes(thread.heapUsed)}
          </span>
        )}
      </td>
      <td class="number">{isGone ? '' : milliseconds(thread.delay)}</td>
      <td class="task">
        {thread.busySince !== undefined || isBlocked ? thread.task || '(handler)' : thread.task && `last: ${thread.task}`}
      </td>
      <td class="actions">{!isGone && <Actions thread={thread} name={name} run={run} />}</td>
    </tr>
  );
}

export function Actions({ thread, name, run }: { thread: Thread; name: string; run: Props['run'] }): VNode {
  return (
    <>
      <button type="button" onClick={() => run(thread, 'profile')} aria-label={`CPU profile of ${name}`}>
        Profile
      </button>
      <button type="button" onClick={() => run(thread, 'snapshot')} aria-label={`Heap snapshot of ${name}`}>
        Heap
      </button>
      {thread.parent !== 0 && (
        <button type="button" class="danger" onClick={() => run(thread, 'terminate')} aria-label={`Terminate ${name}`}>
          Terminate
        </button>
      )}
    </>
  );
}
