import type { FakeServices } from './fake-aws.ts';

/** The interface that is asked about. */
export const VIRTUAL_INTERFACE = 'dxvif-0123abcd';
/** A BGP session in order. */
export const PEER = {
  bgpPeerId: 'dxpeer-1',
  addressFamily: 'ipv4',
  asn: 65_000,
  amazonAddress: '169.254.255.1/30',
  customerAddress: '169.254.255.2/30',
  bgpPeerState: 'available',
  bgpStatus: 'up',
};
/** An interface in order. */
export const INTERFACE = {
  virtualInterfaceId: VIRTUAL_INTERFACE,
  virtualInterfaceName: 'idc',
  virtualInterfaceType: 'private',
  virtualInterfaceState: 'available',
  connectionId: 'dxcon-0123abcd',
  vlan: 101,
  bgpPeers: [PEER],
};

/** The virtual interfaces and the lines that the account has. */
export function fakeDirectConnect(
  interfaces: readonly object[],
  connections: readonly object[] = [],
  /** By the id of a Direct Connect gateway. */
  associations: Readonly<Record<string, readonly object[]>> = {},
): FakeServices {
  return {
    directconnect: {
      DescribeVirtualInterfaces: () => ({ virtualInterfaces: interfaces }),
      DescribeConnections: () => ({ connections }),
      DescribeDirectConnectGatewayAssociations: ({ directConnectGatewayId = '' }) => ({
        directConnectGatewayAssociations: associations[directConnectGatewayId] ?? [],
      }),
    },
  };
}
