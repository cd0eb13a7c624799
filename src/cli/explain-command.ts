import { existsSync, readFileSync } from 'node:fs';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { explain } from '../index.ts';
import { moduleAt } from '../load-module.ts';
import { locateJsonError } from './locate-json-error.ts';
import { misuse, orMisuse } from './misuse.ts';
import { partAt } from './part-at.ts';

export const EXPLAIN_HELP = `heddle explain: what would become of a message, without sending it

  heddle explain [options] <file.json>
  heddle explain [options] <module>[#export]

Says what postMessage() would copy, move, share, lose or refuse, with bytes, and what could be done about it. A module is loaded as
"heddle run" loads a program, and its export is the message: the default export unless another is named behind #.

  --transfer <path>    moves that part, such as message.pixels.buffer; may be given several times
  --json               prints the whole as JSON
  -h, --help           prints this text

Exit code 1 when postMessage() would throw.
`;

/** `heddle explain …` */
export async function explainCommand(args: readonly string[]): Promise<void> {
  const { values, positionals } = orMisuse(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'boolean' },
        transfer: { type: 'string', multiple: true },
      },
    }),
  );
  if (values.help) return void process.stdout.write(EXPLAIN_HELP);
  const [target] = positionals;
  if (target === undefined) misuse('no file is named; see heddle explain --help');
  if (positionals.length > 1) misuse(`one file at a time, not also ${positionals[1]}; see heddle explain --help`);

  const message = target.endsWith('.json') ? readJson(target) : await readExport(target);
  const explanation = orMisuse(() =>
    explain(
      message,
      (values.transfer ?? []).map((path) => partAt(message, path) as object),
    ),
  );
  const text = values.json ? JSON.stringify(explanation, undefined, 2) : explanation.toString();
  // The module may have started what would keep the process alive.
  process.stdout.write(`${text}\n`, () => process.exit(explanation.path === 'none' ? 1 : 0));
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return misuse(`Cannot read ${file}: ${(error as Error).message}`);
  }
  try {
    // As editors write it, and JSON.parse() refuses it.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const { line, column } = locateJsonError(text.replace(/^\ufeff/, ''));
    return misuse(`Cannot parse ${file}:${line}:${column}: ${(error as Error).message.replaceAll('\n', ' ')}`);
  }
}

async function readExport(target: string): Promise<unknown> {
  const [json, part] = target.split(/(?<=\.json)#/);
  if (part !== undefined && !existsSync(target)) return misuse(`Cannot explain ${target}: ${json} is no module and has no exports`);
  // A file may have the sign in its own name.
  const at = existsSync(target) ? -1 : target.lastIndexOf('#');
  const [file, name] = at < 0 ? [target, 'default'] : [target.slice(0, at), target.slice(at + 1)];
  const exports = await orMisuse(() => moduleAt(file)).load();
  if (Object.hasOwn(exports, name)) return exports[name];
  const names = Object.keys(exports).join(', ');
  return misuse(`Cannot explain ${target}: ${file} has no export ${name}; ${names === '' ? 'it has none' : `its exports are ${names}`}`);
}
