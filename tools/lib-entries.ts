// Which modules become files of dist/lib of their own: those that somebody imports, and those that are loaded on demand by name.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';

const ON_DEMAND = /\b(?:(?:require|new URL)\(|register(?:<\w+>)?\()(['"])\.\/([\w-]+)\.(js|cjs)\1/g;

/**
 * All of dist/lib lies in one folder, and a module is loaded on demand by its name there. So each name must be that of one module only, wherever its
 * source lies.
 *
 * @param source - the folder of the compiled library
 * @param named - the modules that somebody imports, relative to that folder
 * @returns names in dist/lib, without extension, to modules
 * @throws Error when a name belongs to no module or to several
 */
export function libEntries(source: string, named: readonly string[]): Record<string, string> {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.c?js$/.test(name))
    .map((name) => resolve(source, name));
  const show = (list: readonly string[]): string => list.map((file) => relative(source, file)).join(', ');
  const entries = new Map<string, string>();
  const enter = (file: string, why: string): void => {
    const name = basename(file, '.js');
    const other = entries.get(name);
    if (other !== undefined && other !== file)
      throw new Error(
        `${name}.js of dist/lib would be made of ${show([other])} and of ${show([file])}, ${why}: give one of them another name`,
      );
    entries.set(name, file);
  };
  for (const name of named) {
    const file = resolve(source, name);
    if (!existsSync(file)) throw new Error(`${name} is an entry of dist/lib and does not exist`);
    enter(file, 'an entry');
  }
  for (const user of files)
    for (const [, , name, extension] of readFileSync(user, 'utf8').matchAll(ON_DEMAND)) {
      const found = files.filter((file) => basename(file) === `${name}.${extension}`);
      const why = `loaded on demand by ${show([user])}`;
      if (found.length === 0) throw new Error(`./${name}.${extension}, ${why}, is no module: was it moved out of src, or renamed?`);
      if (found.length > 1) throw new Error(`./${name}.${extension}, ${why}, may be any of ${show(found)}: give the others another name`);
      // What is no ES module is not bundled, but copied.
      if (extension === 'js') enter(found[0]!, why);
    }
  return Object.fromEntries(entries);
}
