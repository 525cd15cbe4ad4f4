import type { Status } from '../../core/reason.ts';
import type { BetweenVantages } from '../../core/report.ts';

/** Words that belong to no single reason. Sentences hold `{placeholders}`. */
export const PHRASES_EN = {
  status: {
    healthy: 'healthy',
    degraded: 'DEGRADED',
    failed: 'FAILED',
    unknown: 'not checked',
  } satisfies Readonly<Record<Status, string>>,
  heading: {
    target: 'target',
    check: 'check',
    status: 'status',
    finding: 'finding',
    evidence: 'Evidence',
    explanation: 'Cause and fix',
    /** In place of commands that an earlier finding of the report shows. `{place}` */
    fixShownAt: 'The commands are shown above, under {place}.',
    /** After explanations that were cut off. `{count}` */
    explanationsLeftOut: '… and {count} more causes. The JSON report lists them all.',
    causes: 'Likely causes',
    steps: 'Next steps',
    commands: 'Commands',
    links: 'References',
    doesNotProve: 'What this does not prove',
  },
  /** What follows a heading; French sets a space before it. */
  colon: ':',
  /** `{healthy} {degraded} {failed} {unknown}` */
  totals: '{healthy} healthy, {degraded} degraded, {failed} failed, {unknown} not checked',
  /** `{vantage} {startedAt} {durationMs}` */
  askedFrom: 'Checked from {vantage} · {startedAt} · {durationMs} ms',
  nothingAsked: 'Nothing was checked.',
  /** On a page's buttons. */
  copy: 'Copy',
  copied: 'Copied',
  /** What the hint of a time says. */
  checkedAt: 'When it was checked',
  /** After a runbook that was shortened. */
  allSteps: 'Commands and all steps: gatewatch runbook REASON',
  /** `{done} {all}` */
  progress: 'checking: {done} of {all} answered',
  doesNotProve: {
    'local-vantage':
      'This was checked from {vantage}. A gateway or a client in another place may meet other routes, rules and proxies.',
    'vpc-vantage':
      'This was checked from inside the VPC ({vantage}). It sees no firewall, proxy or inspection device on the on-premises side, and a vantage in another subnet than the gateway may meet other rules.',
    /** In its place where every gateway's subnet is known. `{vantage}` */
    'vpc-vantage-placed':
      'This was checked from inside the VPC ({vantage}). It sees no firewall, proxy or inspection device on the on-premises side.',
    /** `{target} {address} {subnet} {vantage} {subnets}` */
    'other-subnet':
      '{target} ({address}) is in {subnet}; {vantage} runs in {subnets}: other network ACLs, routes and security groups may apply there.',
    /** `{target} {address} {vantage} {vpc}` */
    'other-network':
      '{target} ({address}) is not in the VPC of {vantage} ({vpc}): the rules, routes, proxies and firewalls around it were not met from here.',
    /** `{target} {subjects}` */
    'behind-interceptor':
      '{target}: TLS to {subjects} is intercepted. An interceptor answers in place of the server, even of a dead one, so open ports on this path prove nothing about the server.',
    'vantage-clock':
      'The time servers were compared with the clock of {vantage}. That says nothing of the clock of a gateway.',
    'ntp-over-tcp': 'TCP 123 was not checked. NTP uses UDP 123, and a time server needs no TCP port.',
    /** `{target}` */
    'no-way-out': '{target} was not checked: {vantage} has no internet access.',
    /** `{target}` */
    'endpoint-unknown': '{target} was not checked: the VPC endpoint, or its Region, is not known.',
    /** `{vantage}` */
    'on-premises':
      '{vantage} is on premises: `gatewatch run` checks there, and this report does not include it.',
    /** `{target}` */
    'needs-aws':
      '{target}: rules, routes and states of AWS objects were not checked, because this run has no AWS credentials.',
    /** `{target}` */
    'not-from-here':
      '{target}: only AWS was read. Ports and certificates were not tried from here; --from-here tries them.',
  },
  /** What several vantages together say of one target, by the side that the cause is on. */
  betweenVantages: {
    site: {
      sentence: "Fails from {fails}, works from {works}: the cause is on the site's side.",
      cause: "The site's firewall, proxy, route or resolver, or a rule that does not admit the site.",
    },
    vpc: {
      sentence: "Fails from {fails}, works from {works}: the cause is on the VPC's side.",
      cause:
        "The VPC's security groups, network ACLs, routes or resolver, or a rule that does not admit the VPC.",
    },
    vantage: {
      sentence: 'Fails from {fails}, works from {works}: the cause is on the side of {fails}.',
      cause: 'A rule, route, proxy or resolver of {fails}, or a rule that does not admit it.',
    },
    target: {
      sentence: 'Fails from {fails}: the cause is at the target, or on a path that they share.',
      cause: 'The target itself, or a path that {fails} share.',
    },
  } satisfies Readonly<
    Record<
      BetweenVantages['side'],
      {
        /** `{fails} {works}` */
        readonly sentence: string;
        /** The first cause of the runbook. `{fails} {works}` */
        readonly cause: string;
      }
    >
  >,
};
export type Phrases = Readonly<typeof PHRASES_EN>;
