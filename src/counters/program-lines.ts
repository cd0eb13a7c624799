/** The first lines of a stack that are the program's, not heddle's nor the runtime's. */
export function programLines(stack: string, count: number): string {
  // The folder of this package's code: dist/lib when it is bundled, dist/src when it is not.
  const own = new URL(import.meta.url.includes('/counters/') ? '..' : '.', import.meta.url).href;
  return stack
    .split('\n')
    .filter((line) => line.startsWith('    at ') && !line.includes(own) && !line.includes('node:internal'))
    .slice(0, count)
    .map((line) => line.trim())
    .join('\n');
}
