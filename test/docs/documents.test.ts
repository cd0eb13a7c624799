// Executes the fenced blocks of the project's documents; CONTRIBUTING.md says how to write one.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseSync } from '@swc/core';
import { blocks } from './blocks.ts';
import { brokenLinks } from './links.ts';
import type { Block } from './blocks.ts';
import { isCode, isNotRun, programs } from './programs.ts';
import { runProgram } from './run-program.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** Languages that only show something: there is nothing in them to execute. */
const SHOWN = ['text', 'sh', 'diff', 'html', 'mermaid'];

function documents(): string[] {
  const guides = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => `docs/${name.split(sep).join('/')}`);
  return [...readdirSync(ROOT), ...guides].filter((name) => name.endsWith('.md')).sort();
}

function parses(block: Block): void {
  const hasJsx = block.language.endsWith('x');
  if (block.language.startsWith('ts')) parseSync(block.text, { syntax: 'typescript', tsx: hasJsx, decorators: true });
  else parseSync(block.text, { syntax: 'ecmascript', jsx: hasJsx });
}

for (const document of documents()) {
  const text = readFileSync(join(ROOT, document), 'utf8');
  const found = blocks(text);
  describe(document, () => {
    test('its links lead somewhere', () => assert.deepEqual(brokenLinks(text, join(ROOT, document)), []));
    for (const program of programs(found)) {
      test(`line ${program.line}, ${program.heading}: runs`, () => runProgram(program));
    }
    for (const block of found) {
      const name = `line ${block.line}, ${block.heading}:`;
      if (block.language === 'json') test(`${name} is JSON`, () => void JSON.parse(block.text));
      else if (isCode(block) && isNotRun(block)) test(`${name} parses (${block.info})`, () => parses(block));
      else if (!isCode(block)) test(`${name} is in a language that these tests know`, () => assert.ok(SHOWN.includes(block.language)));
    }
    if (document === 'README.md') {
      test('the first shell block is the two commands', () => {
        const first = found.find(({ language }) => language === 'sh');
        assert.equal(first?.text, 'npm ci && npm start\nnpm ci && npm test\n');
      });
    }
  });
}
