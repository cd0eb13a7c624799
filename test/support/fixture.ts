/**
 * The URL of a file under `test/fixtures/`; fixtures are plain source, never compiled.
 *
 * @param name - with its layer's folder, e.g. `worker/echo.ts`
 */
export function fixture(name: string): URL {
  return new URL(`../../../test/fixtures/${name}`, import.meta.url);
}
