import type { ClonePlace } from '../clone-path.ts';
import type { Crossing, Finding, Findings } from './finding.ts';

/** A buffer of a message. */
export interface Memory {
  readonly finding: Finding;
  readonly buffer: ArrayBufferLike;
  /** The path at which the memory is entered leads to a view of it. */
  readonly viewed: ArrayBufferView | undefined;
  /** What the views show: starts and ends. */
  readonly ranges: (readonly [number, number])[];
  /** The buffer itself is in the message, so that all of it can be reached. */
  whole: boolean;
}

/** The buffers of a message, each of them once, and how much of each its views show. */
export class MemoryLedger {
  readonly #findings: Findings;
  readonly #memories = new Map<object, Memory>();

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  get memories(): Iterable<Memory> {
    return this.#memories.values();
  }

  /** @param view - the view through which the buffer is met first, if it is not met itself */
  enter(fate: Crossing, buffer: ArrayBufferLike, place: ClonePlace | undefined, what: string, view?: ArrayBufferView): void {
    const finding = this.#findings.crosses(fate, place, what, buffer.byteLength);
    this.#memories.set(buffer, { finding, buffer, viewed: view, ranges: [], whole: view === undefined });
  }

  /** The buffer was met again, by itself. */
  showAll(buffer: object): void {
    const memory = this.#memories.get(buffer);
    if (memory) memory.whole = true;
  }

  show(buffer: object, start: number, length: number): void {
    this.#memories.get(buffer)?.ranges.push([start, start + length]);
  }

  /** Completes the findings, once all views are known. */
  finish(): void {
    for (const { finding, buffer, ranges, whole } of this.#memories.values()) {
      if (!whole && finding.fate !== 'shared') finding.hidden = buffer.byteLength - covered(ranges);
    }
  }
}

function covered(ranges: readonly (readonly [number, number])[]): number {
  let sum = 0;
  let reached = 0;
  for (const [start, end] of ranges.toSorted(([a], [b]) => a - b)) {
    sum += Math.max(0, end - Math.max(start, reached));
    reached = Math.max(reached, end);
  }
  return sum;
}
