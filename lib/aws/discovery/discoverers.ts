import type { AwsAccess } from '../../core/aws/aws-access.ts';
import type { Discovery, DiscoveryScope } from '../../core/aws/discovered-target.ts';
import { DISCOVER_CLIENT_VPN_ACTIONS, discoverClientVpns } from './client-vpn.ts';
import { DISCOVER_DIRECT_CONNECT_ACTIONS, discoverVirtualInterfaces } from './direct-connect.ts';
import { DISCOVER_INSTANCE_CONNECT_ACTIONS, discoverInstanceConnect } from './instance-connect.ts';
import {
  DISCOVER_STORAGE_GATEWAYS_OF_VPC_ACTIONS,
  discoverStorageGatewaysOfVpc,
} from './storage-gateways-of-vpc.ts';
import { DISCOVER_TRANSIT_GATEWAY_ACTIONS, discoverAttachments } from './transit-gateway.ts';
import { DISCOVER_VPN_ACTIONS, discoverVpns } from './vpn.ts';

export interface Discoverer {
  /** IAM actions it uses. */
  readonly actions: readonly string[];
  readonly discover: (aws: AwsAccess, within: DiscoveryScope, signal: AbortSignal) => Promise<Discovery>;
}

/** What each word under `discover:` looks for. Adding one is its file and one entry here. */
export const DISCOVERERS = {
  'storage-gateway': {
    actions: DISCOVER_STORAGE_GATEWAYS_OF_VPC_ACTIONS,
    discover: discoverStorageGatewaysOfVpc,
  },
  vpn: { actions: DISCOVER_VPN_ACTIONS, discover: discoverVpns },
  'transit-gateway': { actions: DISCOVER_TRANSIT_GATEWAY_ACTIONS, discover: discoverAttachments },
  'instance-connect': {
    actions: DISCOVER_INSTANCE_CONNECT_ACTIONS,
    discover: discoverInstanceConnect,
  },
  'direct-connect': { actions: DISCOVER_DIRECT_CONNECT_ACTIONS, discover: discoverVirtualInterfaces },
  'client-vpn': { actions: DISCOVER_CLIENT_VPN_ACTIONS, discover: discoverClientVpns },
} as const satisfies Readonly<Record<string, Discoverer>>;

/**
 * Looks for what a word means, through these readers.
 *
 * The words are those of the table: gatewatch.yaml allows no other (`DISCOVERABLE` of the configuration, held equal by a
 * test).
 */
export function createDiscover(
  aws: AwsAccess,
): (what: string, within: DiscoveryScope, signal: AbortSignal) => Promise<Discovery> {
  const discoverers: Readonly<Record<string, Discoverer>> = DISCOVERERS;
  return async (what, within, signal) => {
    const discoverer = discoverers[what];
    if (discoverer === undefined) throw new Error(`nothing discovers "${what}"`);
    return discoverer.discover(aws, within, signal);
  };
}
