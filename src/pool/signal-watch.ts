type Step = () => void;

/** Listens to each signal once, however many tasks wait with it: the runtime warns of a leak after ten listeners. */
export class SignalWatch {
  readonly #steps = new Map<AbortSignal, Set<Step>>();

  add(signal: AbortSignal, step: Step): void {
    const steps = this.#steps.get(signal);
    if (steps) return void steps.add(step);
    this.#steps.set(signal, new Set([step]));
    signal.addEventListener('abort', this.#aborted);
  }

  remove(signal: AbortSignal, step: Step): void {
    const steps = this.#steps.get(signal);
    if (!steps?.delete(step) || steps.size > 0) return;
    this.#steps.delete(signal);
    signal.removeEventListener('abort', this.#aborted);
  }

  readonly #aborted = ({ target }: Event): void => {
    const signal = target as AbortSignal;
    for (const step of this.#steps.get(signal) ?? []) step();
  };
}
