// Programs that may open few files: whatever they ask for comes, or an error says why not.
import { execFile } from 'node:child_process';
import type { Area } from './run/area.ts';

const LIBRARY = JSON.stringify(new URL('../../lib/index.js', import.meta.url).href);
const MODULE = JSON.stringify('data:text/javascript,export const one = () => 1;');

/** Each prints `came`, or `refused` and why; a program that hangs is killed. */
const PROGRAM = `
  const { Pool, spawn, Worker, wrapSync } = await import(${LIBRARY});
  const ways = {
    worker: () => new Promise((resolve, reject) => {
      const worker = new Worker(new URL('data:text/javascript,postMessage(1)'));
      worker.on('message', resolve).on('error', reject).on('close', () => reject(new Error('closed')));
    }),
    call: () => spawn(new URL(${MODULE})).one(),
    pool: () => new Pool(new URL(${MODULE}), { size: 2 }).run('one', []),
    blocking: async () => wrapSync(spawn(new URL(${MODULE}))).one(),
  };
  const alive = setTimeout(() => {}, 60_000);
  await ways[process.argv[1]]().then(() => console.log('came'), (error) => console.log('refused', error.message));
  clearTimeout(alive);
  process.exit();
`;
const WAYS = ['worker', 'call', 'pool', 'blocking'] as const;
const FEWEST = 22;
const MOST = 40;

function printed(descriptors: number, way: string): Promise<string> {
  return new Promise((resolve) => {
    const args = ['-c', `ulimit -n ${descriptors}; exec "$0" "$@"`, process.execPath, '--input-type=module', '-e', PROGRAM, way];
    execFile('sh', args, { timeout: 25_000, killSignal: 'SIGKILL' }, (error, stdout, stderr) =>
      resolve(error?.killed ? `it hangs after ${JSON.stringify(stdout)}` : stdout || stderr),
    );
  });
}

export const area: Area = {
  name: 'scarce-descriptors',
  what: 'workers, calls, pools and blocking calls of processes that may open 22 to 40 files',
  async run(attempt) {
    const tried = { programs: 0, refused: 0 };
    while (!attempt.isOver()) {
      const descriptors = FEWEST + attempt.random(MOST - FEWEST + 1);
      const way = WAYS[attempt.random(WAYS.length)]!;
      const text = await attempt.settles(printed(descriptors, way), `the end of a program with ${descriptors} descriptors: ${way}`);
      // With very few the program itself does not begin, which Node says.
      if (!/^(?:came|refused .+)\n$|EMFILE|too many open files/i.test(text))
        throw new Error(`Cannot see an end of ${way} with ${descriptors} descriptors: ${text}`);
      tried.programs += 1;
      if (!text.startsWith('came')) tried.refused += 1;
      attempt.progress(tried);
    }
    return tried;
  },
};
