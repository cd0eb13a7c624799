import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cpus } from 'node:os';
import { availableParallelism } from '#platform';
import { noLeaks } from '../../support/no-leaks.ts';
import { askWorker } from '../../support/worker-of.ts';

noLeaks();

test('navigator has what the standard asks of a worker', async () => {
  const seen = await askWorker(() => {
    const { WorkerNavigator } = globalThis as unknown as Record<string, new () => object>;
    const { appCodeName, appName, product, onLine, hardwareConcurrency, userAgent, language, languages, platform, appVersion } =
      navigator as unknown as Record<string, unknown>;
    const texts = [platform, appVersion, language].map((text) => typeof text);
    const isWorkerNavigator = navigator instanceof WorkerNavigator!;
    return {
      isWorkerNavigator,
      appCodeName,
      appName,
      product,
      onLine,
      hardwareConcurrency,
      userAgent,
      texts,
      sameLanguage: (languages as string[])[0] === language,
    };
  });
  assert.deepEqual(seen, {
    isWorkerNavigator: true,
    appCodeName: 'Mozilla',
    appName: 'Netscape',
    product: 'Gecko',
    onLine: true,
    hardwareConcurrency: availableParallelism(),
    userAgent: `Node.js/${process.versions.node.split('.')[0]}`,
    texts: ['string', 'string', 'string'],
    sameLanguage: true,
  });
});

test('languages is one frozen array', async () => {
  const seen = await askWorker(() => {
    const { languages } = navigator as unknown as { languages: string[] };
    return [Object.isFrozen(languages), languages === (navigator as unknown as { languages: string[] }).languages];
  });
  assert.deepEqual(seen, [true, true]);
});

test('navigator keeps what the runtime has beyond the standard', async () => {
  const own = (globalThis as { navigator?: object }).navigator;
  const names = own ? Object.keys(Object.getPrototypeOf(own)) : [];
  const missing = await askWorker(() => {
    const known: string[] = [];
    for (const name in navigator) known.push(name);
    return known;
  });
  assert.deepEqual(
    names.filter((name) => !missing.includes(name)),
    [],
  );
});

test(
  'navigator.locks works where the runtime has it',
  { skip: !(globalThis as any).navigator?.locks && 'the runtime has no locks' },
  async () => {
    const held = await askWorker(() => {
      const { locks } = navigator as unknown as {
        locks: { request(name: string, take: (lock: { name: string }) => string): Promise<string> };
      };
      return locks.request('loom', (lock) => lock.name);
    });
    assert.equal(held, 'loom');
  },
);

test('hardwareConcurrency is a number where the program has replaced what it may come from', async () => {
  const seen = await askWorker(() => {
    const os = process.getBuiltinModule('node:os') as unknown as Record<string, unknown>;
    const fs = process.getBuiltinModule('node:fs') as unknown as Record<string, unknown>;
    // Whoever limits the threads of a program by its own `navigator` asks it there; another one answers with nonsense.
    os['availableParallelism'] = () => navigator.hardwareConcurrency;
    os['cpus'] = () => ({ length: NaN });
    fs['readFileSync'] = () => ({});
    return navigator.hardwareConcurrency;
  });
  assert.ok(seen >= 1 && seen <= cpus().length);
});

test('hardwareConcurrency is that of the runtime where only one of its functions leads back', async () => {
  const seen = await askWorker(() => {
    const os = process.getBuiltinModule('node:os') as unknown as Record<string, unknown>;
    os['availableParallelism'] = () => navigator.hardwareConcurrency;
    return navigator.hardwareConcurrency;
  });
  assert.ok(seen >= 1 && seen <= cpus().length);
});
