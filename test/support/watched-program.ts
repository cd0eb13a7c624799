import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withDeadline } from './with-deadline.ts';

/** A program under `node --watch`, or `heddle --watch`. Its main module has to answer each message of its parent process with the same message. */
export class WatchedProgram {
  readonly #folder: string;
  readonly #child;
  #output = '';
  readonly #reported = new Set<string>();
  #pings = 0;
  #look = (): void => {};

  /**
   * @param main - the program, a path in the folder or an absolute one
   * @param watch - what lets Node, or a command that it runs, watch the program
   */
  constructor(
    folder: string,
    main: string,
    parameters: readonly string[],
    options: readonly string[] = [],
    watch: readonly string[] = ['--watch'],
  ) {
    this.#folder = folder;
    const begin = pathToFileURL(resolve(folder, main)).href;
    this.#child = spawn(process.execPath, [...watch, ...options, main, ...parameters], {
      cwd: folder,
      // With a channel to the watching process, that one passes the messages of the program on, after which it watches what they name.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
        this.#look();
      });
    this.#child.on('message', (message: Record<string, unknown>) => {
      // The runtime has null among them.
      for (const file of ((message['watch:import'] ?? message['watch:require'] ?? []) as (string | null)[]).filter(
        (name) => name !== null,
      )) {
        const url = file.startsWith('file:') ? file.replace(/[?#].*$/, '') : pathToFileURL(file).href;
        // What was reported until then is of the run before.
        if (url === begin) this.#reported.clear();
        this.#reported.add(url);
      }
      if (message['ping'] === this.#pings) this.#reported.add('ping');
      this.#look();
    });
  }

  /** Waits until the program has printed a text, and forgets what it printed until then. */
  async printed(text: string): Promise<void> {
    await this.#until(`the output ${text}`, () => this.#output.includes(text));
    this.#output = this.#output.slice(this.#output.indexOf(text) + text.length);
  }

  /** Changes a file once it is being watched. The program restarts then, and may be waited for by what it prints. */
  async edit(name: string, content: string): Promise<void> {
    const file = join(this.#folder, name);
    await this.#until(`that ${name} is watched`, () => this.#reported.has(pathToFileURL(file).href));
    // What has been sent before is done when the answer is here.
    this.#reported.delete('ping');
    this.#child.send({ ping: ++this.#pings });
    await this.#until('the answer of the program', () => this.#reported.has('ping'));
    writeFileSync(file, content);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.kill();
    await withDeadline(closed, 'the end of the watching process', 30_000);
  }

  async #until(what: string, isSo: () => boolean): Promise<void> {
    const seen = new Promise<void>((see) => {
      this.#look = () => {
        if (isSo()) see();
      };
      this.#look();
    });
    await withDeadline(seen, `${what}, but the output ${JSON.stringify(this.#output.slice(-2000))}`, 60_000);
  }
}
