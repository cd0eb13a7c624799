import { Buffer } from '#node';
import type * as swc from '@swc/core';
import { type Edit, editSource } from './edit-source.ts';
import { type OtherFiles, type TypedFile } from './other-files.ts';
import { hasCall, typeDeclarationsOf } from './type-declarations.ts';

/** What `emitDecoratorMetadata` makes of a type, and the type to write so that the transformer arrives at it. */
const WRITTEN_AS = {
  Array: 'any[]',
  BigInt: 'bigint',
  Boolean: 'boolean',
  Function: '()=>void',
  Number: 'number',
  Object: 'any',
  String: 'string',
  Symbol: 'symbol',
  undefined: 'void',
} as const;
type Design = keyof typeof WRITTEN_AS;
/** The name of a value, as the source writes it: only at run time is it known whether it is a class. */
interface Named {
  readonly name: string;
}

const KEYWORDS: Readonly<Record<swc.TsKeywordTypeKind, Design>> = {
  any: 'Object',
  bigint: 'BigInt',
  boolean: 'Boolean',
  intrinsic: 'Object',
  never: 'undefined',
  null: 'undefined',
  number: 'Number',
  object: 'Object',
  string: 'String',
  symbol: 'Symbol',
  undefined: 'undefined',
  unknown: 'Object',
  void: 'undefined',
};
const LITERALS: Readonly<Record<string, Design>> = {
  BigIntLiteral: 'BigInt',
  BooleanLiteral: 'Boolean',
  NumericLiteral: 'Number',
  StringLiteral: 'String',
  TemplateLiteral: 'String',
};

/** Before the name of the class itself, which the transformer would call `Object`. */
export const OWN_CLASS = '_ts_own_';

/** A class member, a parameter or a function: the nodes that carry types which decorators may ask for. */
type Typed = { readonly typeAnnotation?: swc.TsTypeAnnotation | undefined; readonly span: swc.Span };

/**
 * Rewrites the types of decorated members into simpler ones that mean the same to `emitDecoratorMetadata`. The transformer looks at the syntax of a type
 * only; TypeScript knows what an alias, an interface or an enum stands for, in this file or another, and drops `null` where `strictNullChecks` is off.
 * What is imported from elsewhere stays: whether it is a class shows at run time.
 *
 * No line moves; on a line with such a type columns behind it may.
 *
 * @param program - the syntax tree of `source`
 * @source `serializeTypeNode` in TypeScript's src/compiler/transformers/typeSerializer.ts
 */
export function simplifyDesignTypes(
  source: string,
  path: string,
  program: swc.Program,
  others: OtherFiles,
  strictNullChecks: boolean,
): string {
  const bytes = Buffer.from(source);
  const text = (start: number, end: number): string => bytes.toString('utf8', start - 1, end - 1);
  const types = new DesignTypes({ file: { path, declarations: typeDeclarationsOf(program) }, isStrict: strictNullChecks, others, text });
  const edits: Edit[] = [];
  visitClasses(program, (found) => edits.push(...editsOf(found, types)));
  return editSource(source, edits);
}

/** Calls back for each class, those inside others first told of the outer one. */
function visitClasses(node: unknown, found: (node: swc.Class) => void): void {
  if (typeof node !== 'object' || node === null) return;
  const { type } = node as { type?: string };
  if (type === 'ClassDeclaration' || type === 'ClassExpression') found(node as swc.Class & { type: string });
  for (const value of Object.values(node)) visitClasses(value, found);
}

function editsOf(node: swc.Class, types: DesignTypes): Edit[] {
  const edits: Edit[] = [];
  const scope = types.within(node.typeParams, (node as swc.ClassDeclaration).identifier?.value);
  const isDecorated = (node.decorators?.length ?? 0) > 0;
  for (const member of node.body) {
    switch (member.type) {
      case 'Constructor': {
        const parameters = member.params as readonly (swc.Param | swc.TsParameterProperty)[];
        if (!isDecorated && !parameters.some(({ decorators }) => decorators?.length)) break;
        if (!member.body) {
          // The transformer takes the first of several signatures.
          edits.push({ ...member.span, text: '' });
          break;
        }
        for (const parameter of parameters) edits.push(...parameterEdit('pat' in parameter ? parameter.pat : parameter.param, scope));
        break;
      }
      case 'ClassMethod':
      case 'PrivateMethod': {
        const { params, decorators, returnType, typeParameters } = member.function;
        if (!decorators?.length && !params.some((parameter) => parameter.decorators?.length)) break;
        const inner = scope.within(typeParameters);
        for (const { pat } of params) edits.push(...parameterEdit(pat, inner));
        if (returnType && !member.function.async) edits.push(inner.edit(returnType.typeAnnotation));
        break;
      }
      case 'ClassProperty':
      case 'PrivateProperty': {
        if (!member.decorators?.length) break;
        if (member.typeAnnotation) edits.push(scope.edit(member.typeAnnotation.typeAnnotation));
        else edits.push(scope.insertion(member.key.span.end));
        break;
      }
      default:
    }
  }
  return edits;
}

function parameterEdit(pattern: swc.Pattern, types: DesignTypes): Edit[] {
  const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
  const { typeAnnotation, span } = target as Typed;
  if (pattern.type === 'RestElement') return typeAnnotation ? [types.edit(typeAnnotation.typeAnnotation, true)] : [];
  if (typeAnnotation) return [types.edit(typeAnnotation.typeAnnotation)];
  return [types.insertion(span.end)];
}

/** What the types of a file are looked up in. */
interface Context {
  readonly file: TypedFile;
  readonly others: OtherFiles;
  readonly isStrict: boolean;
  /** The source between two offsets; none of another file, whose names mean nothing in this one. */
  readonly text?: (start: number, end: number) => string;
  readonly parameters?: ReadonlyMap<string, swc.TsType | undefined>;
  readonly ownClass?: string | undefined;
}

class DesignTypes {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** The same, where these type parameters are known too, and in a class of this name. */
  within(
    declaration: swc.TsTypeParameterDeclaration | null | undefined,
    ownClass: string | undefined = this.#context.ownClass,
  ): DesignTypes {
    const own = (declaration?.parameters ?? []).map(({ name, constraint }) => [name.value, constraint] as const);
    return new DesignTypes({ ...this.#context, ownClass, parameters: new Map([...(this.#context.parameters ?? []), ...own]) });
  }

  edit(type: swc.TsType, isRest = false): Edit {
    const design = isRest ? this.#elementOf(type) : this.#of(type);
    return { ...type.span, text: typeof design === 'string' ? WRITTEN_AS[design] : design.name };
  }

  /** TypeScript takes what has no type for `any`; the transformer leaves it out, or calls it `undefined`. */
  insertion(end: number): Edit {
    const start = end + /^(?:\s*[?!])?/.exec(this.#text(end, end + 8))![0].length;
    return { start, end: start, text: ': any' };
  }

  #elementOf(type: swc.TsType): Design | Named {
    if (type.type === 'TsArrayType') return this.#of(type.elemType);
    if (type.type === 'TsTypeOperator') return this.#elementOf(type.typeAnnotation);
    const name = type.type === 'TsTypeReference' ? nameOf(type.typeName) : undefined;
    const element = name === 'Array' || name === 'ReadonlyArray' ? (type as swc.TsTypeReference).typeParams?.params[0] : undefined;
    return element ? this.#of(element) : 'Object';
  }

  #of(type: swc.TsType): Design | Named {
    switch (type.type) {
      case 'TsKeywordType':
        return KEYWORDS[type.kind];
      case 'TsParenthesizedType':
        return this.#of(type.typeAnnotation);
      case 'TsFunctionType':
      case 'TsConstructorType':
        return 'Function';
      case 'TsArrayType':
      case 'TsTupleType':
        return 'Array';
      case 'TsTypePredicate':
        return type.asserts ? 'undefined' : 'Boolean';
      case 'TsLiteralType':
        return LITERALS[type.literal.type] ?? 'Object';
      case 'TsTypeOperator':
        return type.op === 'readonly' ? this.#of(type.typeAnnotation) : 'Object';
      case 'TsUnionType':
        return this.#common(type.types, false);
      case 'TsIntersectionType':
        return this.#common(type.types, true);
      case 'TsConditionalType':
        return this.#common([type.trueType, type.falseType], false);
      case 'TsTypeReference':
        return this.#reference(type);
      default:
        return 'Object';
    }
  }

  /** What all constituents have in common; some say nothing. */
  #common(types: readonly swc.TsType[], isIntersection: boolean): Design | Named {
    let common: Design | Named | undefined;
    for (const type of types) {
      const keyword = type.type === 'TsKeywordType' ? type.kind : undefined;
      if (keyword === 'never') {
        if (isIntersection) return 'undefined';
        continue;
      }
      if (keyword === 'unknown' && isIntersection) continue;
      if (!this.#context.isStrict && (keyword === 'null' || keyword === 'undefined')) continue;
      const design = this.#of(type);
      if (design === 'Object') return design;
      if (common !== undefined && !isSame(common, design)) return 'Object';
      common = design;
    }
    return common ?? 'undefined';
  }

  #reference({ typeName, span }: swc.TsTypeReference): Design | Named {
    const name = nameOf(typeName);
    const known = this.#declared(name, new Set());
    if (known !== undefined) return known;
    if (name === this.#context.ownClass) return { name: OWN_CLASS + name };
    // Without type arguments, which the transformer ignores.
    return { name: this.#text(span.start, span.end).replace(/<.*$/s, '') };
  }

  #text(start: number, end: number): string {
    return this.#context.text?.(start, end) ?? '';
  }

  /** What a name stands for; undefined for a class and what is not known. */
  #declared(name: string, seen: ReadonlySet<string>): Design | undefined {
    if (name === 'ReadonlyArray') return 'Array';
    const { file, parameters } = this.#context;
    if (parameters?.has(name)) {
      const constraint = parameters.get(name);
      return constraint ? this.#meaningOf(constraint, seen) : 'Object';
    }
    const { types, values } = file.declarations;
    // A constant that is no class leaves the meaning to the type of its name.
    if (values.has(name) && values.get(name) === undefined) return undefined;
    const found = types.get(name);
    if (found === undefined) return this.#imported(name, seen);
    const key = `${file.path} ${name}`;
    if (seen.has(key)) return 'Object';
    if (found.kind === 'interface') return found.isCallable ? 'Function' : 'Object';
    if (found.kind === 'enum') return found.design;
    return this.#meaningOf(found.type, new Set([...seen, key]));
  }

  #imported(name: string, seen: ReadonlySet<string>): Design | undefined {
    const { file, others } = this.#context;
    const [root, ...members] = name.split('.') as [string, ...string[]];
    const origin = file.declarations.imports.get(root);
    if (origin === undefined) return undefined;
    const target = others.follow(file.path, origin, members);
    const design = target && new DesignTypes({ ...this.#context, file: target.file, ...NOTHING_OF_HERE }).#declared(target.name, seen);
    // Of a class that is imported as a type TypeScript says no more than that.
    return design ?? (origin.isTypeOnly ? (target?.file.declarations.values.has(target.name) ? 'Function' : 'Object') : undefined);
  }

  // Here TypeScript goes by the meaning of the type, not by its syntax.
  #meaningOf(type: swc.TsType, seen: ReadonlySet<string>): Design {
    switch (type.type) {
      case 'TsParenthesizedType':
        return this.#meaningOf(type.typeAnnotation, seen);
      case 'TsUnionType': {
        const kept = type.types.filter(
          (part) => this.#context.isStrict || !(part.type === 'TsKeywordType' && (part.kind === 'null' || part.kind === 'undefined')),
        );
        const designs = new Set(kept.map((part) => this.#meaningOf(part, seen)));
        const [only] = designs;
        return designs.size === 1 && only !== 'Array' && only !== 'Function' ? only! : 'Object';
      }
      case 'TsIntersectionType':
        return type.types.map((part) => this.#meaningOf(part, seen)).find((design) => design !== 'Object') ?? 'Object';
      case 'TsTypeReference': {
        const name = nameOf(type.typeName);
        return name === 'Array' ? 'Array' : (this.#declared(name, seen) ?? 'Object');
      }
      case 'TsTypeLiteral':
        return hasCall(type.members) ? 'Function' : 'Object';
      case 'TsTypeOperator':
        return type.op === 'keyof' && this.#hasNamedKeys(type.typeAnnotation) ? 'String' : this.#named(type);
      case 'TsIndexedAccessType':
        return this.#elementsOf(type.objectType);
      case 'TsConditionalType':
      case 'TsConstructorType':
        return 'Object';
      default:
        return this.#named(type);
    }
  }

  #named(type: swc.TsType): Design {
    const design = this.#of(type);
    return typeof design === 'string' ? design : 'Object';
  }

  #hasNamedKeys(type: swc.TsType): boolean {
    if (type.type === 'TsTypeQuery') return this.#literalOf(type)?.type === 'ObjectExpression';
    return type.type === 'TsTypeReference' && this.#context.file.declarations.types.get(nameOf(type.typeName))?.kind === 'interface';
  }

  /** What is in a constant: `(typeof LEVELS)[number]`, `(typeof Level)[keyof typeof Level]`. */
  #elementsOf(type: swc.TsType): Design {
    const literal = this.#literalOf(type);
    const values =
      literal?.type === 'ArrayExpression'
        ? literal.elements.map((element) => element?.expression)
        : literal?.type === 'ObjectExpression'
          ? literal.properties.map((property) => (property.type === 'KeyValueProperty' ? property.value : undefined))
          : [];
    const designs = new Set(values.map((value) => LITERALS[value?.type ?? ''] ?? 'Object'));
    const [only] = designs;
    return designs.size === 1 ? only! : 'Object';
  }

  #literalOf(type: swc.TsType): swc.Expression | undefined {
    if (type.type === 'TsParenthesizedType') return this.#literalOf(type.typeAnnotation);
    if (type.type !== 'TsTypeQuery' || type.exprName.type === 'TsImportType') return undefined;
    return this.#context.file.declarations.values.get(nameOf(type.exprName));
  }
}
/** Of one file what another has no part in. */
const NOTHING_OF_HERE = { parameters: new Map<string, never>(), ownClass: undefined, text: (): string => '' };

function nameOf(name: swc.TsEntityName): string {
  return name.type === 'Identifier' ? name.value : `${nameOf(name.left)}.${name.right.value}`;
}

function isSame(a: Design | Named, b: Design | Named): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.name === b.name : a === b;
}
