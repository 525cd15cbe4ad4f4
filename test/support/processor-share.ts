import { mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The scheduler's own period: a process has its share of every tenth of a second, and stands still for the rest. */
const PERIOD_MS = 100;

/**
 * Gives a process only so much of one core until the answer is called, as Lambda does with little memory: by the
 * kernel's control groups (cgroups(7), version 1 or 2), and where they are not to be had by stopping it again and again.
 *
 * @param share - 0.1 for a tenth of a core
 */
export function limitProcessor(pid: number, share: number): () => Promise<void> {
  return limitByGroup(pid, share) ?? limitByStopping(pid, share);
}

const GROUPS = [
  {
    root: '/sys/fs/cgroup/cpu',
    settings: (share: number) => ({
      'cpu.cfs_period_us': `${PERIOD_MS * 1000}`,
      'cpu.cfs_quota_us': `${Math.round(PERIOD_MS * 1000 * share)}`,
    }),
  },
  {
    root: '/sys/fs/cgroup',
    settings: (share: number) => ({
      'cpu.max': `${Math.round(PERIOD_MS * 1000 * share)} ${PERIOD_MS * 1000}`,
    }),
  },
] as const;

function limitByGroup(pid: number, share: number): (() => Promise<void>) | undefined {
  for (const { root, settings } of GROUPS) {
    const group = join(root, `gatewatch-test-${pid}`);
    try {
      mkdirSync(group);
    } catch {
      continue;
    }
    try {
      for (const [file, text] of Object.entries(settings(share))) writeFileSync(join(group, file), text);
      writeFileSync(join(group, 'cgroup.procs'), String(pid));
    } catch {
      rmdirSync(group);
      continue;
    }
    return async () => {
      // A group can be removed once the last of its processes is gone.
      for (let tries = 0; tries < 50; tries += 1) {
        try {
          return rmdirSync(group);
        } catch {
          await sleep(20);
        }
      }
    };
  }
  return undefined;
}

function limitByStopping(pid: number, share: number): () => Promise<void> {
  let isOver = false;
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    try {
      process.kill(pid, name);
    } catch {
      isOver = true;
    }
  };
  const turns = (async () => {
    while (!isOver) {
      signal('SIGSTOP');
      await sleep(PERIOD_MS * (1 - share));
      signal('SIGCONT');
      await sleep(PERIOD_MS * share);
    }
  })();
  return async () => {
    isOver = true;
    await turns;
    signal('SIGCONT');
  };
}
