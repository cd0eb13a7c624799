import type { Figures } from './area.ts';

/** What the process of an area tells the one that has started it. */
export type FromArea =
  | { readonly kind: 'awaiting'; readonly what: string }
  | { readonly kind: 'progress'; readonly figures: Figures }
  | { readonly kind: 'done'; readonly figures: Figures }
  | { readonly kind: 'failed'; readonly why: string };
