// Generates docs/reference/errors.md from the table of error codes; `--check` fails when the committed page is stale.
import { ERROR_CODES } from '../src/core/error-codes.ts';
import { generatedFile } from './generated-file.ts';

const codes = Object.entries(ERROR_CODES).sort(([a], [b]) => (a < b ? -1 : 1));

const page = `# Errors

<!-- Generated from src/core/error-codes.ts by \`npm run docs:errors\`: edit the table there. -->

Every \`HeddleError\` has one of these codes in \`error.code\`; \`HeddleError.is(error)\` recognises it across threads and copies of the package.
Misuse is a \`TypeError\` with the code \`ERR_INVALID_ARG_TYPE\` or a \`RangeError\` with \`ERR_OUT_OF_RANGE\`, as in Node's own functions;
where the web platform names a \`DOMException\`, it is that.

| code | what happened |
|---|---|
${codes.map(([code, { happened }]) => `| [\`${code}\`](#${code.toLowerCase()}) | ${cell(happened)} |`).join('\n')}
${codes.map(([code, { happened, remedy }]) => `\n## ${code}\n\n**What happened.** ${happened}\n\n**What to do.** ${remedy}\n`).join('')}`;

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

generatedFile('docs/reference/errors.md', page, 'npm run docs:errors');
