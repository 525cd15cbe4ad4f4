import type { Refused } from '../refusals.ts';
import type { Tags } from './aws-object.ts';

/**
 * Something the account holds that can be watched. `id` never changes: a renamed, moved or replaced object
 * is followed by it; `name` is what a person calls it.
 */
export type DiscoveredTarget =
  | DiscoveredStorageGateway
  | DiscoveredStorageGatewayEndpoint
  | DiscoveredVpn
  | DiscoveredAttachment
  | DiscoveredClientVpn
  | DiscoveredVirtualInterface
  | DiscoveredInstanceConnectEndpoint;

/** What every discovered object has; `name` is its tag `Name`, else its id. */
interface Discovered {
  readonly id: string;
  readonly name: string;
  readonly tags: Tags;
  /** The account that owns it, where AWS tells. */
  readonly owner?: string | undefined;
}
export interface DiscoveredVpn extends Discovered {
  readonly type: 'site-to-site-vpn';
}
export interface DiscoveredAttachment extends Discovered {
  readonly type: 'transit-gateway-attachment';
}
export interface DiscoveredVirtualInterface extends Discovered {
  readonly type: 'direct-connect';
}
export interface DiscoveredClientVpn extends Discovered {
  readonly type: 'client-vpn';
}

export interface DiscoveredStorageGateway {
  readonly type: 'storage-gateway';
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  /** `FILE_S3`, `CACHED` …; undefined where AWS does not say. */
  readonly gatewayType?: string | undefined;
  /** Empty while the gateway is offline: AWS only knows them of a connected one. */
  readonly addresses: readonly string[];
  /** `offline` when AWS answers with an error code in place of a description; `unknown` when it refused to answer. */
  readonly connection: 'connected' | 'offline' | 'unknown';
  /** The VPC endpoint's DNS name it was activated through. */
  readonly vpcEndpoint?: string | undefined;
  readonly endpointType?: string | undefined;
  readonly ec2InstanceId?: string | undefined;
  readonly ec2InstanceRegion?: string | undefined;
  readonly tags: Tags;
  readonly owner?: string | undefined;
}

/** A VPC endpoint of Storage Gateway. */
export interface DiscoveredStorageGatewayEndpoint extends Discovered {
  readonly type: 'storage-gateway-endpoint';
  /** Its id; its DNS name where AWS lists it nowhere in this account. */
  readonly endpoint: string;
}

export interface DiscoveredInstanceConnectEndpoint {
  readonly type: 'instance-connect-endpoint';
  readonly id: string;
  readonly name: string;
  readonly vpcId?: string | undefined;
  readonly zone?: string | undefined;
  readonly state: string;
  readonly tags: Tags;
  readonly owner?: string | undefined;
}

/** The VPC whose objects are looked for. What belongs to none that AWS tells of is found from everywhere. */
export interface DiscoveryScope {
  readonly vpc: string;
}

/** What a discovery found, and what it could not ask: an incomplete list must never look like a vanished object. */
export interface Discovery<T extends DiscoveredTarget = DiscoveredTarget> {
  readonly targets: readonly T[];
  readonly refused: readonly Refused[];
}
