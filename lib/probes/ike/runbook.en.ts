import type { KindTexts } from '../../core/runbook.ts';
import type { IkeReason } from './spec.ts';

export const texts: KindTexts<IkeReason> = {
  healthy: 'The VPN device answers IKE.',
  reasons: {
    'ike-refused': {
      title: 'The VPN device refuses IKE',
      summary: 'UDP port {port} of {address} refuses IKE: no service listens there.',
      meaning:
        'An ICMP error came back: nothing listens on the port, or a router or firewall on the way rejects it. While it lasts, no tunnel to this device can be set up or rekeyed; a tunnel that is up lives on only until its next rekey.',
      causes: [
        'The IPsec service of the device has stopped, crashed, or is not bound to this address.',
        'The device has changed its address and another host has the old one.',
        'A firewall in front of the device rejects UDP 500 or 4500.',
        'The route to the device is missing ({code} is EHOSTUNREACH or ENETUNREACH).',
      ],
      steps: [
        'Log in to the device and look whether its IPsec service runs: on strongSwan "swanctl --stats", on Cisco "show crypto isakmp sa", on FortiGate "diagnose vpn ike gateway list".',
        'If it does not run, start it and read its log for the reason: on strongSwan "swanctl --log".',
        'Check on the device that it listens on UDP 500 and 4500 of {address}: on Linux "ss -lun".',
        'Check that {address} is still the address of the device, and the one the customer gateway in AWS names.',
        'If all this is right, look in the firewall before the device for a rule that rejects UDP {port}.',
      ],
    },
    'ike-malformed': {
      title: 'The answer is not IKE',
      summary: 'UDP port {port} of {address} answers, but not in IKE.',
      meaning:
        "Datagrams came back that belong to our question or to nobody else's, and none of them is a well-formed IKE message: cut short, too long, our own bytes sent back, or another protocol. The evidence says what stood where.",
      causes: [
        'Another service has the port: UDP 4500 and 500 are also used by relays and echo services.',
        'A middlebox shortens or changes the datagrams, for instance while it reassembles fragments.',
        'The port is a NAT-T port and the other one is not, so that the four zero bytes before IKE are missing or too many.',
      ],
      steps: [
        'Look on the device which process has UDP {port}: on Linux "ss -lunp".',
        'Record the answer at the device and at the vantage ("tcpdump -ni any udp port {port}") and compare the bytes: if they differ, a middlebox changes them.',
        'Ask ike-scan for a second opinion with the command below.',
        'If the port was set by hand in the configuration, compare it with the port the device uses.',
      ],
    },
    'ike-silent': {
      title: 'The VPN device does not respond',
      summary: 'UDP port {port} of {address} does not respond to IKE, after {attempts} datagrams.',
      meaning:
        'Nothing came back, not even an ICMP error. Many devices rightly ignore peers without a tunnel, so this alone proves nothing. It is a failure only where the configuration says answersStrangers: true. The state of the tunnels in AWS tells more.',
      causes: [
        'The device answers only the tunnel addresses of AWS, or only questions from UDP source port 500. Then this check cannot say more.',
        'A firewall before the device drops UDP 500 and 4500 from here.',
        'The device, or its internet connection, is down.',
        'The device has blocked this source address after too many unfinished negotiations.',
      ],
      steps: [
        'Look at the tunnels first: if one of them is UP in AWS, the device is alive and merely ignores strangers.',
        'Ask something else of the same address, such as its management port: if nothing answers, look at the device and at its line.',
        'Record at the device ("tcpdump -ni any udp port {port}") while you check again: datagrams that arrive and get no answer mean that the device ignores them, none that arrive mean a firewall before it.',
        'Allow UDP 500, UDP 4500 and IP protocol 50 from both tunnel addresses of AWS in that firewall.',
        'If this vantage should get an answer, allow it on the device, then set answersStrangers: true, so that silence counts.',
      ],
    },
  },
};
