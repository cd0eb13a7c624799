import { HeddleError } from '../core/heddle-error.ts';
import { fileReport, fileURLToPath, fs, type MessagePort, nodeModule, process, threads } from '#node';
import { natives } from '#platform';
import { installCommonJsHooks } from './common-js-hooks.ts';
import type { HooksThreadData } from './hooks-thread.ts';
import type { LoaderOptions } from './loader-options.ts';
import { needsHooks } from './needs-hooks.ts';
import { realPath } from './real-path.ts';
import { runsOthersBefore } from './preloads.ts';

const TYPED_FILE = /^file:[^?#]*\.(?:[cm]?ts|[jt]sx)$/;

/** What the hooks thread may change: modules that are not found, not synchronous, or of a kind that hooks of others know. */
const LOADING_FAILED =
  /^ERR_(?:REQUIRE_|MODULE_NOT_FOUND$|PACKAGE_|UNSUPPORTED_|UNKNOWN_|INVALID_MODULE_|INVALID_PACKAGE_|IMPORT_|NETWORK_)/;

/** What the library lies in, and the sources that its maps name. */
const OWN_FOLDER = fileURLToPath(new URL('..', import.meta.url));

/** Hooks for Node without `module.registerHooks`: those for `require` are in this thread, those for `import` in one that is started when needed. */
export class ThreadedHooks {
  readonly #data: Omit<HooksThreadData, 'report'>;
  readonly #load: (file: string) => void;
  #isRegistered = false;
  #unwatch: (() => void) | undefined;

  /** Installs the hooks for `require`. */
  constructor({ allowRemote, sources = new Map() }: LoaderOptions) {
    this.#data = { allowRemote, sources };
    this.#load = installCommonJsHooks(() => this.#register());
    // Only the hooks thread sees all that is imported; the runtime itself reports what the main thread imports.
    if (fileReport() && !threads.isMainThread) this.#register();
    // What is linked without hooks is linked without those of others too.
    if (runsOthersBefore()) this.#register();
    else this.#watchForOthers();
  }

  /** Starts the hooks thread unless nothing that these scripts reach can need it. */
  prepare(entries: readonly string[] | undefined): void {
    if (entries === undefined || this.#data.sources.size > 0 || entries.some((entry) => needsHooks(entry))) this.#register();
  }

  /** Imports a script; one in TypeScript and all that it imports without the hooks thread, if that can be. */
  async import(url: string): Promise<unknown> {
    if (!this.#isRegistered && this.#data.sources.size === 0 && TYPED_FILE.test(url)) {
      try {
        this.#load(realPath(fileURLToPath(url)));
      } catch (error) {
        // What the module has thrown, and why it could not be linked, is said once: asked again, Node 20 gives the module out of its table as if
        // it had not failed, or complains of its state.
        if (HeddleError.is(error) || !LOADING_FAILED.test(String((error as { code?: unknown } | null)?.code)) || isOfProgram(error))
          throw error;
        // With the hooks thread import() may succeed; what was evaluated on the way it finds in the same table.
        this.#register();
      }
    } else {
      this.prepare([url]);
    }
    return import(url);
  }

  /** Hooks that are registered later come before ours in the chain, and ask ours: they have to be there first. */
  #watchForOthers(): void {
    const { register } = nodeModule;
    const registering = ((...args: Parameters<typeof register>) => {
      this.#register();
      register(...args);
    }) as typeof register;
    this.#unwatch = () => {
      if (nodeModule.register !== registering) return;
      nodeModule.register = register;
      nodeModule.syncBuiltinESMExports();
    };
    nodeModule.register = registering;
    nodeModule.syncBuiltinESMExports();
  }

  #register(): void {
    if (this.#isRegistered) return;
    requireDescriptors();
    this.#isRegistered = true;
    this.#unwatch?.();
    // The hooks thread cannot do it for this one.
    process.setSourceMapsEnabled(true);
    const report = threads.isMainThread ? undefined : reportPort();
    nodeModule.register<HooksThreadData>('./hooks-thread.js', {
      parentURL: import.meta.url,
      data: { ...this.#data, report },
      transferList: report ? [report] : [],
    });
  }
}

/** Whether code that was loaded has thrown an error, and not whoever tried to load it: that code is the first on the stack which is not Node's. */
function isOfProgram(error: unknown): boolean {
  const frames = String((error as Error).stack)
    .split('\n')
    .filter((line) => /^\s+at /.test(line));
  const first = frames.find((frame) => !frame.includes('node:'));
  return first !== undefined && !first.includes(OWN_FOLDER);
}

/** What a thread opens for its event loop, before it reads its first file. */
const DESCRIPTORS_OF_THREAD = 6;

/** `module.register()` waits for its thread, and waits for ever when that has too few file descriptors to begin. @throws EMFILE, ENFILE */
function requireDescriptors(): void {
  const opened: number[] = [];
  try {
    for (let count = 0; count < DESCRIPTORS_OF_THREAD; count++)
      opened.push(fs.openSync(new URL('./hooks-thread.js', import.meta.url), 'r'));
  } finally {
    for (const descriptor of opened) fs.closeSync(descriptor);
  }
}

/** A port for the URLs of what is loaded; undefined where nobody asks. */
function reportPort(): MessagePort | undefined {
  const report = fileReport();
  if (!report) return undefined;
  const { port1, port2 } = new natives.MessageChannel();
  port1.on('message', report);
  port1.unref();
  // What the hooks thread has posted while this one had no turn of the event loop.
  process.on('exit', () => {
    for (let next = natives.receiveMessageOnPort(port1); next; next = natives.receiveMessageOnPort(port1)) report(next.message as string);
  });
  return port2;
}
