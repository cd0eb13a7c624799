import { useState } from 'preact/hooks';

/** Of a longer list only the rows in sight are drawn, and so many around them; each is as high as the style sheet says, in pixels. */
const ALL = 60;
const AROUND = 12;
const HEIGHT = 36;
/** As high as `.scroll`. */
const IN_SIGHT = Math.ceil(448 / HEIGHT);

export interface RowsInSight {
  readonly isWhole: boolean;
  readonly from: number;
  readonly to: number;
  /** How high what is not drawn is, above and below, in pixels. */
  readonly above: number;
  readonly below: number;
  readonly onScroll: (event: { readonly currentTarget: { readonly scrollTop: number } }) => void;
}

/** To draw hundreds of rows ten times a second would take all of the time of the page. */
export function useRowsInSight(count: number): RowsInSight {
  const [first, setFirst] = useState(0);
  const isWhole = count <= ALL;
  const from = isWhole ? 0 : Math.max(0, Math.min(first, count - IN_SIGHT) - AROUND);
  const to = isWhole ? count : Math.min(count, from + IN_SIGHT + 2 * AROUND);
  return {
    isWhole,
    from,
    to,
    above: from * HEIGHT,
    below: (count - to) * HEIGHT,
    // In steps, so that most of scrolling draws nothing.
    onScroll: ({ currentTarget }) => setFirst(Math.floor(currentTarget.scrollTop / HEIGHT / 4) * 4),
  };
}
