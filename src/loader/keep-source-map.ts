import { type CommonJSModule, nodeModule } from '#node';

// A registry: the runtime forgets the source map of a module that is gone.
const kept: object[] = [];

/**
 * Lets stack traces of a script that is no module show the lines of its source. The runtime reads the source maps of modules only,
 * so an empty one in the script's name brings the map.
 *
 * @param code - with an inline source map
 * @param url - under which the script runs
 */
export function keepSourceMap(code: string, url: string): void {
  const module = new nodeModule.Module(url) as CommonJSModule & { _compile(code: string, name: string): void };
  module._compile(code.slice(code.lastIndexOf('//# sourceMappingURL=')), url);
  kept.push(module);
}
