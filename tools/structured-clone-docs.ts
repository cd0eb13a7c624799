// Generates docs/reference/structured-clone.md from what explain() says; `--check` fails when the committed page is stale.
import { generatedFile } from './generated-file.ts';
import { KINDS } from './structured-clone-kinds.ts';
import { expected, kindRows, measured } from './structured-clone-table.ts';

for (const kind of Object.values(KINDS).flat()) {
  const [here, written] = [measured(kind), expected(kind)];
  if (written !== undefined && written !== here)
    throw new Error(
      `Cannot generate the page: explain() says of ${kind.label} on Node ${process.versions.node} "${here}", the table "${written}"`,
    );
}

const page = `# What crosses, and how

<!-- Generated from explain() by \`npm run docs:structured-clone\`: the values are in tools/structured-clone-kinds.ts. -->

What becomes of a value of each kind when it is part of a message, as [\`explain()\`](../guide/explain.md) says it. The tests compare this page
with every supported version of Node.

- **copied**: the receiver has its own. **moved**: the sender has it no longer. **shared**: both have the same memory.
- **lost**: it does not cross, in silence. **refused**: \`postMessage\` throws a \`DataCloneError\` with these words and the path.
- The path is that of a message with nothing else in it: the [ring](../internals/ring.md), or the runtime's own \`postMessage\`. One part that needs
  the native path takes the whole message there, and so does a transfer list.

${Object.keys(KINDS)
  .map((group) => `## ${group}\n\n| value | fate | path |\n|---|---|---|\n${kindRows(group).join('\n')}\n`)
  .join('\n')}
## What cannot be seen

- Private names (\`#name\`) are read from the source of the class. A class that a compiler has rewritten, or that is native, shows none.
- Getters, read-only and non-enumerable elements of an array of more than 64 elements, and other properties of a view of more than 64 bytes, are
  not looked for: they cross as the [codec](../internals/codec.md#differences-from-structuredclone) sends them.
- The content of platform objects has no size that script can ask for; what they hold is not counted.
- \`markAsUncloneable()\` of \`node:worker_threads\` leaves no trace. heddle knows the objects that its own \`markAsUncloneable()\` was given, and those
  that were given to Node's since the first port was made.
`;

generatedFile('docs/reference/structured-clone.md', page, 'npm run docs:structured-clone');
// The ports among the values were never closed.
process.exit();
