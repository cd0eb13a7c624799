import { Buffer } from '#node';
import type * as swc from '@swc/core';
import { type Edit, editSource } from './edit-source.ts';
import { isType, type OtherFiles } from './other-files.ts';
import { typeDeclarationsOf } from './type-declarations.ts';

/** Whether a file may have what {@link eraseTypes} looks for. */
export function hasTypesToErase(source: string): boolean {
  return /\b(?:export\s*\{|import\s*\{\s*\})/.test(source) && /\bfrom\b/.test(source);
}

/**
 * Writes `type` before what a file passes on from another one that declares it as a type: TypeScript leaves it out, and a module that has it does
 * not link, since nothing of it is there. And takes `import {} from` away, of which TypeScript leaves nothing either.
 *
 * @param path - of the file
 * @param program - the syntax tree of `source`
 */
export function eraseTypes(source: string, path: string, program: swc.Program, others: OtherFiles): string {
  const { imports } = typeDeclarationsOf(program);
  const edits: Edit[] = [];
  const bytes = Buffer.from(source);
  for (const statement of program.body as swc.ModuleItem[]) {
    if (
      statement.type === 'ImportDeclaration' &&
      /^import\s*\{/.test(bytes.toString('utf8', statement.span.start - 1, statement.span.end - 1))
    )
      if (statement.specifiers.length === 0) edits.push({ ...statement.span, text: ';' });
    if (statement.type !== 'ExportNamedDeclaration' || (statement as { typeOnly?: boolean }).typeOnly) continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== 'ExportSpecifier' || specifier.isTypeOnly) continue;
      const { orig, span } = specifier;
      const origin = statement.source
        ? { specifier: statement.source.value, imported: orig.value, isTypeOnly: false }
        : imports.get(orig.value);
      const declared = origin && others.follow(path, origin, []);
      if (declared && isType(declared)) edits.push({ start: span.start, end: span.start, text: 'type ' });
    }
  }
  return editSource(source, edits);
}
