import { getCrypto, type IncomingMessage } from '#node';

/** Sent with every answer: nothing but what this server serves may run, be fetched, or show the page. */
export const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Decides who may ask. */
export class Guard {
  readonly #hosts: ReadonlySet<string>;
  readonly #token: Uint8Array;

  constructor(port: number, token: string) {
    this.#hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
    this.#token = digest(token);
  }

  /**
   * Pages of other sites can make a browser ask this server: with their own name for its address (DNS rebinding), which shows in `Host`, or as
   * themselves, which shows in `Origin` and `Sec-Fetch-Site`. Programs can ask too; nobody but who was shown the address knows the token.
   *
   * @param given - the token that came along
   * @returns why it is refused
   */
  refusal({ headers }: IncomingMessage, given: string | null): 'host' | 'origin' | 'token' | undefined {
    if (!this.#hosts.has(headers.host ?? '')) return 'host';
    if (headers.origin !== undefined && !(headers.origin.startsWith('http://') && this.#hosts.has(headers.origin.slice(7))))
      return 'origin';
    const site = headers['sec-fetch-site'];
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return 'origin';
    // Digests have one length, and comparing them takes one time whatever is wrong.
    return given !== null && getCrypto().timingSafeEqual(digest(given), this.#token) ? undefined : 'token';
  }
}

function digest(token: string): Uint8Array {
  return getCrypto().createHash('sha256').update(token).digest();
}
