import type { Tally } from './tally.ts';

/** What the census sends to a worker. */
export type ToWorker =
  | { readonly kind: 'count'; readonly root: string; readonly paths: readonly string[] }
  /** There are no more batches: answer with the tally. */
  | { readonly kind: 'finish' };

/** What a worker answers: one message for each that it was sent, in their order. */
export type FromWorker =
  | { readonly kind: 'counted'; readonly files: number; readonly bytes: number }
  | {
      readonly kind: 'tally';
      readonly tally: Tally;
      /** How long the worker was counting, by its own clock. */
      readonly busyMilliseconds: number;
    };
