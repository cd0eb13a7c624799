import { outOfRange } from './invalid-argument.ts';

/**
 * The origins of the variable `HEDDLE_ALLOW_REMOTE`: separated by commas, `*` in place of a port for all ports.
 *
 * @param value - e.g. `https://example.org,http://127.0.0.1:*`
 * @returns what `allowRemote` options take; empty for an unset or empty variable
 * @throws RangeError for what is not an `http:` or `https:` origin: a path would suggest a restriction that nobody enforces
 * @example parseAllowRemote('https://esm.sh, http://127.0.0.1:*') // ['https://esm.sh', 'http://127.0.0.1:*']
 */
export function parseAllowRemote(value: string | undefined): string[] {
  const entries = (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const entry of entries) checkOrigin('HEDDLE_ALLOW_REMOTE', entry);
  return entries;
}

function checkOrigin(what: string, entry: string): void {
  if (originOf(entry) === undefined) throw outOfRange(what, entry, 'origins such as https://example.org or http://127.0.0.1:*');
}

// A registry: the origins that this thread itself was allowed. Its own code can load from them already, so its workers may too.
let inherited: readonly string[] = [];

/** Lets the workers of this thread load from the origins that it may load from itself. */
export function inheritAllowRemote(origins: readonly string[]): void {
  inherited = origins;
}

/**
 * The origins that a worker of this thread may load from.
 *
 * @throws RangeError for what is not an `http:` or `https:` origin
 */
export function allowedOrigins(option: readonly string[], variable: string | undefined): string[] {
  for (const [index, entry] of option.entries()) checkOrigin(`options.allowRemote[${index}]`, entry);
  return [...new Set([...inherited, ...option, ...parseAllowRemote(variable)])];
}

/** Whether code may be fetched from a URL. */
export function isAllowed(url: string | URL, allowRemote: readonly string[]): boolean {
  const { origin, protocol, hostname } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return false;
  return allowRemote.some((entry) => originOf(entry) === (entry.endsWith(':*') ? `${protocol}//${hostname}` : origin));
}

function originOf(entry: string): string | undefined {
  const isAnyPort = entry.endsWith(':*');
  const text = isAnyPort ? entry.slice(0, -2) : entry;
  if (!/^https?:\/\/[^/?#@*\\]+\/?$/i.test(text) || !URL.canParse(text)) return undefined;
  const { protocol, hostname, origin } = new URL(text);
  if (!isAnyPort) return origin;
  return /:\d*$/.test(text) ? undefined : `${protocol}//${hostname}`;
}
