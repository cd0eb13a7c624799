import { getInspector, type Session } from '#node';
import { clock, type Timer } from '#platform';

type Post = (method: string, parameters?: object) => Promise<Record<string, unknown>>;

/** How long a thread may take to be found, in milliseconds. */
const SEARCH = 2000;

/**
 * The runtime's inspector of another thread of this process, from a thread that is not the main one. It also reaches a thread that is blocked: the engine
 * interrupts the script for it.
 */
export async function withThread<T>(threadId: number, use: (post: Post, events: Session) => Promise<T>): Promise<T | undefined> {
  const main = new (getInspector().Session)();
  main.connectToMainThread();
  try {
    const post: Post = (method, parameters) =>
      new Promise((resolve, reject) => {
        main.post(method, parameters, (error: Error | null, result?: object) => {
          if (error) reject(error);
          else resolve((result ?? {}) as Record<string, unknown>);
        });
      });
    if (threadId === 0) return await use(post, main);
    const session = await attach(main, post, threadId);
    return session === undefined ? undefined : await use(session.post, session.events);
  } finally {
    main.disconnect();
  }
}

interface Attached {
  readonly sessionId: string;
  readonly workerInfo: { readonly title: string };
}

async function attach(main: Session, post: Post, threadId: number): Promise<{ post: Post; events: Session } | undefined> {
  // The runtime calls workers `[worker 3] name`.
  const prefix = `[worker ${threadId}]`;
  const found = new Promise<string | undefined>((resolve) => {
    const timer = clock.setTimeout(() => resolve(undefined), SEARCH);
    main.on('NodeWorker.attachedToWorker', ({ params }: { params: Attached }) => {
      if (!params.workerInfo.title.startsWith(prefix)) return;
      clock.clearTimeout(timer);
      resolve(params.sessionId);
    });
  });
  await post('NodeWorker.enable', { waitForDebuggerOnStart: false });
  const sessionId = await found;
  return sessionId === undefined ? undefined : { post: relay(main, post, sessionId), events: main };
}

/** The messages of a worker's inspector travel as text in those of the main thread's. */
function relay(main: Session, post: Post, sessionId: string): Post {
  const waiting = new Map<number, { resolve(result: Record<string, unknown>): void; reject(error: Error): void }>();
  let numbers = 0;
  main.on('NodeWorker.receivedMessageFromWorker', ({ params }: { params: { sessionId: string; message: string } }) => {
    if (params.sessionId !== sessionId) return;
    const {
      id,
      method,
      result,
      error,
      params: event,
    } = JSON.parse(params.message) as {
      id?: number;
      method?: string;
      result?: Record<string, unknown>;
      error?: { message: string };
      params?: object;
    };
    if (method !== undefined) main.emit(method, { method, params: event });
    else if (error) waiting.get(id!)?.reject(new Error(error.message));
    else waiting.get(id!)?.resolve(result ?? {});
  });
  main.on('NodeWorker.detachedFromWorker', ({ params }: { params: { sessionId: string } }) => {
    if (params.sessionId === sessionId) for (const { reject } of waiting.values()) reject(new Error('the thread has ended'));
  });
  return (method, parameters = {}) =>
    new Promise((resolve, reject) => {
      const id = (numbers += 1);
      waiting.set(id, { resolve, reject });
      post('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params: parameters }) }).catch(reject);
    });
}

/** A thread that answers nothing, not even its inspector. */
export const SILENT: unique symbol = Symbol('silent');

/** @returns what `act` gives, or `SILENT` when that takes longer than so many milliseconds, unless `spoke()` has been called in time */
async function within<T>(milliseconds: number, act: (spoke: () => void) => Promise<T>): Promise<T | typeof SILENT> {
  let timer: Timer | undefined;
  const spoke = (): void => clock.clearTimeout(timer);
  const late = new Promise<typeof SILENT>((resolve) => {
    timer = clock.setTimeout(() => resolve(SILENT), milliseconds);
  });
  return Promise.race([act(spoke), late]).finally(spoke);
}

/**
 * @param patience - how long the thread may take to answer, in milliseconds
 * @returns the text of a `.cpuprofile`; undefined when there is no such thread
 */
export function profileThread(threadId: number, milliseconds: number, patience: number): Promise<string | undefined | typeof SILENT> {
  return withThread(threadId, async (post) => {
    const started = await within(patience, async () => {
      await post('Profiler.enable');
      await post('Profiler.start');
    });
    if (started === SILENT) return SILENT;
    await new Promise<void>((resolve) => clock.setTimeout(resolve, milliseconds));
    return within(patience, async () => {
      const { profile } = await post('Profiler.stop');
      await post('Profiler.disable');
      return JSON.stringify(profile);
    });
  });
}

/**
 * Since Node 22 the engine takes a snapshot only when the thread comes to its event loop. One that is blocked answers its inspector as well while it is
 * paused, in a loop and in `Atomics.wait()`; but not in the midst of a call of the system.
 *
 * @param patience - of a thread that is blocked: how long the first piece may take, in milliseconds
 * @param write - gets the text of a `.heapsnapshot` in pieces
 */
export async function snapshotThread(
  threadId: number,
  patience: number | undefined,
  write: (chunk: string) => void,
): Promise<'done' | undefined | typeof SILENT> {
  return withThread(threadId, async (post, events) => {
    const take = (): Promise<unknown> => post('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    events.on('HeapProfiler.addHeapSnapshotChunk', ({ params }: { params: { chunk: string } }) => write(params.chunk));
    const taken =
      patience === undefined
        ? await take()
        : await within(patience, (spoke) => {
            events.once('HeapProfiler.addHeapSnapshotChunk', spoke);
            return whilePaused(post, events, take);
          });
    return taken === SILENT ? SILENT : 'done';
  });
}

async function whilePaused(post: Post, events: Session, act: () => Promise<unknown>): Promise<void> {
  const paused = new Promise((resolve) => events.once('Debugger.paused', resolve));
  await post('Debugger.enable');
  await post('Debugger.pause');
  await paused;
  try {
    await act();
  } finally {
    // Also takes back the pause; and were this never sent, the end of the session would have the thread go on.
    await post('Debugger.disable');
  }
}
