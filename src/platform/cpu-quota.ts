/**
 * How many processors a container may use, from the files of its control group: both versions of them, and the tightest of a group and those above it.
 * Older runtimes count the machine's.
 *
 * @param read - the text of a file, undefined where there is none
 * @returns Infinity without a limit; may be a fraction
 */
export function cpuQuota(read: (path: string) => string | undefined): number {
  const groups = new Map(
    (read('/proc/self/cgroup') ?? '').split('\n').flatMap((line) => {
      const [, controllers, path] = /^\d+:([^:]*):(\/.*)$/.exec(line) ?? [];
      return controllers === undefined || path === undefined ? [] : controllers.split(',').map((name) => [name, path] as const);
    }),
  );
  const unified = ancestors(groups.get('')).map((group) => quotaOf((read(`/sys/fs/cgroup${group}/cpu.max`) ?? '').split(/\s+/)));
  const legacy = ancestors(groups.get('cpu')).map((group) => {
    const file = (name: string): string => (read(`/sys/fs/cgroup/cpu${group}/${name}`) ?? '').trim();
    return quotaOf([file('cpu.cfs_quota_us'), file('cpu.cfs_period_us')]);
  });
  return Math.min(...unified, ...legacy);
}

/** `/a/b` → `/a/b`, `/a`, and the root, which is all that a container sees of its own group. */
function ancestors(path: string | undefined): string[] {
  if (path === undefined) return [];
  const steps = path.split('/').filter((step) => step !== '');
  return Array.from({ length: steps.length + 1 }, (_, up) =>
    steps
      .slice(0, steps.length - up)
      .map((step) => `/${step}`)
      .join(''),
  );
}

/** Microseconds in a period: `max` and -1 are no limit. */
function quotaOf([quota, period]: readonly (string | undefined)[]): number {
  const share = Number(quota) / Number(period);
  return quota && share > 0 ? share : Infinity;
}
