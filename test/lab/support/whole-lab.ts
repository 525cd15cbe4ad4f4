import { startEndpoint } from './endpoint.ts';
import { startNfs } from './ganesha.ts';
import { type Genuine, makeGenuine } from './genuine.ts';
import { startNameServer } from './name-server.ts';
import { ENDPOINT, ENDPOINT_RECORDS, ENDPOINT_ZONE, REGION, SUPPORT_PORT } from './names.ts';
import type { Namespace, Scope } from './netns.ts';
import { PROXY_PORT, startSquidProxy } from './proxies.ts';
import { startSamba } from './samba.ts';
import { openSite, SITE } from './site.ts';
import { startSsh } from './ssh.ts';
import { startStrongswan } from './strongswan.ts';
import { startTgt } from './tgt.ts';
import { startTimeServer } from './time-server.ts';

/** Programs of its peers. */
export const WHOLE_LAB_TOOLS = [
  ...['knotd', 'nginx', 'sshd', 'ssh-keygen', 'chronyd', 'smbd', 'rpcbind', 'ganesha.nfsd', 'nsenter'],
  ...['tgtd', 'tgtadm', 'squid', '/usr/lib/ipsec/charon', 'swanctl'],
];

/** Who stands where, beside the addresses of `SITE`. */
const HOSTS = {
  gateway: '10.3.0.20',
  volumeGateway: '10.6.0.20',
  proxy: '10.4.0.10',
  customerGateway: '10.5.0.10',
} as const;

export interface WholeLab {
  /** By what they are; `vantage` is where checks are typed. */
  readonly namespaces: Readonly<Record<string, Namespace>>;
  readonly genuine: Genuine;
  /** Checks that find everything well, as they are typed in it. */
  readonly checks: readonly string[];
}

/**
 * One of everything behind a router: an endpoint with three addresses and a name server, time servers, a file gateway, a
 * volume gateway, a proxy and a customer gateway. Every peer is bound, or has answered, when this ends.
 */
export async function openWholeLab(scope: Scope): Promise<WholeLab> {
  const [site, genuine] = await Promise.all([openSite(scope), makeGenuine(scope)]);
  const { client, router, server, attach } = site;
  const [gateway, volumes, proxy, device] = await Promise.all([
    attach('gateway', HOSTS.gateway, '10.3.0.1'),
    attach('volumes', HOSTS.volumeGateway, '10.6.0.1'),
    attach('proxy', HOSTS.proxy, '10.4.0.1'),
    attach('device', HOSTS.customerGateway, '10.5.0.1'),
  ]);
  const hosts = { [ENDPOINT]: SITE.endpoint };
  await Promise.all([
    startNameServer(scope, server, {
      address: SITE.nameServer,
      zones: { [ENDPOINT_ZONE]: ENDPOINT_RECORDS, 'lab.example': { filer: [HOSTS.gateway] } },
    }),
    startEndpoint(scope, server, genuine.ports),
    startSsh(scope, server, { port: SUPPORT_PORT }),
    ...SITE.timeServers.map((address) => startTimeServer(scope, server, { address })),
    startSamba(scope, gateway),
    startNfs(scope, gateway),
    startEndpoint(scope, gateway, [{ port: 80 }]),
    startTgt(scope, volumes),
    startSquidProxy(scope, proxy, { hosts, sslPorts: '443 1026-1028 1031 2222' }),
    startStrongswan(device, scope),
  ]);
  const trust = `--trust ${genuine.trustFile}`;
  return {
    namespaces: { vantage: client, router, service: server, gateway, volumes, proxy, device },
    genuine,
    checks: [
      `gatewatch check --endpoint ${ENDPOINT} ${trust} --proxy ${HOSTS.proxy}:${PROXY_PORT}`,
      `gatewatch check --ntp ${SITE.timeServers.join(',')}`,
      `gatewatch check --gateway ${HOSTS.gateway} --type file-s3`,
      `gatewatch check --gateway ${HOSTS.volumeGateway} --type volume`,
      `gatewatch check --customer-gateway ${HOSTS.customerGateway}`,
      `gatewatch activation --gateway ${HOSTS.gateway} --region ${REGION} --endpoint ${ENDPOINT} ${trust}`,
    ],
  };
}
