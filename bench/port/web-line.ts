import type { Line } from './line.ts';

/** What the workers of every runtime have in common. */
export interface WebPort {
  postMessage(message: unknown, transfer?: ArrayBuffer[]): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

export function webLine(port: WebPort): Line {
  return {
    post: (message, transfer) => (transfer ? port.postMessage(message, transfer) : port.postMessage(message)),
    listen(callback) {
      port.onmessage = (event) => callback(event.data);
    },
  };
}
