/**
 * `import 'heddle/register'` or `node --import heddle/register app.ts`: makes `Worker`, `MessageChannel`, `MessagePort`, `ErrorEvent`
 * and `CloseEvent` of heddle global in this thread, and lets it load TypeScript, TSX and JSX. Workers of heddle have both by themselves.
 *
 * @module
 */
import { process } from '#node';
import { parseAllowRemote } from './core/allow-remote.ts';
import { installGlobals } from './install-globals.ts';
import { checkRequire } from './loader/check-require.ts';
import { installLoader } from './loader/install-loader.ts';
import { Worker as HeddleWorker } from './worker/host/worker.ts';

declare global {
  // With the DOM library that library's declaration stands.
  var Worker: typeof globalThis extends { onmessage: unknown; Worker: infer T } ? T : typeof HeddleWorker;
}

checkRequire();
installGlobals({ replacesNodeWorker: false, loadWorker: () => HeddleWorker });
installLoader({ allowRemote: parseAllowRemote(process.env['HEDDLE_ALLOW_REMOTE']) });
