import { fs, path } from '#node';

/** The nearest `package.json` above a file. */
export interface PackageScope {
  readonly directory: string;
  readonly type: 'module' | 'commonjs' | undefined;
}

// A registry: one answer per directory for the life of the thread, as in Node's own package.json cache.
const scopes = new Map<string, PackageScope | undefined>();

/** The package that a directory belongs to; as in Node, a `node_modules` folder itself belongs to none. */
export function packageScopeOf(directory: string): PackageScope | undefined {
  if (scopes.has(directory)) return scopes.get(directory);
  const scope = readScope(directory);
  scopes.set(directory, scope);
  return scope;
}

function readScope(directory: string): PackageScope | undefined {
  if (path.basename(directory) === 'node_modules') return undefined;
  let text: string;
  try {
    text = fs.readFileSync(path.join(directory, 'package.json'), 'utf8');
  } catch {
    const parent = path.dirname(directory);
    return parent === directory ? undefined : packageScopeOf(parent);
  }
  let type: unknown;
  try {
    type = (JSON.parse(text) as { type?: unknown } | null)?.type;
  } catch {
    // Node reports a broken package.json itself, as soon as it needs it.
  }
  return { directory, type: type === 'module' || type === 'commonjs' ? type : undefined };
}
