import { HeddleError } from '../core/heddle-error.ts';
import { isAllowed } from '../core/allow-remote.ts';
import { fetchLimit } from './fetch-limits.ts';
import { type Language, languageOf, languageOfMime } from './detect-language.ts';

/** What a script was asked for; only error messages differ. */
export type ScriptKind = 'classic' | 'module' | 'worker';

/** What {@link fetchScript} may do. */
export interface FetchScriptOptions {
  readonly allowRemote: readonly string[];
  readonly kind: ScriptKind;
  /** In milliseconds, for the whole of redirects, headers and body. */
  readonly timeout: number;
  /** In bytes, of the body as it is after decompression; by default `fetchLimit()`. */
  readonly limit?: number;
}

/** A script from an allowed origin. */
export interface FetchedScript {
  /** The URL after redirects: what relative imports resolve against. */
  readonly url: string;
  /** Decoded as UTF-8, whatever the server says: https://html.spec.whatwg.org/#fetch-a-classic-worker-script */
  readonly source: string;
  readonly language: Language;
}

// https://fetch.spec.whatwg.org/#http-redirect-fetch
const REDIRECTS = [301, 302, 303, 307, 308];
const MOST_REDIRECTS = 20;
const NAMES = { classic: 'script', module: 'module', worker: 'worker script' } as const;

/**
 * Fetches a script over `http:` or `https:`.
 *
 * @throws HeddleError `HEDDLE_REMOTE_FORBIDDEN` for an origin, also one in the middle of redirects, that is not allowed;
 *   `HEDDLE_REMOTE_FAILED` for a status other than 2xx, a MIME type that is not a script's, or no answer in time,
 *   a body that is too long
 */
export async function fetchScript(url: string, options: FetchScriptOptions): Promise<FetchedScript> {
  const what = `${NAMES[options.kind]} ${url}`;
  let current = new URL(url);
  const signal = AbortSignal.timeout(options.timeout);
  try {
    for (let hop = 0; hop <= MOST_REDIRECTS; hop++) {
      if (!isAllowed(current, options.allowRemote)) throw forbidden(current.href, what);
      const response = await fetch(current, {
        redirect: 'manual',
        signal,
        headers: { accept: 'text/javascript, text/typescript, */*;q=0.5' },
      });
      const location = response.headers.get('location');
      if (REDIRECTS.includes(response.status) && location !== null) {
        await response.body?.cancel();
        const fragment = current.hash;
        current = new URL(location, current);
        current.hash ||= fragment;
        continue;
      }
      if (!response.ok) throw failed(what, `the server answered with status ${response.status}`);
      const type = response.headers.get('content-type') ?? '';
      const language = languageOfResponse(type, current);
      if (language === undefined) throw failed(what, `its MIME type is ${type === '' ? 'missing' : type}, which is not a script's`);
      const source = await textOf(response, what, options.limit ?? fetchLimit());
      return { url: current.href, source, language };
    }
    throw failed(what, `more than ${MOST_REDIRECTS} redirects`);
  } catch (error) {
    if (HeddleError.is(error)) throw error;
    if (signal.aborted) throw failed(what, `no answer within ${options.timeout} ms`, error);
    const { message, cause } = error as Error;
    throw failed(what, cause instanceof Error ? cause.message || String((cause as { code?: unknown }).code) : message, error);
  }
}

/** The body, given up as soon as it is too long: what a server compresses well has no length that one could ask for before. */
async function textOf(response: Response, what: string, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > limit) throw failed(what, `its body has more than the ${limit} bytes that HEDDLE_REMOTE_LIMIT allows`);
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

// A JavaScript type means JavaScript even at a URL that ends in .ts: development servers transform what they serve.
function languageOfResponse(type: string, { pathname }: URL): Language | undefined {
  const byMime = languageOfMime(type);
  const byExtension = languageOf(pathname);
  if (byMime === 'ts' && byExtension === 'tsx') return 'tsx';
  if (byMime !== undefined || byExtension === undefined || byExtension === 'js') return byMime;
  // Servers know .ts as an MPEG transport stream, and .mts, .cts, .tsx often not at all.
  const essence = type.split(';', 1)[0]!.trim().toLowerCase();
  if (essence === 'video/mp2t') return byExtension === 'ts' ? 'ts' : undefined;
  return essence === '' || essence === 'application/octet-stream' ? byExtension : undefined;
}

/** The error for code from an origin that is not allowed. */
export function forbidden(url: string, what: string): HeddleError {
  return new HeddleError('HEDDLE_REMOTE_FORBIDDEN', `Cannot fetch the ${what}: the origin of ${url} is not allowed`);
}

/** The error for code that an allowed origin did not deliver. */
export function failed(what: string, state: string, cause?: unknown): HeddleError {
  return new HeddleError('HEDDLE_REMOTE_FAILED', `Cannot fetch the ${what}: ${state}`, { cause });
}
