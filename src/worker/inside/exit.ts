import { process } from '#node';
import { setExitCause } from '../../thread/exit-record.ts';
import type { FromWorker } from '../messages.ts';

/** Ends this thread; the reason, where there is one, goes to the parent first, because an exit code tells little. */
export type Exit = (code: number | string | null | undefined, reason?: string) => never;

/**
 * Makes the `process.exit` of the program say that it was called, and returns the way to exit for others.
 *
 * @param leaving - called first: this is no end that comes by itself
 */
export function announceExit(send: (message: FromWorker) => void, leaving: () => void): Exit {
  const { exit } = process;
  const leave: Exit = (code, reason) => {
    leaving();
    if (reason !== undefined) {
      send({ type: 'ending', reason });
      setExitCause({ reason });
    }
    // Any argument, also undefined, takes the place of `process.exitCode`.
    return code === undefined ? exit.call(process) : exit.call(process, code);
  };
  process.exit = (code) => leave(code, `process.exit(${code ?? ''}) was called`);
  return leave;
}
