// How programs under `node --watch` restart when a file of one of their workers changes.
//
// The parent process of a watched program learns from messages of the program's main thread which files to watch, and the variable below asks for
// them. Both are undocumented; Node 20 to 26 agree on them. For a worker, Node 20 and 22 send none, and Node 24 and 26 post theirs on whatever
// `parentPort` is, among the messages of the program.
// https://github.com/nodejs/node/blob/main/lib/internal/watch_mode/files_watcher.js

const { process } = globalThis;
const send = process.send?.bind(process);
const VARIABLE = 'WATCH_REPORT_DEPENDENCIES';

/** Tells whoever watches the program that this thread loads a file. */
export type FileReport = (url: string) => void;

// A registry: how this thread reports; undefined once it is known that nobody watches.
let report: FileReport | undefined = process.env[VARIABLE] && send ? once(tellWatcher) : undefined;

/** The way to report the files that this thread loads; undefined where nobody watches. */
export function fileReport(): FileReport | undefined {
  return report;
}

/** For a thread that is not the main one: how it reports. */
export function reportFilesBy(way: FileReport): void {
  report = once(way);
}

function once(way: FileReport): FileReport {
  const reported = new Set<string>();
  return (url) => {
    if (!url.startsWith('file:') || reported.has(url)) return;
    reported.add(url);
    way(url);
  };
}

function tellWatcher(url: string): void {
  // On a channel that is closed, send() throws later, where nobody catches it.
  if (process.connected) send?.({ 'watch:import': [url] });
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What to give a new thread as `env`, so that the runtime posts nothing in the name of the program.
 *
 * @param wanted - an object, `SHARE_ENV`, or undefined for a copy of this thread's
 */
export function threadEnvironment<Wanted extends Environment | symbol | undefined>(wanted: Wanted): Wanted | Environment {
  if (typeof wanted === 'symbol') return wanted;
  const given: Environment = wanted ?? process.env;
  if (given[VARIABLE] === undefined) return wanted;
  const { [VARIABLE]: _, ...others } = given;
  return others;
}

/** The same inside of a thread whose environment is that of the main thread, where the variable must stay. */
export function hideWatchMode(): void {
  if (process.env[VARIABLE] === undefined) return;
  process.env = new Proxy(process.env, {
    get: (shared, name) => (name === VARIABLE ? undefined : Reflect.get(shared, name)),
    has: (shared, name) => name !== VARIABLE && Reflect.has(shared, name),
    ownKeys: (shared) => Reflect.ownKeys(shared).filter((name) => name !== VARIABLE),
    getOwnPropertyDescriptor: (shared, name) => (name === VARIABLE ? undefined : Reflect.getOwnPropertyDescriptor(shared, name)),
  });
}
