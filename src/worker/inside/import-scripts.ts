import { fileReport, fileURLToPath, fs, resolveObjectURL } from '#node';
import { parseDataURL } from '../../core/data-url.ts';
import { runClassic } from './run-script.ts';
import type { ScriptLoader, VirtualSource } from './script-loader.ts';

/**
 * Makes the `importScripts` of a worker, which fetches scripts and runs them in the global scope one after the other.
 *
 * @param base - the address of the worker's own script
 * @source https://html.spec.whatwg.org/multipage/workers.html#importing-scripts-and-libraries
 */
export function importScriptsFor(
  base: string,
  isModule: boolean,
  loader: ScriptLoader,
  allowRemote: readonly string[],
): (...urls: string[]) => void {
  return function importScripts(...urls: string[]): void {
    if (isModule) throw new TypeError('Cannot call importScripts: the worker is a module; use import');
    // Blobs are taken now: an earlier script may revoke the URL of a later one.
    const requests = urls.map((url) => request(url, base));
    for (const { url, blob } of requests) {
      const text = fetchText(url, blob, loader, allowRemote);
      runClassic(loader.compile(text, url.href, 'classic').code, url.href);
    }
  };
}

function request(specifier: unknown, base: string): { url: URL; blob: Blob | undefined } {
  try {
    const url = new URL(String(specifier), base);
    return { url, blob: url.protocol === 'blob:' ? resolveObjectURL(url.href) : undefined };
  } catch (cause) {
    throw Object.assign(new DOMException(`Cannot import the script ${JSON.stringify(specifier)}: not a valid URL`, 'SyntaxError'), {
      cause,
    });
  }
}

function fetchText(url: URL, blob: Blob | undefined, loader: ScriptLoader, allowRemote: readonly string[]): VirtualSource {
  try {
    switch (url.protocol) {
      case 'file:':
        fileReport()?.(url.href);
        return { source: fs.readFileSync(fileURLToPath(url), 'utf8'), language: loader.languageOf(url.href) ?? 'js' };
      case 'data:': {
        const { mime, bytes } = parseDataURL(url.href);
        return { source: new TextDecoder().decode(bytes), language: loader.languageOfMime(mime) ?? 'js' };
      }
      case 'blob:':
        if (!blob) throw new Error('no blob has this URL on this thread');
        return { source: loader.readBlobSync(blob), language: loader.languageOfMime(blob.type) ?? 'js' };
      case 'http:':
      case 'https:':
        return loader.fetchSync(url.href, { allowRemote, kind: 'classic' });
      default:
        throw new Error(`the scheme ${url.protocol} is not one of file:, data:, blob:, http:, https:`);
    }
  } catch (cause) {
    throw Object.assign(new DOMException(`Cannot import the script ${url.href}: ${(cause as Error).message}`, 'NetworkError'), { cause });
  }
}
