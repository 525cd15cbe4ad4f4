import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';
import { REGION } from './read-clients.ts';

export const CLIENT_VPN = 'cvpn-endpoint-0123456789abcdef0';
const CERTIFICATE = `arn:aws:acm:${REGION}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

/** A Client VPN endpoint beside another one, as EC2 and ACM tell of it. */
export function fakeClientVpn(
  endpoint: object = {},
  rules: readonly object[] = RULES,
  {
    networks = NETWORKS,
    certificate = { Status: 'ISSUED' },
  }: { readonly networks?: readonly object[]; readonly certificate?: object } = {},
): FakeServices {
  const endpoints = [
    { ClientVpnEndpointId: 'cvpn-endpoint-0fedcba9876543210', Status: { Code: 'available' } },
    {
      ClientVpnEndpointId: CLIENT_VPN,
      Status: { Code: 'available' },
      DnsName: `*.${CLIENT_VPN}.prod.clientvpn.ap-northeast-2.amazonaws.com`,
      TransportProtocol: 'udp',
      VpnPort: 443,
      ServerCertificateArn: CERTIFICATE,
      ...endpoint,
    },
  ];
  return {
    ec2: {
      DescribeClientVpnEndpoints: ({ Filters }) => ({
        ClientVpnEndpoints: filtered(endpoints, Filters, {
          'endpoint-id': (one) => [one.ClientVpnEndpointId],
        }),
      }),
      DescribeClientVpnTargetNetworks: () => ({
        ClientVpnTargetNetworks: networks,
      }),
      DescribeClientVpnAuthorizationRules: () => ({ AuthorizationRules: rules }),
      DescribeClientVpnRoutes: () => ({ Routes: [] }),
    },
    acm: { DescribeCertificate: () => ({ Certificate: certificate }) },
  };
}
export const RULES = [
  { DestinationCidr: '10.1.0.0/16', AccessAll: true, Status: { Code: 'active' } },
  { DestinationCidr: '10.2.0.0/16', GroupId: 'admins', Status: { Code: 'active' } },
];
const NETWORKS = [
  { AssociationId: 'cvpn-assoc-1', TargetNetworkId: 'subnet-1', Status: { Code: 'associated' } },
];
