import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import process from 'node:process';
import { isatty } from 'node:tty';

/** Those that ask a process to end or to do something, and that a terminal sends to a whole group of processes. */
const RELAYED: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'];
const OF_TERMINALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT'];

/**
 * Goes on as Node with other options: in this very process where the system and Node can do it, otherwise in a child that gets all signals and messages,
 * and whose end is the end of this process.
 *
 * @param input - what the child reads from standard input; left out, it has this process's own
 */
export function startNode(args: readonly string[], input?: string): void {
  // A channel to the parent of this process would not survive.
  if (process.execve && process.platform !== 'win32' && !process.channel && input === undefined) {
    process.execve(process.execPath, [process.argv0, ...args], process.env);
  }
  const child = spawn(process.execPath, args, {
    argv0: process.argv0,
    stdio: [input === undefined ? 'inherit' : 'pipe', 'inherit', 'inherit', ...(process.channel ? (['ipc'] as const) : [])],
  });
  // EPIPE: a program may end without reading its input.
  child.stdin?.on('error', () => {}).end(input);

  const isOnTerminal = [0, 1, 2].some((descriptor) => isatty(descriptor));
  const relay = (signal: NodeJS.Signals): void => void child.kill(signal);
  const ignore = (): void => {};
  for (const signal of RELAYED) process.on(signal, relay);
  for (const signal of OF_TERMINALS) process.on(signal, isOnTerminal ? ignore : relay);

  if (process.channel) {
    process.on('message', (message, handle) => void child.send?.(message as object, handle as never, () => {}));
    child.on('message', (message, handle) => void process.send?.(message, handle, undefined, () => {}));
    process.on('disconnect', () => child.connected && child.disconnect());
    child.on('disconnect', () => process.connected && process.disconnect?.());
  }

  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    for (const name of [...RELAYED, ...OF_TERMINALS]) process.removeAllListeners(name);
    process.kill(process.pid, signal);
    // A signal that ends nothing here, such as one that is blocked, leaves the code by which a shell would tell of it.
    process.exitCode = 128 + constants.signals[signal];
  });
}
