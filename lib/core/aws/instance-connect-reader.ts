import type { Tags } from './aws-object.ts';

export interface InstanceConnectEndpoint {
  readonly id: string;
  /** `create-in-progress`, `create-complete`, `update-failed` …: nine words today, kept as they came. */
  readonly state: string;
  readonly stateMessage?: string | undefined;
  readonly vpcId?: string | undefined;
  readonly subnetId?: string | undefined;
  readonly zone?: string | undefined;
  readonly dnsName?: string | undefined;
  readonly securityGroupIds: readonly string[];
  readonly networkInterfaceIds: readonly string[];
  readonly preserveClientAddress: boolean;
  /** `ipv4` | `ipv6` | `dualstack` */
  readonly ipAddressType?: string | undefined;
  readonly createdAtMs?: number | undefined;
  readonly tags: Tags;
  readonly owner?: string | undefined;
}

export interface Instance {
  readonly id: string;
  /** `pending` | `running` | `stopping` | `stopped` | `shutting-down` | `terminated`, as it came. */
  readonly state: string;
  readonly stateReason?: string | undefined;
  readonly imageId?: string | undefined;
  /** `windows`, or absent for everything else. */
  readonly platform?: string | undefined;
  readonly keyName?: string | undefined;
  readonly vpcId?: string | undefined;
  readonly subnetId?: string | undefined;
  readonly zone?: string | undefined;
  /** IPv4 before IPv6. */
  readonly privateAddresses: readonly string[];
  readonly securityGroupIds: readonly string[];
  readonly launchedAtMs?: number | undefined;
  readonly tags: Tags;
}

/**
 * Reads EC2 Instance Connect endpoints, and instances. Subnets and their free addresses are `NetworkReader`'s.
 *
 * @throws {AwsRefusal} with the IAM action that was refused, throttled or unavailable
 */
export interface InstanceConnectReader {
  /** Every endpoint of the account in this Region: quotas are counted over all of them. */
  readonly endpoints: (signal: AbortSignal) => Promise<readonly InstanceConnectEndpoint[]>;
}

/** What an instance was started from. */
interface MachineImage {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs?: number | undefined;
}

export interface InstanceReader {
  readonly instances: (
    where: { readonly ids?: readonly string[]; readonly vpcId?: string; readonly tags?: Tags },
    signal: AbortSignal,
  ) => Promise<readonly Instance[]>;
  /** Images that are gone, or another account's own, are absent. */
  readonly images: (ids: readonly string[], signal: AbortSignal) => Promise<readonly MachineImage[]>;
}

/** The IAM actions behind each. A kind that uses a reader lists them as its permissions. */
export const INSTANCE_CONNECT_ACTIONS = {
  endpoints: ['ec2:DescribeInstanceConnectEndpoints'],
  instances: ['ec2:DescribeInstances'],
  images: ['ec2:DescribeImages'],
} as const;
