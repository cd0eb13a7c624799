import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { fixture } from '../support/fixture.ts';

/** The program that is looked at, and the address of its page. */
export interface Watched extends AsyncDisposable {
  readonly url: string;
  readonly program: ChildProcessWithoutNullStreams;
}

/** Starts a program under test/fixtures/ that writes the address of its page first. */
export async function watched(name: string, parameters: readonly string[] = []): Promise<Watched> {
  const program = spawn(process.execPath, [fileURLToPath(fixture(name)), ...parameters], {
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  const ended = new Promise<void>((resolve) => program.once('close', () => resolve()));
  let complaints = '';
  program.stderr.on('data', (text) => (complaints += String(text)));
  const url = await new Promise<string>((resolve, reject) => {
    program.stdout.once('data', (text) => resolve(String(text).trim()));
    program.once('close', () => reject(new Error(`Cannot open the page: the program has ended: ${complaints}`)));
  });
  return {
    url,
    program,
    async [Symbol.asyncDispose]() {
      program.kill('SIGKILL');
      await ended;
    },
  };
}

/** Where Chromium is on this machine; undefined where it is not installed. */
export function chromiumPath(): string | undefined {
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next one.
    }
  }
  return undefined;
}

export function launch(executablePath: string): Promise<Browser> {
  // In containers Chromium has no sandbox of its own.
  return chromium.launch({ executablePath, args: ['--no-sandbox'] });
}

/** Fails the test for whatever the page complains of. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol === 'http:' && hostname !== '127.0.0.1') complaints.push(`asked for ${request.url()}`);
  });
  return complaints;
}
