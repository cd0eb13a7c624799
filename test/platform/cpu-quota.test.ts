import assert from 'node:assert/strict';
import { availableParallelism as processors } from 'node:os';
import { test } from 'node:test';
import { cpuQuota } from '../../src/platform/cpu-quota.ts';
import { availableParallelism } from '../../src/platform/node.ts';

const quotaOf = (files: Readonly<Record<string, string>>): number => cpuQuota((path) => files[path]);

test('cpuQuota() reads cpu.max of the group and of those above it', () => {
  const own = { '/proc/self/cgroup': '0::/kube/pod\n' };
  assert.equal(quotaOf({ ...own, '/sys/fs/cgroup/kube/pod/cpu.max': '150000 100000\n' }), 1.5);
  assert.equal(quotaOf({ ...own, '/sys/fs/cgroup/kube/pod/cpu.max': 'max 100000\n' }), Infinity);
  assert.equal(
    quotaOf({ ...own, '/sys/fs/cgroup/kube/pod/cpu.max': '400000 100000\n', '/sys/fs/cgroup/kube/cpu.max': '200000 100000\n' }),
    2,
  );
  assert.equal(quotaOf({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '50000 100000\n' }), 0.5);
});

test('cpuQuota() reads the quota of the older control groups', () => {
  const own = { '/proc/self/cgroup': '12:memory:/docker/a\n3:cpu,cpuacct:/docker/a\n' };
  const files = (quota: string): Record<string, string> => ({
    ...own,
    '/sys/fs/cgroup/cpu/docker/a/cpu.cfs_quota_us': `${quota}\n`,
    '/sys/fs/cgroup/cpu/docker/a/cpu.cfs_period_us': '100000\n',
  });
  assert.equal(quotaOf(files('300000')), 3);
  assert.equal(quotaOf(files('-1')), Infinity);
  // A container sees its own group as the root, whatever its name is outside.
  assert.equal(
    quotaOf({ ...own, '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '200000\n', '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '100000\n' }),
    2,
  );
});

test('cpuQuota() knows no limit where there are no such files, or none that can be read', () => {
  assert.equal(quotaOf({}), Infinity);
  assert.equal(quotaOf({ '/proc/self/cgroup': 'nonsense\n0::/a\n', '/sys/fs/cgroup/a/cpu.max': 'nonsense\n' }), Infinity);
});

test('availableParallelism() is at least 1, and no more than there are processors', () => {
  assert.ok(availableParallelism() >= 1 && availableParallelism() <= processors());
});
