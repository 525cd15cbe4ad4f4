/** Names are resolved in a VPC by its resolver, and between VPC and site through endpoints and rules of Route 53 Resolver. */

/** What a VPC resolves names with. */
export interface VpcDns {
  readonly support: boolean;
  readonly hostnames: boolean;
}

/** Where questions come into a VPC, or leave it. */
export interface ResolverEndpoint {
  /** `rslvr-in-…` | `rslvr-out-…` */
  readonly id: string;
  readonly name?: string | undefined;
  /** `INBOUND`, `OUTBOUND`, `INBOUND_DELEGATION`, as it came. */
  readonly direction: string;
  /** `OPERATIONAL`, `ACTION_NEEDED` …, as it came. */
  readonly status: string;
  readonly statusMessage?: string | undefined;
  readonly vpcId: string;
  readonly securityGroupIds: readonly string[];
}

/** One address of an endpoint. */
export interface ResolverAddress {
  readonly address: string;
  /** `ATTACHED`, `FAILED_RESOURCE_GONE` …, as it came. */
  readonly status: string;
}

/** Which names are answered where. */
export interface ResolverRule {
  readonly id: string;
  /** Without the final dot, in lower case; empty for the root. */
  readonly domain: string;
  /** `FORWARD`, `SYSTEM`, `RECURSIVE`, `DELEGATE`, as it came. */
  readonly type: string;
  readonly endpointId?: string | undefined;
  readonly targets: readonly { readonly address: string; readonly port: number }[];
}

/** That a rule holds in a VPC. */
interface ResolverRuleAssociation {
  readonly ruleId: string;
  /** `COMPLETE`, `FAILED`, `OVERRIDDEN` …, as it came. */
  readonly status: string;
}

/**
 * Reads Route 53 Resolver, and what a VPC resolves names with. All answers are whole.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface ResolverReader {
  readonly vpcDns: (vpcId: string, signal: AbortSignal) => Promise<VpcDns>;
  /** Those of the account, whatever VPC they are in. */
  readonly endpoints: (signal: AbortSignal) => Promise<readonly ResolverEndpoint[]>;
  readonly addresses: (endpointId: string, signal: AbortSignal) => Promise<readonly ResolverAddress[]>;
  /** Those of the account, and those that are shared with it. */
  readonly rules: (signal: AbortSignal) => Promise<readonly ResolverRule[]>;
  readonly associations: (vpcId: string, signal: AbortSignal) => Promise<readonly ResolverRuleAssociation[]>;
}

/** The IAM actions behind each method. */
export const RESOLVER_ACTIONS = {
  vpcDns: ['ec2:DescribeVpcAttribute'],
  endpoints: ['route53resolver:ListResolverEndpoints'],
  addresses: ['route53resolver:ListResolverEndpointIpAddresses'],
  rules: ['route53resolver:ListResolverRules'],
  associations: ['route53resolver:ListResolverRuleAssociations'],
} as const satisfies Readonly<Record<keyof ResolverReader, readonly string[]>>;
