import { getVm } from '#node';
import { compileText } from './loader/compile-text.ts';

/**
 * Makes JavaScript of code that did not come from a file: that of `--eval`, or of standard input. What is a script in plain JavaScript stays as it is.
 *
 * @throws HeddleError `HEDDLE_TRANSFORM_FAILED`
 */
export function compileInput(source: string, name: string): string {
  if (isScript(source)) return source;
  // Node keeps no source maps of such code, and one would only lengthen a command line, whose parts have a limit.
  return compileText({ source, language: 'ts' }, name, undefined).code.replace(/\n\/\/# sourceMappingURL=\S*\s*$/, '');
}

function isScript(source: string): boolean {
  const { Script } = getVm();
  try {
    return Boolean(new Script(source));
  } catch {
    return false;
  }
}
