import type { Finding } from '../../core/finding.ts';
import type { Probe } from '../../core/probe.ts';
import type { ReasonFacts } from '../../core/reason.ts';
import { isAddress } from '../../net/addresses.ts';

/** An address and port that gave no answer, which rules on the way can be the cause of. */
export interface Silence {
  readonly finding: Finding;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/** What a fault with a mixed reason says of its own subject. */
const SILENT_OUTCOMES: readonly unknown[] = ['silent', 'unreachable', undefined];

/**
 * The silent addresses of a failed or degraded finding. What refuses, resets or answers wrongly was reached: no rule of
 * AWS, which drops in silence, is to blame. What goes through a proxy is not the vantage's own way.
 */
export function silencesOf(finding: Finding, probes: readonly Probe[]): readonly Silence[] {
  if (finding.status !== 'failed' && finding.status !== 'degraded') return [];
  const reasons: Readonly<Record<string, ReasonFacts>> =
    probes.find(({ kind }) => kind === finding.check)?.reasons ?? {};
  const found = new Map<string, Silence>();
  for (const { reason, address, port, values } of finding.faults) {
    const protocol = reasons[reason]?.dropped;
    if (protocol === undefined || address === undefined || port === undefined) continue;
    if (!SILENT_OUTCOMES.includes(values?.outcome) || values?.via !== undefined) continue;
    if (isAddress(address)) found.set(`${address} ${port}`, { finding, address, port, protocol });
  }
  return [...found.values()];
}
