import type { VNode } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { Action } from './api.ts';
import { bytes, milliseconds, percent, time } from './format.ts';
import { type History, nameOf, type Store, type Thread } from './store.ts';
import { Actions } from './threads.tsx';

interface ChartProps {
  readonly label: string;
  readonly unit: string;
  readonly history: History;
  readonly values: readonly number[];
  readonly top?: number;
  /** Of the style sheet. */
  readonly color: string;
}

function Chart({ label, unit, history, values, top, color }: ChartProps): VNode {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  useEffect(() => {
    const element = place.current!;
    const style = getComputedStyle(element);
    const of = (name: string): string => style.getPropertyValue(name).trim();
    const axis = { stroke: of('--text'), grid: { stroke: of('--line'), width: 1 }, ticks: { stroke: of('--line'), width: 1 } };
    plot.current = new uPlot(
      {
        width: Math.max(200, element.clientWidth),
        height: 160,
        legend: { show: false },
        cursor: { show: false },
        scales: { x: { time: true }, y: { range: (_, __, most) => [0, top ?? Math.max(1, most * 1.15)] } },
        axes: [
          { ...axis, space: 80, values: (_, ticks) => ticks.map((tick) => time(tick * 1000)) },
          { ...axis, size: 60, values: (_, ticks) => ticks.map((tick) => `${tick} ${unit}`) },
        ],
        series: [{}, { label, stroke: of(color), width: 2, points: { show: false } }],
      },
      [[], []],
      element,
    );
    const observer = new ResizeObserver(() => plot.current?.setSize({ width: Math.max(200, element.clientWidth), height: 160 }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      plot.current?.destroy();
    };
  }, []);
  plot.current?.setData([history.at, values as number[]]);
  return (
    <figure>
      <figcaption>{label}</figcaption>
      <div class="chart" ref={place} role="img" aria-label={`${label} over the last two minutes; the table below has the figures`} />
    </figure>
  );
}

/** The figures of the chart as a table, one of ten seconds each. */
function Figures({ history }: { history: History }): VNode {
  const rows = history.at.flatMap((at, index) => ((history.at.length - 1 - index) % 100 === 0 ? [{ at, index }] : [])).reverse();
  return (
    <details>
      <summary>Figures as a table</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" class="number">
              Utilization
            </th>
            <th scope="col" class="number">
              Heap
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ at, index }) => (
            <tr key={at}>
              <th scope="row">{time(at * 1000)}</th>
              <td class="number">{percent(history.utilization[index]! / 100)}</td>
              <td class="number">{bytes(history.heap[index]! * 2 ** 20)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface Props {
  readonly store: Store;
  readonly thread: Thread;
  readonly close: () => void;
  readonly run: (thread: Thread, action: Action) => void;
}

export function Detail({ store, thread, close, run }: Props): VNode {
  const history = store.histories.get(thread.number) ?? { at: [], utilization: [], heap: [] };
  const name = nameOf(thread);
  return (
    <section class="detail" aria-labelledby="detail-title" key={thread.number}>
      <h2 id="detail-title">{name}</h2>
      <button type="button" class="close" onClick={close} aria-label={`Close the details of ${name}`}>
        Close
      </button>
      <p class="script">{thread.script || 'the program'}</p>
      <p>
        Started at {time(thread.started)}; heap {bytes(thread.heapUsed)} of {bytes(thread.heapTotal)}, outside of it{' '}
        {bytes(thread.external)}; {thread.tasks} tasks begun while watched; last beat {milliseconds(Math.max(0, store.at - thread.at))} ago
      </p>
      {thread.state !== 'ended' && (
        <p class="actions">
          <Actions thread={thread} name={name} run={run} />
        </p>
      )}
      <div class="charts">
        <Chart label="Utilization of the event loop" unit="%" top={100} history={history} values={history.utilization} color="--copied" />
        <Chart label="Heap in use" unit="MB" history={history} values={history.heap} color="--moved" />
      </div>
      <Figures history={history} />
    </section>
  );
}
