import { runtime } from '#platform';
import { type Availability, type FeatureName, FEATURES } from '../platform/features.ts';
import { HeddleError } from './heddle-error.ts';

/** Major and minor number. */
function numbersOf(version: string): [number, number] {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return [major, minor];
}

function includes(availability: Availability | undefined, version: string): boolean {
  if (availability === undefined || availability === true) return availability ?? false;
  const [major, minor] = numbersOf(version);
  const lines = availability.map(numbersOf);
  const [line, first] = lines.find((since) => since[0] === major) ?? lines.at(-1)!;
  return major > line || (major === line && minor >= first);
}

/**
 * Whether the runtime of this thread has a feature. docs/reference/features.md lists the features, and what to do where one is missing.
 *
 * @param name - false for names that this version of heddle does not know
 *
 * @example
 * ```ts
 * import { locks, supports } from 'heddle';
 *
 * if (supports('locks')) await locks.request('cache', () => console.log('mine'));
 * ```
 */
export function supports(name: FeatureName): boolean {
  return Object.hasOwn(FEATURES, name) && includes(FEATURES[name].on[runtime.name], runtime.version);
}

/**
 * Goes on only where the runtime has a feature.
 *
 * @param where - what asks for it, as the program wrote it: `options.resourceLimits`
 * @throws HeddleError `HEDDLE_UNSUPPORTED` with the feature, the runtime and the way around
 */
export function requireFeature(name: FeatureName, where: string): void {
  if (supports(name)) return;
  const state = `${runtime.name} ${runtime.version} does not have the feature "${name}"`;
  throw new HeddleError('HEDDLE_UNSUPPORTED', `Cannot use ${where}: ${state}; instead, ${FEATURES[name].otherwise}`);
}

/** Since when a line of the runtime has a feature: `yes` for all of it that heddle runs on. */
export function availabilityIn(line: number, availability: Availability | undefined): string {
  if (includes(availability, `${line}.0`)) return 'yes';
  const own = availability === true ? undefined : availability?.find((version) => numbersOf(version)[0] === line);
  return own ?? 'no';
}
