/** What a `data:` URL holds. */
export interface DataURL {
  /** Type and subtype in lower case, without parameters; `text/plain` when the URL names none. */
  readonly mime: string;
  readonly bytes: Uint8Array;
}

/**
 * Takes a `data:` URL apart.
 *
 * @throws SyntaxError `DOMException` when it has no comma or its base64 is broken
 * @source https://fetch.spec.whatwg.org/#data-url-processor
 */
export function parseDataURL(url: string): DataURL {
  const [, header, body] = /^data:([^,]*),([^#]*)/i.exec(url) ?? [];
  if (header === undefined || body === undefined)
    throw new DOMException(`Cannot read ${url.slice(0, 60)}: a data: URL needs a comma`, 'SyntaxError');
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase());
  const isBase64 = parameters.at(-1) === 'base64';
  return { mime: type || 'text/plain', bytes: isBase64 ? fromBase64(percentDecoded(body), url) : percentDecoded(body) };
}

function fromBase64(text: Uint8Array, url: string): Uint8Array {
  try {
    return Uint8Array.from(atob(new TextDecoder('latin1').decode(text)), (character) => character.charCodeAt(0));
  } catch (cause) {
    throw Object.assign(new DOMException(`Cannot read ${url.slice(0, 60)}: broken base64`, 'SyntaxError'), { cause });
  }
}

// https://url.spec.whatwg.org/#percent-decode: a lone percent sign stands for itself, other than in decodeURIComponent.
function percentDecoded(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const code = bytes[index] === 0x25 ? /^[0-9a-f]{2}/i.exec(String.fromCharCode(bytes[index + 1] ?? 0, bytes[index + 2] ?? 0)) : null;
    bytes[length++] = code ? Number.parseInt(code[0], 16) : bytes[index]!;
    if (code) index += 2;
  }
  return bytes.subarray(0, length);
}
