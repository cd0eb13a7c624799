import { getInspector, type Session } from '#platform';

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
    const timer = setTimeout(() => resolve(undefined), SEARCH);
    main.on('NodeWorker.attachedToWorker', ({ params }: { params: Attached }) => {
      if (!params.workerInfo.title.startsWith(prefix)) return;
      clearTimeout(timer);
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

/** @returns the text of a `.cpuprofile`; undefined when there is no such thread */
export function profileThread(threadId: number, milliseconds: number): Promise<string | undefined> {
  return withThread(threadId, async (post) => {
    await post('Profiler.enable');
    await post('Profiler.start');
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    const { profile } = await post('Profiler.stop');
    await post('Profiler.disable');
    return JSON.stringify(profile);
  });
}

/**
 * Since Node 22 the engine takes a snapshot when the thread comes to its event loop; before, it interrupted the script.
 *
 * @param patience - how long the first piece may take, in milliseconds
 * @param write - gets the text of a `.heapsnapshot` in pieces
 */
export async function snapshotThread(
  threadId: number,
  patience: number,
  write: (chunk: string) => void,
): Promise<'done' | 'no answer' | undefined> {
  return withThread(threadId, async (post, events) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<'no answer'>((resolve) => {
      if (patience < Infinity) timer = setTimeout(resolve, patience, 'no answer');
    });
    events.on('HeapProfiler.addHeapSnapshotChunk', ({ params }: { params: { chunk: string } }) => {
      clearTimeout(timer);
      write(params.chunk);
    });
    const taken = post('HeapProfiler.takeHeapSnapshot', { reportProgress: false }).then(() => 'done' as const);
    return Promise.race([taken, late]).finally(() => clearTimeout(timer));
  });
}
