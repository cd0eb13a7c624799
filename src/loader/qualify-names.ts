import { Buffer } from '#node';
import type * as swc from '@swc/core';
import { type Edit, editSource } from './edit-source.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- the tree is walked by name: its types know neither all nodes nor all fields
type Node = Record<string, any> & { readonly type: string };

/** What all parts of a namespace export. */
interface Exports {
  readonly names: Set<string>;
  /** An inner namespace that is exported has its parts in all parts of the outer one. */
  readonly inner: Map<string, Exports>;
}

/** One part of a namespace, around the code that is looked at. */
interface Part {
  readonly name: string;
  readonly exports: Exports;
  /** The mark of its own names; undefined where it has none. */
  readonly context: number | undefined;
}

/** The mark of names that a file does not declare. */
const UNRESOLVED = 1;

/** What one part declares. */
interface Declared {
  readonly node: Node;
  readonly names: readonly Node[];
  readonly isExported: boolean;
}

/** Whether a file may have what {@link qualifyNames} looks for: it needs a syntax tree, which costs time. */
export function hasNamespaces(source: string): boolean {
  return /\b(?:namespace|module)\s+[\p{ID_Start}$_]/u.test(source);
}

/**
 * Writes out the names that one part of a namespace has from another: `x` becomes `Shapes.x`, as TypeScript emits it. The transformer takes such a name
 * for one of outside, and so it does in `import Alias = Inner.Part` with what the same part exports.
 *
 * The syntax tree says by a mark (`ctxt`) in which scope a name is declared, so that none has to be looked for here.
 *
 * @param program - the syntax tree of `source`
 */
export function qualifyNames(source: string, program: swc.Program): string {
  const edits: Edit[] = [];
  const outer = noExports();
  const namespaces = new Map<Node, Exports>();
  const body = program.body as unknown as readonly Node[];
  collect(body, outer, outer.inner, false);
  const context = contextOf(body);
  for (const node of body) visit(node, [{ name: '', exports: outer, context }]);
  return editSource(source, edits);

  function collect(nodes: readonly Node[], exports: Exports, local: Map<string, Exports>, isAmbient: boolean): void {
    for (const node of nodes) {
      const declared = declaredBy(node);
      if (declared === undefined) continue;
      const isExported = declared.isExported || isAmbient;
      if (isExported) for (const { value } of declared.names) exports.names.add(value as string);
      const { type, id, declare } = declared.node;
      if (type !== 'TsModuleDeclaration' && type !== 'TsNamespaceDeclaration') continue;
      const known = isExported ? exports.inner : local;
      const inner = known.get(id.value as string) ?? noExports();
      known.set(id.value as string, inner);
      namespaces.set(declared.node, inner);
      collect(bodyOf(declared.node), inner, new Map(), isAmbient || declare === true);
    }
  }

  function visit(node: unknown, around: readonly Part[]): void {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach((item) => visit(item, around));
    const found = node as Node;
    switch (found.type) {
      case 'Identifier':
        qualify(found, around, (name) => name);
        return visit(found['typeAnnotation'], around);
      case 'AssignmentPatternProperty':
        qualify(found['key'], around, (name, whole) => `${whole}: ${name}`);
        return visit(found['value'], around);
      case 'ObjectExpression':
        for (const property of found['properties'] as Node[])
          if (property.type === 'Identifier') qualify(property, around, (name, whole) => `${whole}: ${name}`);
          else visit(property, around);
        return;
      case 'JSXOpeningElement':
      case 'JSXClosingElement':
        // In small letters it is an element of the page.
        if (found['name'].type !== 'Identifier' || !/^[a-z]/.test(found['name'].value)) visit(found['name'], around);
        return visit(found['attributes'], around);
      case 'TsImportEqualsDeclaration':
        return visitAlias(found, around);
      case 'TsModuleDeclaration':
      case 'TsNamespaceDeclaration':
        return visitNamespace(found, around);
      case 'TsEnumDeclaration': {
        const own = new Set((found['members'] as Node[]).map(({ id }) => id.value as string));
        const members: Part = { name: '', exports: { ...noExports(), names: own }, context: undefined };
        return visit(
          (found['members'] as Node[]).map(({ init }) => init),
          [...around, members],
        );
      }
      case 'TsFunctionType':
      case 'TsConstructorType':
      case 'TsTypeLiteral':
      case 'TsMappedType':
      case 'TsTupleType':
      case 'TsIndexSignature':
      case 'TsTypePredicate':
      case 'TsInterfaceDeclaration':
      case 'TsTypeAliasDeclaration':
        return;
      default:
        for (const value of Object.values(found)) visit(value, around);
    }
  }

  function visitNamespace(node: Node, around: readonly Part[]): void {
    const exports = namespaces.get(node);
    if (exports === undefined || node['declare']) return;
    const nodes = bodyOf(node);
    const part: Part = { name: node['id'].value as string, exports, context: contextOf(nodes) };
    for (const inner of nodes) visit(inner, [...around, part]);
  }

  function visitAlias(alias: Node, around: readonly Part[]): void {
    const reference = alias['moduleRef'] as Node;
    if (reference.type === 'TsExternalModuleReference') return;
    const [head, ...rest] = namesIn(reference) as [Node, ...Node[]];
    const part = around.at(-1)!;
    // Of a type nothing is left, and of an alias for one neither.
    if (isType(head, rest, around)) edits.push({ ...(alias['span'] as swc.Span), text: ';' });
    else if (head['ctxt'] === part.context && part.name !== '' && part.exports.names.has(head['value'] as string))
      edits.push({ ...(head['span'] as swc.Span), text: `${part.name}.${head['value']}` });
    else qualify(head, around, (name) => name);
  }

  function isType(head: Node, rest: readonly Node[], around: readonly Part[]): boolean {
    let exports = around
      .toReversed()
      .find((part) => part.exports.inner.has(head['value']))
      ?.exports.inner.get(head['value']);
    for (const { value } of rest.slice(0, -1)) exports = exports?.inner.get(value as string);
    return exports !== undefined && rest.length > 0 && !exports.names.has(rest.at(-1)!['value'] as string);
  }

  function qualify(identifier: Node, around: readonly Part[], write: (name: string, whole: string) => string): void {
    const { value, ctxt, span } = identifier as Node & { value: string; ctxt: number | undefined };
    if (ctxt === undefined) return;
    const isUnresolved = ctxt === UNRESOLVED;
    for (let index = around.length - 1; index > 0; index -= 1) {
      const part = around[index]!;
      // Declared here, or in a function or block within. In `namespace Outer.Inner` both have one mark.
      if (ctxt === part.context) return;
      if (!isUnresolved && !around.slice(0, index).some(({ context }) => context === ctxt)) return;
      if (!part.exports.names.has(value)) continue;
      if (part.name !== '')
        edits.push({ ...span, end: span.start + Buffer.byteLength(value), text: write(`${part.name}.${value}`, value) });
      return;
    }
  }
}

function noExports(): Exports {
  return { names: new Set(), inner: new Map() };
}

function bodyOf(namespace: Node): readonly Node[] {
  const { body } = namespace;
  if (!body) return [];
  return body.type === 'TsModuleBlock' ? body.body : [{ type: 'ExportDeclaration', declaration: body }];
}

/** The names of `Outer.Inner.x`, from left to right. */
function namesIn(reference: Node): Node[] {
  return reference.type === 'TsQualifiedName' ? [...namesIn(reference['left']), reference['right']] : [reference];
}

function contextOf(nodes: readonly Node[]): number | undefined {
  for (const node of nodes) for (const name of declaredBy(node)?.names ?? []) return name['ctxt'] as number;
  return undefined;
}

function declaredBy(statement: Node): Declared | undefined {
  const isExported = statement.type === 'ExportDeclaration';
  const node: Node = isExported ? statement['declaration'] : statement;
  switch (node.type) {
    case 'VariableDeclaration':
      return { node, names: (node['declarations'] as Node[]).flatMap(({ id }) => boundBy(id)), isExported };
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return { node, names: [node['identifier']], isExported };
    case 'TsEnumDeclaration':
    case 'TsNamespaceDeclaration':
      return { node, names: [node['id']], isExported };
    case 'TsModuleDeclaration':
      return node['id'].type === 'Identifier' && !node['global'] ? { node, names: [node['id']], isExported } : undefined;
    case 'TsImportEqualsDeclaration':
      return { node, names: [node['id']], isExported: node['isExport'] };
    default:
      return undefined;
  }
}

/** The names in a pattern. */
function boundBy(pattern: Node | null): Node[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ArrayPattern':
      return (pattern['elements'] as (Node | null)[]).flatMap(boundBy);
    case 'ObjectPattern':
      return (pattern['properties'] as Node[]).flatMap(boundBy);
    case 'KeyValuePatternProperty':
      return boundBy(pattern['value']);
    case 'AssignmentPatternProperty':
      return [pattern['key']];
    case 'AssignmentPattern':
      return boundBy(pattern['left']);
    case 'RestElement':
      return boundBy(pattern['argument']);
    default:
      return [];
  }
}
