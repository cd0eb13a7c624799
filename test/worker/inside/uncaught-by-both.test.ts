import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WorkerOptions } from '../../../src/index.ts';
import { lifeOf } from '../../support/life-of.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { workerOf } from '../../support/worker-of.ts';

noLeaks();

/** What a worker posts, `alive` last if it has survived, and how many errors its parent gets. */
async function saidBy(body: () => void, options: WorkerOptions = {}): Promise<[said: readonly string[], errors: number]> {
  const worker = workerOf(body, { stderr: true, ...options });
  worker.postMessage(0);
  const { messages, errors } = await lifeOf(worker);
  return [messages, errors.length];
}

describe('An error that nobody caught, with listeners of the Web and of Node', () => {
  it('is told to monitors also where onerror takes care of it, and to nobody after that', async () => {
    const found = await saidBy(() => {
      process.on('uncaughtExceptionMonitor', (error, origin) => postMessage(`monitor ${origin} ${error.message}`));
      process.on('uncaughtException', () => postMessage('uncaughtException'));
      self.onerror = (message) => {
        postMessage(`onerror ${message}`);
        return true;
      };
      setTimeout(() => {
        setTimeout(() => postMessage('alive'));
        throw new Error('lost');
      });
    });
    assert.deepEqual(found, [['monitor uncaughtException lost', 'onerror lost', 'alive'], 0]);
  });

  it('is told to monitors when a handler of messages threw it', async () => {
    const found = await saidBy(() => {
      process.on('uncaughtExceptionMonitor', (error, origin) => postMessage(`monitor ${origin} ${error.message}`));
      addEventListener('error', (event) => event.preventDefault());
      self.onmessage = () => {
        self.onmessage = null;
        setTimeout(() => postMessage('alive'));
        throw new Error('lost');
      };
    });
    assert.deepEqual(found, [['monitor uncaughtException lost', 'alive'], 0]);
  });

  it('comes to onerror as it was thrown, and to listeners of process as the error that Node makes of it', async () => {
    const found = await saidBy(() => {
      process.on('uncaughtException', (error, origin) => postMessage(`uncaughtException ${origin} ${(error as { code?: string }).code}`));
      addEventListener('error', ({ error }) => postMessage(`error ${String(error)}`));
      void Promise.reject('text');
    });
    assert.deepEqual(found, [['error text', 'uncaughtException unhandledRejection ERR_UNHANDLED_REJECTION'], 0]);
  });
});

describe('A rejection that nobody handled', () => {
  it('goes no further once unhandledrejection is prevented', async () => {
    const found = await saidBy(() => {
      process.on('uncaughtExceptionMonitor', () => postMessage('monitor'));
      process.on('uncaughtException', () => postMessage('uncaughtException'));
      self.onerror = () => postMessage('onerror');
      addEventListener('unhandledrejection', (event) => {
        event.preventDefault();
        postMessage(`unhandledrejection ${String((event as Event & { reason: unknown }).reason)}`);
        setTimeout(() => postMessage('alive'));
      });
      void Promise.reject('text');
    });
    assert.deepEqual(found, [['unhandledrejection text', 'alive'], 0]);
  });

  it('goes on to monitors, onerror and the parent otherwise', async () => {
    const found = await saidBy(() => {
      addEventListener('unhandledrejection', () => postMessage('unhandledrejection'));
      process.on('uncaughtExceptionMonitor', (_error, origin) => postMessage(`monitor ${origin}`));
      self.onerror = () => postMessage('onerror');
      void Promise.reject(new Error('lost'));
    });
    assert.deepEqual(found, [['unhandledrejection', 'monitor unhandledRejection', 'onerror'], 1]);
  });

  it('is the business of a listener of process, however it was added', async () => {
    const found = await saidBy(() => {
      process.prependOnceListener('unhandledRejection', (reason) => {
        postMessage(`unhandledRejection ${String(reason)}`);
        setTimeout(() => postMessage('alive'));
      });
      addEventListener('unhandledrejection', () => postMessage('unhandledrejection'));
      void Promise.reject('text');
    });
    assert.deepEqual(found, [['unhandledRejection text', 'alive'], 0]);
  });

  for (const mode of ['strict', 'warn', 'none']) {
    it(`is an event also under --unhandled-rejections=${mode}, once for each`, async () => {
      const body = (): void => {
        self.onerror = () => true;
        addEventListener('unhandledrejection', (event) => postMessage(String((event as Event & { reason: unknown }).reason)));
        void Promise.reject('one');
        void Promise.reject('two');
      };
      assert.deepEqual(await saidBy(body, { execArgv: [`--unhandled-rejections=${mode}`] }), [['one', 'two'], 0]);
    });
  }

  it('and is handled later fires rejectionhandled', async () => {
    const found = await saidBy(() => {
      addEventListener('unhandledrejection', (event) => event.preventDefault());
      addEventListener('rejectionhandled', (event) =>
        postMessage(`rejectionhandled ${String((event as Event & { reason: unknown }).reason)}`),
      );
      const promise = Promise.reject('text');
      setTimeout(() => void promise.catch(() => postMessage('caught')));
    });
    assert.deepEqual(found, [['caught', 'rejectionhandled text'], 0]);
  });
});
