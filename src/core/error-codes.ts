/** A code that a `HeddleError` can carry. */
export type HeddleErrorCode =
  | 'HEDDLE_WORKER_NOT_FOUND'
  | 'HEDDLE_WORKER_UNREADABLE'
  | 'HEDDLE_WORKER_SCHEME'
  | 'HEDDLE_BLOB_NOT_FOUND'
  | 'HEDDLE_REMOTE_FORBIDDEN'
  | 'HEDDLE_REMOTE_FAILED'
  | 'HEDDLE_TRANSFORM_FAILED'
  | 'HEDDLE_TSCONFIG_INVALID'
  | 'HEDDLE_REQUIRE_DISABLED'
  | 'HEDDLE_FRAME_CORRUPT'
  | 'HEDDLE_NO_SUCH_TASK'
  | 'HEDDLE_PORT_CLOSED'
  | 'HEDDLE_RELEASED'
  | 'HEDDLE_ALREADY_EXPOSED'
  | 'HEDDLE_CANNOT_BLOCK'
  | 'HEDDLE_DEADLOCK'
  | 'HEDDLE_INSPECT_FAILED'
  | 'HEDDLE_WORKER_DIED'
  | 'HEDDLE_LOAD_FAILED'
  | 'HEDDLE_QUEUE_FULL'
  | 'HEDDLE_POOL_CLOSED'
  | 'HEDDLE_NOT_DRAINED'
  | 'HEDDLE_INVALID_ARGUMENTS'
  | 'HEDDLE_INVALID_RESULT'
  | 'HEDDLE_UNSUPPORTED';

/**
 * The one table of error codes. `docs/reference/errors.md` is generated from it by `tools/error-docs.ts`:
 * `happened` says what went wrong, `remedy` what the reader can do about it.
 */
export const ERROR_CODES: Readonly<Record<HeddleErrorCode, { readonly happened: string; readonly remedy: string }>> = {
  HEDDLE_WORKER_NOT_FOUND: {
    happened: 'The script or a preload of a worker does not resolve to a file.',
    remedy:
      'The message lists every path that was tried. A string is relative to `process.cwd()`; to stay relative to the calling module pass `new URL("./worker.ts", import.meta.url)`.',
  },
  HEDDLE_WORKER_UNREADABLE: {
    happened: 'The script or a preload of a worker exists but cannot be read: it is a directory, or permission is missing.',
    remedy: 'Name a file inside the directory, or mend its permissions.',
  },
  HEDDLE_WORKER_SCHEME: {
    happened: 'The URL of a worker has a scheme that cannot hold a script.',
    remedy: 'Use `file:`, `data:`, `blob:`, or `http:`/`https:` from an allowed origin.',
  },
  HEDDLE_BLOB_NOT_FOUND: {
    happened:
      'A `blob:` URL does not name a blob of this thread; it was revoked before the worker was constructed, or it belongs to another thread.',
    remedy: 'Create the URL with `URL.createObjectURL()` on the thread that constructs the worker, and revoke it afterwards.',
  },
  HEDDLE_REMOTE_FORBIDDEN: {
    happened: 'Code was asked for from an `http:` or `https:` origin that is not allowed.',
    remedy:
      'Allow the origin with the option `allowRemote: ["https://example.org"]` or the variable `HEDDLE_ALLOW_REMOTE`. Redirects need every origin on the way to be allowed.',
  },
  HEDDLE_REMOTE_FAILED: {
    happened:
      'Code could not be fetched from an allowed origin: no answer in time, a status other than 2xx, or a MIME type that is not a script.',
    remedy:
      'Open the address of the message by hand; a module must be served as `text/javascript`, `text/typescript` or another script type. `HEDDLE_REMOTE_TIMEOUT` (milliseconds, 30 000 by default) gives a slow server more time, and `HEDDLE_REMOTE_LIMIT` (bytes after decompression, 64 MiB by default) a long script more room.',
  },
  HEDDLE_TRANSFORM_FAILED: {
    happened: 'A TypeScript or JSX file has a syntax error, or standard (TC39) decorators, which Node cannot run yet.',
    remedy:
      'The message shows file, line, column and the source line. Legacy decorators work with `"experimentalDecorators": true` in `tsconfig.json`.',
  },
  HEDDLE_TSCONFIG_INVALID: {
    happened: 'The `tsconfig.json` that applies to a file cannot be read or parsed.',
    remedy: 'Mend the file that the message names, or the file that it extends.',
  },
  HEDDLE_REQUIRE_DISABLED: {
    happened: 'Node was started with `--no-experimental-require-module`, under which heddle cannot load TypeScript.',
    remedy: 'Leave the option out; or compile before, and run plain JavaScript, for which the loader is not needed.',
  },
  HEDDLE_FRAME_CORRUPT: {
    happened: 'Encoded bytes that came from another thread do not decode to a value.',
    remedy:
      'Both sides must run the same version of heddle, and nothing else may write to the memory between them. The message says what was found; please report it.',
  },
  HEDDLE_NO_SUCH_TASK: {
    happened: 'A call names a function that the other side does not expose.',
    remedy: 'The message lists the functions that are there. Export the function from the task module, or pass it to `expose()`.',
  },
  HEDDLE_PORT_CLOSED: {
    happened: 'The port that a call went through has been closed, by either side, before the answer came; or the call was made afterwards.',
    remedy: 'Keep the port open as long as calls are pending. Whether the other side had run the function is not known.',
  },
  HEDDLE_RELEASED: {
    happened:
      'A function or object of another thread was called after it had been released: a callback after the end of its call, for one.',
    remedy: 'Wrap what has to live longer than one call in `proxy()`, and release it when it is needed no more.',
  },
  HEDDLE_ALREADY_EXPOSED: {
    happened: '`expose()` was called for a port that serves another API already.',
    remedy: 'Put all that the port is to serve into one object, `stop()` the other one first, or give each API a port of its own.',
  },
  HEDDLE_INSPECT_FAILED: {
    happened: 'The page of `inspect()` cannot be served.',
    remedy: 'The message has the reason: mostly the port is taken. Without the option `port` a free one is chosen.',
  },
  HEDDLE_WORKER_DIED: {
    happened: 'A worker ended before it had answered a call: it crashed, ran out of memory, called `process.exit()` or was terminated.',
    remedy:
      'The message says how it ended; `worker` (`name`, `id`), `exitCode`, `task` and `stderr` (its last lines) are properties, `cause` is the error that ended it, where there was one. Whether the task had run is not known: only tasks that may run twice can be retried. A worker that was terminated because a call did not end in time says so: give the call more `grace`, or let the task look at its signal.',
  },
  HEDDLE_LOAD_FAILED: {
    happened:
      'A worker ended before its script had run to the end (a syntax error, an import that fails, an error at the top level, a top-level `await` that never settles, `process.exit()`), or the `setup` of a pool failed, or the workers of a pool ended by themselves as soon as they had loaded. The task had not begun.',
    remedy:
      'See the message, `cause` and `stderr`. In a pool of which no worker has ever started, one failure is enough for every waiting task to be rejected; later there are three attempts, and the next run after a pause tries again.',
  },
  HEDDLE_QUEUE_FULL: {
    happened: 'A task was given to a pool in which as many tasks waited as its option `maxQueue` allows.',
    remedy:
      'Wait with `await pool.ready` before the next run, use `pool.map()`, which does that by itself, or answer that the service is busy.',
  },
  HEDDLE_POOL_CLOSED: {
    happened: 'A task was given to a pool after `close()`, or had not finished when the pool was terminated.',
    remedy: 'Close the pool after the last run. Whether a task had run that was not finished is not known.',
  },
  HEDDLE_NOT_DRAINED: {
    happened:
      'A pool was closed with a `timeout` or `signal`, or disposed of, and tasks of it had not finished in time. They have been rejected with `HEDDLE_POOL_CLOSED`, and the workers are gone.',
    remedy:
      'The message names the tasks, which are also in `running` and `queued` with their numbers; `cause` is the reason of the signal. Give `close()` more time, or `closeTimeout` where the pool is disposed of, and the tasks a `signal` or `timeout` of their own.',
  },
  HEDDLE_INVALID_ARGUMENTS: {
    happened:
      'The arguments of a pooled task do not fit the schema that the option `schemas` gives for them. The task has not been queued.',
    remedy: 'The message names the places; `issues` is what the schema says of them.',
  },
  HEDDLE_INVALID_RESULT: {
    happened: 'The result of a pooled task does not fit the schema that the option `schemas` gives for it. The task has run.',
    remedy: 'The message names the places; `issues` is what the schema says of them.',
  },
  HEDDLE_CANNOT_BLOCK: {
    happened: 'A blocking call was made in a thread that may not wait: where the embedder of Node forbids `Atomics.wait`.',
    remedy: 'Use `wrap()` or `spawn()` there, whose calls give promises, or make the blocking call in a worker.',
  },
  HEDDLE_DEADLOCK: {
    happened:
      'A blocking call can never be answered: the other thread waits for this one, directly or through others, or a callback or generator that this thread runs while it waits gave a promise, which needs the event loop that stands still, as a `ReadableStream` in the arguments does.',
    remedy:
      'The message names the threads. Make one of the calls with `wrap()` instead of `wrapSync()`, pass what the other thread needs as an argument, or give a callback that returns its result at once.',
  },
  HEDDLE_UNSUPPORTED: {
    happened: 'The runtime lacks what an option or a function of heddle needs.',
    remedy:
      'The message names the feature, the runtime and the way around; `docs/reference/features.md` lists all features. `supports(name)` tells beforehand whether the runtime has one.',
  },
};
