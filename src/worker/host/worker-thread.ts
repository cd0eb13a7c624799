import { fileReport, hasDescriptorsForThread, prepareAddonCache, process, threadEnvironment, threads } from '#node';
import { clock, natives } from '#platform';
import { allowedOrigins } from '../../core/allow-remote.ts';
import { threadTable } from '../../thread/thread-table.ts';
import { newChannel, registry } from '../../observe/registry.ts';
import { ThreadRecord } from '../../observe/thread-record.ts';
import { checkTransferList } from '../../clone/check-transfer-list.ts';
import { explainFailure } from '../../port/send-message.ts';
import { createWorkerTransport, defaultTransport } from '../../port/create-transport.ts';
import { endpointOf } from '../../port/port-registry.ts';
import { controlTag } from '../../port/control.ts';
import { guardRuntime, moveByRuntime } from '../../port/guard-runtime.ts';
import { transferStateOf } from '../../port/moved-ports.ts';
import type { Transport } from '../../port/transport.ts';
import { ExitRecord } from '../../thread/exit-record.ts';
import type { Birth, Script, TaskPort } from '../messages.ts';
import { resolveScript } from './resolve-script.ts';
import { type NativeWorker, stopThreadsAtExit } from './stop-thread.ts';
import type { WorkerOptions } from './worker-options.ts';

type NativePort = InstanceType<typeof natives.MessagePort>;
type NativeOptions = NonNullable<ConstructorParameters<typeof natives.Worker>[1]>;

/** The program that starts every worker: src/worker-boot.ts, bundled, because a worker waits for each module of it. */
let boot: URL | undefined;
const bootURL = (): URL => (boot ??= new URL(import.meta.resolve('#worker-boot')));

/** Under `--input-type`, which workers inherit, Node runs no file, but source that names one. */
function newThread(options: NativeOptions): NativeWorker {
  const runsNoFile = !options.execArgv && process.execArgv.some((option) => option.startsWith('--input-type'));
  if (!runsNoFile) return new natives.Worker(bootURL(), options);
  // What stands in the place of the script differs for modules and others.
  const argv = ['', ...(options.argv ?? []).map(String)];
  const source = `process.argv.splice(1, Infinity, ...${JSON.stringify(argv)}); import(${JSON.stringify(bootURL().href)})`;
  return new natives.Worker(source, { ...options, eval: true });
}

/** A thread that was started, and all that its parent has to do with it. */
export interface StartedThread {
  readonly thread: NativeWorker;
  /** How the program's messages travel. */
  readonly transport: Transport;
  /** Where its reports arrive. */
  readonly control: NativePort;
  readonly record: ThreadRecord;
  readonly exitRecord: ExitRecord;
}

/**
 * Whether the thread runs no more, also where the event loop stands still that would bring its `exit`: then the runtime has no idle time to tell, and says
 * -1. It tells nothing of a thread that has not been seen to run.
 */
function hasStopped({ performance }: NativeWorker): boolean {
  return performance.eventLoopUtilization().idle < 0;
}

/** After so many milliseconds a thread that has not begun is asked whether it ever can. */
const LONGEST_START = 2_000;

/** The same for a thread that the runtime could not start, of which it tells the event loop of the parent only. */
function endsOf(thread: NativeWorker, exitRecord: ExitRecord): () => boolean {
  const started = clock.now();
  const { threadId } = thread;
  return () => {
    const isOver = hasStopped(thread);
    if (threadTable().guard.hasJoined(threadId) || !(isOver || clock.now() - started > LONGEST_START) || hasDescriptorsForThread())
      return isOver;
    exitRecord.lack = 'file descriptors';
    return true;
  };
}

/** Starts the runtime's thread for a worker and gives it all that it needs to know. */
export function startThread(specifier: unknown, options: WorkerOptions, taskPort: TaskPort | undefined): StartedThread {
  const allowRemote = allowedOrigins(options.allowRemote ?? [], process.env['HEDDLE_ALLOW_REMOTE']);
  const script: Script = options.eval ? evalScript(specifier) : resolveScript(specifier, 'the script of a worker', allowRemote);
  const preload = preloadsOf(options).map((module, index) => resolveScript(module, `options.preload[${index}]`, allowRemote));
  const transfer = options.transferList ?? [];
  checkTransferList(transfer);
  const dataPorts = transfer.filter((item) => item instanceof natives.MessagePort);
  const transport = options.transport ?? defaultTransport();
  guardRuntime();
  prepareAddonCache();
  // The memory that may not be there is asked for before anything else has to be undone.
  const exitRecord = new ExitRecord();
  const counters = registry().counters.memory;
  const table = threadTable().memory;
  const { transferState, waiting } = transferStateOf(dataPorts);
  const { port1, port2 } = new natives.MessageChannel();
  const { port1: control, port2: reports } = new natives.MessageChannel();
  const report = fileReport();
  if (report) for (const { kind, url } of [script, ...preload]) if (kind === 'file') report(url);
  const record = new ThreadRecord(options.name ?? '', script.url);
  const channel = newChannel();
  const birth: Birth = {
    heddle: {
      script,
      type: options.type,
      name: options.name ?? '',
      preload,
      allowRemote,
      port: port2,
      control: reports,
      reportsFiles: report !== undefined,
      controlTag: controlTag(),
      taskPort,
      counters: { memory: counters, thread: record.slot },
      channel,
      replacesNodeWorker: threads.Worker !== natives.Worker,
      transport,
      threadTable: table,
      exitRecord: exitRecord.memory,
      parentThread: threads.threadId,
      dataPorts: dataPorts.map((item, index) => ({ port: item, transferState: transferState[index]! })),
    },
    workerData: options.workerData,
  };
  try {
    const thread = explainFailure('workerData', options.workerData, transfer, () =>
      moveByRuntime(() =>
        newThread(threadOptions(options, birth, [...transfer, ...waiting, port2, reports, ...(taskPort ? [taskPort.port] : [])])),
      ),
    );
    record.began(thread.threadId);
    exitRecord.hasStopped = endsOf(thread, exitRecord);
    stopThreadsAtExit();
    for (const item of transfer) endpointOf(item)?.leave();
    return { thread, transport: createWorkerTransport(port1, transport, 'worker', channel), control, record, exitRecord };
  } catch (error) {
    port1.close();
    control.close();
    record.ended(1);
    throw error;
  }
}

function evalScript(source: unknown): Script {
  return { kind: 'eval', url: '[worker eval]', source: String(source) };
}

function preloadsOf({ preload }: WorkerOptions): readonly unknown[] {
  if (preload === undefined) return [];
  return Array.isArray(preload) ? preload : [preload];
}

function threadOptions(options: WorkerOptions, workerData: Birth, transferList: readonly object[]): NativeOptions {
  const { name, argv, execArgv, resourceLimits, stdin, stdout, stderr, trackUnmanagedFds } = options;
  const env = threadEnvironment(options.env);
  return {
    workerData,
    transferList: transferList as never[],
    ...(name !== undefined && { name }),
    ...(env !== undefined && { env }),
    ...(argv && { argv: [...argv] }),
    ...(execArgv && { execArgv: [...execArgv] }),
    ...(resourceLimits && { resourceLimits }),
    ...(stdin !== undefined && { stdin }),
    ...(stdout !== undefined && { stdout }),
    ...(stderr !== undefined && { stderr }),
    ...(trackUnmanagedFds !== undefined && { trackUnmanagedFds }),
  };
}
