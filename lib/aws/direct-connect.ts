import {
  DescribeConnectionsCommand,
  DescribeDirectConnectGatewayAssociationsCommand,
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  type VirtualInterface as WireInterface,
} from '@aws-sdk/client-direct-connect';
import type { DirectConnectReader, VirtualInterface } from '../core/aws/direct-connect-reader.ts';
import { pagesOf, readPages } from './pages.ts';

/** Reads Direct Connect. All is listed: what an id that does not exist is answered with is not documented. */
export function createDirectConnectReader(client: DirectConnectClient): DirectConnectReader {
  return {
    virtualInterfaces: async (signal) => {
      const all = await readPages(
        'directconnect:DescribeVirtualInterfaces',
        pagesOf((nextToken) =>
          client.send(new DescribeVirtualInterfacesCommand({ nextToken }), { abortSignal: signal }),
        ),
        ({ virtualInterfaces }) => virtualInterfaces,
      );
      return all.map(toInterface);
    },
    associatedGateways: async (directConnectGatewayId, signal) => {
      const all = await readPages(
        'directconnect:DescribeDirectConnectGatewayAssociations',
        pagesOf((nextToken) =>
          client.send(
            new DescribeDirectConnectGatewayAssociationsCommand({ directConnectGatewayId, nextToken }),
            { abortSignal: signal },
          ),
        ),
        (page) => page.directConnectGatewayAssociations,
      );
      return all
        .filter(({ associationState }) => associationState !== 'disassociated')
        .map(({ associatedGateway }) => ({ id: associatedGateway?.id, type: associatedGateway?.type }));
    },
    connection: async (id, signal) => {
      const all = await readPages(
        'directconnect:DescribeConnections',
        pagesOf((nextToken) =>
          client.send(new DescribeConnectionsCommand({ nextToken }), { abortSignal: signal }),
        ),
        ({ connections }) => connections,
      );
      const found = all.find(({ connectionId }) => connectionId === id);
      return found && { id, name: found.connectionName, state: found.connectionState ?? '' };
    },
  };
}

function toInterface(wire: WireInterface): VirtualInterface {
  return {
    id: wire.virtualInterfaceId ?? '',
    name: wire.virtualInterfaceName,
    type: wire.virtualInterfaceType,
    state: wire.virtualInterfaceState ?? '',
    connectionId: wire.connectionId,
    location: wire.location,
    vlan: wire.vlan,
    mtuBytes: wire.mtu,
    amazonSideAsn: wire.amazonSideAsn,
    directConnectGatewayId: wire.directConnectGatewayId || undefined,
    virtualGatewayId: wire.virtualGatewayId || undefined,
    peers: (wire.bgpPeers ?? []).map((peer) => ({
      id: peer.bgpPeerId ?? '',
      family: peer.addressFamily,
      asn: peer.asnLong ?? peer.asn,
      amazonAddress: peer.amazonAddress,
      customerAddress: peer.customerAddress,
      state: peer.bgpPeerState ?? '',
      status: peer.bgpStatus ?? '',
    })),
    tags: Object.fromEntries((wire.tags ?? []).map(({ key = '', value = '' }) => [key, value])),
  };
}
