import type { KindRemedies } from '../../core/runbook.ts';
import type { DirectoryReason } from './spec.ts';

const GUIDE = 'https://docs.aws.amazon.com/filegateway/latest/files3';
const JOIN = `${GUIDE}/enable-ad-settings.html`;
const REQUIREMENTS = `${GUIDE}/Requirements.html`;
const API = 'https://docs.aws.amazon.com/storagegateway/latest/APIReference/API_JoinDomain.html';

const SETTINGS =
  'aws storagegateway describe-smb-settings --gateway-arn "$(aws storagegateway list-gateways --query "Gateways[?GatewayId==\'{gateway}\'].GatewayARN" --output text)" --query "{Domain:DomainName,Status:ActiveDirectoryStatus}"';
const CONTROLLERS = 'dig +short SRV _ldap._tcp.dc._msdcs.{domainWanted}';
const KERBEROS = 'dig +short SRV _kerberos._tcp.{domainWanted}';

export const remedies: KindRemedies<DirectoryReason> = {
  'directory-join-failed': { commands: [SETTINGS, CONTROLLERS, KERBEROS], links: [JOIN, API, REQUIREMENTS] },
  'directory-detached': { commands: [SETTINGS, CONTROLLERS], links: [JOIN, API] },
  'directory-joining': { commands: [SETTINGS], links: [API] },
  'directory-other-domain': { commands: [SETTINGS, CONTROLLERS], links: [JOIN] },
};
