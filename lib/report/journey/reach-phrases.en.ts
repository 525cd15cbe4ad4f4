import type { ReachNote, ReachOption, Way } from '../../explain/journey/reach.ts';

export interface ReachPhrases {
  /** `{id}` */
  readonly way: Readonly<Record<Way, string>>;
  readonly outcome: Readonly<Record<'open' | 'blocked' | 'unknown', string>>;
  readonly note: Readonly<Record<ReachNote, string>>;
  /** `{hour} {month} {gigabyte}` in US dollars. */
  readonly option: Readonly<Record<ReachOption['kind'], string>>;
  /** `{actions}` */
  readonly policyAllows: string;
  /** `{hour} {month} {gigabyte}` */
  readonly natPrice: string;
  /** `{subnet}` */
  readonly from: string;
  readonly groupsNotKnown: string;
}

export const en: ReachPhrases = {
  way: {
    'interface-endpoint': 'by interface endpoint {id}',
    'gateway-endpoint': 'by gateway endpoint {id}',
    'nat-gateway': 'by NAT gateway {id}',
    'internet-gateway': 'by internet gateway {id}',
    other: 'by {id}, which is not followed further',
    none: 'no path',
  },
  outcome: { open: 'reachable', blocked: 'NOT REACHABLE', unknown: 'unknown' },
  note: {
    'private-dns-off':
      'An interface endpoint exists, but its private DNS is off: the usual name of the service does not lead there.',
    'vpc-dns-off':
      'DNS support or DNS hostnames are off in this VPC: private names of endpoints do not work without both.',
    'endpoint-not-available': 'The endpoint is not available.',
    'gateway-endpoint-not-in-table':
      "A gateway endpoint exists, but the subnet's route table does not use it.",
    'policy-restricts': 'The endpoint policy does not allow everything. Check that it allows what you call.',
    'policy-denies': 'The endpoint policy lets no call of this service pass.',
  },
  option: {
    'gateway-endpoint': 'Gateway endpoint, no charge:',
    'interface-endpoint':
      'Interface endpoint, about {hour} USD an hour and zone ({month} USD a month) and {gigabyte} USD a GB:',
    'vpc-dns': 'Turn DNS on in the VPC, no charge:',
    'private-dns': 'Turn private DNS on, no charge:',
    'default-policy': 'Set the default policy, which allows everything, no charge:',
  },
  policyAllows: 'It allows: {actions}. Conditions, callers and resources may limit this further.',
  natPrice:
    'A NAT gateway costs about {hour} USD an hour ({month} USD a month) and {gigabyte} USD a GB. A gateway endpoint costs nothing.',
  from: 'From {subnet}',
  groupsNotKnown:
    'Security groups of the caller are not known: outbound rules were not checked. Use --lambda or --security-group.',
};
