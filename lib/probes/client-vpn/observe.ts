import type { AwsAccess } from '../../core/aws/aws-access.ts';
import { CERTIFICATE_READER_ACTIONS, type CertificateAnswer } from '../../core/aws/certificate-reader.ts';
import type {
  ClientVpnAssociation,
  ClientVpnAuthorisation,
  ClientVpnEndpoint,
  ClientVpnRoute,
} from '../../core/aws/client-vpn-reader.ts';
import type { ObserveContext } from '../../core/probe.ts';
import { type Refused, sideReads } from '../../core/refusals.ts';
import { deadlineIn } from '../../core/time.ts';
import type { ClientVpnSpec } from './spec.ts';

export interface DescribedClientVpn {
  readonly outcome: 'described';
  /** When it was asked, for dates that are near or past. */
  readonly askedAtMs: number;
  readonly endpoint: ClientVpnEndpoint;
  /** The lists are absent where AWS refused them. */
  readonly associations?: readonly ClientVpnAssociation[] | undefined;
  readonly authorisations?: readonly ClientVpnAuthorisation[] | undefined;
  readonly routes?: readonly ClientVpnRoute[] | undefined;
  /** Of the server. Absent where the endpoint names none, or AWS refused. */
  readonly certificate?: CertificateAnswer | undefined;
  readonly refused: readonly Refused[];
}

export type ClientVpnObservation = { readonly outcome: 'missing' } | DescribedClientVpn;

export const CLIENT_VPN_ACTIONS = [
  'ec2:DescribeClientVpnEndpoints',
  'ec2:DescribeClientVpnTargetNetworks',
  'ec2:DescribeClientVpnAuthorizationRules',
  'ec2:DescribeClientVpnRoutes',
  ...CERTIFICATE_READER_ACTIONS.certificate,
] as const;

/**
 * Of the question's time, for Certificate Manager: a network with a way to EC2 may have none to it, and that must not
 * cost the rest of the answer.
 */
const CERTIFICATE_SHARE = 0.5;

/**
 * Reads the endpoint, the subnets it is in, who may go where, its routes and the certificate of its server.
 *
 * @throws {AwsRefusal} when the endpoint itself may not be read; any other refusal is part of the answer
 */
export async function observeClientVpn(
  { endpoint: id }: ClientVpnSpec,
  context: ObserveContext<Pick<AwsAccess, 'clientVpn' | 'certificates'>>,
): Promise<ClientVpnObservation> {
  const { clock, deadline } = context;
  const { clientVpn, certificates } = context.aws;
  const { signal } = deadline;
  const endpoint = await clientVpn.endpoint(id, signal);
  if (endpoint === undefined || endpoint.state === 'deleted') return { outcome: 'missing' };
  const { unlessRefused, refused } = sideReads(context.deadline.signal);
  const { serverCertificateArn: arn } = endpoint;
  const patience = deadlineIn(clock, deadline.remainingMs() * CERTIFICATE_SHARE, deadline);
  const [associations, authorisations, routes, certificate] = await Promise.all([
    unlessRefused(clientVpn.associations(id, signal), undefined),
    unlessRefused(clientVpn.authorisations(id, signal), undefined),
    unlessRefused(clientVpn.routes(id, signal), undefined),
    arn === undefined ? undefined : unlessRefused(certificates.certificate(arn, patience.signal), undefined),
  ]);
  return {
    outcome: 'described',
    askedAtMs: clock.wallMs(),
    endpoint,
    associations,
    authorisations,
    routes,
    certificate,
    refused: refused(),
  };
}
