import type { KindTexts } from '../../core/runbook.ts';
import type { DirectoryReason } from './spec.ts';

export const texts: KindTexts<DirectoryReason> = {
  healthy: 'The gateway is a member of its domain, or AWS does not say.',
  reasons: {
    'directory-join-failed': {
      title: 'The gateway could not join the domain',
      summary: '{gateway} is not a member of the domain {domain}: AWS reports {directoryStatus}.',
      meaning: 'Users of SMB shares with Active Directory cannot sign in. Shares with guest access go on.',
      causes: [
        'The gateway does not reach a domain controller, or asks another DNS server.',
        'User name or password are wrong, or the user may not add computers.',
        'The clocks differ by more than 5 minutes, which Kerberos does not accept.',
      ],
      steps: [
        '{directoryStatus}: {joinStatusMeans}',
        'Look the controllers up with the commands below, with the DNS server that the gateway uses.',
        'Read the findings of the target active-directory: ports, DNS and clocks of each controller.',
        'Join again: Storage Gateway console, "SMB share settings", "Active Directory settings".',
      ],
    },
    'directory-detached': {
      title: 'The gateway is not joined to a domain',
      summary: '{gateway} is joined to no domain (status: {directoryStatus}).',
      meaning: 'Users of SMB shares with Active Directory cannot sign in.',
      causes: [
        'It was never joined, or was replaced and not joined again.',
        'Its computer account was deleted.',
      ],
      steps: [
        'Look the controllers up with the second command.',
        'Join it: Storage Gateway console, "SMB share settings", "Active Directory settings".',
      ],
    },
    'directory-other-domain': {
      title: 'The gateway is a member of another domain',
      summary: '{gateway} is a member of {domain}; {domainWanted} is wanted.',
      meaning: 'Users of the wanted domain sign in only where the domains trust each other.',
      causes: ['The configuration names another domain.', 'The gateway was joined to a test domain.'],
      steps: [
        'Compare the domain with the first command.',
        'Correct the configuration, or join the gateway to the wanted domain.',
      ],
    },
    'directory-joining': {
      title: 'The gateway is joining the domain',
      summary: '{gateway} is joining the domain {domain}.',
      meaning: 'Until it is done nobody signs in with the domain.',
      causes: ['JoinDomain was called a short time ago.'],
      steps: ['Wait until the time that was set for joining is over, then read the status again.'],
    },
  },
  glossary: {
    ACCESS_DENIED:
      'The user name or password was not accepted: use an account of this domain, without its domain as a prefix.',
    INSUFFICIENT_PERMISSIONS:
      'The account may not add computers to the organisational unit: delegate it, or use another account or unit.',
    NETWORK_ERROR:
      'No domain controller was reached: check DNS, then 53, 88, 389, 445 and 464 from the gateway.',
    TIMEOUT: 'The join did not end in time: name the controllers, raise the time limit, and check the line.',
    UNKNOWN_ERROR: 'AWS names no cause: check DNS, ports and clocks, then open a support case.',
    other: 'AWS’s word is newer than this program: read what the API reference says of it.',
  },
};
