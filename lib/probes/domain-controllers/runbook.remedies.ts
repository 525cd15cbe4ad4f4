import type { KindRemedies } from '../../core/runbook.ts';
import type { DomainControllersReason } from './spec.ts';

const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const JOIN = 'https://docs.aws.amazon.com/filegateway/latest/files3/enable-ad-settings.html';

const LOOKUP = 'dig @{server} +time=2 SRV _ldap._tcp.dc._msdcs.{domain}';
const CONTROLLERS = 'dig +short SRV _ldap._tcp.dc._msdcs.{domain}';

export const remedies: KindRemedies<DomainControllersReason> = {
  'domain-records-missing': { commands: [LOOKUP, 'dig @{server} +time=2 SOA {domain}'], links: [JOIN] },
  'controller-not-found': { commands: ['dig {controller}', CONTROLLERS], links: [JOIN] },
  'controller-port-closed': {
    commands: ['nc -vz -w 3 {controller} {port}', CONTROLLERS],
    links: [REQUIREMENTS],
  },
  'controller-clock-skewed': {
    commands: ['ntpdate -q {controller}', 'timedatectl'],
    links: [REQUIREMENTS],
  },
};
