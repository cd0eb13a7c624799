import type { VNode } from 'preact';

const WIDTH = 80;
const HEIGHT = 18;
/** The last twelve seconds, a point for two snapshots. */
const POINTS = 60;

/** A line without axes, beside the figure that it ends with: for the eye only. */
export function Sparkline({ values, most }: { values: readonly number[]; most?: number }): VNode {
  const shown = values.slice(-2 * POINTS).filter((_, index) => index % 2 === 0);
  const top = most ?? Math.max(1, ...shown) * 1.1;
  const points = shown.map((value, index) => {
    const x = ((index + POINTS - shown.length) / (POINTS - 1)) * WIDTH;
    return `${x.toFixed(1)},${(HEIGHT - 1 - (Math.min(value, top) / top) * (HEIGHT - 2)).toFixed(1)}`;
  });
  return (
    <svg class="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={points.join(' ')} />
    </svg>
  );
}
