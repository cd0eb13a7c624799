import { fs, nodeModule, path, pathToFileURL } from '#node';
import { checkRequire } from './check-require.ts';
import { languageOf } from './detect-language.ts';
import { hasModuleSyntax } from './has-module-syntax.ts';
import { packageScopeOf } from './package-scope.ts';

// Only for TypeScript and JSX, which plain JavaScript should not wait for.
const require = nodeModule.createRequire(import.meta.url);
const typescript = (): typeof import('./typescript.ts') => {
  checkRequire();
  return require('./typescript.js') as typeof import('./typescript.ts');
};

/**
 * Whether a script is an ES module, as Node decides: by extension, by the nearest package.json, and where neither says, by content.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`, `HEDDLE_TSCONFIG_INVALID`
 */
export function isModuleFile(file: string): boolean {
  if (/\.m[jt]s$/.test(file)) return true;
  if (/\.c[jt]s$/.test(file)) return false;
  const type = packageScopeOf(path.dirname(file))?.type;
  if (type !== undefined) return type === 'module';
  if ((languageOf(file) ?? 'js') !== 'js') return typescript().loadFile(file, pathToFileURL(file).href).format === 'module';
  const source = fs.readFileSync(file, 'utf8');
  // Most CommonJS is told apart without a compilation.
  return /\b(?:import|export|await)\b/.test(source) && hasModuleSyntax(source);
}
