/** A fenced block of a Markdown document. */
export interface Block {
  /** The first word after the fence, `ts` for one; empty when there is none. */
  readonly language: string;
  /** The rest of that line. */
  readonly info: string;
  /** What is between the fences, without the fence's own indentation. */
  readonly text: string;
  /** The line of the opening fence, from 1. */
  readonly line: number;
  /** The heading that it stands under, and a number that tells two sections with the same heading apart. */
  readonly heading: string;
  readonly section: number;
}

/** The fenced blocks of `markdown`, in order. Headings inside a block, such as a comment of a shell script, are no headings. */
export function blocks(markdown: string): Block[] {
  const found: Block[] = [];
  let heading = '';
  let section = 0;
  const lines = markdown.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const title = /^#{1,6}\s+(.*?)\s*#*$/.exec(lines[index]!);
    if (title) {
      heading = title[1]!;
      section += 1;
    }
    const fence = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/.exec(lines[index]!);
    if (!fence) continue;
    const [, indent, marks, language, info] = fence as unknown as [string, string, string, string, string];
    const closing = new RegExp(`^\\s*${marks[0]!}{${marks.length},}\\s*$`);
    const end = lines.findIndex((line, at) => at > index && closing.test(line));
    if (end === -1) throw new Error(`Cannot read the block in line ${index + 1}: its fence is not closed`);
    const text = lines.slice(index + 1, end).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line.trimStart()));
    found.push({ language, info: info.trim(), text: `${text.join('\n')}\n`, line: index + 1, heading, section });
    index = end;
  }
  return found;
}
