import type { Block } from './blocks.ts';

/** A block that is run, with what stands beside it and what it must print. */
export interface Program {
  /** Its file name, from the language of the block. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
  readonly heading: string;
  /** The `// file:` blocks of its section: name to text. */
  readonly files: ReadonlyMap<string, string>;
  /** The whole of its standard output, or `undefined` when the document does not say. */
  readonly output: string | undefined;
}

const LANGUAGES = ['ts', 'tsx', 'js', 'jsx', 'mjs', 'cjs'];

export function isCode(block: Block): boolean {
  return LANGUAGES.includes(block.language);
}

/** A code block marked `no-run`: the words after it are the reason, without which it is refused. */
export function isNotRun(block: Block): boolean {
  const [mark, ...reason] = block.info.split(/\s+/);
  if (mark !== 'no-run') return false;
  if (reason.length === 0) throw new Error(`Cannot leave the block in line ${block.line} out: write the reason after no-run`);
  return true;
}

/** The name in a first-line comment `// file: worker.ts`. */
function fileName(block: Block): string | undefined {
  const name = /^\/\/ file: (\S+)\n/.exec(block.text)?.[1];
  if (name !== undefined && (name.startsWith('/') || name.split('/').includes('..'))) {
    throw new Error(`Cannot write the file of the block in line ${block.line}: ${name} is outside of the program's folder`);
  }
  return name;
}

/** What `// prints: …` comments say, a line each, or the block ```` ```text output ```` that follows. */
function expectedOutput(block: Block, next: Block | undefined): string | undefined {
  const printed = [...block.text.matchAll(/\/\/ prints: ?(.*)$/gm)].map((match) => match[1]!);
  const titled = next?.language === 'text' && next.info === 'output' && next.section === block.section ? next.text : undefined;
  if (printed.length > 0 && titled !== undefined) {
    throw new Error(`Cannot tell what the block in line ${block.line} prints: it has both comments and an output block`);
  }
  return printed.length > 0 ? `${printed.join('\n')}\n` : titled;
}

/** The programs of a document. A `// file:` block belongs to every program of its section, before or after it. */
export function programs(blocks: readonly Block[]): Program[] {
  const code = blocks.filter((block) => isCode(block) && !isNotRun(block));
  return code
    .filter((block) => fileName(block) === undefined)
    .map((block) => {
      const beside = code.filter((other) => other.section === block.section && fileName(other) !== undefined);
      return {
        name: `program.${block.language}`,
        text: block.text,
        line: block.line,
        heading: block.heading,
        files: new Map(beside.map((other) => [fileName(other)!, other.text])),
        output: expectedOutput(block, blocks[blocks.indexOf(block) + 1]),
      };
    });
}
