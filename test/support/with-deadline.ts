/**
 * What `promise` gives, or an error that names what was awaited and what the process still holds open.
 *
 * @param what - completes "Cannot see …", e.g. `the close event of the worker`
 * @param milliseconds - generous, because it is only ever spent by a test that fails
 */
export async function withDeadline<T>(promise: PromiseLike<T>, what: string, milliseconds: number = 10_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      const open = process.getActiveResourcesInfo().join(', ');
      reject(new Error(`Cannot see ${what}: nothing came in ${milliseconds} ms, with ${open || 'nothing'} open`));
    }, milliseconds);
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
