import { process } from '#node';

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_BYTES = 2 ** 26;

/** How long a server may take to deliver a script, in milliseconds: the variable `HEDDLE_REMOTE_TIMEOUT`, or 30 000. */
export function fetchTimeout(): number {
  return positive(process.env['HEDDLE_REMOTE_TIMEOUT'], DEFAULT_TIMEOUT);
}

/** How many bytes a script may have, decompressed: the variable `HEDDLE_REMOTE_LIMIT`, or 64 MiB. */
export function fetchLimit(): number {
  return positive(process.env['HEDDLE_REMOTE_LIMIT'], DEFAULT_BYTES);
}

function positive(text: string | undefined, otherwise: number): number {
  const value = Number(text || otherwise);
  return Number.isInteger(value) && value > 0 ? value : otherwise;
}
