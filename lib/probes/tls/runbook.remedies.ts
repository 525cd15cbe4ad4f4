import type { KindRemedies } from '../../core/runbook.ts';
import { linksFor } from '../kit/advice.ts';
import type { TlsReason } from './spec.ts';

const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const AMAZON_TRUST = 'https://www.amazontrust.com/repository/';
const TLS_ALERTS = 'https://www.rfc-editor.org/rfc/rfc8446#section-6';
const PATH_VALIDATION = 'https://www.rfc-editor.org/rfc/rfc5280#section-6';
const KEY_LENGTHS = 'https://csrc.nist.gov/pubs/sp/800/57/pt1/r5/final';
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
/**
 * Commands of the gateway's own console ("Running storage gateway commands"); printed for endpoints of AWS only: nobody
 * asks other hosts from there.
 */
const ON_THE_GATEWAY = 'sslcheck -d {awsHost} -p {port}';
/** The extensions that rules are about. */
const READ_EXTENSIONS = [
  'openssl s_client -connect {host}:{port} -servername {servername} </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext basicConstraints,keyUsage,extendedKeyUsage,subjectAltName',
];
/** A fingerprint is what an owner can compare. */
const FINGERPRINT = [
  'openssl s_client -connect {host}:{port} -servername {servername} </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256 -subject -dates',
];
const READ_LEAF = [
  'openssl s_client -connect {host}:{port} -servername {servername} </dev/null 2>/dev/null | openssl x509 -noout -subject -issuer -dates -ext subjectAltName',
];
const RESOLVE = ['dig +short {servername}', 'getent hosts {servername}'];

const forOthers = (links: readonly string[]) => linksFor(links, [ACTIVATION, REQUIREMENTS, AMAZON_TRUST]);

export const remedies: KindRemedies<TlsReason> = {
  'tls-intercepted': {
    commands: [ON_THE_GATEWAY, ...SHOW_CHAIN, ...READ_LEAF],
    ...forOthers([ACTIVATION, REQUIREMENTS, AMAZON_TRUST]),
  },
  'tls-wrong-endpoint': { commands: [...RESOLVE, ...SHOW_CHAIN], ...forOthers([ACTIVATION, AMAZON_TRUST]) },
  'tls-chain-invalid': { commands: [...SHOW_CHAIN, ...READ_EXTENSIONS], links: [PATH_VALIDATION] },
  'tls-weak': { commands: [...SHOW_CHAIN], links: [KEY_LENGTHS] },
  'tls-untrusted-ca': { commands: [...SHOW_CHAIN, ...READ_LEAF], links: [PATH_VALIDATION] },
  'tls-self-signed': { commands: [...FINGERPRINT, ...SHOW_CHAIN], links: [PATH_VALIDATION] },
  'tls-name-mismatch': { commands: [...READ_LEAF, ...RESOLVE, ...SHOW_CHAIN], ...forOthers([REQUIREMENTS]) },
  'tls-expired': { commands: ['date -u', ...SHOW_CHAIN], links: [RENEWAL] },
  'tls-not-yet-valid': { commands: ['date -u', ...SHOW_CHAIN], links: [RENEWAL] },
  'tls-chain-incomplete': { commands: [...SHOW_CHAIN], ...forOthers([ACTIVATION, AMAZON_TRUST]) },
  'tls-reset': {
    commands: [...SHOW_CHAIN, 'ncport -d {awsHost} -p {port}'],
    ...forOthers([ACTIVATION, REQUIREMENTS]),
  },
  'tls-alert': { commands: [...SHOW_CHAIN], ...forOthers([TLS_ALERTS, ACTIVATION]) },
  'tls-silent': {
    commands: [...SHOW_CHAIN, 'ping -M do -s 1372 -c 3 {address}', 'tracepath -n {address}'],
    ...forOthers([ACTIVATION, REQUIREMENTS]),
  },
  'tls-not-tls': {
    commands: ['curl -sv http://{servername}:{port}/', 'nc -v -w 5 {address} {port}', ...SHOW_CHAIN],
    ...forOthers([ACTIVATION]),
  },
  'tls-chain-unreadable': { commands: [...SHOW_CHAIN], ...forOthers([ACTIVATION]) },
  'tls-connection-limited': {
    commands: ['ss -tn state established dst {address}'],
    links: [
      'https://nginx.org/en/docs/http/ngx_http_limit_conn_module.html',
      'https://man7.org/linux/man-pages/man8/iptables-extensions.8.html',
    ],
  },
  'tls-expires-soon': { commands: [...READ_LEAF], links: [RENEWAL] },
};
