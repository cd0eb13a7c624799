import { fileURLToPath, hasModuleHooks, nodeModule, path as paths, pathToFileURL, process } from '#node';
import { clock } from '#platform';
import { parseAllowRemote } from './core/allow-remote.ts';
import { installGlobals } from './install-globals.ts';
import { checkRequire } from './loader/check-require.ts';
import { languageOf } from './loader/detect-language.ts';
import { importEntry, installLoader } from './loader/install-loader.ts';
import { isModuleFile } from './loader/module-format.ts';
import { importsBefore, PRELOAD } from './loader/preloads.ts';
import { resolveScript } from './worker/host/resolve-script.ts';
import { Worker } from './worker/host/worker.ts';

/** The parts of Node's CommonJS loader that start a program; stable for a decade, typed nowhere. */
interface MainLoader {
  _load(path: string, parent: null, isMain: true): unknown;
  _findPath(request: string, paths: null, isMain: true): string | false;
  runMain(main?: string): void;
}
export { PRELOAD };

const main = nodeModule as unknown as MainLoader;

/**
 * A program that this process is to run as `node` would, with the globals of heddle, TypeScript and JSX; workers that it starts
 * through `node:worker_threads` get them too, and so do processes that it starts with `process.execArgv`, as `fork()` does.
 *
 * @param script - a path, its extension may be left out, or a `file:` URL
 * @throws HeddleError `HEDDLE_WORKER_NOT_FOUND`, `HEDDLE_WORKER_UNREADABLE`, `HEDDLE_WORKER_SCHEME`
 * @throws HeddleError `HEDDLE_REQUIRE_DISABLED`
 * @throws RangeError for a variable `HEDDLE_ALLOW_REMOTE` that lists anything else than origins
 */
export function programAt(script: string): { readonly path: string; run(parameters: readonly string[]): void } {
  const path = fileURLToPath(resolveScript(script, 'the program', []).url);
  parseAllowRemote(process.env['HEDDLE_ALLOW_REMOTE']);
  checkRequire();
  return {
    path,
    // `parameters` are what the program finds in `process.argv` behind its own path.
    run(parameters) {
      process.argv = [process.argv[0]!, path, ...parameters];
      process.execArgv = [...process.execArgv, '--require', PRELOAD];
      prepareProcess();
      // From an empty stack, as Node starts a program: what it throws is an uncaught exception then, not a rejection of who started it.
      clock.nextTick(() => startProgram(path));
    },
  };
}

/** Puts the globals of heddle in place, into `node:worker_threads` too. */
export function prepareProcess(): void {
  installGlobals({ replacesNodeWorker: true, loadWorker: () => Worker });
}

/** Installs the loader and lets Node run its main program with it, whether that is a file or not. */
export function prepareMain(): void {
  if (hasModuleHooks || !runsFile()) return installLoader(loaderOptions());
  // Others that are required before the program may be TypeScript too.
  installLoader({ ...loaderOptions(), entry: [] });
  // Which way of starting costs the least depends on the program. This is the place where modules loaded by `--require` may choose one.
  const { runMain } = main;
  main.runMain = (given = process.argv[1]!) => {
    main.runMain = runMain;
    const path = main._findPath(paths.resolve(given), null, true);
    if (path && languageOf(path) !== undefined && !importsBefore()) return startProgram(path);
    installLoader(loaderOptions());
    runMain(given);
  };
}

/** Runs a file as the main program of this process. */
function startProgram(path: string): void {
  const url = pathToFileURL(path).href;
  // Hooks in this thread serve all ways in which Node may load its program; and JavaScript it starts by itself.
  const isPlain = hasModuleHooks || languageOf(path) === 'js';
  if (!isPlain && isModuleFile(path)) return importMain(url);
  installLoader({ ...loaderOptions(), entry: url });
  if (isPlain) main.runMain(path);
  else main._load(path, null, true);
}

/** As Node imports a program: what it throws is reported as an uncaught exception, and a top-level `await` that never settles gives code 13. */
function importMain(url: string): void {
  const unsettled = (): void => {
    process.once('exit', (code) => {
      if (code === 0 && !isSettled) process.exitCode = 13;
    });
  };
  let isSettled = false;
  // Not emitted when the program calls process.exit(), which is an end that it has chosen.
  process.once('beforeExit', unsettled);
  const settled = (): void => {
    isSettled = true;
    process.off('beforeExit', unsettled);
  };
  // What it rejects with stays unhandled.
  void importEntry(url, loaderOptions()).finally(settled);
}

function loaderOptions(): { allowRemote: readonly string[] } {
  return { allowRemote: parseAllowRemote(process.env['HEDDLE_ALLOW_REMOTE']) };
}

/** Whether Node was started with a file to run, not with code or as a test runner. */
function runsFile(): boolean {
  const other = /^(?:-e|-p|-pe|--eval|--print|--test|-i|--interactive)(?:=|$)/;
  return process.argv[1] !== undefined && process.argv[1] !== '-' && !process.execArgv.some((option) => other.test(option));
}
