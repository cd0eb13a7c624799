const { process } = globalThis;
const { closeSync, openSync } = process.getBuiltinModule('node:fs');

/** What the runtime opens for the event loop of a thread, at the least, before the thread runs anything. */
const OF_A_THREAD = 5;
const NULL_DEVICE = process.platform === 'win32' ? '\\\\.\\nul' : '/dev/null';

/** Whether the process may open as many more files as a thread takes; it opens them to see, and closes them. */
export function hasDescriptorsForThread(): boolean {
  const opened: number[] = [];
  try {
    while (opened.length < OF_A_THREAD) opened.push(openSync(NULL_DEVICE, 'r'));
    return true;
  } catch (error) {
    return !['EMFILE', 'ENFILE'].includes((error as NodeJS.ErrnoException).code ?? '');
  } finally {
    for (const file of opened) closeSync(file);
  }
}
