import { isStorageGatewayEndpoint } from '../../catalogue/storage-gateway.ts';
import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { NETWORK_READER_ACTIONS } from '../../core/aws/network-reader.ts';
import type { VpcEndpoint } from '../../core/aws/network-state.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { isEndpointId } from '../kit/fields.ts';
import type { VpcEndpointSpec } from './spec.ts';

/** One of the endpoint's network interfaces, with the zone it is in. */
export interface EndpointInterface {
  readonly id: string;
  readonly status: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly addresses: readonly string[];
}

export type VpcEndpointObservation =
  | { readonly outcome: 'missing' }
  | {
      readonly outcome: 'described';
      readonly endpoint: VpcEndpoint;
      readonly interfaces: readonly EndpointInterface[];
    }
  /** The Storage Gateway endpoints of a VPC. */
  | { readonly outcome: 'in-vpc'; readonly endpoints: readonly VpcEndpoint[] };

export const VPC_ENDPOINT_ACTIONS = [
  ...NETWORK_READER_ACTIONS.vpcEndpoints,
  ...NETWORK_READER_ACTIONS.networkInterfaces,
  ...NETWORK_READER_ACTIONS.subnets,
] as const;

/** Reads the endpoint, its network interfaces, and the zones of their subnets. */
export async function observeVpcEndpoint(
  { endpoint: wanted = '', vpc }: VpcEndpointSpec,
  { aws, deadline }: ObserveContext<Pick<AwsAccess, 'network'>>,
): Promise<VpcEndpointObservation> {
  const { network } = aws;
  const { signal } = deadline;
  if (vpc !== undefined) {
    const endpoints = await network.vpcEndpoints({ vpcId: vpc }, signal);
    return { outcome: 'in-vpc', endpoints: endpoints.filter(isStorageGatewayEndpoint) };
  }
  const query = isEndpointId(wanted) ? { ids: [wanted] } : { dnsNames: [wanted] };
  const [endpoint] = await network.vpcEndpoints(query, signal);
  if (endpoint === undefined) return { outcome: 'missing' };
  const [interfaces, subnets] = await Promise.all([
    network.networkInterfaces({ by: 'id', ids: endpoint.networkInterfaceIds }, signal),
    network.subnets({ ids: endpoint.subnetIds }, signal),
  ]);
  const zoneOf = new Map(subnets.map((subnet) => [subnet.id, subnet.availabilityZone]));
  return {
    outcome: 'described',
    endpoint,
    interfaces: interfaces.map(({ id, status, subnetId, addresses }) => ({
      id,
      status,
      subnetId,
      zone: zoneOf.get(subnetId) ?? '',
      addresses,
    })),
  };
}
