import type { KindRemedies } from '../../core/runbook.ts';
import type { DirectConnectReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/directconnect/latest/UserGuide';
const INTERFACE =
  'aws directconnect describe-virtual-interfaces --virtual-interface-id {virtualInterface} --query "virtualInterfaces[].{State:virtualInterfaceState,Vlan:vlan,Peers:bgpPeers[].{Family:addressFamily,Asn:asn,Customer:customerAddress,Amazon:amazonAddress,State:bgpPeerState,Status:bgpStatus}}"';
const LIST =
  'aws directconnect describe-virtual-interfaces --query "virtualInterfaces[].{Id:virtualInterfaceId,Name:virtualInterfaceName,State:virtualInterfaceState}" --output table';
const CONNECTION =
  'aws directconnect describe-connections --connection-id {connection} --query "connections[].{State:connectionState,Location:location,Bandwidth:bandwidth}"';
const BGP_SUMMARY = 'sudo vtysh -c "show bgp summary"';
const TROUBLESHOOTING = `${GUIDE}/Troubleshooting.html`;

export const remedies: KindRemedies<DirectConnectReason> = {
  'direct-connect-missing': {
    commands: [
      LIST,
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=DeleteVirtualInterface --max-results 5',
    ],
    links: [`${GUIDE}/WorkingWithVirtualInterfaces.html`],
  },
  'direct-connect-not-available': { commands: [INTERFACE, LIST], links: [TROUBLESHOOTING] },
  'direct-connect-link-down': { commands: [CONNECTION, INTERFACE], links: [TROUBLESHOOTING] },
  'direct-connect-bgp-down': { commands: [INTERFACE, CONNECTION, BGP_SUMMARY], links: [TROUBLESHOOTING] },
};
