import type { ReachNote, ReachOption, Way } from '../../explain/journey/reach.ts';

export const en = {
  /** `{id}` */
  way: {
    'interface-endpoint': 'by interface endpoint {id}',
    'gateway-endpoint': 'by gateway endpoint {id}',
    'nat-gateway': 'by NAT gateway {id}',
    'internet-gateway': 'by internet gateway {id}',
    other: 'by {id}, which is not followed further',
    none: 'no path',
  } satisfies Readonly<Record<Way, string>>,
  outcome: { open: 'reachable', blocked: 'NOT REACHABLE', unknown: 'unknown' } satisfies Readonly<
    Record<'open' | 'blocked' | 'unknown', string>
  >,
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
  } satisfies Readonly<Record<ReachNote, string>>,
  /** `{hour} {month} {gigabyte}` in US dollars. */
  option: {
    'gateway-endpoint': 'Gateway endpoint, no charge:',
    'interface-endpoint':
      'Interface endpoint, about {hour} USD an hour and zone ({month} USD a month) and {gigabyte} USD a GB:',
    'vpc-dns': 'Turn DNS on in the VPC, no charge:',
    'private-dns': 'Turn private DNS on, no charge:',
    'default-policy': 'Set the default policy, which allows everything, no charge:',
  } satisfies Readonly<Record<ReachOption['kind'], string>>,
  /** `{actions}` */
  policyAllows: 'It allows: {actions}. Conditions, callers and resources may limit this further.',
  /** `{hour} {month} {gigabyte}` */
  natPrice:
    'A NAT gateway costs about {hour} USD an hour ({month} USD a month) and {gigabyte} USD a GB. A gateway endpoint costs nothing.',
  /** `{subnet}` */
  from: 'From {subnet}',
  groupsNotKnown:
    'Security groups of the caller are not known: outbound rules were not checked. Use --lambda or --security-group.',
};
export type ReachPhrases = Readonly<typeof en>;
