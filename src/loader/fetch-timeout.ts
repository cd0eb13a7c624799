import { process } from '#platform';

const DEFAULT = 30_000;

/** How long a server may take to deliver a script, in milliseconds: the variable `HEDDLE_REMOTE_TIMEOUT`, or 30 000. */
export function fetchTimeout(): number {
  const value = Number(process.env['HEDDLE_REMOTE_TIMEOUT'] || DEFAULT);
  return Number.isInteger(value) && value > 0 ? value : DEFAULT;
}
