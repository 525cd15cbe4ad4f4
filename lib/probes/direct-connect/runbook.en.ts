import type { KindTexts } from '../../core/runbook.ts';
import type { DirectConnectReason } from './spec.ts';

export const texts: KindTexts<DirectConnectReason> = {
  healthy: 'The virtual interface is available and its BGP sessions are up.',
  reasons: {
    'direct-connect-missing': {
      title: 'The virtual interface does not exist',
      summary:
        'There is no virtual interface {virtualInterface} in this account and Region (there are: {others}).',
      meaning: 'Nothing carries traffic over this line: its VLAN leads to no AWS network.',
      causes: [
        'The interface was deleted, or made anew under another id.',
        'The id belongs to another account or Region.',
      ],
      steps: [
        'List the interfaces with the first command and find the one that took its place.',
        'Put its id into gatewatch.yaml.',
        'If nobody meant to delete it, find out who did with the second command.',
      ],
    },
    'direct-connect-not-available': {
      title: 'The virtual interface is not available',
      summary: 'Virtual interface {virtualInterface} ({name}) is in state {state}.',
      meaning:
        'Only an interface in state available carries traffic. In state testing somebody runs a failover test: AWS holds its BGP sessions down on purpose.',
      causes: [
        'confirming: the owner of the interface has not accepted it yet.',
        'verifying: AWS checks the prefixes of a public interface.',
        'pending: it was created a few minutes ago, or its BGP session was never up.',
        'deleting, rejected: it does not come back.',
      ],
      steps: [
        'Read the state with the first command.',
        'If it is confirming, accept it in the account that owns it (aws directconnect confirm-private-virtual-interface, or its public or transit form).',
        'If it is pending for more than ten minutes, configure VLAN {vlan} and BGP on your router.',
        'If it is testing, wait for the end of the test.',
      ],
    },
    'direct-connect-link-down': {
      title: 'The Direct Connect line is down',
      summary:
        'The line {connection} under virtual interface {virtualInterface} is in state {connectionState}.',
      meaning:
        'No light, or no Ethernet, between the router and AWS. Every virtual interface of this line is down.',
      causes: [
        'The cross-connect or a transceiver failed, or was pulled.',
        'The port of the router is off, or has another speed or auto-negotiation.',
        'Maintenance of AWS, of the provider or of the location.',
      ],
      steps: [
        'Read the state of the line with the first command, and look for an event in the AWS Health Dashboard.',
        'Look at the port of the router: light levels, errors, speed.',
        'Ask the provider or the location to test the cross-connect, then open a case with AWS Support.',
      ],
    },
    'direct-connect-bgp-down': {
      title: 'A BGP session of the virtual interface is down',
      summary: 'BGP of virtual interface {virtualInterface} ({name}, VLAN {vlan}) is down: {peers}.',
      meaning:
        'Without a BGP session no route is exchanged and nothing passes over the interface. Another session of the interface carries its own address family only.',
      causes: [
        'The VLAN, the peer address or the AS number of the router differs from that of the interface.',
        'The MD5 key differs on both sides.',
        'TCP 179 is filtered on the router.',
        'The router announces more prefixes than AWS accepts.',
      ],
      steps: [
        'Compare VLAN, addresses and AS numbers of the first command with the router.',
        'Look at the line with the second command: without light there is no BGP.',
        'Look at the session on the router with the last command (FRR): Idle (PfxCt) means too many prefixes.',
        'Check the MD5 key on both sides.',
      ],
    },
  },
};
