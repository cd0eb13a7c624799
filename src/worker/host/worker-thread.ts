import { natives, process, threads } from '#platform';
import { allowedOrigins } from '../../core/allow-remote.ts';
import { checkTransferList } from '../../clone/check-transfer-list.ts';
import { explainFailure } from '../../port/send-message.ts';
import { endpointOf } from '../../port/endpoint.ts';
import type { Birth, Script } from '../messages.ts';
import { resolveScript } from './resolve-script.ts';
import type { WorkerOptions } from './worker-options.ts';

export type NativeWorker = InstanceType<typeof natives.Worker>;
type NativeOptions = NonNullable<ConstructorParameters<typeof natives.Worker>[1]>;
export type NativePort = InstanceType<typeof natives.MessagePort>;

/** The program that starts every worker: src/worker-boot.ts, bundled, because a worker waits for each module of it. */
let boot: URL | undefined;
const bootURL = (): URL => (boot ??= new URL(import.meta.resolve('#worker-boot')));

/** Starts the runtime's thread for a worker and gives it all that it needs to know. */
export function startThread(specifier: unknown, options: WorkerOptions): { thread: NativeWorker; port: NativePort; script: Script } {
  const allowRemote = allowedOrigins(options.allowRemote ?? [], process.env['HEDDLE_ALLOW_REMOTE']);
  const script: Script = options.eval ? evalScript(specifier) : resolveScript(specifier, 'the script of a worker', allowRemote);
  const preload = preloadsOf(options).map((module, index) => resolveScript(module, `options.preload[${index}]`, allowRemote));
  const transfer = options.transferList ?? [];
  checkTransferList(transfer);
  const { port1, port2 } = new natives.MessageChannel();
  const birth: Birth = {
    heddle: {
      script,
      type: options.type,
      name: options.name ?? '',
      preload,
      allowRemote,
      port: port2,
      replacesNodeWorker: threads.Worker !== natives.Worker,
      dataPorts: transfer.filter((item) => item instanceof natives.MessagePort),
    },
    workerData: options.workerData,
  };
  try {
    const thread = explainFailure(
      'workerData',
      options.workerData,
      transfer,
      () => new natives.Worker(bootURL(), threadOptions(options, birth, [...transfer, port2])),
    );
    for (const item of transfer) endpointOf(item)?.giveUp();
    return { thread, port: port1, script };
  } catch (error) {
    port1.close();
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
  const { name, env, argv, execArgv, resourceLimits, stdin, stdout, stderr, trackUnmanagedFds } = options;
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
