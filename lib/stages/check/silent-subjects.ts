import type { Finding } from '../../core/finding.ts';
import { isAddress } from '../../net/addresses.ts';

/** An address and port that gave no answer, which rules on the way can be the cause of. */
export interface Silence {
  readonly finding: Finding;
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
}

/**
 * Reasons that mean "nothing came back". What refuses, resets or answers wrongly was reached: there no rule of
 * AWS, which drop in silence, is to blame.
 */
const SILENT_REASONS: Readonly<Record<string, 'tcp' | 'udp'>> = {
  'port-filtered': 'tcp',
  'port-unreachable': 'tcp',
  'port-partly-open': 'tcp',
  'tls-silent': 'tcp',
  'proxy-silent': 'tcp',
  'ntp-silent': 'udp',
  'ntp-partly-silent': 'udp',
};
/** What a fault with a mixed reason says of its own subject. */
const SILENT_OUTCOMES: readonly unknown[] = ['silent', 'unreachable', undefined];

/** The silent addresses of a failed or degraded finding. What goes through a proxy is not the vantage's own way. */
export function silencesOf(finding: Finding): readonly Silence[] {
  if (finding.status !== 'failed' && finding.status !== 'degraded') return [];
  const found = new Map<string, Silence>();
  for (const { reason, address, port, values } of finding.faults) {
    const protocol = SILENT_REASONS[reason];
    if (protocol === undefined || address === undefined || port === undefined) continue;
    if (!SILENT_OUTCOMES.includes(values?.outcome) || values?.via !== undefined) continue;
    if (isAddress(address)) found.set(`${address} ${port}`, { finding, address, port, protocol });
  }
  return [...found.values()];
}
