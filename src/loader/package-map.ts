import { fs, nodeModule, path } from '#node';
import { packageScopeOf } from './package-scope.ts';

type Maps = typeof import('resolve-pkg-maps');
interface Manifest {
  readonly name?: unknown;
  readonly main?: unknown;
  readonly exports?: Parameters<Maps['resolveExports']>[0] | null;
  readonly imports?: Parameters<Maps['resolveImports']>[0] | null;
}

const STANDARD = ['node', 'module-sync', 'node-addons'];
const NAME = /^(?:@[^/\\%]+\/)?[^./\\%@#][^/\\%]*/;

// A registry: what each package.json says, for the life of the thread.
const manifests = new Map<string, Manifest | undefined>();

/**
 * The files that `exports` and `imports` of a package.json offer under conditions that Node does not know: `customConditions` of tsconfig.json.
 * None where these conditions make no difference, so that everything else is Node's to find.
 *
 * https://www.typescriptlang.org/tsconfig/#customConditions
 */
export function findByConditions(specifier: string, parent: string, isRequire: boolean, custom: readonly string[]): string[] {
  const standard = [isRequire ? 'require' : 'import', ...STANDARD];
  const found = targetsOf(specifier, parent, [...custom, ...standard]);
  return found.join('\0') === targetsOf(specifier, parent, standard).join('\0') ? [] : found;
}

/** The files that `exports` and `imports` of a package.json offer to an `import`; none where neither has a say. */
export function findAsImported(specifier: string, parent: string): string[] {
  return targetsOf(specifier, parent, ['import', ...STANDARD]);
}

/** The path that a package without `exports` means by its name, or by a name below it; the extension may be missing, or that of compiled output. */
export function findInPackage(specifier: string, parent: string): string | undefined {
  const name = NAME.exec(specifier)?.[0];
  const directory = name && packageDirectory(name, path.dirname(parent));
  const manifest = directory && manifestIn(directory);
  if (!manifest || manifest.exports) return undefined;
  const rest = specifier.slice(name.length + 1);
  return path.join(directory, rest || (typeof manifest.main === 'string' ? manifest.main : 'index'));
}

function targetsOf(specifier: string, parent: string, conditions: readonly string[]): string[] {
  const { resolveExports, resolveImports } = nodeModule.createRequire(import.meta.url)('resolve-pkg-maps') as Maps;
  const scope = packageScopeOf(path.dirname(parent))?.directory;
  try {
    if (specifier.startsWith('#')) {
      const imports = scope && manifestIn(scope)?.imports;
      if (!imports) return [];
      const targets = resolveImports(imports, specifier, conditions);
      return targets.flatMap((target) => (target.startsWith('./') ? path.join(scope, target) : targetsOf(target, parent, conditions)));
    }
    const name = NAME.exec(specifier)?.[0];
    const directory = name && (scope && manifestIn(scope)?.name === name ? scope : packageDirectory(name, path.dirname(parent)));
    const exports = directory && manifestIn(directory)?.exports;
    if (!exports) return [];
    return resolveExports(exports, specifier.slice(name.length + 1), conditions).map((target) => path.join(directory, target));
  } catch {
    // Not exported: Node says so in its own words.
    return [];
  }
}

/** What `.pnp.cjs` adds to the module `module`: https://yarnpkg.com/advanced/pnpapi */
interface PlugAndPlay {
  findPnpApi?(path: string): { resolveToUnqualified(request: string, issuer: string): string | null } | null;
}

function packageDirectory(name: string, directory: string): string | undefined {
  const issuer = `${directory}${path.sep}`;
  const api = (nodeModule as PlugAndPlay).findPnpApi?.(issuer);
  if (!api) return packageAbove(name, directory);
  try {
    return api.resolveToUnqualified(name, issuer) ?? undefined;
  } catch {
    // Not a dependency: Plug'n'Play has said so when it was asked for the file.
    return undefined;
  }
}

function packageAbove(name: string, directory: string): string | undefined {
  const candidate = path.join(directory, 'node_modules', name);
  if (fs.existsSync(candidate)) return candidate;
  const parent = path.dirname(directory);
  return parent === directory ? undefined : packageAbove(name, parent);
}

function manifestIn(directory: string): Manifest | undefined {
  if (manifests.has(directory)) return manifests.get(directory);
  let manifest: Manifest | undefined;
  try {
    manifest = (JSON.parse(fs.readFileSync(path.join(directory, 'package.json'), 'utf8')) as Manifest | null) ?? undefined;
  } catch {
    // Node reports it.
  }
  manifests.set(directory, manifest);
  return manifest;
}
