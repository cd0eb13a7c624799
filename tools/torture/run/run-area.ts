import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Figures } from './area.ts';
import type { FromArea } from './messages.ts';

const PROCESS = fileURLToPath(new URL('area-process.js', import.meta.url));
const LAST_LINES = 25;

export interface RunOptions {
  readonly seed: number;
  readonly milliseconds: number;
  /** How long the area may say nothing before it is taken to hang. */
  readonly patience: number;
  /** Called with what was tried until now. */
  readonly progress: (figures: Figures) => void;
}

export interface Outcome {
  readonly figures: Figures;
  readonly seconds: number;
  /** Why it failed, for people; left out when nothing did. */
  readonly failure?: string;
}

/** Runs an area in a process of its own, so that no crash, hang or leak of it is one of those after it. Never rejects. */
export function runArea(url: URL, { seed, milliseconds, patience, progress }: RunOptions): Promise<Outcome> {
  const start = performance.now();
  const child = fork(PROCESS, [url.href, String(seed), String(milliseconds)], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let figures: Figures = {};
  let awaited = 'its start';
  let isDone = false;
  let failure: string | undefined;
  let output = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-10_000)));

  let watchdog: NodeJS.Timeout | undefined;
  const hang = (): void => {
    failure = `It hangs: nothing came in ${patience / 1000} s while it awaited ${awaited}`;
    child.kill('SIGKILL');
  };
  const feed = (): void => {
    clearTimeout(watchdog);
    watchdog = setTimeout(hang, patience);
  };
  feed();
  // One that goes on and on, with progress, is stuck too.
  const tooLong = setTimeout(hang, milliseconds + 2 * patience);

  child.on('message', (message: FromArea) => {
    feed();
    if (message.kind === 'awaiting') awaited = message.what;
    else if (message.kind === 'failed') failure = message.why;
    else {
      ({ figures } = message);
      progress(figures);
      isDone ||= message.kind === 'done';
    }
  });
  return new Promise((resolve) => {
    child.on('error', (error) => (failure ??= String(error)));
    child.on('close', (code, signal) => {
      clearTimeout(watchdog);
      clearTimeout(tooLong);
      if (!isDone || code !== 0) failure ??= `Its process ended with ${signal ?? `exit code ${code}`} while it awaited ${awaited}`;
      const lines = output.trimEnd().split('\n').slice(-LAST_LINES).join('\n');
      const seconds = Math.round((performance.now() - start) / 100) / 10;
      resolve({
        figures,
        seconds,
        ...(failure !== undefined && { failure: lines === '' ? failure : `${failure}\nIts last lines:\n${lines}` }),
      });
    });
  });
}
