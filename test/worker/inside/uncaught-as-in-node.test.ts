import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker as NodeWorker } from 'node:worker_threads';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { withDeadline } from '../../support/with-deadline.ts';

noLeaks();

/** How an error gets lost; VALUE is thrown. */
const WAYS = {
  'in a timer': `setTimeout(() => { throw VALUE; });`,
  'in a listener': `parentPort.once('message', () => { throw VALUE; });`,
  'in a rejection': `Promise.reject(VALUE);`,
  'at the top level': `throw VALUE;`,
  'at the top level of a module': `import 'node:fs'; throw VALUE;`,
};
const VALUES = ["Object.assign(new RangeError('lost'), { code: 'E_LOST' })", 'undefined', "'text'"];
const MORE_VALUES = ['null', '({ a: 1 })'];

/** What the program does about it; each says what it got. */
const MONITOR = `process.on('uncaughtExceptionMonitor', (error, origin) => say('uncaughtExceptionMonitor', origin, show(error)));`;
const UNCAUGHT = `process.on('uncaughtException', (error, origin) => say('uncaughtException', origin, show(error)));`;
const REJECTION = `process.on('unhandledRejection', (reason, promise) => say('unhandledRejection', show(reason), promise instanceof Promise));`;
const TAKERS = {
  nothing: '',
  'a monitor': MONITOR,
  'a listener of uncaughtException': UNCAUGHT,
  'a listener of uncaughtException and a monitor': UNCAUGHT + MONITOR,
  'a listener of unhandledRejection': REJECTION,
  'a listener of unhandledRejection, once and before all others': REJECTION.replace('.on(', '.prependOnceListener('),
  'a listener of unhandledRejection and a monitor': REJECTION + MONITOR,
  'a capture callback': `process.setUncaughtExceptionCaptureCallback((error) => say('captured', show(error)));`,
  'another capture callback': `process.addUncaughtExceptionCaptureCallback?.((error) => { say('captured too', show(error)); return true; });`,
  'a listener of uncaughtException that throws': UNCAUGHT + `process.on('uncaughtException', () => { throw new Error('second'); });`,
  'a monitor that throws': MONITOR + `process.on('uncaughtExceptionMonitor', () => { throw new Error('second'); });`,
};
const MODES = ['throw', 'strict', 'warn', 'none', 'warn-with-error-code'];

const PROGRAM = `
  const { parentPort } = process.getBuiltinModule('node:worker_threads');
  const show = ${String(show)};
  const say = (...words) => parentPort.postMessage(words.join(' '));
  say('listening', process.listenerCount('unhandledRejection'), process.listenerCount('rejectionHandled'), process.hasUncaughtExceptionCaptureCallback());
`;

function show(error: any): string {
  return error instanceof Error
    ? `${error.name} ${(error as { code?: string }).code} ${error.message.slice(0, 20)}`
    : typeof error === 'object'
      ? JSON.stringify(error)
      : String(error);
}

/** What the program said, what the parent got as an error, and the exit code. */
async function lifeIn(Class: typeof NodeWorker | typeof Worker, code: string, mode: string): Promise<unknown[]> {
  const options = { execArgv: [`--unhandled-rejections=${mode}`], stderr: true };
  const worker = code.includes('import')
    ? new Class(new URL(`data:text/javascript,${encodeURIComponent(code)}`), options)
    : new Class(code, { ...options, eval: true });
  const said: string[] = [];
  const errors: string[] = [];
  worker.on('message', (text) => said.push(text));
  worker.on('error', (error) => errors.push(show(error)));
  worker.postMessage(0);
  const exitCode = await withDeadline(new Promise((resolve) => worker.on('exit', resolve)), 'the end of the worker', 60_000);
  return [said, errors, exitCode];
}

async function compare(taker: string, way: string, value: string, mode: string): Promise<void> {
  const code = (way.includes('import') ? way.replace(/import.*?;/, '$&' + PROGRAM + taker) : PROGRAM + taker + way).replace('VALUE', value);
  const [[said, errors, exitCode], [ownSaid, ownErrors, ownExitCode]] = await Promise.all([
    lifeIn(NodeWorker, code, mode),
    lifeIn(Worker, code, mode),
  ]);
  assert.deepEqual([ownSaid, ownExitCode], [said, exitCode], `${way} of ${value}`);
  // The one difference: what is no error arrives as it is where Node's own puts an error in its place.
  const wrapped = (errors as string[])[0]?.includes('ERR_UNHANDLED_REJECTION') && mode === 'throw';
  assert.deepEqual(ownErrors, wrapped ? [value.includes('a: 1') ? '{"a":1}' : value.replaceAll("'", '')] : errors, `${way} of ${value}`);
}

describe('What nobody caught goes the way that it goes in a worker of Node', () => {
  for (const [name, taker] of Object.entries(TAKERS)) {
    it(`with ${name}`, async () => {
      for (const way of Object.values(WAYS)) {
        const values = way === WAYS['in a rejection'] ? [...VALUES, ...MORE_VALUES] : VALUES;
        await Promise.all(values.map((value) => compare(taker, way, value, 'throw')));
      }
    });
  }
  for (const mode of MODES.slice(1)) {
    it(`under --unhandled-rejections=${mode}`, async () => {
      const way = WAYS['in a rejection'];
      for (const value of [VALUES[0]!, MORE_VALUES[1]!])
        await Promise.all(['', MONITOR, UNCAUGHT + MONITOR, REJECTION + MONITOR].map((taker) => compare(taker, way, value, mode)));
    });
  }
});
