import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { fixture } from '../support/fixture.ts';
import { brokenLinks } from './links.ts';

const file = fileURLToPath(fixture('docs/links.md'));

test('brokenLinks() names links to absent files and headings, and no others', () => {
  assert.deepEqual(brokenLinks(readFileSync(file, 'utf8'), file), ['absent.md', '#no-such-heading', 'sample.md#no-such-heading']);
});
