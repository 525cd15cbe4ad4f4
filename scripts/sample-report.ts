import type { Finding } from '../lib/core/finding.ts';
import type { Locale } from '../lib/core/locale.ts';
import type { Report } from '../lib/core/report.ts';
import { PROBES } from '../lib/probes/registry.ts';
import { withPaths } from '../lib/report/path/with-paths.ts';
import { filtered, intercepted, inWords, open, partlyOpen } from './sample-messages.ts';

/** AWS refuses to list what the check wants to read. */
const notPermitted: Finding = {
  vantage: 'seoul-prod',
  target: 'vpn-seoul',
  check: 'vpn',
  status: 'unknown',
  reason: 'access-denied',
  severity: null,
  evidence: [
    { subject: 'vpn-0123456789abcdef0', outcome: 'access-denied', action: 'ec2:DescribeVpnConnections' },
  ],
  faults: [
    {
      reason: 'access-denied',
      status: 'unknown',
      severity: 'warning',
      subject: 'vpn-0123456789abcdef0',
      values: { action: 'ec2:DescribeVpnConnections' },
    },
  ],
  measurements: [],
  explanations: [],
};

/** The same of another endpoint. */
function elsewhere(finding: Finding, target: string, id: string): Finding {
  const { evidence, faults } = finding;
  const moved: Pick<Finding, 'evidence' | 'faults'> = JSON.parse(
    JSON.stringify({ evidence, faults }).replaceAll('vpce-0123456789abcdef0-abcdefgh', id),
  );
  return { ...finding, target, ...moved };
}

/** A report with a finding of every status, as it is written in one language. */
export async function sampleReport(locale: Locale): Promise<Report> {
  const findings = await Promise.all(
    [
      filtered(locale),
      intercepted,
      elsewhere(partlyOpen, 'archive-endpoint', 'vpce-0aaa1111bbb2222cc-ijklmnop'),
      notPermitted,
      elsewhere(open, 'backup-endpoint', 'vpce-0ddd3333eee4444ff-qrstuvwx'),
    ].map((finding) => inWords(finding, locale)),
  );
  const count = (status: string) => findings.filter((one) => one.status === status).length;
  const report: Report = {
    version: 1,
    vantage: 'seoul-prod',
    startedAt: '2026-11-21T18:13:00.000Z',
    durationMs: 3120,
    totals: {
      healthy: count('healthy'),
      degraded: count('degraded'),
      failed: count('failed'),
      unknown: count('unknown'),
    },
    findings,
    doesNotProve: ['nothing'],
  };
  return withPaths(report, PROBES, locale);
}
