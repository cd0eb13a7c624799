import { nodeModule } from '#platform';

const require = nodeModule.createRequire(import.meta.url);

/**
 * A module of this folder, loaded when it is first needed: a thread that runs plain JavaScript gets away with three of them.
 * `require` of an ES module is synchronous, as hooks have to be, and costs about half of what `import` does.
 *
 * @param name - relative to this folder, with the extension of compiled code
 */
export function lazily<Module>(name: string): () => Module {
  let module: Module | undefined;
  return () => (module ??= require(name) as Module);
}
