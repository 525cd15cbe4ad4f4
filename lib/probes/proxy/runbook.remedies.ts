import type { KindRemedies } from '../../core/runbook.ts';
import { linksFor } from '../kit/advice.ts';
import type { ProxyReason } from './spec.ts';

/** "Configuring an HTTP proxy" of the file gateways, and the same page of the others. */
const FILE_CONSOLE = 'https://docs.aws.amazon.com/filegateway/latest/files3/manage-on-premises-fgw.html';
const OTHER_CONSOLE = 'https://docs.aws.amazon.com/storagegateway/latest/vgw/manage-on-premises-common.html';
const REQUIREMENTS = 'https://docs.aws.amazon.com/filegateway/latest/files3/Requirements.html';
const ACTIVATION =
  'https://docs.aws.amazon.com/filegateway/latest/files3/troubleshooting-gateway-activation.html';
const SQUID_PORTS = 'https://wiki.squid-cache.org/SquidFaq/SecurityPitfalls';
const SQUID_BUMP = 'https://wiki.squid-cache.org/Features/SslPeekAndSplice';
const CONNECT = 'https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6';
const SOCKS = 'https://www.rfc-editor.org/rfc/rfc1928';

/**
 * The judge gives one of `viaHttp` and `viaSocks`, and `servername` only for names; a command whose value is missing is
 * left out.
 */
const ASK = [
  'curl -sv -o /dev/null --max-time 15 --proxytunnel --proxy http://{viaHttp} https://{host}:{port}/',
  'curl -sv -o /dev/null --max-time 15 --socks5-hostname {viaSocks} https://{host}:{port}/',
];
const SHOW_CHAIN = [
  'openssl s_client -proxy {viaHttp} -connect {host}:{port} -servername {servername} -showcerts </dev/null',
];
const IS_IT_THERE = ['nc -vz -w 5 {host} {port}'];

const forOthers = (links: readonly string[]) =>
  linksFor(links, [ACTIVATION, REQUIREMENTS, FILE_CONSOLE, OTHER_CONSOLE]);

export const remedies: KindRemedies<ProxyReason> = {
  'proxy-intercepts': {
    commands: [...SHOW_CHAIN, ...ASK],
    ...forOthers([ACTIVATION, REQUIREMENTS, SQUID_BUMP]),
  },
  'proxy-refused': { commands: IS_IT_THERE, ...forOthers([FILE_CONSOLE, OTHER_CONSOLE]) },
  'proxy-silent': { commands: [...IS_IT_THERE], ...forOthers([FILE_CONSOLE, REQUIREMENTS]) },
  'proxy-not-a-proxy': { commands: ASK, ...forOthers([CONNECT, SOCKS, FILE_CONSOLE]) },
  'proxy-wants-credentials': { commands: ASK, ...forOthers([FILE_CONSOLE, REQUIREMENTS]) },
  'proxy-denies-connect': {
    commands: [
      ...ASK,
      'grep -nE "SSL_ports|Safe_ports|http_access" /etc/squid/squid.conf',
      'sudo squid -k parse',
    ],
    ...forOthers([SQUID_PORTS, REQUIREMENTS]),
  },
  'proxy-cannot-reach': { commands: [...ASK, ...SHOW_CHAIN], ...forOthers([REQUIREMENTS, CONNECT]) },
};
