import { process } from '#node';

let enabled = false;

/**
 * Switches mapped stack traces on in this thread, at the first module that needs them: Node keeps the source maps only of
 * modules that are compiled afterwards, and a thread of plain JavaScript should not pay for any.
 */
export function enableSourceMaps(): void {
  if (enabled) return;
  enabled = true;
  process.setSourceMapsEnabled(true);
}
