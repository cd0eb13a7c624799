import type { VNode } from 'preact';
import { bytes, count } from './format.ts';
import { nameOf, type Rate, type Store, type Thread } from './store.ts';

const SIZE = 640;
const HEIGHT = 420;
/** More than this and the picture says nothing. */
const MOST = 60;
/** What stands beside each other, in characters. */
const LONGEST = 20;

interface Pair {
  readonly from: number;
  readonly to: number;
  readonly rate: Rate;
  channels: number;
}

/** All channels between two threads are one line of the picture. */
function pairsOf(store: Store): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const { from, to, rate } of store.edges) {
    if (from === to || from === 0 || to === 0) continue;
    const [low, high] = from < to ? [from, to] : [to, from];
    const key = `${low} ${high}`;
    const pair = pairs.get(key) ?? { from: low, to: high, rate: { messages: 0, copied: 0, moved: 0, shared: 0 }, channels: 0 };
    for (const name of Object.keys(rate) as (keyof Rate)[]) pair.rate[name] += rate[name];
    pair.channels += 1;
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

/** The threads in a ring, the first one in the middle. */
function placesOf(threads: readonly Thread[]): Map<number, { x: number; y: number }> {
  const [first, ...others] = threads;
  const places = new Map<number, { x: number; y: number }>();
  if (first) places.set(first.number, { x: SIZE / 2, y: HEIGHT / 2 });
  others.forEach(({ number }, index) => {
    const angle = (index / others.length) * 2 * Math.PI - Math.PI / 2;
    places.set(number, { x: SIZE / 2 + Math.cos(angle) * (SIZE / 2 - 90), y: HEIGHT / 2 + Math.sin(angle) * (HEIGHT / 2 - 40) });
  });
  return places;
}

function short(name: string): string {
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** Bytes a second as a width: a tenfold is two units more. */
function widthOf(rate: number): number {
  return rate <= 0 ? 0 : 1 + Math.log10(1 + rate) * 1.2;
}

function Line({ pair, places }: { pair: Pair; places: ReturnType<typeof placesOf> }): VNode | null {
  const [a, b] = [places.get(pair.from), places.get(pair.to)];
  if (!a || !b) return null;
  const parts = (['copied', 'moved', 'shared'] as const).map((kind) => ({ kind, width: widthOf(pair.rate[kind]) }));
  const total = parts.reduce((sum, { width }) => sum + width, 0);
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
  let offset = -total / 2;
  return (
    <g>
      {total === 0 && <line class="idle" x1={a.x} y1={a.y} x2={b.x} y2={b.y} />}
      {parts.map(({ kind, width }) => {
        if (width === 0) return null;
        const shift = offset + width / 2;
        offset += width;
        return (
          <line class={kind} x1={a.x + nx * shift} y1={a.y + ny * shift} x2={b.x + nx * shift} y2={b.y + ny * shift} stroke-width={width} />
        );
      })}
      <title>
        {`${count(pair.rate.messages)} messages/s; copied ${bytes(pair.rate.copied)}/s, moved ${bytes(pair.rate.moved)}/s, shared ${bytes(pair.rate.shared)}/s`}
      </title>
    </g>
  );
}

export function Graph({ store, select }: { store: Store; select: (thread: number) => void }): VNode {
  const running = store.threads.filter(({ state }) => state !== 'ended');
  const shown = running.slice(0, MOST);
  const places = placesOf(shown);
  return (
    <section aria-labelledby="graph-title">
      <h2 id="graph-title">Traffic</h2>
      <p class="legend" aria-hidden="true">
        <span class="copied">copied</span> <span class="moved">moved</span> <span class="shared">shared</span>
      </p>
      <svg
        class="graph"
        viewBox={`0 0 ${SIZE} ${HEIGHT}`}
        role="img"
        aria-label="Traffic between threads; the table of ports has the figures"
      >
        {pairsOf(store).map((pair) => (
          <Line key={`${pair.from} ${pair.to}`} pair={pair} places={places} />
        ))}
        {shown.map((thread) => {
          const { x, y } = places.get(thread.number)!;
          const busy = store.isBlocked(thread) ? 1 : thread.utilization;
          return (
            <g key={thread.number} class={store.isBlocked(thread) ? 'node blocked' : 'node'} onClick={() => select(thread.number)}>
              <circle cx={x} cy={y} r={shown.length > 30 ? 8 : 14} />
              <circle class="busy" cx={x} cy={y} r={(shown.length > 30 ? 8 : 14) * Math.sqrt(busy)} />
              {(shown.length <= 30 || x === SIZE / 2) && (
                <text x={x} y={y + 28}>
                  {short(nameOf(thread))}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {running.length > MOST && (
        <p class="note">
          The first {MOST} of {running.length} threads.
        </p>
      )}
    </section>
  );
}
