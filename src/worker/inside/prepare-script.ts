import { fileURLToPath, fs, getVm, path, pathToFileURL, process } from '#node';
import { parseDataURL } from '../../core/data-url.ts';
import type { Script, ScriptType } from '../messages.ts';
import type { Language, ScriptLoader, VirtualSource } from './script-loader.ts';

/** A script that is ready to run, once the loader is installed. */
export type PreparedScript =
  | { readonly kind: 'module'; readonly url: string }
  /** CommonJS, as the main module of the thread. */
  | { readonly kind: 'commonjs'; readonly url: string; readonly path: string }
  /** In the global scope. */
  | { readonly kind: 'classic'; readonly url: string; readonly code: string }
  /** In the global scope too, with `require` and its kin as globals, as Node's `eval` option has it. */
  | { readonly kind: 'eval'; readonly url: string; readonly code: string };

interface Context {
  readonly loader: ScriptLoader;
  readonly allowRemote: readonly string[];
  /** Modules that exist in memory only; the loader serves them. */
  readonly sources: Map<string, VirtualSource>;
}

/** Reads a script and decides how it runs. @throws whatever keeps it from being read or transformed */
export async function prepareScript(script: Script, type: ScriptType, context: Context): Promise<PreparedScript> {
  const { loader } = context;
  switch (script.kind) {
    case 'file':
      return prepareFile(script.url, type, context);
    case 'data': {
      const { mime, bytes } = parseDataURL(script.url);
      const language = loader.languageOfMime(mime) ?? 'js';
      const source = new TextDecoder().decode(bytes);
      // The runtime imports `data:` URLs itself, but loses what stands behind a question mark.
      return prepareText(script.url, { source, language }, type, context, script.url.includes('?'));
    }
    case 'blob': {
      const source = new TextDecoder().decode(await script.blob.arrayBuffer());
      const language = loader.languageOfMime(script.blob.type) ?? languageOfText(source, loader);
      return prepareText(script.url, { source, language }, type, context, true);
    }
    case 'remote': {
      const { url, source, language } = loader.fetchSync(script.url, { allowRemote: context.allowRemote, kind: 'worker' });
      return prepareText(url, { source, language }, type, context, true);
    }
    case 'eval':
      return prepareEval(script, type, context);
  }
}

function prepareFile(url: string, type: ScriptType, { loader, sources }: Context): PreparedScript {
  const file = fileURLToPath(url);
  if (type === undefined) return loader.isModuleFile(file) ? { kind: 'module', url } : { kind: 'commonjs', url, path: file };
  const read = (): VirtualSource => ({
    source: fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, ''),
    language: loader.languageOf(url) ?? 'js',
  });
  if (type === 'classic') return { kind: 'classic', url, code: loader.compile(read(), url, 'classic').code };
  // A file that nothing but the option makes a module is served from memory, because the runtime would not take it for one.
  if (!loader.isModuleFile(file)) sources.set(url, read());
  return { kind: 'module', url };
}

/** @param inMemory - whether the runtime could not import the URL by itself */
function prepareText(url: string, text: VirtualSource, type: ScriptType, { loader, sources }: Context, inMemory: boolean): PreparedScript {
  if (type !== 'module') {
    const { code, isModule } = loader.compile(text, url, type);
    if (!isModule) return { kind: 'classic', url, code };
  }
  if (inMemory) sources.set(url, text);
  return { kind: 'module', url };
}

function prepareEval({ url, source }: { url: string; source: string }, type: ScriptType, { loader, sources }: Context): PreparedScript {
  // Its imports resolve against the current directory, and its source map is found under the name that stack traces show.
  const memory = pathToFileURL(path.join(process.cwd(), '[worker eval]')).href;
  const text: VirtualSource = { source, language: languageOfText(source, loader) };
  if (type !== 'module') {
    const { code, isModule } = loader.compile(text, memory, type);
    if (!isModule) return { kind: 'eval', url, code };
  }
  sources.set(memory, text);
  return { kind: 'module', url: memory };
}

/**
 * The first language that a text is valid in, plain JavaScript before all; what is none of them stays JavaScript, for the runtime to refuse.
 * V8 alone cannot tell for a module: it stops at the first `import`, before any type.
 */
function languageOfText(source: string, loader: ScriptLoader): Language {
  if (isJavaScript(source)) return 'js';
  return (['jsx', 'ts', 'tsx'] as const).find((language) => isValid({ source, language }, loader)) ?? 'js';
}

function isValid(text: VirtualSource, loader: ScriptLoader): boolean {
  try {
    loader.compile(text, '[in memory]', undefined);
    return true;
  } catch {
    return false;
  }
}

function isJavaScript(source: string): boolean {
  const { Script } = getVm();
  try {
    return Boolean(new Script(source));
  } catch {
    return false;
  }
}
