// Module hooks for Node without `module.registerHooks`: they run in a thread of their own, which `module.register` starts.
import {
  fileURLToPath,
  type InitializeHook,
  type LoadHook,
  type MessagePort,
  type ResolveFnOutput,
  type ResolveHook,
  type ResolveHookContext,
} from '#node';
import type { FetchedScript } from './fetch-script.ts';
import { loadData } from './data-module.ts';
import { isTransformed, loadTyped, loadVirtual, textOf, typedFormat } from './load-file.ts';
import type { LoaderOptions, VirtualSource } from './loader-options.ts';
import { placeImport } from './place-import.ts';
import { resolveEarly, resolveLate, type ResolveRequest } from './resolve-specifier.ts';

/** What the hooks thread is started with. */
export type HooksThreadData = Required<Pick<LoaderOptions, 'allowRemote' | 'sources'>> & {
  /** Where to post the URL of each module that is loaded, if somebody wants to know. */
  readonly report: MessagePort | undefined;
};

let data: HooksThreadData;
const fetched = new Map<string, Promise<FetchedScript>>();
/** The program, which nothing imports. */
let main: string | undefined;

export const initialize: InitializeHook<HooksThreadData> = (received) => {
  data = received;
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const request = { specifier, parentURL: context.parentURL, isRequire: false, sources: data.sources };
  if (context.parentURL !== undefined) return find(request, context, nextResolve);
  const found = await find(request, context, nextResolve);
  main = found.url;
  return found;
};

async function find(
  request: ResolveRequest,
  context: ResolveHookContext,
  nextResolve: Parameters<ResolveHook>[2],
): Promise<ResolveFnOutput> {
  const { specifier } = request;
  const early = resolveEarly(request);
  if (early.kind === 'url')
    return early.url.startsWith('file:') && !data.sources.has(early.url)
      ? nextResolve(early.url, context)
      : { url: early.url, shortCircuit: true };
  if (early.kind === 'remote') return { url: await fetchModule(early.url), format: 'module', shortCircuit: true };
  try {
    return await nextResolve(specifier, { ...context, parentURL: early.parentURL });
  } catch (error) {
    const url = resolveLate(error, request, early.parentURL);
    if (url === undefined) throw placeImport(error, specifier, early.parentURL);
    return nextResolve(url, context);
  }
}

// To Node 20 one specifier is one module within a file, with and without an attribute: both have the names.
function typeOf({ type }: { readonly type?: string | undefined }): string | undefined {
  return type === 'json' ? undefined : type;
}

export const load: LoadHook = async (url, context, nextLoad) => {
  data.report?.postMessage(url);
  const virtual: VirtualSource | undefined = data.sources.get(url) ?? (await fetched.get(url));
  const found = virtual ? undefined : loadData(url, typeOf(context.importAttributes));
  if (found) return { ...found, shortCircuit: true };
  let loaded = virtual ? loadVirtual(url, virtual) : loadTyped(url);
  if (!loaded) return nextLoad(url, context);
  if (url.startsWith('file:') && !virtual) {
    const given = await nextLoad(url, { ...context, format: typedFormat(loaded) });
    if (isTransformed(given, loaded)) return given;
    loaded = loadTyped(url, textOf(given))!;
  }
  if (loaded.format === 'module') return { ...loaded, shortCircuit: true };
  const { commonJsFacade } = await import('./common-js-facade.ts');
  return { format: 'module', source: commonJsFacade(fileURLToPath(url), loaded.source, url === main), shortCircuit: true };
};

async function fetchLater(url: string): Promise<FetchedScript> {
  const [{ fetchScript }, { fetchTimeout }] = await Promise.all([import('./fetch-script.ts'), import('./fetch-limits.ts')]);
  return fetchScript(url, { allowRemote: data.allowRemote, kind: 'module', timeout: fetchTimeout() });
}

async function fetchModule(url: string): Promise<string> {
  const pending = fetched.get(url) ?? fetchLater(url);
  fetched.set(url, pending);
  const script = await pending;
  // Known by the URL after redirects, against which its own imports resolve.
  fetched.set(script.url, pending);
  return script.url;
}
