/** What threads tell those who watch, beside their figures. Times are milliseconds since the epoch. */
export type ThreadEvent =
  | { readonly type: 'worker'; readonly what: 'start' | 'open'; readonly worker: string }
  | { readonly type: 'worker'; readonly what: 'close'; readonly worker: string; readonly exitCode: number; readonly reason: string }
  | { readonly type: 'error'; readonly worker: string; readonly message: string; readonly stack: string }
  | { readonly type: 'warning'; readonly code: string; readonly message: string }
  /** A call that has been waiting for its answer for long; `origin` is where it was made. */
  | {
      readonly type: 'pending';
      readonly call: number;
      readonly task: string;
      readonly peer: string;
      readonly since: number;
      readonly origin: string;
    }
  | { readonly type: 'settled'; readonly call: number; readonly failed: boolean }
  /** Only while traced, as the three below: a message was sent, the nth from this end of its channel (0 or 1). */
  | {
      readonly type: 'sent';
      readonly channel: number;
      readonly from: number;
      readonly nth: number;
      readonly at: number;
      readonly path: string;
    }
  /** One was handled, the nth that came from the other end, with the tasks that it began; `took` in milliseconds. */
  | {
      readonly type: 'handled';
      readonly channel: number;
      readonly from: number;
      readonly nth: number;
      readonly at: number;
      readonly took: number;
      readonly tasks: readonly string[];
    }
  | { readonly type: 'called'; readonly call: number; readonly task: string; readonly at: number }
  | { readonly type: 'answered'; readonly call: number; readonly task: string; readonly at: number; readonly failed: boolean }
  | { readonly type: 'pool'; readonly pool: number; readonly name: string; readonly stats: object | undefined };

/** One as readers see it. */
export type LoggedEvent = ThreadEvent & {
  /** The number of the thread that told it. */
  readonly thread: number;
  readonly at: number;
};
