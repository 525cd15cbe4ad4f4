import type { KindRemedies } from '../../core/runbook.ts';
import type { TlsReason } from './spec.ts';

const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const AMAZON_TRUST = 'https://www.amazontrust.com/repository/';
const TLS_ALERTS = 'https://www.rfc-editor.org/rfc/rfc8446#section-6';
const RENEWAL = 'https://docs.aws.amazon.com/acm/latest/userguide/managed-renewal.html';

/**
 * The judge gives one of `servername`, `literal4` and `literal6`; a command whose value is missing is left out, so
 * that one of these is printed. An IPv6 literal needs its brackets, and an address is no server name.
 */
const SHOW_CHAIN = [
  'openssl s_client -connect {host}:{port} -servername {servername} -showcerts </dev/null',
  'openssl s_client -connect {literal4}:{port} -showcerts </dev/null',
  "openssl s_client -connect '[{literal6}]:{port}' -showcerts </dev/null",
];
/** `sslcheck` is a command of the gateway's own console and shows the issuer ("Running storage gateway commands"). */
const ON_THE_GATEWAY = 'sslcheck';
const READ_LEAF = [
  'openssl s_client -connect {host}:{port} -servername {servername} </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName',
];
const RESOLVE = ['dig +short {servername}', 'getent hosts {servername}'];

export const remedies: KindRemedies<TlsReason> = {
  'tls-intercepted': {
    commands: [ON_THE_GATEWAY, ...SHOW_CHAIN, ...READ_LEAF],
    links: [ACTIVATION, REQUIREMENTS, AMAZON_TRUST],
  },
  'tls-wrong-endpoint': { commands: [...RESOLVE, ...SHOW_CHAIN], links: [ACTIVATION, AMAZON_TRUST] },
  'tls-name-mismatch': { commands: [...READ_LEAF, ...RESOLVE, ...SHOW_CHAIN], links: [REQUIREMENTS] },
  'tls-expired': { commands: ['date -u', ...SHOW_CHAIN], links: [RENEWAL] },
  'tls-not-yet-valid': { commands: ['date -u', ...SHOW_CHAIN], links: [RENEWAL] },
  'tls-chain-incomplete': { commands: [...SHOW_CHAIN], links: [ACTIVATION, AMAZON_TRUST] },
  'tls-reset': { commands: [...SHOW_CHAIN, 'ncport -d {host} -p {port}'], links: [ACTIVATION, REQUIREMENTS] },
  'tls-alert': { commands: [...SHOW_CHAIN], links: [TLS_ALERTS, ACTIVATION] },
  'tls-silent': {
    commands: [...SHOW_CHAIN, 'ping -M do -s 1372 -c 3 {address}', 'tracepath -n {address}'],
    links: [ACTIVATION, REQUIREMENTS],
  },
  'tls-not-tls': {
    commands: ['curl -sv http://{servername}:{port}/', 'nc -v -w 5 {address} {port}', ...SHOW_CHAIN],
    links: [ACTIVATION],
  },
  'tls-chain-unreadable': { commands: [...SHOW_CHAIN], links: [ACTIVATION] },
  'tls-expires-soon': { commands: [...READ_LEAF], links: [RENEWAL] },
};
