// Generates docs/reference/features.md from the table of features; `--check` fails when the committed page is stale.
import { availabilityIn } from '../src/core/features.ts';
import { FEATURES } from '../src/platform/features.ts';
import { generatedFile } from './generated-file.ts';

/** The lines of Node that heddle is tested on. The first one counts from 20.19 on. */
const LINES = [20, 22, 24, 26];

const rows = Object.entries(FEATURES).map(([name, { gives, otherwise, on }]) => {
  const cells = LINES.map((line) => availabilityIn(line, on.node));
  return `| \`${name}\` | ${gives} | ${cells.join(' | ')} | ${otherwise} |`;
});

const page = `# What each runtime can do

<!-- Generated from src/platform/features.ts by \`npm run docs:features\`: edit the table there. -->

\`supports(name)\` of \`heddle\` tells whether the runtime of this thread has a feature. An option or a function that needs one that is missing throws
[\`HEDDLE_UNSUPPORTED\`](errors.md#heddle_unsupported), with the name of the feature and the way around; where heddle has a way around of its own, or
leaves out what the runtime leaves out, the last column says so.

\`\`\`ts
import { locks, supports } from 'heddle';

if (supports('locks')) await locks.request('cache', async () => console.log('mine'));
else console.log('this runtime has no Web Locks');
\`\`\`

A number is the first version of that line; Node 20 counts from 20.19 on. The tests try each row on each of these lines.

| feature | what it gives | ${LINES.map((line) => `Node ${line}`).join(' | ')} | where it is missing |
|---|---|${LINES.map(() => '---|').join('')}---|
${rows.join('\n')}
`;

generatedFile('docs/reference/features.md', page, 'npm run docs:features');
