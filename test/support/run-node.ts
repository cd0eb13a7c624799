import { spawn } from 'node:child_process';

/** How a program ended and what it wrote. */
export interface NodeRun {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunNodeOptions {
  readonly cwd?: string | URL;
  /** Added to this process's variables; `undefined` takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Written to standard input, which is then closed. */
  readonly input?: string;
  /** After this long the program is killed: `signal` is then `SIGKILL`. */
  readonly milliseconds?: number;
}

/** Runs the Node that runs the tests, to the end. Rejects only when it cannot be started. */
export function runNode(args: readonly string[], options: RunNodeOptions = {}): Promise<NodeRun> {
  const { cwd, env, input = '', milliseconds = 30_000 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      // NODE_TEST_CONTEXT would make the program believe that it is a test file and change what it prints.
      env: { ...process.env, NODE_TEST_CONTEXT: undefined, ...env },
      timeout: milliseconds,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdin.on('error', () => {}); // EPIPE: a program may end without reading its input.
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.end(input);
  });
}
