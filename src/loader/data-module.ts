import { fileURLToPath, fs } from '#node';
import type { LoadedModule } from './load-file.ts';

/**
 * Loads what is data and not code: JSON that is imported without an attribute, and text.
 *
 * @param url - of a file
 * @param type - the import attribute `type`
 * @returns `undefined` for everything else
 * @source https://bun.com/docs/bundler/loaders
 */
export function loadData(url: string, type: string | undefined): LoadedModule | undefined {
  if (!url.startsWith('file:')) return undefined;
  const pathname = url.replace(/[?#].*$/s, '');
  if (type === 'text' || (type === undefined && pathname.endsWith('.txt')))
    return { format: 'module', source: `export default ${JSON.stringify(fs.readFileSync(fileURLToPath(pathname), 'utf8'))};` };
  return type === undefined && pathname.endsWith('.json') ? { format: 'module', source: jsonModule(fileURLToPath(pathname)) } : undefined;
}

/** An ES module that shares its data with `require`, and has a name for each of their properties besides `default`. */
export function jsonModule(file: string): string {
  const text = fs.readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  let names: string[] = [];
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) names = Object.keys(data).filter((name) => name !== 'default');
  } catch {
    // `require` reports it, with the name of the file.
  }
  const bindings = names.map((name, index) => {
    const key = JSON.stringify(name);
    return `const $${index} = $data[${key}]; export { $${index} as ${key} };`;
  });
  return [
    'import $module from "module";',
    `const $data = $module.createRequire(import.meta.url)(${JSON.stringify(file)});`,
    'export default $data;',
    ...bindings,
  ].join('\n');
}
