import { Buffer } from '#node';
import type * as swc from '@swc/core';
import { typeDeclarationsOf, type Declarations } from './type-declarations.ts';

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

/** A class member, a parameter or a function: the nodes that carry types which decorators may ask for. */
type Typed = { readonly typeAnnotation?: swc.TsTypeAnnotation | undefined; readonly span: swc.Span };

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * Rewrites the types of decorated members into simpler ones that mean the same to `emitDecoratorMetadata`. The transformer looks at the syntax of a type
 * only; TypeScript knows what an alias, an interface or an enum of the file stands for, and drops `null` where `strictNullChecks` is off.
 * What is imported stays: whether it is a class shows at run time.
 *
 * No line moves; on a line with such a type columns behind it may.
 *
 * @param program - the syntax tree of `source`
 * @source `serializeTypeNode` in TypeScript's src/compiler/transformers/typeSerializer.ts
 */
export function simplifyDesignTypes(source: string, program: swc.Program, strictNullChecks: boolean): string {
  const bytes = Buffer.from(source);
  const types = new DesignTypes(typeDeclarationsOf(program), strictNullChecks, (start, end) => bytes.toString('utf8', start - 1, end - 1));
  const edits: Edit[] = [];
  visitClasses(program, (found) => edits.push(...editsOf(found, types)));
  if (edits.length === 0) return source;
  const parts: Uint8Array[] = [];
  let position = 0;
  for (const { start, end, text } of edits.sort((a, b) => a.start - b.start)) {
    if (start - 1 < position) continue;
    const lines = bytes.toString('utf8', start - 1, end - 1).replaceAll(/[^\n]/g, '');
    parts.push(bytes.subarray(position, start - 1), Buffer.from(text + lines));
    position = end - 1;
  }
  return Buffer.concat([...parts, bytes.subarray(position)]).toString();
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
  const scope = types.within(node.typeParams);
  const isDecorated = (node.decorators?.length ?? 0) > 0;
  for (const member of node.body) {
    switch (member.type) {
      case 'Constructor': {
        const parameters = member.params as readonly (swc.Param | swc.TsParameterProperty)[];
        if (!isDecorated && !parameters.some(({ decorators }) => decorators?.length)) break;
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

class DesignTypes {
  readonly #declarations: Declarations;
  readonly #isStrict: boolean;
  readonly #text: (start: number, end: number) => string;
  readonly #parameters: ReadonlyMap<string, swc.TsType | undefined>;

  constructor(
    declarations: Declarations,
    isStrict: boolean,
    text: (start: number, end: number) => string,
    parameters: ReadonlyMap<string, swc.TsType | undefined> = new Map(),
  ) {
    this.#declarations = declarations;
    this.#isStrict = isStrict;
    this.#text = text;
    this.#parameters = parameters;
  }

  /** The same, where these type parameters are known too. */
  within(declaration: swc.TsTypeParameterDeclaration | null | undefined): DesignTypes {
    if (!declaration) return this;
    const own = declaration.parameters.map(({ name, constraint }) => [name.value, constraint] as const);
    return new DesignTypes(this.#declarations, this.#isStrict, this.#text, new Map([...this.#parameters, ...own]));
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
      if (!this.#isStrict && (keyword === 'null' || keyword === 'undefined')) continue;
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
    // Without type arguments, which the transformer ignores.
    return { name: this.#text(typeName.type === 'Identifier' ? span.start : span.start, span.end).replace(/<.*$/s, '') };
  }

  /** What a name of this file stands for; undefined for a value and what comes from elsewhere. */
  #declared(name: string, seen: Set<string>): Design | undefined {
    if (name === 'ReadonlyArray') return 'Array';
    if (this.#parameters.has(name)) {
      const constraint = this.#parameters.get(name);
      return constraint ? this.#meaningOf(constraint, seen) : 'Object';
    }
    const root = name.split('.', 1)[0]!;
    if (this.#declarations.typeOnlyImports.has(root)) return 'Object';
    const found = this.#declarations.types.get(name);
    if (found === undefined || seen.has(name)) return found === undefined ? undefined : 'Object';
    if (found.kind === 'interface') return 'Object';
    if (found.kind === 'enum') return found.design;
    return this.#meaningOf(found.type, new Set([...seen, name]));
  }

  // Here TypeScript goes by the meaning of the type, not by its syntax.
  #meaningOf(type: swc.TsType, seen: Set<string>): Design {
    switch (type.type) {
      case 'TsParenthesizedType':
        return this.#meaningOf(type.typeAnnotation, seen);
      case 'TsUnionType': {
        const kept = type.types.filter(
          (part) => this.#isStrict || !(part.type === 'TsKeywordType' && (part.kind === 'null' || part.kind === 'undefined')),
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
      case 'TsConditionalType':
      case 'TsConstructorType':
        return 'Object';
      default: {
        const design = this.#of(type);
        return typeof design === 'string' ? design : 'Object';
      }
    }
  }
}

function nameOf(name: swc.TsEntityName): string {
  return name.type === 'Identifier' ? name.value : `${nameOf(name.left)}.${name.right.value}`;
}

function isSame(a: Design | Named, b: Design | Named): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.name === b.name : a === b;
}
