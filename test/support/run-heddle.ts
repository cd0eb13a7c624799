import { fileURLToPath } from 'node:url';
import { type NodeRun, runNode, type RunNodeOptions } from './run-node.ts';

/** The file behind the `heddle` command. */
export const COMMAND: string = fileURLToPath(new URL('../../lib/main.js', import.meta.url));

/** Runs the `heddle` command to its end. */
export function runHeddle(args: readonly string[], options?: RunNodeOptions): Promise<NodeRun> {
  return runNode([COMMAND, ...args], options);
}
