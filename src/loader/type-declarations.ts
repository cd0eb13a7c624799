import type * as swc from '@swc/core';

/** A type that a file declares, as far as decorator metadata depends on it. */
export type TypeDeclaration =
  | { readonly kind: 'interface'; readonly isCallable: boolean }
  | { readonly kind: 'alias'; readonly type: swc.TsType }
  | { readonly kind: 'enum'; readonly design: 'String' | 'Number' | 'Object' };

/** Where a name comes from that another file declares. */
export interface Origin {
  readonly specifier: string;
  /** The name over there; `*` for all of it. */
  readonly imported: string;
  readonly isTypeOnly: boolean;
}

/** What a file says about the names of types. */
export interface Declarations {
  /** By name; a member of a namespace, or of an enum, as `Namespace.name`. */
  readonly types: ReadonlyMap<string, TypeDeclaration>;
  /** Names at the top, or in a namespace, that are values besides enums and namespaces: a literal, or undefined for what may be a class. */
  readonly values: ReadonlyMap<string, swc.Expression | undefined>;
  readonly imports: ReadonlyMap<string, Origin>;
  /** What the file calls the things it exports, or where it has them from. */
  readonly exports: ReadonlyMap<string, string | Origin>;
  /** The files that it exports all of. */
  readonly stars: readonly string[];
}

/** Collects the types that a file declares, at any depth, and what it imports and exports. Of two with one name the last is taken. */
export function typeDeclarationsOf(program: swc.Program): Declarations {
  const types = new Map<string, TypeDeclaration>();
  const values = new Map<string, swc.Expression | undefined>();
  const imports = new Map<string, Origin>();
  const exports = new Map<string, string | Origin>();
  const stars: string[] = [];
  visit(program, '');
  return { types, values, imports, exports, stars };

  function visit(node: unknown, prefix: string, isLocal = false, isExported = false): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((item) => visit(item, prefix, isLocal));
    // oxlint-disable-next-line typescript/no-explicit-any -- the tree is walked by name: its types know neither all nodes nor all fields
    const declaration = node as swc.Node & Record<string, any>;
    const named = (id: { value: string } | null | undefined): string => {
      if (isExported && id) exports.set(id.value, id.value);
      return prefix + (id?.value ?? '');
    };
    switch (declaration.type) {
      case 'ImportDeclaration':
        return addImport(declaration as swc.ImportDeclaration);
      case 'ExportDeclaration':
        return visit(declaration['declaration'], prefix, isLocal, prefix === '');
      case 'ExportDefaultDeclaration': {
        const { decl } = declaration;
        const name = (decl.identifier ?? decl.id)?.value as string | undefined;
        exports.set('default', name ?? 'default');
        if (name === undefined) values.set('default', undefined);
        return visit(decl, prefix);
      }
      case 'ExportDefaultExpression':
        if (declaration['expression'].type === 'Identifier') exports.set('default', declaration['expression'].value);
        break;
      case 'ExportNamedDeclaration':
        return addExports(declaration as swc.ExportNamedDeclaration);
      case 'ExportAllDeclaration':
        stars.push(declaration['source'].value);
        return;
      case 'TsInterfaceDeclaration':
        types.set(named(declaration['id']), { kind: 'interface', isCallable: hasCall(declaration['body'].body) });
        return;
      case 'TsTypeAliasDeclaration':
        types.set(named(declaration['id']), { kind: 'alias', type: declaration['typeAnnotation'] });
        return;
      case 'TsEnumDeclaration':
        addEnum(named(declaration['id']), declaration['members']);
        return;
      case 'TsModuleDeclaration':
      case 'TsNamespaceDeclaration':
        if (declaration['id'].type === 'Identifier') return visit(bodyOf(declaration['body']), `${named(declaration['id'])}.`);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'FunctionDeclaration':
        if (declaration['identifier'] && !isLocal) values.set(named(declaration['identifier']), undefined);
        break;
      case 'VariableDeclaration':
        for (const { id, init } of declaration['declarations'] as swc.VariableDeclarator[])
          if (id.type === 'Identifier' && !isLocal) values.set(named(id), init && literalIn(init));
        break;
      default:
    }
    const isInside = isLocal || /Function|Method|Constructor|Block|Property/.test(declaration.type);
    for (const value of Object.values(declaration)) if (typeof value === 'object') visit(value, prefix, isInside);
  }

  function addImport({ source, specifiers, typeOnly }: swc.ImportDeclaration): void {
    for (const specifier of specifiers) {
      const isTypeOnly = typeOnly || (specifier.type === 'ImportSpecifier' && specifier.isTypeOnly);
      const imported =
        specifier.type === 'ImportDefaultSpecifier'
          ? 'default'
          : specifier.type === 'ImportNamespaceSpecifier'
            ? '*'
            : (specifier.imported ?? specifier.local).value;
      imports.set(specifier.local.value, { specifier: source.value, imported, isTypeOnly });
    }
  }

  function addExports({ source, specifiers, typeOnly }: swc.ExportNamedDeclaration & { readonly typeOnly?: boolean }): void {
    for (const specifier of specifiers) {
      if (specifier.type === 'ExportDefaultSpecifier') continue;
      if (specifier.type === 'ExportNamespaceSpecifier') {
        if (source) exports.set(specifier.name.value, { specifier: source.value, imported: '*', isTypeOnly: typeOnly ?? false });
        continue;
      }
      const { orig, exported } = specifier;
      const isTypeOnly = (typeOnly ?? false) || specifier.isTypeOnly;
      exports.set((exported ?? orig).value, source ? { specifier: source.value, imported: orig.value, isTypeOnly } : orig.value);
    }
  }

  function addEnum(name: string, members: readonly swc.TsEnumMember[]): void {
    const isText = ({ init }: swc.TsEnumMember): boolean => init?.type === 'StringLiteral' || init?.type === 'TemplateLiteral';
    const texts = members.filter(isText).length;
    const before = types.get(name);
    const design = texts === 0 ? 'Number' : texts === members.length ? 'String' : 'Object';
    types.set(name, { kind: 'enum', design: before?.kind === 'enum' && before.design !== design ? 'Object' : design });
    for (const member of members) types.set(`${name}.${member.id.value}`, { kind: 'enum', design: isText(member) ? 'String' : 'Number' });
  }
}

// A block of statements, or the inner one of `namespace Outer.Inner`.
function bodyOf(body: { readonly type: string; readonly body?: unknown } | null | undefined): unknown {
  return body?.type === 'TsModuleBlock' ? body.body : body;
}

/** Whether members of a type say how to call it. */
export function hasCall(members: readonly { readonly type: string }[]): boolean {
  return members.some(({ type }) => type === 'TsCallSignatureDeclaration');
}

/** The object, array or other literal that an expression is, whatever the compiler is told of it: no class. */
function literalIn(expression: swc.Expression): swc.Expression | undefined {
  switch (expression.type) {
    case 'TsAsExpression':
    case 'TsConstAssertion':
    case 'TsSatisfiesExpression':
    case 'TsTypeAssertion':
    case 'ParenthesisExpression':
      return literalIn(expression.expression);
    case 'ArrayExpression':
    case 'ObjectExpression':
    case 'NumericLiteral':
    case 'StringLiteral':
    case 'TemplateLiteral':
      return expression;
    default:
      return undefined;
  }
}
