// Everything that it takes to load TypeScript and JSX: the parts of the loader load it when they first meet some, as one file of the
// bundle. A thread in plain JavaScript never does.
export { commonJsFacade } from './common-js-facade.ts';
export { loadData } from './data-module.ts';
export { enableSourceMaps } from './enable-source-maps.ts';
export { ModuleLinker } from './link-modules.ts';
export { isTransformed, loadFile, loadTyped, loadVirtual, textOf, typedFormat } from './load-file.ts';
export { placeImport } from './place-import.ts';
export { resolveEarly, resolveLate } from './resolve-specifier.ts';
