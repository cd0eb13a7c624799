import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';

import { locateJsonError } from '../../src/cli/locate-json-error.ts';
import { partAt } from '../../src/cli/part-at.ts';
import { fixture } from '../support/fixture.ts';
import { noLeaks } from '../support/no-leaks.ts';
import { runHeddle } from '../support/run-heddle.ts';

noLeaks();

const cwd = fileURLToPath(fixture('cli/explain/'));

describe('heddle explain', () => {
  it('explains a JSON file', async () => {
    const { code, stdout, stderr } = await runHeddle(['explain', 'good.json'], { cwd });
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^Takes the ring/);
  });

  it('explains an export of a TypeScript module, with its extension or without', async () => {
    for (const target of ['messages.ts#job', 'messages#job', `${fixture('cli/explain/messages.ts').href}#job`]) {
      const { code, stdout, stderr } = await runHeddle(['explain', '--json', target], { cwd });
      assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
      const { path, entries, advice } = JSON.parse(stdout);
      assert.equal(path, 'native');
      assert.equal(entries.find(({ fate }: { fate: string }) => fate === 'lost').path, 'message.user');
      assert.equal(advice[0].action, 'move');
    }
  });

  it('explains an export of a CommonJS module', async () => {
    const { code, stdout } = await runHeddle(['explain', 'commonjs.cts#message', '--json'], { cwd });
    assert.deepEqual([code, JSON.parse(stdout).path], [0, 'ring']);
  });

  it('moves what --transfer names', async () => {
    for (const path of ['message.pixels.buffer', 'pixels.buffer']) {
      const { stdout } = await runHeddle(['explain', 'messages.ts#job', '--json', '--transfer', path], { cwd });
      assert.equal(JSON.parse(stdout).totals.moved, 200_000);
    }
  });

  it('explains the default export, and ends with 1 when it cannot be sent', async () => {
    const { code, stdout, stderr } = await runHeddle(['explain', 'messages.ts'], { cwd });
    assert.deepEqual({ code, stderr }, { code: 1, stderr: '' });
    assert.match(stdout, /message\.onClick +a function cannot be cloned/);
  });

  it('has a help text', async () => {
    const { code, stdout } = await runHeddle(['explain', '--help']);
    assert.equal(code, 0);
    assert.match(stdout, /heddle explain \[options\]/);
  });

  for (const [args, message] of [
    [[], /no file/],
    [['--nope', 'good.json'], /--nope/],
    [['good.json', 'comma.json'], /one file/],
    [['absent.json'], /absent\.json/],
    [['absent.ts#x'], /absent\.ts/],
    [['messages.ts#nope'], /no export nope.*default, job/],
    [['message.json#part'], /is no module and has no exports/],
    [['comma.json'], /comma\.json:2:18: /],
    [['end.json'], /end\.json:1:8: /],
    [['messages.ts#job', '--transfer', 'message.pixels.nope'], /message\.pixels\.nope is undefined/],
    [['messages.ts#job', '--transfer', 'a..b'], /the path a\.\.b/],
    [['messages.ts#job', '--transfer', 'kind'], /transfer\[0\]/],
  ] as const) {
    it(`answers a misuse with one line and exit code 2: heddle explain ${args.join(' ')}`, async () => {
      const { code, stdout, stderr } = await runHeddle(['explain', ...args], { cwd });
      assert.deepEqual({ code, stdout }, { code: 2, stdout: '' });
      assert.match(stderr, /^heddle: .+\n$/);
      assert.match(stderr, message);
    });
  }
});

describe('locateJsonError()', () => {
  const offsetIn = (text: string): number => {
    const { line, column } = locateJsonError(text);
    return (
      text
        .split('\n')
        .slice(0, line - 1)
        .reduce((sum, one) => sum + one.length + 1, 0) +
      column -
      1
    );
  };

  it('finds a character that cannot be in JSON, wherever it is put', () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom(undefined, 2), (json, at, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        // A string may hold anything but a control character.
        const offset = at % (text.length + 1);
        const broken = `${text.slice(0, offset)}\u0001${text.slice(offset)}`;
        const found = offsetIn(broken);
        // Inside a string or a word the whole token is what is wrong.
        assert.ok(
          found <= offset && !/[[\]{},:\s]/.test(broken.slice(found, offset).replace(/"[^]*/, '')),
          `${found} for ${offset} in ${broken}`,
        );
      }),
    );
  });

  it('names the place', () => {
    for (const [text, line, column] of [
      ['{"a":1,}', 1, 8],
      ['[1 2]', 1, 4],
      ['{"a" 1}', 1, 6],
      ['[1,\n 2,\n x]', 3, 2],
      ['{"a":1}}', 1, 8],
      ['[1}', 1, 3],
      ['', 1, 1],
      ["{'a':1}", 1, 2],
      ['01', 1, 2],
    ] as const) {
      assert.throws(() => JSON.parse(text), SyntaxError);
      assert.deepEqual(locateJsonError(text), { line, column }, text);
    }
  });
});

describe('partAt()', () => {
  it('follows paths as they are shown', () => {
    const message = { items: [{ name: 'x' }], 'odd key': { a: 1 }, map: new Map([['k"', { v: 2 }]]) };
    assert.equal(partAt(message, 'message.items[0].name'), 'x');
    assert.equal(partAt(message, 'items[0].name'), 'x');
    assert.equal(partAt(message, 'message["odd key"].a'), 1);
    assert.equal(partAt(message, '.map.get("k\\"").v'), 2);
    assert.equal(partAt(message, 'message'), message);
    for (const path of ['message.nope.x', 'items[', 'map.get(1)']) assert.throws(() => partAt(message, path), RangeError);
  });
});
