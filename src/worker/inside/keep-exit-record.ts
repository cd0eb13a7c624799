import { process } from '#node';
import { LastLines } from '../../thread/last-lines.ts';
import { exitCause, setLastLines, ExitRecord } from '../../thread/exit-record.ts';

/** Keeps what this thread has to say of its end where its parent finds it without an event loop. */
export function keepExitRecord(memory: SharedArrayBuffer): ExitRecord {
  const exitRecord = new ExitRecord(memory);
  const lines = new LastLines();
  whenAskedFor('stderr', (stderr) => {
    const { write } = stderr;
    stderr.write = (chunk: unknown, ...rest: unknown[]) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
        lines.add(chunk);
        // At once: a thread that is terminated has no time for it later.
        exitRecord.keepLines(lines.text);
      }
      return Reflect.apply(write, stderr, [chunk, ...rest]);
    };
  });
  setLastLines(() => lines.text);
  // What the listeners before have made of it.
  process.on('exit', (code) => exitRecord.leave(Number(process.exitCode ?? code), exitCause()));
  return exitRecord;
}

/** Runs `prepare` with a member of `process` before anybody else has it. The runtime makes its streams when they are asked for, and most workers never do. */
function whenAskedFor(name: 'stderr', prepare: (value: (typeof process)[typeof name]) => void): void {
  const found = Object.getOwnPropertyDescriptor(process, name);
  const made = found?.get;
  if (!made || found.configurable !== true) return prepare(process[name]);
  Object.defineProperty(process, name, {
    ...found,
    get() {
      Object.defineProperty(process, name, found);
      const value = Reflect.apply(made, process, []) as (typeof process)[typeof name];
      prepare(value);
      return value;
    },
  });
}
