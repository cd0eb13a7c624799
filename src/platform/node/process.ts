import { nodeModule, process } from '../node-modules.ts';
import type { Runtime } from '../platform.ts';

export { fileURLToPath } from '../node-modules.ts';

export const runtime: Runtime = { name: 'node', version: process.versions.node };

export function environment(name: string): string | undefined {
  return process.env[name];
}

export function emitWarning(message: string, options: { readonly type: string; readonly code: string; readonly detail: string }): void {
  process.emitWarning(message, options);
}

export function onExit(listener: (code: number) => void): void {
  process.on('exit', listener);
}
export function offExit(listener: (code: number) => void): void {
  process.off('exit', listener);
}

export function requireFrom(url: string): (name: string) => unknown {
  return nodeModule.createRequire(url);
}
