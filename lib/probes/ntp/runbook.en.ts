import { CLOCK_LIMITS } from '../../catalogue/clock.ts';
import type { KindTexts } from '../../core/runbook.ts';
import type { NtpReason } from './spec.ts';

export const texts: KindTexts<NtpReason> = {
  healthy: 'The time servers answer and agree with the clock of the vantage.',
  reasons: {
    'vantage-clock-skewed': {
      title: 'The clock of the vantage is wrong',
      summary:
        'The clock of the vantage differs by {offsetSeconds} s from the time servers. {agreeing} of {answering} agree; a positive figure means that it is behind.',
      meaning: `The majority of the time servers agrees on a time that is not this machine’s. Signatures of AWS requests fail from ${CLOCK_LIMITS.criticalMin} minutes on, certificates may look expired or not yet valid, and every other time measured from here is off by as much. It says nothing about the clock of a gateway.`,
      causes: [
        'The time service of this machine is stopped, or its servers cannot be reached.',
        'A virtual machine was suspended or restored and its clock was not set afterwards.',
        'The hypervisor’s clock is wrong and is imposed on the guest.',
      ],
      steps: [
        'Look at the state of the time service with the commands below: is a source selected, and how old is the last update?',
        'Set the clock at once with "chronyc makestep" (or "w32tm /resync" on Windows).',
        'Give the machine time servers it can reach; on EC2 the Amazon Time Sync Service at 169.254.169.123 needs no route.',
        'If the offset comes back, correct the clock of the hypervisor or turn off its time synchronisation for this guest.',
      ],
    },
    'ntp-silent': {
      title: 'No time server responds',
      summary: 'No time server responds on UDP {port} ({host}).',
      meaning:
        'Requests were sent to every server, and again, and no answer came back. NTP has no connection: no response from any of them means that UDP 123 is dropped on the way out or on the way back.',
      causes: [
        'A firewall, security group or network ACL does not let UDP 123 out, or its answers back in.',
        'Network ACLs keep no state: the answer’s ephemeral port 1024-65535 is not allowed.',
        'There is no route to the internet from here (no NAT gateway) and the servers are public.',
      ],
      steps: [
        'Send one request by hand with the command below from this machine and from the gateway’s network.',
        'Allow UDP 123 outbound from this address in the security group and the firewall; in network ACLs also UDP 1024-65535 inbound.',
        'Where no route to the internet is wanted, use servers inside: 169.254.169.123 on EC2, your own servers on premises, and set them in the gateway’s local console.',
        'On the gateway’s console choose "System Time Management" to see how far its own clock has drifted meanwhile.',
      ],
    },
    'ntp-refused': {
      title: 'The time servers are refused',
      summary:
        'Time requests to {host} on UDP {port} are rejected ({rejected} of {asked} servers; seen: {outcome}).',
      meaning:
        'The answer is an ICMP error: nothing listens on the port, or a firewall or router on the way forbids it. Unlike no response, this proves that a device on the path is alive and rejects the request.',
      causes: [
        'A firewall rejects UDP 123 to servers outside.',
        'The time service on an internal server is stopped (ECONNREFUSED).',
        'There is no route to the servers’ network (EHOSTUNREACH, ENETUNREACH).',
      ],
      steps: [
        'Read the code in the evidence: ECONNREFUSED points to the server or a rejecting firewall, EHOSTUNREACH and ENETUNREACH to the route.',
        'For an internal server, check that its time service runs and listens on UDP 123.',
        'Otherwise ask the owner of the firewall for rejects of UDP 123 from this address to {address}.',
        'Or set time servers that are allowed here.',
      ],
    },
    'ntp-unsynchronised': {
      title: 'A time server answers but is not synchronised',
      summary: 'The time server {host} answers without usable time ({says}).',
      meaning:
        'The path works, but the server says that its own clock is not set (leap indicator 3, stratum 0 or 16), that it will not serve this client (a kiss code), or sends a packet that is no NTP. Clients ignore such answers.',
      causes: [
        'The server has lost its own sources, often because its own way to UDP 123 is blocked.',
        'The server was started a short time ago: it needs minutes to synchronise.',
        'Kiss code RATE: it is asked too often from this address; DENY or RSTR: this client is not allowed.',
        'A middlebox or another service answers on the port.',
      ],
      steps: [
        'On the server, look at its sources ("chronyc sources -v", "ntpq -pn") and at its own way out on UDP 123.',
        'If it was just started, look again after 15 minutes.',
        'After a kiss code, add this network to the server’s "allow" (chrony) or "restrict" (ntpd) lines, or lower the rate.',
        'Until then give the clients another server.',
      ],
    },
    'ntp-disagree': {
      title: 'The time servers disagree',
      summary:
        'The time server {host} is {offsetSeconds} s from the clock of the vantage and is not confirmed by the other servers ({agreeing} of {answering} agree).',
      meaning:
        'The servers report different times. With a majority, the one outside it is wrong. Without a majority, or with a single answer, it cannot be said which is right.',
      causes: [
        'One server has a wrong clock (a "falseticker") or smears leap seconds differently.',
        'Only two servers are configured: a majority needs three.',
        'A firewall or hotspot answers NTP itself for some of the names.',
      ],
      steps: [
        'Compare the offsets in the evidence: the server that disagrees with the others is the suspect.',
        'Remove that server from the configuration of gateways and hosts, or tell its owner.',
        'Use at least three, better four servers of independent origin; do not mix smearing servers (time.aws.com, time.google.com) with others around a leap second.',
      ],
    },
    'ntp-partly-silent': {
      title: 'Some time servers do not respond',
      summary: 'The time server {host} ({address}) does not respond (seen: {outcome}); others do.',
      meaning:
        'Time is still available from the others. A gateway that was given only this server would drift.',
      causes: [
        'The server is down, or it is a pool volunteer that left.',
        'A firewall allows UDP 123 to some servers only.',
      ],
      steps: [
        'Look at the evidence again after an hour: a pool’s volunteers come and go.',
        'If the same names stay silent, compare the firewall’s rules for {address} with those of a server that answers.',
        'Replace a server that is gone in the settings of gateways and hosts.',
      ],
    },
  },
};
