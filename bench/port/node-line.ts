import type { Line } from './line.ts';

/** What the workers and ports of Node and of heddle have in common. */
export interface NodePort {
  postMessage(message: any, transfer?: any): void;
  on(type: 'message', callback: (message: any) => void): unknown;
}

export function nodeLine(port: NodePort): Line {
  let listener: (message: unknown) => void;
  // One listener for good: adding and removing is not what is measured.
  let listening = false;
  return {
    post: (message, transfer) => (transfer ? port.postMessage(message, transfer) : port.postMessage(message)),
    listen(callback) {
      listener = callback;
      if (!listening) port.on('message', (message) => listener(message));
      listening = true;
    },
  };
}
