import {
  DescribeConnectionsCommand,
  DescribeVirtualInterfacesCommand,
  type DirectConnectClient,
  type VirtualInterface as WireInterface,
} from '@aws-sdk/client-direct-connect';
import type { DirectConnectReader, VirtualInterface } from '../core/aws/direct-connect-reader.ts';
import { asking } from './refusals.ts';

/** Reads Direct Connect. All is listed: what an id that does not exist is answered with is not documented. */
export function createDirectConnectReader(client: DirectConnectClient): DirectConnectReader {
  return {
    virtualInterfaces: async (signal) => {
      const answer = await asking('directconnect:DescribeVirtualInterfaces', () =>
        client.send(new DescribeVirtualInterfacesCommand({}), { abortSignal: signal }),
      );
      return (answer.virtualInterfaces ?? []).map(toInterface);
    },
    connection: async (id, signal) => {
      const answer = await asking('directconnect:DescribeConnections', () =>
        client.send(new DescribeConnectionsCommand({}), { abortSignal: signal }),
      );
      const found = answer.connections?.find(({ connectionId }) => connectionId === id);
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
