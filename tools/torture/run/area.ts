/** How much was tried, by what it is: `{ messages: 12_000, lives: 40 }`. */
export type Figures = Readonly<Record<string, number>>;

/** What an area is given to run with. */
export interface Attempt {
  /** Decides, with the area, all that is random. */
  readonly seed: number;
  /** Integers below a bound that the seed decides. */
  random(below: number): number;
  /** When the area should come to its end, by `performance.now()`. */
  readonly until: number;
  isOver(): boolean;
  /** Shows how much was tried until now. An area that says nothing for a minute is taken to hang. */
  progress(figures: Figures): void;
  /** Says what is going on: an area that hangs is ended with these words. */
  awaiting(what: string): void;
  /**
   * What `promise` gives, or an error that names what was awaited.
   *
   * @param what - completes "Cannot see …", e.g. `the close event of the worker`
   */
  settles<T>(promise: PromiseLike<T>, what: string, milliseconds?: number): Promise<T>;
}

/**
 * One way of trying to break heddle: each file of `tools/torture/` exports one as `area`. It runs in a process of its own, which has to end by
 * itself afterwards: threads and ports that are left open are a failure, as is memory that goes on growing.
 */
export interface Area {
  /** The name of its file. */
  readonly name: string;
  /** What it tries, as a part of a sentence for docs/reference/reliability.md. */
  readonly what: string;
  /** Its part of the time in relation to the others; 1 when left out. */
  readonly weight?: number;
  /** Tries until `isOver()`. @throws at the first thing that does not hold, with what is needed to find it */
  run(attempt: Attempt): Promise<Figures>;
}
