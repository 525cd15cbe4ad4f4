import type { AwsAccess } from '../../core/aws-access.ts';
import type {
  ClientVpnAssociation,
  ClientVpnAuthorisation,
  ClientVpnEndpoint,
  ClientVpnRoute,
} from '../../core/client-vpn-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../aws-reads.ts';
import type { ClientVpnSpec } from './spec.ts';

export interface DescribedClientVpn {
  readonly outcome: 'described';
  readonly endpoint: ClientVpnEndpoint;
  /** The lists are absent where AWS refused them. */
  readonly associations?: readonly ClientVpnAssociation[] | undefined;
  readonly authorisations?: readonly ClientVpnAuthorisation[] | undefined;
  readonly routes?: readonly ClientVpnRoute[] | undefined;
  readonly refused: readonly Refused[];
}

export type ClientVpnObservation = { readonly outcome: 'missing' } | DescribedClientVpn;

export const CLIENT_VPN_ACTIONS = [
  'ec2:DescribeClientVpnEndpoints',
  'ec2:DescribeClientVpnTargetNetworks',
  'ec2:DescribeClientVpnAuthorizationRules',
  'ec2:DescribeClientVpnRoutes',
] as const;

/**
 * Reads the endpoint, the subnets it stands in, who may go where, and its routes.
 *
 * @throws {AwsRefusal} when the endpoint itself may not be read; any other refusal is part of the answer
 */
export async function observeClientVpn(
  { endpoint: id }: ClientVpnSpec,
  context: ObserveContext<Pick<AwsAccess, 'clientVpn'>>,
): Promise<ClientVpnObservation> {
  const { clientVpn } = context.aws;
  const { signal } = context.deadline;
  const endpoint = await clientVpn.endpoint(id, signal);
  if (endpoint === undefined || endpoint.state === 'deleted') return { outcome: 'missing' };
  const { orRefused, refused } = sideReads(context);
  const [associations, authorisations, routes] = await Promise.all([
    orRefused(clientVpn.associations(id, signal), undefined),
    orRefused(clientVpn.authorisations(id, signal), undefined),
    orRefused(clientVpn.routes(id, signal), undefined),
  ]);
  return { outcome: 'described', endpoint, associations, authorisations, routes, refused: refused() };
}
