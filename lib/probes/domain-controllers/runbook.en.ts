import type { KindTexts } from '../../core/runbook.ts';
import type { DomainControllersReason } from './spec.ts';

export const texts: KindTexts<DomainControllersReason> = {
  healthy: 'DNS names the domain’s controllers, and each serves what a member needs.',
  reasons: {
    'domain-records-missing': {
      title: 'DNS names no controller of the domain',
      summary: 'The record {record} gives no controller of {domain} ({answer}, servers: {servers}).',
      meaning:
        'A member finds its controllers by this record. Without it nobody joins the domain or signs in, whatever addresses are configured.',
      causes: [
        'The DNS server is not one of the domain’s, and does not forward the domain to one.',
        'The domain name is misspelt.',
        'The controllers did not register themselves (Netlogon), or a zone _msdcs is missing.',
      ],
      steps: [
        'Ask for the record with the first command, and once at a controller.',
        'If a controller knows it, use the domain’s DNS servers here, or forward the domain to them.',
        'If no controller knows it, run `nltest /dsregdns` on one.',
      ],
    },
    'controller-not-found': {
      title: 'A controller’s name has no address',
      summary: 'DNS names {controller} as a controller of {domain}, and gives it no address ({answer}).',
      meaning: 'Members that choose this controller fail, until they try another one.',
      causes: ['The controller was removed and its records stayed.', 'Its address record is missing.'],
      steps: [
        'Look its name up with the first command.',
        'If it is gone, remove its records (metadata cleanup); else register its address again.',
      ],
    },
    'controller-port-closed': {
      title: 'A domain controller does not answer at a port',
      summary: '{controller} of {domain} does not answer at: {closed}.',
      meaning:
        'Each port carries one step of joining and signing in: DNS 53, Kerberos 88 and 464, LDAP 389, SMB 445. Without one of these both fail. The others are used by some functions only.',
      causes: [
        'A firewall or security group on the way opens some of the ports.',
        'A service of the controller is stopped.',
      ],
      steps: [
        'Try the port with the first command, from here and from the gateway’s network.',
        'Open every port that is listed, towards every controller of the second command.',
      ],
    },
    'controller-clock-skewed': {
      title: 'A domain controller’s clock is wrong for Kerberos',
      summary: 'The clock of {controller} is {offsetSeconds} s off, measured from here ({domain}).',
      meaning: 'Kerberos refuses tickets whose time differs by five minutes or more. Members cannot sign in.',
      causes: [
        'The controller or its host has no time source.',
        'The clock here is the wrong one: then every controller seems off by the same.',
      ],
      steps: [
        'Compare both clocks with the commands below.',
        'Give the controller that holds the PDC role a time source; the others follow it.',
      ],
    },
  },
};
