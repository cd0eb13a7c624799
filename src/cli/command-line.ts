import { parseArgs } from 'node:util';
import { OPTIONS_WITH_VALUE } from './node-options.ts';

/** What is in front of the program, and what is to be run. */
export interface CommandLine {
  readonly help: boolean;
  readonly version: boolean;
  /** The `tsconfig.json` to take instead of the nearest. */
  readonly tsconfig: string | undefined;
  /** Whether transformed code is kept on disk. */
  readonly cache: boolean;
  /** The options for Node, as they were given. */
  readonly nodeOptions: readonly string[];
  /** Where `nodeOptions` has the code of `--eval`: an option, or the last part of one behind `=`. */
  readonly code: { readonly index: number; readonly text: string } | undefined;
  /** What is run: a file, standard input when none is named or `-` is, code, tests, or something for Node alone to know. */
  readonly runs: 'file' | 'input' | 'code' | 'tests' | 'other';
  /** What is behind the options: the program first. */
  readonly words: readonly string[];
}

const OWN = ['help', 'version', 'tsconfig', 'no-cache'];
/** With these Node takes no program, or not as a path. */
const OTHER = [
  'bench',
  'build-sea',
  'completion-bash',
  'entry-url',
  'experimental-sea-config',
  'interactive',
  'prof-process',
  'run',
  'v8-options',
];

const OPTIONS = {
  ...Object.fromEntries(OPTIONS_WITH_VALUE.map((name) => [name, { type: 'string' as const }])),
  conditions: { type: 'string', short: 'C' },
  eval: { type: 'string', short: 'e' },
  require: { type: 'string', short: 'r' },
  tsconfig: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  interactive: { type: 'boolean', short: 'i' },
  print: { type: 'boolean', short: 'p' },
  version: { type: 'boolean', short: 'v' },
} as const;

/** Splits what the command was given. What is unknown is taken for a switch: it is Node's to refuse. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  // In Node an underscore in the name of an option is a hyphen.
  const canonical = args.map((word) => word.replace(/^--[^=]+/, (name) => name.replaceAll('_', '-')));
  const { tokens } = parseArgs({ args: canonical, options: OPTIONS, strict: false, tokens: true });
  const first = tokens.find(({ kind }) => kind !== 'option');
  const end = first?.index ?? args.length;
  const words = args.slice(first?.kind === 'option-terminator' ? end + 1 : end);
  const given = new Map<string, string | undefined>();
  const nodeOptions: string[] = [];
  let code: CommandLine['code'];
  let last = '';
  let position = 0;
  for (const token of tokens) {
    if (token.kind !== 'option' || token.index >= end) break;
    given.set((last = token.name), token.value);
    // Letters behind one hyphen are several tokens of one word.
    const next = token.index + (token.value === undefined || token.inlineValue ? 1 : 2);
    if (!OWN.includes(last)) nodeOptions.push(...args.slice(position, next));
    position = next;
    if (last === 'eval' && token.value !== undefined) code = { index: nodeOptions.length - 1, text: token.value };
  }
  // `--print` takes a word that follows it for the code.
  if (!code && last === 'print' && first?.kind === 'positional') {
    code = { index: nodeOptions.push(words[0]!) - 1, text: words.shift()! };
  }
  return {
    help: given.has('help'),
    version: given.has('version'),
    tsconfig: given.has('tsconfig') ? (given.get('tsconfig') ?? '') : undefined,
    cache: !given.has('no-cache'),
    nodeOptions,
    code,
    runs: kindOf(given, words),
    words,
  };
}

function kindOf(given: ReadonlyMap<string, unknown>, words: readonly string[]): CommandLine['runs'] {
  if (given.has('eval') || given.has('print')) return 'code';
  if (given.has('test')) return 'tests';
  if (OTHER.some((name) => given.has(name))) return 'other';
  return words.length === 0 || words[0] === '-' ? 'input' : 'file';
}
