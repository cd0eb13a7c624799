import v8 from 'node:v8';
import vm from 'node:vm';

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

/** Collects garbage, turn by turn of the event loop, until `done` says so. Never ends otherwise: give it a deadline. */
export async function collectGarbageUntil(done: () => boolean): Promise<void> {
  while (!done()) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
