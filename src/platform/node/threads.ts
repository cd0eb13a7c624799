import { process, threads } from '../node-modules.ts';
import type { NativePort, NativeThread, ThisThread } from '../platform.ts';

export const thisThread: ThisThread = {
  get id() {
    return threads.threadId;
  },
  get isMain() {
    return threads.isMainThread;
  },
  get parentPort() {
    return threads.parentPort;
  },
};

export const errorMonitor: symbol = process.getBuiltinModule('node:events').errorMonitor;

export function portOfWorker(worker: NativeThread): NativePort | undefined {
  const key = Object.getOwnPropertySymbols(worker).find(({ description }) => description === 'kPublicPort');
  return key && (worker as never)[key];
}

/** By the function through which the runtime fills the stream. Readers come too late for what is written right before the end, and one more would take the program's. */
export function watchStandardError({ stderr }: Pick<NativeThread, 'stderr'>, seen: (chunk: string | Uint8Array) => void): void {
  const { push } = stderr;
  stderr.push = (chunk: unknown, ...rest) => {
    if (chunk !== null && chunk !== undefined) seen(chunk as string | Uint8Array);
    return Reflect.apply(push, stderr, [chunk, ...rest]);
  };
}
