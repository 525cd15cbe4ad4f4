import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import type { Daemon, Namespace, Scope } from './netns.ts';

/** Programs this peer needs. */
export const STRONGSWAN_TOOLS = ['/usr/lib/ipsec/charon', 'swanctl', 'unshare'];

export interface StrongswanOptions {
  /** swanctl.conf; without it nobody is known and nobody is let in. */
  readonly connections?: string;
  /** Half-open SAs from one address until it is asked for a cookie, and until it is ignored. 0 means 1 in 5.9.8. */
  readonly cookieThreshold?: number;
  readonly blockThreshold?: number;
}

export interface Strongswan {
  readonly daemon: Daemon;
  /** How many SAs it holds: `total` with the half-open ones. */
  readonly associations: () => Promise<{ readonly total: number; readonly halfOpen: number }>;
}

/** A real IKE daemon of the namespace, with a /run of its own. */
export async function startStrongswan(
  namespace: Namespace,
  scope: Scope,
  options: StrongswanOptions = {},
): Promise<Strongswan> {
  const folder = await temporaryFolder(scope, 'charon');
  const uri = `unix://${join(folder, 'charon.vici')}`;
  const { cookieThreshold = 100_000, blockThreshold = 100_000 } = options;
  const conf = join(folder, 'strongswan.conf');
  await writeFile(
    conf,
    `charon {
      half_open_timeout = 60
      cookie_threshold = ${cookieThreshold}
      cookie_threshold_ip = ${cookieThreshold}
      block_threshold = ${blockThreshold}
      filelog {
        stderr { default = 1 }
      }
      plugins {
        vici { socket = ${uri} }
      }
    }`,
  );
  const daemon = namespace.daemon(['/usr/lib/ipsec/charon'], {
    privateRun: true,
    env: { STRONGSWAN_CONF: conf },
  });
  await namespace.untilBound('udp', 500);
  const swanctl = async (args: readonly string[]) => {
    // The socket for UDP is there some milliseconds before the one for commands.
    for (let tries = 1; ; tries += 1) {
      const ran = await namespace.run(['swanctl', ...args, '--uri', uri], {
        orFail: tries === 50,
        env: { STRONGSWAN_CONF: conf },
      });
      if (ran.status === 0) return ran.stdout;
      await sleep(20);
    }
  };
  if (options.connections !== undefined) {
    const file = join(folder, 'swanctl.conf');
    await writeFile(file, options.connections);
    await swanctl(['--load-all', '--file', file]);
  } else await swanctl(['--stats']);
  return {
    daemon,
    associations: async () => {
      const [, total = '', halfOpen = ''] =
        /^IKE_SAs: (\d+) total, (\d+) half-open/m.exec(await swanctl(['--stats'])) ?? [];
      return { total: Number.parseInt(total, 10), halfOpen: Number.parseInt(halfOpen, 10) };
    },
  };
}
