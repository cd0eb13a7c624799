const done = Promise.resolve();

/**
 * Runs `step` as a microtask. What `queueMicrotask()` does, for steps that cannot throw: Node's makes an `AsyncResource` for each, which
 * shows in a tiny call.
 */
export function afterThis(step: () => void): void {
  void done.then(step);
}
