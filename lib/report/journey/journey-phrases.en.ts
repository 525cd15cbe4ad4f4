import type { Journey } from '../../explain/journey/journey.ts';
import type { StepState, StepWhat } from '../../explain/journey/steps.ts';

export const en = {
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
  } satisfies Readonly<Record<StepWhat, string>>,
  state: {
    allowed: 'allowed',
    blocked: 'BLOCKED',
    unknown: 'unknown',
    'not-seen': 'not seen',
  } satisfies Readonly<Record<StepState, string>>,
  direction: { in: 'inbound', out: 'outbound' } satisfies Readonly<Record<'in' | 'out', string>>,
  there: 'Forward',
  back: 'Return',
  /** `{rule}` */
  rule: 'rule {rule}',
  outcome: {
    open: 'Open in both directions, as far as the rules of AWS go.',
    blocked: 'Blocked.',
    unknown: 'Unknown: what was read does not decide.',
  } satisfies Readonly<Record<Journey['outcome'], string>>,
  /** `{unknown}` */
  unknown: 'cannot be decided without: {unknown}',
  fix: 'Fix',
  /** The same commands stand above. */
  fixAbove: 'The fix is shown above.',
  /** `{actions}` */
  refused: 'Not read, because AWS refused: {actions}. Allow these actions to see the whole path.',
  /** `{takenAt} {region} {account}` */
  snapshot: 'From a snapshot of {region}, account {account}, taken at {takenAt}.',
  /** `{file}` */
  changed: 'With the changes of {file}. Nothing was changed in AWS.',
  /** After journeys that are open and not listed: `{count}`. */
  alsoOpen: 'and {count} more pairs of addresses with the same result',
  /** What is said of an internet end. */
  internet: 'the internet',
  colon: ':',
};
export type JourneyPhrases = Readonly<typeof en>;
