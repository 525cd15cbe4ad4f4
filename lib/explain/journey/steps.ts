import type { Explanation } from '../../core/finding.ts';

export type StepState =
  | 'allowed'
  | 'blocked'
  /** What was not read could stop the packet here. */
  | 'unknown'
  /** Beyond what AWS's rules say: a host, a site, a firewall. */
  | 'not-seen';

export type StepWhat =
  | 'security-group'
  | 'network-acl'
  | 'route-table'
  | 'nat-gateway'
  | 'internet-gateway'
  | 'vpn-gateway'
  | 'transit-gateway'
  | 'peering'
  | 'vpc-endpoint'
  | 'middlebox'
  | 'host';

/** One thing that a packet meets, and what it does to it. */
export interface JourneyStep {
  readonly what: StepWhat;
  readonly id: string;
  readonly state: StepState;
  readonly direction?: 'in' | 'out';
  readonly subnetId?: string;
  /** The rule numbers or the route that decide, where there are any. */
  readonly rule?: string;
  /** Where the route leads. */
  readonly target?: string;
  /** What could not be read, by id. */
  readonly unknown?: readonly string[];
  /** Why it blocks, and the commands that fix it. */
  readonly explanation?: Explanation;
}
