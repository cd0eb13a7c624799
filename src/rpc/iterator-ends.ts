/** One end of an iterator that is read step by step: what is to be done once it has come to its end. */
export interface IteratorEnd {
  onEnd(step: () => void): void;
  /** It has come to its end, or nobody reads it any more. */
  end(): void;
}

/** The iterators of one direction that are not at their end, by their numbers. */
export class IteratorEnds {
  readonly #open = new Map<number, IteratorEnd>();

  get(number: number): IteratorEnd | undefined {
    return this.#open.get(number);
  }
  add(number: number): IteratorEnd {
    const steps: (() => void)[] = [];
    const end: IteratorEnd = {
      onEnd: (step) => void steps.push(step),
      end: () => {
        this.#open.delete(number);
        for (const step of steps.splice(0)) step();
      },
    };
    this.#open.set(number, end);
    return end;
  }
  endAll(): void {
    for (const end of this.#open.values()) end.end();
  }
}
