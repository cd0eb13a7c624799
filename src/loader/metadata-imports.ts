import { OWN_CLASS } from './design-types.ts';

const NAME = String.raw`[\w$]+(?:\.[\w$]+)*`;
// How the transformer writes a type that only run time knows.
const DESIGN = new RegExp(String.raw`typeof (?:${NAME}) === "undefined"(?: \|\| typeof ${NAME} === "undefined")* \? Object : ${NAME}`, 'g');
const OWN = new RegExp(String.raw`\b${OWN_CLASS}([\w$]+)`, 'g');
const IMPORT = /^import (?!\*)(?:([\w$]+)(?:, )?)?(?:\{ ([^}]*) \})? from ("[^"]*"|'[^']*')([^;\n]*);$/gm;

// TypeScript knows that a name is an enum; here its object tells. Everything else but a class is `Object`.
const DESIGN_TYPE = `function _ts_design(type) {
    if (typeof type === "function") return type;
    if (typeof type === "string") return String;
    if (typeof type === "number") return Number;
    if (typeof type !== "object" || type === null || Object.getPrototypeOf(type) !== Object.prototype) return Object;
    const values = Object.keys(type).filter((key) => !(typeof type[type[key]] === "number" && String(type[type[key]]) === key)).map((key) => typeof type[key]);
    if (values.length === 0 || values.some((kind) => kind !== values[0])) return Object;
    return values[0] === "string" ? String : values[0] === "number" ? Number : Object;
}`;

// TypeScript emits no type for a class itself.
const CLASS_TYPE =
  /(= _ts_decorate\(\[(?:(?!\n\s*\], )[\s\S])*?)_ts_metadata\("design:type", Function\),(?=\n\s*_ts_metadata\("design:paramtypes")/g;
// What is left of `import Inner = Outer.Inner`.
const ALIAS = /^(?:export )?(?:var|const) [\w$]+ = ([\w$]+)(?:\.[\w$]+)+;$/gm;

/** Lets metadata say of an imported enum what it is made of, and of whatever else is no class `Object`, as TypeScript does. */
export function checkDesignTypes(code: string): string {
  const plain = code.replace(CLASS_TYPE, '$1').replaceAll(OWN, '$1');
  const checked = plain.replace(DESIGN, (expression) => `_ts_design(${expression})`);
  return checked === plain ? plain : `${checked}\n${DESIGN_TYPE}`;
}

/**
 * Imports by namespace what only metadata names: it may be a type, of which nothing is left in an ES module, and which would keep this one from being linked.
 *
 * @param withoutMetadata - the same file without metadata, where the imports are those of values
 */
export function loosenTypeImports(code: string, withoutMetadata: () => string): string {
  if (!code.includes('_ts_design(')) return code;
  const values = new Set(
    [...withoutMetadata().matchAll(IMPORT)].flatMap(([, ...parts]) => namesOf(parts[0], parts[1]).map(({ local }) => local)),
  );
  for (const [, root] of code.matchAll(ALIAS)) values.add(root!);
  const renamed = new Map<string, string>();
  let count = 0;
  const loosened = code.replace(IMPORT, (all, byDefault: string | undefined, list: string | undefined, specifier: string, rest: string) => {
    const names = namesOf(byDefault, list);
    const types = names.filter(({ local }) => !values.has(local));
    if (types.length === 0) return all;
    const namespace = `_ts_types${++count}`;
    for (const { local, imported } of types)
      renamed.set(local, imported === 'default' ? `${namespace}.default` : `${namespace}.${imported}`);
    const kept = names
      .filter(({ local }) => values.has(local))
      .map(({ local, imported }) => (local === imported ? local : `${imported} as ${local}`));
    const statement = `import * as ${namespace} from ${specifier}${rest};`;
    return kept.length === 0 ? statement : `${statement} import { ${kept.join(', ')} } from ${specifier}${rest};`;
  });
  if (renamed.size === 0) return code;
  return loosened.replace(DESIGN, (expression) =>
    expression.replaceAll(/(typeof |: )([\w$]+)/g, (all, before: string, root: string) =>
      renamed.has(root) ? before + renamed.get(root)! : all,
    ),
  );
}

function namesOf(byDefault: string | undefined, list: string | undefined): { local: string; imported: string }[] {
  const named = (list ?? '').split(', ').filter(Boolean);
  return [
    ...(byDefault === undefined ? [] : [{ local: byDefault, imported: 'default' }]),
    ...named.map((name) => {
      const [imported, local = imported] = name.split(' as ');
      return { local: local!, imported: imported! };
    }),
  ];
}
