import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Worker } from '../../../src/index.ts';
import { noLeaks } from '../../support/no-leaks.ts';
import { answerOf } from '../../support/outcome-of.ts';

noLeaks();

const SCRIPT = 'data:text/javascript,postMessage(1)';

/** For each option, values of a wrong type, and what the message must say was expected. */
const WRONG: Readonly<Record<string, readonly [expected: RegExp, ...values: unknown[]]>> = {
  name: [/a string/, 1, null, {}, Symbol('s')],
  type: [/'classic' or 'module'/, 'commonjs', '', 1, null],
  credentials: [/'omit' or 'same-origin' or 'include'/, 'all', true, null],
  ref: [/a boolean/, 'false', 0, null],
  smol: [/a boolean/, 'true', 1, null],
  preload: [/a path, a URL string or a URL/, 1, null, {}, true],
  env: [/an object or SHARE_ENV/, 'A=1', 1, true, Symbol('s')],
  argv: [/an array of values/, 'a', {}, null],
  execArgv: [/an array of strings/, '--expose-gc', null],
  transferList: [/an array of transferable objects/, {}, 'a', null],
  resourceLimits: [/an object/, 64, 'small', null],
  stdin: [/a boolean/, 'pipe', 1, null],
  stdout: [/a boolean/, 'pipe', 1, null],
  stderr: [/a boolean/, 'pipe', 1, null],
  eval: [/a boolean/, 'true', 1, null],
  trackUnmanagedFds: [/a boolean/, 'true', 1, null],
  transport: [/'auto' or 'native'/, 'ring', true, null],
  allowRemote: [/an array of origins/, 'http://127.0.0.1:*', null],
};

/** Entries of lists. */
const WRONG_ENTRIES: Readonly<Record<string, readonly [expected: RegExp, ...lists: unknown[][]]>> = {
  preload: [/a path, a URL string or a URL/, [SCRIPT, 1], [SCRIPT, null]],
  execArgv: [/a string/, ['--expose-gc', 1]],
  transferList: [/an object/, [new ArrayBuffer(1), 1], [new ArrayBuffer(1), null]],
  allowRemote: [/a string/, ['http://127.0.0.1:*', new URL('http://127.0.0.1')]],
};

const LIMITS = ['maxOldGenerationSizeMb', 'maxYoungGenerationSizeMb', 'codeRangeSizeMb', 'stackSizeMb'];

function errorOf(options: unknown): any {
  try {
    void new Worker(SCRIPT, options as never).terminate();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

function shown(value: unknown): string {
  return typeof value === 'symbol' ? String(value) : (JSON.stringify(value) ?? String(value));
}

describe('an option of the wrong type', () => {
  for (const [name, [expected, ...values]] of Object.entries(WRONG)) {
    for (const value of values) {
      it(`${name}: ${shown(value)}`, () => {
        const error = errorOf({ [name]: value });
        assert.ok(error instanceof TypeError, String(error));
        assert.equal((error as { code?: unknown }).code, 'ERR_INVALID_ARG_TYPE');
        assert.ok(error.message.includes(`options.${name}`), error.message);
        assert.match(error.message, expected);
        if (typeof value !== 'object') assert.ok(error.message.includes(String(value)), error.message);
      });
    }
  }

  for (const [name, [expected, ...lists]] of Object.entries(WRONG_ENTRIES)) {
    for (const list of lists) {
      it(`${name}: the second entry of ${shown(list)}`, () => {
        const error = errorOf({ [name]: list });
        assert.ok(error instanceof TypeError, String(error));
        assert.equal((error as { code?: unknown }).code, 'ERR_INVALID_ARG_TYPE');
        assert.ok(error.message.includes(`options.${name}[1]`), error.message);
        assert.match(error.message, expected);
      });
    }
  }

  it('options themselves', () => {
    for (const options of ['classic', 1, true, Symbol('s')]) {
      const error = errorOf(options);
      assert.ok(error instanceof TypeError);
      assert.equal((error as { code?: unknown }).code, 'ERR_INVALID_ARG_TYPE');
    }
  });
});

describe('a resource limit', () => {
  for (const name of LIMITS) {
    it(`that is no number: ${name}`, () => {
      for (const value of ['64', null, {}]) {
        const error = errorOf({ resourceLimits: { [name]: value } });
        assert.ok(error instanceof TypeError);
        assert.ok(error.message.includes(`options.resourceLimits.${name}`), error.message);
      }
    });

    it(`that makes no sense: ${name}`, () => {
      for (const value of [-1, -0.5, Number.NaN, Infinity, -Infinity, 1e12]) {
        const error = errorOf({ resourceLimits: { [name]: value } });
        assert.ok(error instanceof RangeError, `${value}: ${error}`);
        assert.equal((error as { code?: unknown }).code, 'ERR_OUT_OF_RANGE');
        assert.ok(error.message.includes(`options.resourceLimits.${name}`), error.message);
        assert.ok(error.message.includes(String(value)), error.message);
      }
    });
  }
});

describe('an entry of allowRemote', () => {
  for (const entry of ['example.org', '*', 'http://example.org/folder/', 'ftp://example.org', 'file:///', '']) {
    it(`that is no origin: ${entry}`, () => {
      const error = errorOf({ allowRemote: ['http://127.0.0.1:*', entry] });
      assert.ok(error instanceof RangeError, String(error));
      assert.equal((error as { code?: unknown }).code, 'ERR_OUT_OF_RANGE');
      assert.ok(error.message.includes('options.allowRemote[1]'), error.message);
    });
  }
});

describe('options that say nothing', () => {
  it('may be null or undefined as a whole', async () => {
    assert.equal(await answerOf(new Worker(SCRIPT, null as never)), 1);
    assert.equal(await answerOf(new Worker(SCRIPT, undefined)), 1);
  });

  it('may be undefined one by one, and env null, as in Node', async () => {
    const options = Object.fromEntries([...Object.keys(WRONG), 'workerData', 'data'].map((name) => [name, undefined]));
    assert.equal(await answerOf(new Worker(SCRIPT, { ...options, env: null } as never)), 1);
  });

  it('may be unknown', async () => {
    assert.equal(await answerOf(new Worker(SCRIPT, { lastModified: 1 } as never)), 1);
  });

  it('are read once', async () => {
    const reads: string[] = [];
    const options = new Proxy({ name: 'once' }, { get: (target, name) => (reads.push(String(name)), Reflect.get(target, name)) });
    assert.equal(await answerOf(new Worker(SCRIPT, options)), 1);
    assert.deepEqual(reads, [...new Set(reads)]);
  });
});
