import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { bytes, count, milliseconds } from './format.ts';
import type { Edge, Store } from './store.ts';

const SHOWN = 50;
/** Rows that changed places ten times a second could not be read. */
const SORTED_FOR = 1000;
type Order = 'traffic' | 'queue' | 'messages';

interface Sorted {
  readonly order: Order;
  readonly at: number;
  readonly channels: readonly number[];
}

const ORDERS: Readonly<Record<Order, (edge: Edge) => number>> = {
  traffic: ({ rate }) => rate.copied + rate.moved + rate.shared,
  queue: ({ queued, backlog }) => queued + backlog,
  messages: ({ rate }) => rate.messages,
};

/** How the traffic is split, as a bar. */
function Split({ rate: { copied, moved, shared } }: Edge): VNode {
  const total = copied + moved + shared;
  let x = 0;
  return (
    <svg class="split" viewBox="0 0 100 10" width="100" height="10" preserveAspectRatio="none" aria-hidden="true">
      {(
        [
          ['copied', copied],
          ['moved', moved],
          ['shared', shared],
        ] as const
      ).map(([kind, value]) => {
        const width = total > 0 ? (value / total) * 100 : 0;
        x += width;
        return <rect class={kind} x={x - width} y="0" width={width} height="10" />;
      })}
    </svg>
  );
}

export function Ports({ store }: { store: Store }): VNode {
  const [order, setOrder] = useState<Order>('traffic');
  const sorted = useRef<Sorted>(undefined);
  if (sorted.current?.order !== order || store.at - sorted.current.at >= SORTED_FOR) {
    const key = ORDERS[order];
    const edges = store.edges.toSorted((a, b) => key(b) - key(a) || a.channel.channel - b.channel.channel);
    sorted.current = { order, at: store.at, channels: edges.slice(0, SHOWN).map(({ channel }) => channel.channel) };
  }
  const edges = sorted.current.channels.flatMap((channel) => store.edge(channel) ?? []);
  return (
    <section id="ports" aria-labelledby="ports-title">
      <h2 id="ports-title">Ports</h2>
      <label>
        Sorted by{' '}
        <select value={order} onChange={(event) => setOrder(event.currentTarget.value as Order)}>
          <option value="traffic">traffic</option>
          <option value="messages">messages</option>
          <option value="queue">queue</option>
        </select>
      </label>
      {store.edges.length > SHOWN && (
        <span class="note">
          {' '}
          The first {SHOWN} of {store.edges.length}.
        </span>
      )}
      <div class="scroll" tabIndex={0} role="region" aria-labelledby="ports-title">
        <table>
          <thead>
            <tr>
              <th scope="col">Between</th>
              <th scope="col">For</th>
              {['Messages/s', 'Copied/s', 'Moved/s', 'Shared/s'].map((name) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
              <th scope="col">Split</th>
              {['Queued', 'No handler', 'Waiting', 'Handling', 'Runtime’s way'].map((name) => (
                <th scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {edges.map((edge) => (
              <tr key={edge.channel.channel}>
                <th scope="row" title={`${store.nameOf(edge.from)} ↔ ${store.nameOf(edge.to)}`}>
                  {store.nameOf(edge.from)} ↔ {edge.to === 0 ? 'outside' : store.nameOf(edge.to)}
                </th>
                <td>{{ worker: 'messages', calls: 'calls', channel: `channel ${edge.channel.channel}` }[edge.channel.kind]}</td>
                <td class="number">{count(edge.rate.messages)}</td>
                <td class="number">{bytes(edge.rate.copied)}</td>
                <td class="number">{bytes(edge.rate.moved)}</td>
                <td class="number">{bytes(edge.rate.shared)}</td>
                <td>
                  <Split {...edge} />
                </td>
                <td class={edge.queued > 1000 ? 'number bad' : 'number'}>{count(edge.queued)}</td>
                <td class={edge.backlog > 0 ? 'number bad' : 'number'}>{count(edge.backlog)}</td>
                <td class="number">{milliseconds(edge.waiting)}</td>
                <td class="number">{milliseconds(edge.handling)}</td>
                <td class="number">{count(edge.channel.ends.reduce((sum, end) => sum + end.native, 0))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
