import type { Status } from '../../core/reason.ts';
import type { BetweenVantages } from '../../core/report.ts';

/** Words that belong to no single reason. Sentences hold `{placeholders}`. */
export interface Phrases {
  readonly status: Readonly<Record<Status, string>>;
  readonly heading: {
    readonly target: string;
    readonly check: string;
    readonly status: string;
    readonly finding: string;
    readonly evidence: string;
    readonly explanation: string;
    /** In place of commands that an earlier finding of the report shows. `{place}` */
    readonly fixShownAt: string;
    /** After explanations that were cut off. `{count}` */
    readonly explanationsLeftOut: string;
    readonly causes: string;
    readonly steps: string;
    readonly commands: string;
    readonly links: string;
    readonly doesNotProve: string;
  };
  /** What follows a heading; French sets a space before it. */
  readonly colon: string;
  /** `{healthy} {degraded} {failed} {unknown}` */
  readonly totals: string;
  /** `{vantage} {startedAt} {durationMs}` */
  readonly askedFrom: string;
  readonly nothingAsked: string;
  /** On a page's buttons. */
  readonly copy: string;
  readonly copied: string;
  /** What the hint of a time says. */
  readonly checkedAt: string;
  /** After a runbook that was shortened. */
  readonly allSteps: string;
  /** `{done} {all}` */
  readonly progress: string;
  readonly doesNotProve: {
    readonly 'local-vantage': string;
    readonly 'vpc-vantage': string;
    /** In its place where every gateway's subnet is known. `{vantage}` */
    readonly 'vpc-vantage-placed': string;
    /** `{target} {address} {subnet} {vantage} {subnets}` */
    readonly 'other-subnet': string;
    /** `{target} {address} {vantage} {vpc}` */
    readonly 'other-network': string;
    /** `{target} {subjects}` */
    readonly 'behind-interceptor': string;
    readonly 'vantage-clock': string;
    readonly 'ntp-over-tcp': string;
    /** `{target}` */
    readonly 'no-way-out': string;
    /** `{target}` */
    readonly 'endpoint-unknown': string;
    /** `{target}` */
    readonly 'needs-aws': string;
    /** `{target}` */
    readonly 'not-from-here': string;
    /** `{vantage}` */
    readonly 'on-premises': string;
  };
  /** What several vantages together say of one target, by the side that the cause is on. */
  readonly betweenVantages: Readonly<
    Record<
      BetweenVantages['side'],
      {
        /** `{fails} {works}` */
        readonly sentence: string;
        /** The first cause of the runbook. `{fails} {works}` */
        readonly cause: string;
      }
    >
  >;
}

export const PHRASES_EN: Phrases = {
  status: { healthy: 'healthy', degraded: 'DEGRADED', failed: 'FAILED', unknown: 'not checked' },
  heading: {
    target: 'target',
    check: 'check',
    status: 'status',
    finding: 'finding',
    evidence: 'Evidence',
    explanation: 'Cause and fix',
    fixShownAt: 'The commands are shown above, under {place}.',
    explanationsLeftOut: '… and {count} more causes. The JSON report lists them all.',
    causes: 'Likely causes',
    steps: 'Next steps',
    commands: 'Commands',
    links: 'References',
    doesNotProve: 'What this does not prove',
  },
  colon: ':',
  totals: '{healthy} healthy, {degraded} degraded, {failed} failed, {unknown} not checked',
  askedFrom: 'Checked from {vantage} · {startedAt} · {durationMs} ms',
  nothingAsked: 'Nothing was checked.',
  copy: 'Copy',
  copied: 'Copied',
  checkedAt: 'When it was checked',
  allSteps: 'Commands and all steps: gatewatch runbook REASON',
  progress: 'checking: {done} of {all} answered',
  doesNotProve: {
    'local-vantage':
      'This was checked from {vantage}. A gateway or a client in another place may meet other routes, rules and proxies.',
    'vpc-vantage':
      'This was checked from inside the VPC ({vantage}). It sees no firewall, proxy or inspection device on the on-premises side, and a vantage in another subnet than the gateway may meet other rules.',
    'vpc-vantage-placed':
      'This was checked from inside the VPC ({vantage}). It sees no firewall, proxy or inspection device on the on-premises side.',
    'other-subnet':
      '{target} ({address}) is in {subnet}; {vantage} runs in {subnets}: other network ACLs, routes and security groups may apply there.',
    'other-network':
      '{target} ({address}) is not in the VPC of {vantage} ({vpc}): the rules, routes, proxies and firewalls around it were not met from here.',
    'behind-interceptor':
      '{target}: TLS to {subjects} is intercepted. An interceptor answers in place of the server, even of a dead one, so open ports on this path prove nothing about the server.',
    'vantage-clock':
      'The time servers were compared with the clock of {vantage}. That says nothing of the clock of a gateway.',
    'ntp-over-tcp': 'TCP 123 was not checked. NTP uses UDP 123, and a time server needs no TCP port.',
    'no-way-out': '{target} was not checked: {vantage} has no internet access.',
    'endpoint-unknown': '{target} was not checked: the VPC endpoint, or its Region, is not known.',
    'on-premises':
      '{vantage} is on premises: `gatewatch run` checks there, and this report does not include it.',
    'needs-aws':
      '{target}: rules, routes and states of AWS objects were not checked, because this run has no AWS credentials.',
    'not-from-here':
      '{target}: only AWS was read. Ports and certificates were not tried from here; --from-here tries them.',
  },
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
  },
};
