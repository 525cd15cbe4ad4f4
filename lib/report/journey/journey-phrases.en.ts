import type { Journey } from '../../explain/journey/journey.ts';
import type { StepState, StepWhat } from '../../explain/journey/steps.ts';

export interface JourneyPhrases {
  readonly what: Readonly<Record<StepWhat, string>>;
  readonly state: Readonly<Record<StepState, string>>;
  readonly direction: Readonly<Record<'in' | 'out', string>>;
  readonly there: string;
  readonly back: string;
  /** `{rule}` */
  readonly rule: string;
  readonly outcome: Readonly<Record<Journey['outcome'], string>>;
  /** `{unknown}` */
  readonly unknown: string;
  readonly fix: string;
  /** The same commands stand above. */
  readonly fixAbove: string;
  /** `{actions}` */
  readonly refused: string;
  /** `{takenAt} {region} {account}` */
  readonly snapshot: string;
  /** `{file}` */
  readonly changed: string;
  /** After journeys that are open and not listed: `{count}`. */
  readonly alsoOpen: string;
  /** What is said of an internet end. */
  readonly internet: string;
  readonly colon: string;
}

export const en: JourneyPhrases = {
  what: {
    'security-group': 'security group',
    'network-acl': 'network ACL',
    'route-table': 'route table',
    'nat-gateway': 'NAT gateway',
    'internet-gateway': 'internet gateway',
    'vpn-gateway': 'virtual private gateway',
    'transit-gateway': 'transit gateway',
    peering: 'peering connection',
    'vpc-endpoint': 'VPC endpoint',
    middlebox: 'next hop',
    host: 'outside the VPC',
  },
  state: { allowed: 'allowed', blocked: 'BLOCKED', unknown: 'unknown', 'not-seen': 'not seen' },
  direction: { in: 'inbound', out: 'outbound' },
  there: 'Forward',
  back: 'Return',
  rule: 'rule {rule}',
  outcome: {
    open: 'Open in both directions, as far as the rules of AWS go.',
    blocked: 'Blocked.',
    unknown: 'Unknown: what was read does not decide.',
  },
  unknown: 'cannot be decided without: {unknown}',
  fix: 'Fix',
  fixAbove: 'The fix is shown above.',
  refused: 'Not read, because AWS refused: {actions}. Allow these actions to see the whole path.',
  snapshot: 'From a snapshot of {region}, account {account}, taken at {takenAt}.',
  changed: 'With the changes of {file}. Nothing was changed in AWS.',
  alsoOpen: 'and {count} more pairs of addresses with the same result',
  internet: 'the internet',
  colon: ':',
};
