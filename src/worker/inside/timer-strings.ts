import { runClassic } from './run-script.ts';

/**
 * Lets `setTimeout` and `setInterval` take source code, as on the Web, where Node knows functions only.
 *
 * @param base - what `import()` in that code resolves against
 * @source https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers
 */
export function allowTimerStrings(base: string): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const original = globalThis[name] as (...parameters: unknown[]) => unknown;
    const timer = function (handler: unknown, ...parameters: unknown[]): unknown {
      if (typeof handler === 'function' || arguments.length === 0) return original(handler, ...parameters);
      const code = String(handler);
      return original(() => runClassic(code, base), ...parameters);
    };
    // `util.promisify` and others look for what hangs on the function.
    Object.defineProperties(timer, Object.getOwnPropertyDescriptors(original));
    Object.defineProperty(globalThis, name, { value: timer, writable: true, enumerable: true, configurable: true });
  }
}
