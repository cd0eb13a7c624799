import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noLeaks } from '../../support/no-leaks.ts';
import { askWorker } from '../../support/worker-of.ts';

noLeaks();

test('the global object has the prototype chain of a dedicated worker', async () => {
  const chain = await askWorker(() => {
    const names: string[] = [];
    for (let next: object = Object.getPrototypeOf(globalThis); next !== null; next = Object.getPrototypeOf(next))
      names.push(next.constructor.name);
    return names;
  });
  assert.deepEqual(chain, ['DedicatedWorkerGlobalScope', 'WorkerGlobalScope', 'EventTarget', 'Object']);
});

test('self is the global object and an instance of all its classes', async () => {
  const seen = await askWorker(() => {
    const { WorkerGlobalScope } = globalThis as unknown as Record<string, new () => object>;
    return [
      self === globalThis,
      self.self === self,
      self instanceof DedicatedWorkerGlobalScope,
      self instanceof WorkerGlobalScope!,
      self instanceof EventTarget,
      Object.prototype.toString.call(self),
      String(DedicatedWorkerGlobalScope.prototype),
      Object.getPrototypeOf(DedicatedWorkerGlobalScope) === WorkerGlobalScope,
    ];
  });
  const [tag, tagOfPrototype] = ['[object DedicatedWorkerGlobalScope]', '[object DedicatedWorkerGlobalScope]'];
  assert.deepEqual(seen, [true, true, true, true, true, tag, tagOfPrototype, true]);
});

test('nobody can construct the classes of the scope', async () => {
  const NAMES = ['WorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'WorkerLocation', 'WorkerNavigator', 'MessagePort'];
  const refused = await askWorker(() => {
    const scope = globalThis as unknown as Record<string, new () => object>;
    const attempt = (make: () => unknown): string => {
      try {
        return `made ${String(make())}`;
      } catch (error) {
        return (error as Error).constructor.name;
      }
    };
    return ['WorkerGlobalScope', 'DedicatedWorkerGlobalScope', 'WorkerLocation', 'WorkerNavigator', 'MessagePort'].flatMap((name) => [
      attempt(() => new scope[name]!()),
      attempt(() => (scope[name] as unknown as () => unknown)()),
    ]);
  });
  assert.deepEqual(
    refused,
    Array.from({ length: NAMES.length * 2 }, () => 'TypeError'),
  );
});

test('the classes are properties of the global object that do not show up in a loop', async () => {
  const shapes = await askWorker(() =>
    [
      'WorkerGlobalScope',
      'DedicatedWorkerGlobalScope',
      'WorkerLocation',
      'WorkerNavigator',
      'Worker',
      'MessageChannel',
      'MessagePort',
      'ErrorEvent',
      'CloseEvent',
      'PromiseRejectionEvent',
      'MessageEvent',
      'EventTarget',
      'Event',
    ].map((name) => {
      // Some are loaded at their first use, and ordinary from then on.
      void (globalThis as Record<string, unknown>)[name];
      const { enumerable, configurable, writable, value } = Object.getOwnPropertyDescriptor(globalThis, name) ?? {};
      return value === undefined ? `${name} is an accessor or absent` : [enumerable, configurable, writable].join();
    }),
  );
  assert.deepEqual(new Set(shapes), new Set(['false,true,true']));
});

test('the constructor is that of DedicatedWorkerGlobalScope', async () => {
  assert.equal(await askWorker(() => globalThis.constructor === DedicatedWorkerGlobalScope), true);
});
