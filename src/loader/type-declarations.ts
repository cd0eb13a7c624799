import type * as swc from '@swc/core';

/** A type that a file declares, as far as decorator metadata depends on it. */
export type TypeDeclaration =
  | { readonly kind: 'interface' }
  | { readonly kind: 'alias'; readonly type: swc.TsType }
  | { readonly kind: 'enum'; readonly design: 'String' | 'Number' | 'Object' };

/** What a file says about the names of types. */
export interface Declarations {
  /** By name; a member of a namespace as `Namespace.name`. Names that are values too, and not enums, are left out. */
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Names that are imported as types: nothing of them is there at run time. */
  readonly typeOnlyImports: ReadonlySet<string>;
}

/** Collects the types that a file declares, at any depth. Of two with one name the last is taken. */
export function typeDeclarationsOf(program: swc.Program): Declarations {
  const types = new Map<string, TypeDeclaration>();
  const values = new Set<string>();
  const typeOnlyImports = new Set<string>();
  visit(program, '');
  for (const name of values) types.delete(name);
  return { types, typeOnlyImports };

  function visit(node: unknown, prefix: string): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((item) => visit(item, prefix));
    // oxlint-disable-next-line typescript/no-explicit-any -- the tree is walked by name: its types know neither all nodes nor all fields
    const declaration = node as swc.Node & Record<string, any>;
    switch (declaration.type) {
      case 'ImportDeclaration':
        for (const { local, isTypeOnly } of declaration['specifiers'])
          if (declaration['typeOnly'] || isTypeOnly) typeOnlyImports.add(local.value as string);
        return;
      case 'TsInterfaceDeclaration':
        types.set(prefix + declaration['id'].value, { kind: 'interface' });
        return;
      case 'TsTypeAliasDeclaration':
        types.set(prefix + declaration['id'].value, { kind: 'alias', type: declaration['typeAnnotation'] });
        return;
      case 'TsEnumDeclaration':
        addEnum(prefix + declaration['id'].value, declaration['members']);
        return;
      case 'TsModuleDeclaration':
        visit(declaration['body'], declaration['id'].type === 'Identifier' ? `${prefix}${declaration['id'].value}.` : prefix);
        return;
      case 'ClassDeclaration':
      case 'FunctionDeclaration':
        values.add(prefix + declaration['identifier'].value);
        break;
      case 'VariableDeclarator':
        if (declaration['id'].type === 'Identifier') values.add(prefix + declaration['id'].value);
        break;
      default:
    }
    for (const value of Object.values(declaration)) if (typeof value === 'object') visit(value, prefix);
  }

  function addEnum(name: string, members: readonly swc.TsEnumMember[]): void {
    const isText = ({ init }: swc.TsEnumMember): boolean => init?.type === 'StringLiteral' || init?.type === 'TemplateLiteral';
    const texts = members.filter(isText).length;
    const before = types.get(name);
    const design = texts === 0 ? 'Number' : texts === members.length ? 'String' : 'Object';
    types.set(name, { kind: 'enum', design: before?.kind === 'enum' && before.design !== design ? 'Object' : design });
  }
}
