import type { KindTexts } from '../../core/runbook.ts';
import type { VpnGlossary } from './glossary.ts';
import type { VpnReason } from './spec.ts';

const glossary: VpnGlossary = {
  'key-differs':
    'the pre-shared key differs on both sides: copy the one of the downloaded configuration to the device.',
  'authentication-failed':
    'authentication failed. The pre-shared key differs, or the device presents an identity that AWS does not expect: take both from the downloaded configuration.',
  'no-proposal':
    'AWS supports nothing that the device offers. Offer encryption, hash and Diffie-Hellman group of the tunnel options; 3DES is none of them.',
  'proposal-refused':
    'no common proposal. Encryption, hash or Diffie-Hellman group of the device are not in the tunnel options: compare both lists, phase 2 first.',
  'traffic-selectors':
    'the traffic selectors do not match. The device must offer the prefixes of the tunnel options, or 0.0.0.0/0 to 0.0.0.0/0.',
  'phase-2-failed':
    'phase 1 is up and phase 2 is not. Compare phase 2 encryption, hash, group and lifetime of the device with the tunnel options.',
  'phase-1-closed':
    'the device itself closed phase 1. Read its log at that minute, and compare the phase 1 lifetimes.',
  'phase-2-closed':
    'the device itself closed phase 2. Read its log at that minute, and compare the phase 2 lifetimes and its idle time-out.',
  'device-silent':
    'the device stopped answering dead-peer detection. Its internet line, its firewall (UDP 500 and 4500, protocol 50) or the device itself is down.',
  'half-open':
    'the device began and did not go on. Its answers are lost: look for a firewall or NAT that lets UDP 500 pass and not UDP 4500.',
  'rekey-collision':
    'both sides renewed the keys at the same time, and the device deleted those in use. Give the device another phase 2 lifetime than AWS.',
  'redundant-keys': 'both sides renewed the keys at the same time and removed the spare ones: no fault.',
  rekeying: 'the keys of phase 2 are renewed: no fault.',
  nothing:
    'no error of this tunnel: its log is off, empty or cannot be read. Switch the tunnel log on, one tunnel after the other, as each change restarts its tunnel.',
  'esp-blocked':
    'nothing comes in. The device is behind no NAT, so its packets are IP protocol 50: allow it in both directions on every firewall before the device.',
  'udp-4500-blocked':
    'nothing comes in. The device is behind a NAT, so its packets are UDP 4500: allow it in both directions, and set the time-out of the NAT above 30 s.',
  'nothing-comes-in':
    'nothing comes in. A firewall before the device drops IP protocol 50 or UDP 4500, or the device has no route into the tunnel.',
  'nothing-goes-out':
    'nothing goes out. AWS has no route into the tunnel for the answers, or a security group or network ACL drops them.',
  'bgp-log-off':
    'the BGP log of the tunnel is off. Switch it on, one tunnel after the other: it names the reason.',
  'bgp-log-silent': 'the BGP log of the tunnel names no reason. Look at the session on the device.',
  'asn-same':
    'AWS and the device have the same AS number, {asn}. A virtual private gateway needs two different ones: create a customer gateway with another number.',
  'no-static-route': 'the connection has no static route: add one for each prefix of the other side.',
  'prefix-not-known': 'no route into the tunnel covers these prefixes: announce them, or add static routes.',
  'nothing-announced':
    'the session is up, and the device announces no prefix. Add a network statement on the device, or loosen its outgoing filter.',
  'bgp-connecting': 'AWS calls the device, and no answer came yet. Allow TCP 179 on the inside address.',
  'bgp-opening': 'both sides exchange OPEN messages: look again in a minute.',
  'bgp-confirming': 'both sides agreed and wait for the first keepalive: look again in a minute.',
  'bgp-established': 'the session is up.',
  'bgp-closed': 'the session ended. Read the log of the device at that minute.',
  'bgp-port-blocked':
    'no BGP speaker answers at the inside address of the device. Allow TCP 179 there and start BGP on the device.',
  'prefix-limit-near':
    'the device announces {received} prefixes, and AWS accepts {limit}. Summarise or filter them on the device.',
  'prefix-limit-exceeded':
    'the device announced {received} prefixes, and AWS accepts {limit}. Summarise or filter them on the device, then reset the session.',
  'device-prefix-limit':
    'AWS announces more prefixes than the device accepts. Raise the prefix limit of the device.',
  'aws-shut-down':
    'AWS shut the session down. Look for a change or maintenance of the connection at that minute.',
  'device-shut-down': 'the device shut the session down. Enable its BGP neighbour again.',
  'aws-unconfigured':
    'AWS does not know this neighbour. Compare the inside address of the device with the connection.',
  'device-unconfigured':
    'the device does not know this neighbour. Configure the inside address of AWS there.',
  'aws-reset': 'AWS reset the session. Look for a change or maintenance of the connection at that minute.',
  'device-reset': 'the device reset the session. Read its log at that minute.',
  'aws-rejected': 'AWS rejected the session. Compare inside addresses and AS numbers with the connection.',
  'device-rejected': 'the device rejected the session. Compare its neighbour address and AS number.',
  'aws-reconfigured': 'the session was changed at AWS. Look again in a minute.',
  'device-reconfigured': 'the session was changed on the device. Read its log at that minute.',
  'connection-collision': 'both sides called each other at the same time. Look again in a minute.',
  'hold-timer':
    'no keepalive came within the hold time ({hold} s). The tunnel loses packets, or BGP on the device stopped.',
  'asn-mismatch':
    'the device has AS {remoteAsn}, and its customer gateway says {expectedAsn}. Set the AS number of the device, or create a customer gateway with the right one.',
  'own-as': 'their AS path holds the AS number of AWS. Do not send back to AWS what it announced.',
  'next-hop': 'their next hop is not connected. Set the next hop to the inside address of the device.',
  'phase-1-lifetime': 'The rhythm is that of the phase 1 lifetime ({every} min): rekeying of phase 1 fails.',
  'phase-2-lifetime': 'The rhythm is that of the phase 2 lifetime ({every} min): rekeying of phase 2 fails.',
  regular: 'It goes down every {every} minutes: look for something on a schedule.',
  irregular: 'The times follow no rhythm: look at the internet line of the device.',
  configured: 'the configuration expects',
  remembered: 'the device was last known to call',
  'write-down': 'Write the new addresses into expectOutsideAddresses in gatewatch.yaml.',
  follows:
    'Nothing is to be written down: gatewatch takes the new addresses for good once their tunnels are up.',
  'addresses-changed-too':
    'The outside addresses changed as well (before: {expected}, now: {found}). Put the new ones into the device, with the new keys, and restart its IPsec service; otherwise the site stays cut off when the rest is fixed.',
  'changed-since-good': 'Until {until} the outside addresses were {before}; now they are {now}.',
  'nothing-since-good': 'Until {until} the outside addresses were {before}; now there are none.',
};

export const texts: KindTexts<VpnReason> = {
  healthy: 'The VPN connection is available, its tunnels are up and routes lead into them.',
  glossary,
  reasons: {
    'vpn-missing': {
      title: 'The VPN connection does not exist',
      summary: 'There is no single VPN connection {wanted} in this account and Region (there are: {others}).',
      meaning:
        'AWS knows no connection of this id or with these tags, or several with the same tags. Nothing is left that could carry traffic to the other side; the outside addresses of a deleted connection are never given out again.',
      causes: [
        'The stack was rebuilt: the new connection has another id and other outside addresses.',
        'The connection was deleted.',
        'The id or tags in the configuration are misspelt, or belong to another account or Region.',
      ],
      steps: [
        'List the connections with the first command and find the one that took its place.',
        'Put its id into gatewatch.yaml, or follow it by tags (tags: { Name: … }), which outlive a rebuild.',
        'Download its configuration and put the new outside addresses, inside addresses and keys into the device; then restart the IPsec service of the device.',
        'If nobody meant to delete it, find out who did with the second command, and create it again.',
      ],
    },
    'vpn-not-available': {
      title: 'The VPN connection is not available',
      summary: 'The VPN connection {vpn} is in state {state}.',
      meaning:
        'Only a connection in state available carries traffic. Pending lasts some minutes after it was created or changed; deleting does not come back.',
      causes: [
        'It was created or modified a few minutes ago.',
        'It is being deleted, by hand or because its stack is replaced.',
      ],
      steps: [
        'Look at its state with the first command.',
        'If it is pending, wait ten minutes and look again.',
        'If it is being deleted, find the connection that takes its place with the second command and put its id or tags into gatewatch.yaml.',
      ],
    },
    'vpn-gateway-not-attached': {
      title: 'The virtual private gateway is not attached to the VPC',
      summary:
        'The virtual private gateway {gateway} of {vpn} is not attached to VPC {vpc} (attachments: {attachments}).',
      meaning:
        'The tunnels end at a gateway that belongs to no VPC, or to another one: tunnels may be UP, yet no packet reaches a subnet. Routes to the gateway become blackholes.',
      causes: [
        'The attachment was forgotten, or removed when the stack was rebuilt.',
        'The gateway was attached to another VPC; it can belong to one at a time, and a VPC has one at a time.',
        'The gateway was deleted, and the connection with it is on its way.',
      ],
      steps: [
        'Look at the attachments with the first command.',
        'Attach the gateway to the VPC with the second command.',
        'Enable propagation on the route tables again: detaching switched it off.',
        'In CloudFormation, let VPNGatewayRoutePropagation depend on VPCGatewayAttachment.',
      ],
    },
    'customer-gateway-address-changed': {
      title: 'The customer gateway has another address than the device',
      summary:
        'AWS expects the device of {customerGateway} at {found}, while the configuration says it is at {expected}.',
      meaning:
        'AWS answers IKE only from the address of the customer gateway. A device behind another public address is a stranger, and its tunnels stay down. The address of a customer gateway cannot be changed; the connection is pointed at a new one.',
      causes: [
        'The internet line or the public address of the device changed.',
        'The customer gateway was created with a wrong address, or with the private one.',
        'The device was moved behind a NAT with another public address.',
      ],
      steps: [
        'Ask the device for its public address: the third command, run at the device.',
        'If AWS has the wrong one, create a customer gateway with the right one (second command), then point the connection at it with aws ec2 modify-vpn-connection.',
        'If AWS has the right one, put it into expectCustomerGatewayAddress in gatewatch.yaml.',
        'Modifying takes both tunnels down for some minutes. Its outside addresses stay.',
      ],
    },
    'tunnel-psk-mismatch': {
      title: 'The pre-shared key of a tunnel differs',
      summary:
        'Tunnel {tunnel} of {vpn} is down since {since}: authentication fails, so its pre-shared key differs on both sides.',
      meaning:
        'The device reaches AWS and both agree on a proposal, then authentication fails. In a tunnel that uses pre-shared keys that means different keys, or an identity AWS does not expect. It stays until one side is changed.',
      causes: [
        'The connection was made anew: each has new keys.',
        'The key was changed on one side only, or copied with a blank or a line feed.',
        'The keys of the two tunnels were swapped on the device.',
        'The device presents an identity other than its public address.',
      ],
      steps: [
        'Read the log of the tunnel with the first command; it said: {line}.',
        'Print the configuration of the connection (second command; it holds the keys, so keep it off tickets and chats) and find the key of the tunnel with outside address {tunnel}.',
        'Put the key into the device for exactly this outside address.',
        'Restart the IPsec service of the device with the last command.',
        'If it still fails, set the local identity of the device to its public address.',
      ],
    },
    'tunnel-address-changed': {
      title: 'A tunnel has another outside address than the device is configured with',
      summary:
        'The outside addresses of {vpn} are {found}, while {comparedMeans} {expected} (new: {newAddress}, old: {oldAddress}).',
      meaning:
        'Outside addresses belong to the connection: one that is made anew has others. A device that still calls the old addresses gets no answer, while the console shows the connection as available.',
      causes: [
        'The stack was rebuilt or the connection replaced.',
        'Tags lead to another connection than before.',
        'If expectOutsideAddresses is set in gatewatch.yaml, it was not updated.',
      ],
      steps: [
        'Print the configuration of the connection with the first command: outside addresses, inside addresses and keys are all new.',
        'Put the new addresses into the device; the second command replaces an old address by a new one and keeps a backup beside each file.',
        'Put the new keys and inside addresses in as well.',
        'Restart the IPsec service of the device (third command), and look at the tunnels again (last command).',
        '{afterwardsMeans}',
      ],
    },
    'bgp-session-down': {
      title: 'IPsec is up, and the BGP session is down',
      summary:
        'IPsec of tunnel {tunnel} of {vpn} is up, and its BGP session is down since {since}: {whyMeans}',
      meaning:
        'AWS counts a tunnel with BGP routing as down until the session is established, whatever IPsec says. Without a session no route is learnt, and nothing is sent through the tunnel.',
      causes: [
        'TCP 179 to the inside address is blocked, or BGP is not running on the device.',
        'AS number or inside address differ from those of the connection.',
        'The device announces more prefixes than AWS accepts.',
        'The tunnel loses packets, so that the hold time ends.',
      ],
      steps: [
        'The BGP log of the tunnel says: {bgpLine}',
        'Do what it asks for: {whyMeans}',
        'Look at the session on the device with the last command (FRR), and compare AS numbers and inside addresses with the configuration of the connection.',
        'If the BGP log is off, switch it on with the second command, one tunnel after the other: each change restarts its tunnel.',
      ],
    },
    'tunnels-down': {
      title: 'All tunnels of the VPN connection are down',
      summary: 'All tunnels of {vpn} ({tunnels}) are down since {since}; AWS says: {statusMessage}.',
      meaning:
        'No traffic passes between the VPC and the other side. The console goes on showing the connection as available: that word is about the object, not about its tunnels.',
      causes: [
        'The device, its internet line or a firewall before it is down: UDP 500, UDP 4500 and protocol 50 must pass.',
        'The device is configured with old outside addresses or keys.',
        'Idle time: AWS waits for the device to begin unless the tunnel’s startup action is start.',
        'Phase 1 or 2 settings were changed on one side.',
      ],
      steps: [
        'Look at both tunnels with the first command: the message says how far they get.',
        'The log of the tunnels says: {loggedMeans}',
        'Compare the outside addresses that the device calls with {tunnels}.',
        'Send a ping through the tunnel from the side of the device: it makes an idle tunnel begin.',
        'Restart the IPsec service of the device with the last command, and look again after a minute.',
        'Compare the minute of the change with what was changed then. TunnelState went: {history}',
      ],
    },
    'route-not-propagated': {
      title: 'A route table has no route into the VPN',
      summary:
        'Route table {routeTable} (subnets: {subnets}) neither takes the routes of {gateway} nor has such a route.',
      meaning:
        'The tunnels may be up, but the subnets do not know that the other side lies behind the gateway: their answers go elsewhere or nowhere. Propagation is switched on for each route table.',
      causes: [
        'Propagation was never enabled on this table; a new table starts without.',
        'The gateway was detached and attached again, which switches propagation off.',
        'The subnet was associated with another table.',
      ],
      steps: [
        'Look at the table with the first command.',
        'Enable propagation with the second command; it acts within seconds.',
        'Or create a route to {gateway} by hand for each prefix of the other side.',
        'In CloudFormation, list this table in VPNGatewayRoutePropagation, with DependsOn on the gateway attachment.',
      ],
    },
    'vpn-route-blackhole': {
      title: 'A route leads into a gateway that is gone',
      summary:
        'Route table {routeTable} sends {destinations} to {oldGateway}, which is detached or deleted: the packets are dropped.',
      meaning:
        'A route outlives its gateway, in state blackhole. It wins over a propagated route to the same prefix, so the subnets stay cut off even when the new gateway propagates.',
      causes: [
        'The virtual private gateway was replaced and the old route stayed.',
        'The gateway was detached from the VPC.',
      ],
      steps: [
        'Look at the table with the first command.',
        'Point the route at the present gateway with the second command, or delete it and enable propagation with the third.',
        'Do so for each destination that is named: {destinations}.',
      ],
    },
    'tunnel-without-routes': {
      title: 'The tunnel is up, but no route leads through it',
      summary:
        '{vpn} has a tunnel that is up without routes (routing: {routing}; tunnels: {tunnels}; prefixes without a route: {prefixes}): {whyMeans}',
      meaning:
        'IPsec is up, and AWS has learned no route through it: TunnelState may be green while the other side cannot be reached. With BGP the device announces nothing; with static routing nobody wrote the routes down.',
      causes: [
        'BGP: the session is down, or the device announces no prefix (no network statement, a filter, a wrong AS number).',
        'BGP: TCP 179 to the inside address is blocked on the device.',
        'Static: the connection has no static route for the prefix.',
      ],
      steps: [
        'Look at the number of accepted routes with the first command, and at the routing with the second.',
        'Do what the reason asks for: {whyMeans}',
        'Static: add the route with aws ec2 create-vpn-connection-route for each prefix of the other side.',
        'BGP: look at the session and at what is announced on the device (last command on FRR), and compare both AS numbers and inside addresses with the configuration of the connection.',
        'Look again after a minute: accepted routes must be more than zero on each tunnel.',
      ],
    },
    'bgp-prefixes-denied': {
      title: 'AWS denies prefixes that the device announces',
      summary: 'AWS denies {count} prefixes of tunnel {tunnel} of {vpn} ({prefixes}): {whyMeans}',
      meaning:
        'The BGP session is up, and these prefixes are not taken over: traffic to them goes elsewhere or nowhere.',
      causes: [
        'The device sends routes of AWS back to AWS, so that their AS path holds the AS number of AWS.',
        'The next hop is an address that AWS cannot reach.',
      ],
      steps: [
        'Look at what is announced on the device with the last command (FRR).',
        'Do what the log asks for: {whyMeans}',
        'Look again after a minute: the prefixes must be accepted on each tunnel.',
      ],
    },
    'bgp-prefix-limit': {
      title: 'The device announces nearly as many prefixes as AWS accepts',
      summary: 'Tunnel {tunnel} of {vpn} brings {received} prefixes, and AWS accepts {limit}.',
      meaning: 'At the limit AWS ends the BGP session, and the tunnel carries nothing.',
      causes: [
        'The device announces every small prefix of its site.',
        'Routes of other sites or of the internet leak into the announcement.',
      ],
      steps: [
        'Look at what is announced on the device with the last command (FRR).',
        'Summarise the prefixes, or filter those that AWS does not need.',
      ],
    },
    'tunnel-asymmetric': {
      title: 'Each direction takes its own tunnel',
      summary:
        'In the last hour {vpn} received its data on tunnel {tunnel} and sent it on tunnel {other} ({inBytes} bytes in, {outBytes} bytes out).',
      meaning:
        'AWS chooses one tunnel for what it sends, the device another. A firewall that remembers connections drops answers that come back on another interface.',
      causes: [
        'The device prefers one tunnel by static route, AWS the other.',
        'With BGP: local preference, AS path or MED of the two tunnels differ on the device.',
      ],
      steps: [
        'Allow asymmetric routing on the tunnel interfaces of the device, or prefer the same tunnel on both sides.',
        'With BGP: prepend the AS path on the tunnel that AWS shall not use, and lower its local preference on the device.',
        'Look at the tunnels with the first command.',
      ],
    },
    'tunnel-options-differ': {
      title: 'The two tunnels have different options',
      summary: 'The tunnels {tunnel} and {other} of {vpn} differ in: {differences}.',
      meaning:
        'AWS moves traffic from one tunnel to the other. With other options the second tunnel may not come up, or behave otherwise, on the day it is needed.',
      causes: [
        'One tunnel was changed and the other forgotten: AWS changes one at a time.',
        'The logs were switched on for one tunnel only.',
      ],
      steps: [
        'Decide which value is right for each option that is named.',
        'Change the other tunnel with the second command. It restarts that tunnel: wait until the first one is up.',
        'Compare the device with both tunnels: use the first command.',
      ],
    },
    'tunnel-one-way': {
      title: 'The VPN carries one direction only',
      summary:
        'In the last hour the tunnels of {vpn} that are up carried {inBytes} bytes in and {outBytes} bytes out: {whyMeans}',
      meaning:
        'IKE keeps the tunnel up, while data of one direction is lost: connections are tried and never open. The volume holds AWS’s own checks too, so that this is degraded and never failed.',
      causes: [
        'A firewall lets IKE (UDP 500) pass, and not the data: IP protocol 50, or UDP 4500 behind a NAT.',
        'Routes of one side do not lead into the tunnel.',
        'A security group or network ACL refuses the answers.',
      ],
      steps: [
        'Do what the direction asks for: {whyMeans}',
        'Capture at the device: "tcpdump -ni any esp or udp port 4500" shows whether packets leave and arrive.',
        'Look at the routes of both sides, then at the tunnels with the first command.',
      ],
    },
    'tunnel-flapping': {
      title: 'A tunnel goes up and down',
      summary: 'Tunnel {tunnel} of {vpn} went down {downs} times in {hours} hours. {rhythmMeans}',
      meaning:
        'Each time traffic stops or moves to the other tunnel for up to a minute or more. Long connections break. TunnelState comes every five minutes: shorter interruptions are not counted.',
      causes: [
        'The lifetimes of phase 1 or phase 2 differ: the device keeps keys that AWS has ended.',
        'The internet line of the device loses packets, so that dead peer detection ends the tunnel.',
        'Several pairs of networks in one tunnel replace each other.',
        'The device starts its tunnels anew on a schedule, or another device uses the same address.',
      ],
      steps: [
        'The log of the tunnel says: {loggedMeans}',
        'Compare the files of the device with the tunnel options: use the first command.',
        'Set the lifetimes of the device to those of AWS, and dead peer detection to restart.',
        'Compare the minutes of the changes with the log of the device. TunnelState went: {history}. The last line about keys, errors or dead peer detection: {lastLine}',
      ],
    },
    'tunnel-down': {
      title: 'One tunnel of the VPN connection is down',
      summary:
        'Tunnel {tunnel} of {vpn} is not up (state: {state}) since {since}; AWS says: {statusMessage}.',
      meaning:
        'The other tunnel carries the traffic, if it is up: nothing is lost yet, but there is no spare. AWS replaces endpoints one at a time and counts on the other one. A state other than UP or DOWN is reported as unknown.',
      causes: [
        'The device is configured with one tunnel only.',
        'AWS replaced the endpoint and the device has not begun anew.',
        'The device keeps one tunnel as a standby that it never opens.',
        'The outside address or key of this tunnel is wrong on the device.',
      ],
      steps: [
        'Look at both tunnels with the first command.',
        'The log of the tunnel says: {loggedMeans}',
        'Make sure that the device is configured for outside address {tunnel}, with its own key and inside address.',
        'Restart the IPsec service of the device if the other tunnel can be spared for a minute.',
        'Compare the minute of the change with what was changed then. TunnelState went: {history}',
      ],
    },
    'tunnel-replacement-pending': {
      title: 'AWS is going to replace a tunnel’s endpoint',
      summary: 'AWS will replace the endpoint of tunnel {tunnel} of {vpn} (by itself after: {after}).',
      meaning:
        'Maintenance is pending on this tunnel. It will be down for some minutes; traffic moves to the other tunnel if that one is up and the device follows. A single tunnel that goes down meanwhile is reported as information.',
      causes: ['Regular maintenance by AWS, with tunnel endpoint lifecycle control switched on.'],
      steps: [
        'Make sure that the other tunnel is up and has routes.',
        'Choose the time yourself: apply the replacement with the second command in a quiet hour.',
        'Check afterwards that both tunnels are up again.',
      ],
    },
  },
};
