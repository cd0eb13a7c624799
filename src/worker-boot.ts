// The program that every worker starts with: brings together the inside of a worker and the loader, which lie in layers side by side.
import { lazily } from './loader/lazily.ts';
import { installLoader } from './loader/install-loader.ts';
import { boot } from './worker/inside/boot.ts';
import type { ScriptLoader } from './worker/inside/script-loader.ts';
import { installGlobals } from './install-globals.ts';

const languages = lazily<typeof import('./loader/detect-language.ts')>('./detect-language.js');
const formats = lazily<typeof import('./loader/module-format.ts')>('./module-format.js');
const compiling = lazily<typeof import('./loader/compile-text.ts')>('./compile-text.js');
const fetching = lazily<typeof import('./loader/fetch-script-sync.ts')>('./fetch-script-sync.js');

const loader: ScriptLoader = {
  install: installLoader,
  languageOf: (urlOrPath) => languages().languageOf(urlOrPath),
  languageOfMime: (mime) => languages().languageOfMime(mime),
  compile: (text, url, type) => compiling().compileText(text, url, type),
  isModuleFile: (path) => formats().isModuleFile(path),
  fetchSync: (url, options) => fetching().fetchScriptSync(url, options),
  readBlobSync: (blob) => fetching().readBlobSync(blob),
};

void boot({ loader, installGlobals });
