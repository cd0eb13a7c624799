import { fileURLToPath, hideWatchMode, nodeModule, path, pathToFileURL, process, reportFilesBy, threads } from '#node';
import { natives } from '#platform';
import { joinRegistry } from '../../observe/registry.ts';
import { inheritAllowRemote } from '../../core/allow-remote.ts';
import { setExitCause } from '../../thread/exit-record.ts';
import { joinProcess } from '../../thread/thread-table.ts';
import { shareControlTag } from '../../port/control.ts';
import { guardRuntime } from '../../port/guard-runtime.ts';
import { createWorkerTransport, setDefaultTransport, type TransportChoice } from '../../port/create-transport.ts';
import { adopt, adoptMoved, joinPort, type MessagePort } from '../../port/message-port.ts';
import { receiveMessageOnPort } from '../../port/receive-message-on-port.ts';
import { endpointOf } from '../../port/port-registry.ts';
import type { Birth, BirthRecord, FromWorker, TaskPort } from '../messages.ts';
import { closeScope } from './close-scope.ts';
import { becomeWorkerScope } from './global-scope.ts';
import { announceExit } from './exit.ts';
import { keepExitRecord } from './keep-exit-record.ts';
import { guardLinking } from './guard-linking.ts';
import { importScriptsFor } from './import-scripts.ts';
import { prepareScript, type PreparedScript } from './prepare-script.ts';
import { PromiseRejectionEvent } from './rejection-event.ts';
import { runScript } from './run-script.ts';
import type { ScriptLoader, VirtualSource } from './script-loader.ts';
import { allowTimerStrings } from './timer-strings.ts';
import { Uncaught } from './uncaught.ts';

/** What is brought in from beside this layer. */
export interface BootParts {
  readonly loader: ScriptLoader;
  /** Puts heddle's classes into the global object and, where the program wants it, into `node:worker_threads`. */
  installGlobals(options: { replacesNodeWorker: boolean }): void;
  /** Answers calls of what a module exports, over a port of the runtime. */
  serveTasks(exports: object, port: TaskPort, transport: TransportChoice): Promise<void>;
}

/** Makes this thread a worker of heddle and runs its script. */
export async function boot(parts: BootParts): Promise<void> {
  const { loader, installGlobals } = parts;
  const { heddle: birth, workerData } = threads.workerData as Birth;
  // Bound before the program can put anything in the place of what belongs to ports.
  const send: (message: FromWorker) => void = natives.MessagePort.prototype.postMessage.bind(birth.control);
  hideWatchMode();
  if (birth.reportsFiles) reportFilesBy((file) => send({ type: 'loads', file }));
  shareControlTag(birth.controlTag);
  joinRegistry(birth.counters);
  setDefaultTransport(birth.transport);
  guardLinking(joinProcess(birth.threadTable, threads.threadId, birth.parentThread).guard, threads.threadId);
  for (const { port, transferState } of birth.dataPorts) adoptMoved(port, transferState);
  const port = adopt(birth.port, createWorkerTransport(birth.port, birth.transport, 'worker', birth.channel, 1));
  const listeners = joinPort(port, globalThis);
  // As for the main program of Node: https://nodejs.org/api/process.html#exit-codes
  const unsettled = (code: number): void => {
    if (code !== 0) return;
    process.exitCode = 13;
    const reason = 'the top-level await of the script never settled';
    setExitCause({ reason });
    send({ type: 'ending', reason });
  };
  process.on('exit', unsettled);
  // After it: the last words are those that it leaves.
  const exitRecord = keepExitRecord(birth.exitRecord);
  const settled = (): void => void process.off('exit', unsettled);
  const exit = announceExit(send, settled);
  const uncaught = new Uncaught(listeners, send, exit);
  uncaught.capture();
  exportToNode(port, workerData);
  guardRuntime();
  installGlobals(birth);
  inheritAllowRemote(birth.allowRemote);

  let running: PreparedScript['kind'] | undefined;
  try {
    const sources = new Map<string, VirtualSource>();
    const context = { loader, allowRemote: birth.allowRemote, sources };
    const preloads: PreparedScript[] = [];
    for (const preload of birth.preload) preloads.push(await prepareScript(preload, undefined, context));
    const script = await prepareScript(birth.script, birth.type, context);
    process.argv[1] = argumentOf(birth, script);
    const location = script.kind === 'eval' ? pathToFileURL(path.join(process.cwd(), path.sep)).href : script.url;
    becomeWorkerScope({
      listeners,
      name: birth.name,
      location,
      postMessage: (message, transfer) => port.postMessage(message, transfer),
      close: () => closeScope(endpointOf(port)!, exit),
      importScripts: importScriptsFor(location, script.kind === 'module', loader, birth.allowRemote),
      reportError: (error) => void uncaught.raise(error),
    });
    allowTimerStrings(location);
    Object.defineProperty(globalThis, 'PromiseRejectionEvent', { value: PromiseRejectionEvent, writable: true, configurable: true });
    const importModule = (url: string): Promise<unknown> => loader.import(url, context);
    loader.install({ ...context, entry: [...preloads, script].flatMap(entryOf) });
    for (const preload of preloads) {
      running = preload.kind;
      await runScript(preload, false, importModule);
    }
    running = script.kind;
    const exports = await runScript(script, true, importModule);
    if (birth.taskPort) await parts.serveTasks(exports, birth.taskPort, birth.transport);
  } catch (error) {
    if (!uncaught.raise(error, running === 'module' ? 'unhandledRejection' : 'uncaughtException')) return;
  }
  settled();
  exitRecord.loaded();
  send({ type: 'open' });
}

/** Lets `worker_threads` give the program its own `parentPort` and `workerData`, not those of the boot. */
function exportToNode(parentPort: MessagePort, workerData: unknown): void {
  Object.assign(threads, { parentPort, workerData, receiveMessageOnPort });
  nodeModule.syncBuiltinESMExports();
}

function argumentOf({ script }: BirthRecord, { url }: PreparedScript): string {
  return script.kind === 'file' ? fileURLToPath(url) : script.kind === 'eval' ? '[worker eval]' : url;
}

/** What of a script the loader has to look at before it runs: modules are imported through it anyway, and most classic scripts import nothing. */
function entryOf(script: PreparedScript): string[] {
  if (script.kind === 'module') return [];
  return script.kind === 'commonjs' || /\bimport\b/.test(script.code) ? [script.url] : [];
}
