import { test } from 'node:test';
import { findTool } from '../../support/programs.ts';

/** Why the lab cannot run here, in words; undefined when it can. */
export function whyNot(tools: readonly string[]): string | undefined {
  if (process.platform !== 'linux') return `network namespaces need Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const missing = tools.filter((tool) => findTool(tool) === undefined);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}

/**
 * Whether a lab suite can run on this machine. Where it cannot, it registers one test that is skipped and
 * says why: `scripts/test.ts` repeats it at the end of the run, so that nobody reads silence as success. On
 * CI that test fails: there the lab is expected to be complete.
 *
 * @param suite - what is left out otherwise, such as `ike against strongSwan`
 * @param tools - programs the suite starts; those of every lab are always asked for
 */
export function labOrExplain(suite: string, tools: readonly string[] = []): boolean {
  const reason = whyNot(['ip', 'nft', 'ss', 'sysctl', 'setpriv', 'unshare', ...tools]);
  if (reason === undefined) return true;
  test(suite, (t) => {
    if (process.env.CI === 'true') throw new Error(`CI must run ${suite}: ${reason}`);
    t.skip(reason);
  });
  return false;
}
