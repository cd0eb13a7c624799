import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The links of a document that lead nowhere: to a file that does not exist, or to a heading that its file does not have.
 *
 * @param file - where the document is
 */
export function brokenLinks(markdown: string, file: string): string[] {
  const targets = [...prose(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map((link) => link[1]!).filter((target) => !/^[a-z]+:/.test(target));
  return targets.filter((target) => {
    const [name, fragment] = target.split('#', 2);
    const wanted = name === '' ? file : resolve(dirname(file), name!);
    if (!existsSync(wanted)) return true;
    return fragment !== undefined && !anchors(readFileSync(wanted, 'utf8')).includes(fragment);
  });
}

/** The document without its code. */
function prose(markdown: string): string {
  return markdown.replace(/^(`{3,}).*\n[^]*?^\1$/gm, '').replace(/`[^`\n]*`/g, '`');
}

/** What the headings of a document can be linked by, as GitHub makes it. */
function anchors(markdown: string): string[] {
  return [...markdown.replace(/^(`{3,}).*\n[^]*?^\1$/gm, '').matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  );
}
