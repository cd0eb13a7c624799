import { HeddleError } from '../core/heddle-error.ts';
import { process } from '#node';

/**
 * The loader asks for its parts when they are needed, within hooks that are synchronous: by `require()` of ES modules, which Node can be told to refuse.
 *
 * @throws HeddleError `HEDDLE_REQUIRE_DISABLED`
 */
export function checkRequire(): void {
  if ((process.features as { readonly require_module?: boolean }).require_module) return;
  throw new HeddleError(
    'HEDDLE_REQUIRE_DISABLED',
    'Cannot load TypeScript: require() of ES modules, by which heddle loads its own parts, is switched off by --no-experimental-require-module',
  );
}
