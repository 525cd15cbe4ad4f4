import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Question } from '../../lib/core/observation.ts';
import { DAY_MS } from '../../lib/core/time.ts';
import { askFrom } from '../lab/support/ask.ts';
import { checkFrom } from '../lab/support/check.ts';
import { DOMAIN_TOOLS } from '../lab/support/domain-controller.ts';
import { type ServedPort, startEndpoint } from '../lab/support/endpoint.ts';
import { type Genuine, makeGenuine } from '../lab/support/genuine.ts';
import { INTERCEPTOR_PORT, startMitmproxy, startSquid } from '../lab/support/interceptors.ts';
import { LIBRESWAN_TOOLS, startLibreswan } from '../lab/support/libreswan.ts';
import { startNameServer } from '../lab/support/name-server.ts';
import {
  ENDPOINT,
  ENDPOINT_RECORDS,
  ENDPOINT_ZONE,
  REGION,
  SUPPORT_PORT,
  TLS_PORTS,
} from '../lab/support/names.ts';
import type { Daemon, Scope } from '../lab/support/netns.ts';
import {
  PROXY_PORT,
  SOCKS_PORT,
  type SquidOptions,
  startSocksProxy,
  startSquidProxy,
} from '../lab/support/proxies.ts';
import { type Deed, type Rule, setRules } from '../lab/support/rules.ts';
import { type SambaOptions, startSamba } from '../lab/support/samba.ts';
import { openSite, SITE, type Site } from '../lab/support/site.ts';
import { startSsh } from '../lab/support/ssh.ts';
import { STRONGSWAN_TOOLS, startStrongswan } from '../lab/support/strongswan.ts';
import { startTgt } from '../lab/support/tgt.ts';
import { startTimeServer, type TimeServerOptions } from '../lab/support/time-server.ts';
import { findTool } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import type { Fault, Faults } from './fault.ts';

/** Faults planted in real peers behind a router, in one topology of network namespaces. */

/** Programs of the peers. */
export const LAB_TOOLS = [
  ...['knotd', 'nginx', 'sshd', 'ssh-keygen', 'chronyd', 'faketime', 'smbd', 'tgtd', 'tgtadm'],
  ...['squid', 'mitmdump', 'openvpn', 'openssl'],
  ...STRONGSWAN_TOOLS,
  ...LIBRESWAN_TOOLS,
  ...DOMAIN_TOOLS,
];

export interface Lab extends Site {
  readonly genuine: Genuine;
  /** What is bound to it stands until the suite ends. */
  readonly scope: Scope;
}

export const DOMAIN_OF_THE_GONE = 'gone.example.com';
const BROKEN_ZONE = 'storagegateway.us-east-1.vpce.amazonaws.com';
const FOREIGN_ZONE = 'storagegateway.eu-west-1.vpce.amazonaws.com';
const PUBLIC_ZONE = `${REGION}.amazonaws.com`;
const OTHER = 'vpce-0fedcba9876543210-hgfedcba';
const HOST = 'tls.lab.example';
const GATEWAY = SITE.endpoint[0];
const [V6_CLIENT, V6_ROUTER, V6_BEYOND, V6_SERVER] = ['fd00:1::2', 'fd00:1::1', 'fd00:2::1', 'fd00:2::11'];
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

/** Broken servers of one host, each at its port, the chains signed by the lab's root. */
async function brokenServers({ issue }: Genuine): Promise<readonly ServedPort[]> {
  return [
    { port: 4401, tls: await issue([HOST], { notAfter: inDays(-1), notBefore: inDays(-30) }) },
    { port: 4402, tls: await issue([HOST], { notBefore: inDays(1) }) },
    { port: 4403, tls: await issue([HOST], { notAfter: inDays(2), notBefore: inDays(-195) }) },
    { port: 4404, tls: await issue(['other.lab.example']) },
    { port: 4405, tls: await issue([HOST], { withoutIntermediate: true }) },
    { port: 4406, tls: 'refuses-every-handshake' },
    { port: 4407 },
    // Sixty names make a certificate that takes more than one packet.
    {
      port: 4410,
      tls: await issue([HOST, ...Array.from({ length: 60 }, (_, n) => `name-${n}.lab.example`)]),
      lines: ['listen [::]:4410 ssl;'],
    },
  ];
}

let opened: Promise<Lab> | undefined;
/** The scope of the whole suite: what stands until its end is bound to it. */
let suite: Scope | undefined;

/** Opens the topology at the first fault that wants it; `closeWith` says when it ends. */
export function closeWith(scope: Scope): void {
  suite = scope;
}

export function lab(): Promise<Lab> {
  opened ??= open();
  return opened;
}

async function open(): Promise<Lab> {
  if (suite === undefined) throw new Error('nobody said when the lab ends');
  const site = await openSite(suite);
  const { client, router, server } = site;
  const genuine = await makeGenuine(suite);
  await startNameServer(suite, server, {
    address: SITE.nameServer,
    zones: {
      [ENDPOINT_ZONE]: {
        ...ENDPOINT_RECORDS,
        'no-address': [],
        'in-public': [SITE.public],
        dead: [SITE.nobody],
      },
      [PUBLIC_ZONE]: Object.fromEntries(
        ['', 'client-cp.', 'anon-cp.', 'proxy-app.', 'dp-1.'].map((label) => [
          `${label}storagegateway`,
          [label === 'anon-cp.' ? SITE.endpoint[0] : SITE.public],
        ]),
      ),
      'cloudfront.net': { d4kdq0yaxexbo: [SITE.public] },
      // DNS names a controller that has no address any more.
      [DOMAIN_OF_THE_GONE]: {
        '_ldap._tcp.dc._msdcs': [`SRV 0 0 389 dc9.${DOMAIN_OF_THE_GONE}.`],
        '_kerberos._tcp': [`SRV 0 0 88 dc9.${DOMAIN_OF_THE_GONE}.`],
      },
      'lab.example': { tls: [SITE.endpoint[0]], both: [SITE.endpoint[0], V6_SERVER] },
    },
    broken: [BROKEN_ZONE],
  });
  await startEndpoint(suite, server, [...genuine.ports, ...(await brokenServers(genuine))]);
  await startSsh(suite, server, { port: SUPPORT_PORT });
  const [near, far] = [await deviceOf(client, 'default'), await deviceOf(server, 'default')];
  const [toClient, toServer] = [await deviceOf(router, '10.1.0.2'), await deviceOf(router, '10.2.0.11')];
  await client.address(near, `${V6_CLIENT}/64`);
  await router.address(toClient, `${V6_ROUTER}/64`);
  await router.address(toServer, `${V6_BEYOND}/64`);
  await server.address(far, `${V6_SERVER}/64`);
  await client.run(['ip', '-6', 'route', 'replace', 'default', 'via', V6_ROUTER]);
  await server.run(['ip', '-6', 'route', 'replace', 'default', 'via', V6_BEYOND]);
  return { ...site, genuine, scope: suite };
}

async function deviceOf(namespace: Site['client'], to: string): Promise<string> {
  const { stdout } = await namespace.run(
    to === 'default' ? ['ip', 'route', 'show', 'default'] : ['ip', 'route', 'get', to],
  );
  const device = / dev (\S+)/.exec(stdout)?.[1];
  if (device === undefined) throw new Error(`no device leads to ${to}: ${stdout}`);
  return device;
}

/** `gatewatch check …` at the client, once the fault is planted; what was planted is taken back after it. */
function checking(
  flags: (lab: Lab) => readonly string[],
  plant: (t: TestContext, lab: Lab) => Promise<unknown> = async () => {},
): Fault['see'] {
  return async (t) => {
    const place = await lab();
    t.after(() => setRules(place.router, []));
    await plant(t, place);
    return (await checkFrom(place.client, flags(place))).report.findings;
  };
}

/** Questions that no flag of the command asks. */
function asking(
  questions: readonly Question[],
  plant: (t: TestContext, lab: Lab) => Promise<unknown>,
): Fault['see'] {
  return async (t) => {
    const place = await lab();
    t.after(() => setRules(place.router, []));
    await plant(t, place);
    return (await askFrom(place.client, questions)).findings;
  };
}

const ruling =
  (...rules: readonly Rule[]) =>
  (_t: TestContext, { router }: Lab) =>
    setRules(router, rules);
const atEndpoint =
  (...more: readonly string[]) =>
  ({ genuine }: Lab) => ['--endpoint', ENDPOINT, '--trust', genuine.trustFile, ...more];
const onlyPorts = atEndpoint('--only', 'port', '--timeout', '1s');
const meets = (does: Deed) => checking(onlyPorts, ruling({ does, ports: [1027] }));
/** nftables' own words, where `Rule` has none. */
const nft =
  (...lines: readonly string[]) =>
  (_t: TestContext, { router }: Lab) =>
    router.rules(`table ip lab {
      chain forwarding {
        type filter hook forward priority filter
        ${lines.join('\n        ')}
      }
    }`);
const mtuAt = (host: string) => ({ kind: 'mtu', host, port: 4410, timeoutMs: 4000 }) as const;
/** The router's wire to the service carries 1,400 bytes. */
const withSmallWire = async (t: TestContext, { router, client }: Lab) => {
  const device = await deviceOf(router, GATEWAY);
  t.after(async () => {
    await router.run(['ip', 'link', 'set', device, 'mtu', '1500']);
    for (const family of ['-4', '-6']) await client.run(['ip', family, 'route', 'flush', 'cache']);
  });
  await router.run(['ip', 'link', 'set', device, 'mtu', '1400']);
};
/** Runs a daemon for one fault. */
const during = async (t: TestContext, daemon: Promise<{ readonly stop: () => Promise<void> }>) => {
  const { stop } = await daemon;
  t.after(stop);
};
const serverRuns =
  (script: string, port: number) =>
  async (t: TestContext, { server }: Lab) => {
    const daemon = server.daemon([process.execPath, '-e', script]);
    t.after(daemon.stop);
    await server.untilBound('tcp', port);
  };

export const NETWORK_FAULTS: Faults = {
  'port-dropped': {
    planted: 'the router drops port 1027',
    see: meets('drop'),
    expected: [`port failed port-filtered critical at ${ENDPOINT}:1027`],
  },
  'port-reset': {
    planted: 'the router answers port 1027 with a TCP reset',
    see: meets('reset'),
    expected: [`port failed port-refused critical at ${ENDPOINT}:1027`],
  },
  'icmp-port-unreachable': {
    planted: 'the router answers port 1027 with ICMP port unreachable',
    see: meets('port-unreachable'),
    expected: [`port failed port-refused critical at ${ENDPOINT}:1027`],
  },
  'icmp-host-unreachable': {
    planted: 'the router answers port 1027 with ICMP host unreachable',
    see: meets('host-unreachable'),
    expected: [`port failed port-unreachable critical at ${ENDPOINT}:1027`],
  },
  'icmp-net-unreachable': {
    planted: 'the router answers port 1027 with ICMP net unreachable',
    see: meets('net-unreachable'),
    expected: [`port failed port-unreachable critical at ${ENDPOINT}:1027`],
  },
  'icmp-host-prohibited': {
    planted: 'the router answers port 1027 with ICMP host prohibited',
    see: meets('host-prohibited'),
    expected: [`port failed port-unreachable critical at ${ENDPOINT}:1027`],
  },
  'icmp-admin-prohibited': {
    planted: 'the router answers port 1027 with ICMP administratively prohibited',
    see: meets('admin-prohibited'),
    expected: [`port failed port-unreachable critical at ${ENDPOINT}:1027`],
  },
  'one-address-of-three-dropped': {
    planted: 'the router drops one address of three',
    see: checking(onlyPorts, ruling({ does: 'drop', address: SITE.endpoint[1] })),
    expected: [
      `port degraded port-partly-open warning at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
    ],
  },
  'one-address-of-three-refused': {
    planted: 'one address of three refuses port 443',
    see: checking(onlyPorts, ruling({ does: 'reset', address: SITE.endpoint[2], ports: [443] })),
    expected: [`port degraded port-partly-open warning at ${ENDPOINT}:443`],
  },
  'support-channel-refused': {
    planted: 'port 2222 alone is refused, which only AWS support needs',
    see: checking(onlyPorts, ruling({ does: 'reset', ports: [SUPPORT_PORT] })),
    expected: [`port degraded port-partly-open warning at ${ENDPOINT}:2222`],
  },
  'everything-dropped': {
    planted: 'the router drops every TCP packet',
    see: checking(atEndpoint('--timeout', '1s'), ruling({ does: 'drop' })),
    expected: [
      `port failed port-filtered critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222 (port-partly-open)`,
      `tls unknown blocked-by at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
      `hello unknown blocked-by at ${ENDPOINT}:2222`,
    ],
  },
  'host-gone': {
    planted: 'nobody has the address',
    see: checking(() => ['--tcp', `${SITE.nobody}:443`]),
    expected: ['port failed port-unreachable critical at 10.2.0.99:443'],
  },
  'route-gone': {
    planted: 'the client has no default route',
    see: checking(
      () => ['--tcp', `${SITE.endpoint[0]}:443`],
      async (t, { client }) => {
        await client.run(['ip', 'route', 'del', 'default']);
        t.after(() => client.route('default', '10.1.0.1'));
      },
    ),
    expected: ['port failed port-unreachable critical at 10.2.0.11:443'],
  },
  'own-firewall-rejects': {
    planted: "the vantage's own firewall rejects what it sends to port 443",
    see: checking(
      () => ['--tcp', `${SITE.endpoint[0]}:443`],
      async (t, { client }) => {
        t.after(() => client.rules(''));
        await client.rules(`table ip own {
          chain sending {
            type filter hook output priority filter
            tcp dport 443 reject
          }
        }`);
      },
    ),
    expected: ['port failed port-refused critical at 10.2.0.11:443'],
  },
  'listener-gone': {
    planted: 'nobody listens at the port',
    see: checking(() => ['--tcp', `${SITE.endpoint[0]}:9999`]),
    expected: ['port failed port-refused critical at 10.2.0.11:9999'],
  },
  'six-of-two-families-dropped': {
    planted: 'the IPv6 address of a name is dropped, its IPv4 address answers',
    see: checking(
      () => ['--tcp', 'both.lab.example:443', '--timeout', '1s'],
      async (_t, { router }) => {
        await router.rules(`table ip6 lab {
          chain forwarding {
            type filter hook forward priority filter
            tcp dport 443 drop
          }
        }`);
      },
    ),
    expected: ['port degraded port-partly-open warning at both.lab.example:443'],
  },
  'connections-limited-by-reset': {
    planted: 'a firewall resets all but two connections of one source at a time to an address',
    see: checking(atEndpoint('--only', 'port'), async (_t, { router }) => {
      await router.rules(`table ip lab {
          set seen { type ipv4_addr . ipv4_addr; size 1000; flags dynamic; }
          chain forwarding {
            type filter hook forward priority filter
            tcp dport { 443, 1026, 1027, 1028, 1031, 2222 } ct state new add @seen { ip saddr . ip daddr ct count over 2 } reject with tcp reset
          }
        }`);
    }),
    expected: [
      `port degraded connection-limited warning at ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
    ],
  },
  'syn-rate-limited': {
    planted: 'a firewall lets thirty connections a second begin, ten at once, and drops the rest',
    see: checking(
      atEndpoint('--only', 'port'),
      nft('tcp flags & (syn|ack) == syn limit rate over 30/second burst 10 packets drop'),
    ),
    expected: [],
  },
  'every-third-syn-lost': {
    planted: 'the path loses every third SYN',
    see: checking(
      atEndpoint('--only', 'port'),
      nft('tcp flags & (syn|ack) == syn numgen inc mod 3 == 2 drop'),
    ),
    expected: [],
  },
  'packets-doubled': {
    planted: 'the path delivers every packet twice',
    see: checking(atEndpoint(), async (_t, { router }) => {
      await router.rules(`table ip lab {
        chain arriving {
          type filter hook prerouting priority mangle
          ip daddr { ${SITE.endpoint.join(', ')} } meta mark != 7 meta mark set 7 dup to ip daddr
        }
      }`);
    }),
    expected: [],
  },
  tarpit: {
    planted: 'a tarpit takes the connection and lets nothing through after it',
    see: checking(
      atEndpoint('--timeout', '1s'),
      nft(
        'tcp dport 1027 @th,64,4 != 0 tcp flags & (psh) == psh drop',
        'tcp sport 1027 tcp flags & (psh) == psh drop',
      ),
    ),
    expected: [`tls failed tls-silent critical at ${ENDPOINT}:1027`],
  },
  'backlog-full': {
    planted: 'the server accepts nothing any more and its backlog is full',
    see: checking(
      () => ['--tcp', `${SITE.endpoint[0]}:4450`, '--timeout', '1s'],
      async (t, { server }) => {
        const script = `import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('${SITE.endpoint[0]}', 4450)); s.listen(0)
held = []
for _ in range(4):
    c = socket.socket(); c.setblocking(False)
    try: c.connect(('${SITE.endpoint[0]}', 4450))
    except BlockingIOError: pass
    held.append(c)
print('full', flush=True)
time.sleep(600)`;
        const daemon = server.daemon(['python3', '-c', script]);
        t.after(daemon.stop);
        while (!daemon.output().includes('full')) await new Promise((resolve) => setTimeout(resolve, 10));
      },
    ),
    expected: ['port failed port-filtered critical at 10.2.0.11:4450'],
  },
  'client-hello-dropped': {
    planted: 'the router drops the ClientHello alone',
    see: checking(
      atEndpoint('--timeout', '1500ms'),
      ruling({ does: 'drop', carries: 'client-hello', ports: [1027] }),
    ),
    expected: [`tls failed tls-silent critical at ${ENDPOINT}:1027`],
  },
  'client-hello-reset': {
    planted: 'the router resets at the ClientHello',
    see: checking(
      atEndpoint('--timeout', '1500ms'),
      ruling({ does: 'reset', carries: 'client-hello', ports: [1027] }),
    ),
    expected: [`tls failed tls-reset critical at ${ENDPOINT}:1027`],
  },
  'server-hello-dropped': {
    planted: 'one direction: the router drops the ServerHello',
    see: checking(
      atEndpoint('--timeout', '1500ms'),
      ruling({ does: 'drop', carries: 'server-hello', ports: [1027] }),
    ),
    expected: [`tls failed tls-silent critical at ${ENDPOINT}:1027`],
  },
  'large-client-hello-dropped': {
    planted: 'the router drops a ClientHello of more than 1,000 bytes',
    see: checking(atEndpoint('--timeout', '1s'), ruling({ does: 'drop', carries: 'large-client-hello' })),
    expected: [],
  },
  'closed-port-explains-its-handshake': {
    planted: 'port 1031 is refused, and no handshake is possible there',
    see: checking(atEndpoint(), ruling({ does: 'reset', ports: [1031] })),
    expected: [
      `port failed port-refused critical at ${ENDPOINT}:1031`,
      `tls unknown blocked-by at ${ENDPOINT}:1031`,
    ],
  },
  'mtu-black-hole-there': {
    planted: 'packets of more than 1,400 bytes to the service vanish without ICMP',
    see: asking([mtuAt(GATEWAY)], nft(`ip daddr ${GATEWAY} ip length > 1400 drop`)),
    expected: ['mtu failed mtu-blackhole critical at 10.2.0.11:4410'],
  },
  'mtu-black-hole-back': {
    planted: 'packets of more than 1,400 bytes from the service vanish without ICMP',
    see: asking([mtuAt(GATEWAY)], nft(`ip saddr ${GATEWAY} ip length > 1400 drop`)),
    expected: ['mtu failed mtu-blackhole critical at 10.2.0.11:4410'],
  },
  'mtu-black-hole-there-ipv6': {
    planted:
      'packets of more than 1,400 bytes to the IPv6 address of a name vanish, those to its IPv4 address pass',
    see: asking([mtuAt('both.lab.example')], (_t, { router }) =>
      router.rules(`table ip6 lab {
        chain forwarding {
          type filter hook forward priority filter
          ip6 daddr ${V6_SERVER} meta length > 1400 drop
        }
      }`),
    ),
    expected: ['mtu failed mtu-blackhole critical at both.lab.example:4410'],
  },
  'mtu-reduced': {
    planted: 'a link of 1,400 bytes, and the router says so by ICMP',
    see: asking([mtuAt(GATEWAY)], withSmallWire),
    expected: ['mtu degraded mtu-reduced info at 10.2.0.11:4410'],
  },
  'mtu-reduced-ipv6': {
    planted: 'a link of 1,400 bytes, and the router says so by ICMPv6 "packet too big"',
    see: asking([mtuAt(V6_SERVER)], withSmallWire),
    expected: [`mtu degraded mtu-reduced info at [${V6_SERVER}]:4410`],
  },
  'mtu-reduced-icmp-filtered': {
    planted: 'a link of 1,400 bytes, and a firewall drops the ICMP messages of both families that say so',
    see: asking([mtuAt('both.lab.example')], async (t, place) => {
      await place.router.rules(`table inet lab {
        chain sending {
          type filter hook output priority filter
          icmp type destination-unreachable drop
          icmpv6 type packet-too-big drop
        }
      }`);
      await withSmallWire(t, place);
    }),
    expected: ['mtu failed mtu-blackhole critical at both.lab.example:4410'],
  },
  'mtu-without-an-answer': {
    planted: 'nothing answers at the port whose packet size is measured',
    see: asking(
      [{ kind: 'mtu', host: GATEWAY, port: 4444, timeoutMs: 1000 }],
      ruling({ does: 'drop', ports: [4444] }),
    ),
    expected: ['mtu unknown mtu-not-measured at 10.2.0.11:4444'],
  },
  'vantage-cut-off': {
    planted: 'nothing that the vantage sends arrives, not even at its name server',
    see: checking(
      () => [
        ...['--endpoint', ENDPOINT, '--tcp', `${SITE.endpoint[0]}:443,${SITE.endpoint[1]}:443`],
        ...['--ntp', SITE.timeServers[0], '--timeout', '1s'],
      ],
      nft('drop'),
    ),
    expected: [
      `dns unknown vantage-broken at ${ENDPOINT}`,
      `port unknown vantage-broken at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
      `tls unknown vantage-broken at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
      `hello unknown vantage-broken at ${ENDPOINT}:2222`,
      'port unknown vantage-broken at 10.2.0.11:443',
      'port unknown vantage-broken at 10.2.0.12:443',
      'ntp unknown vantage-broken at 10.2.0.121:123',
    ],
  },
};

const named = (host: string, ...more: readonly string[]) =>
  checking(() => ['--endpoint', host, '--region', REGION, ...more]);

export const LAB_NAME_FAULTS: Faults = {
  'knot-knows-no-such-name': {
    planted: 'Knot answers NXDOMAIN',
    see: named(`${OTHER}.${ENDPOINT_ZONE}`),
    expected: [
      'dns failed name-not-found critical at vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com',
      'port unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:2222',
      'tls unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031',
      'hello unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.ap-northeast-2.vpce.amazonaws.com:2222',
    ],
  },
  'knot-knows-no-address': {
    planted: 'Knot knows the name, without an address',
    see: named(`no-address.${ENDPOINT_ZONE}`),
    expected: [
      'dns failed name-not-found critical at no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com',
      'port unknown blocked-by at no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:443, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1026, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1027, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1028, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:2222',
      'tls unknown blocked-by at no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:443, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1026, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1027, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1028, no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031',
      'hello unknown blocked-by at no-address.storagegateway.ap-northeast-2.vpce.amazonaws.com:2222',
    ],
  },
  'knot-fails': {
    planted: 'Knot could not load the zone and answers SERVFAIL',
    see: named(`${OTHER}.${BROKEN_ZONE}`),
    expected: [
      'dns failed dns-server-failure critical at vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com',
      'port unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1031, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:2222',
      'tls unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:1031',
      'hello unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.us-east-1.vpce.amazonaws.com:2222',
    ],
  },
  'knot-refuses': {
    planted: 'Knot does not hold the zone and answers REFUSED',
    see: named(`${OTHER}.${FOREIGN_ZONE}`),
    expected: [
      'dns failed dns-server-failure critical at vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com',
      'port unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1031, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:2222',
      'tls unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:443, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1026, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1027, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1028, vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:1031',
      'hello unknown blocked-by at vpce-0fedcba9876543210-hgfedcba.storagegateway.eu-west-1.vpce.amazonaws.com:2222',
    ],
  },
  'name-server-filtered': {
    planted: 'the router drops UDP 53',
    see: checking(
      () => ['--endpoint', ENDPOINT, '--timeout', '1s'],
      ruling({ does: 'drop', protocol: 'udp', ports: [53] }),
    ),
    expected: [
      `dns failed dns-timeout critical at ${ENDPOINT}`,
      `port unknown blocked-by at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
      `tls unknown blocked-by at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
      `hello unknown blocked-by at ${ENDPOINT}:2222`,
    ],
  },
  'name-server-rejected': {
    planted: 'the router answers UDP 53 with ICMP port unreachable',
    see: checking(
      () => ['--endpoint', ENDPOINT],
      ruling({ does: 'port-unreachable', protocol: 'udp', ports: [53] }),
    ),
    expected: [
      `dns failed dns-server-failure critical at ${ENDPOINT}`,
      `port unknown blocked-by at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
      `tls unknown blocked-by at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
      `hello unknown blocked-by at ${ENDPOINT}:2222`,
    ],
  },
  'endpoint-name-in-public': {
    planted: 'the name of the endpoint leads to a public address',
    see: named(`in-public.${ENDPOINT_ZONE}`, '--only', 'dns'),
    expected: [
      'dns failed address-not-private critical at in-public.storagegateway.ap-northeast-2.vpce.amazonaws.com',
    ],
  },
  'public-name-captured': {
    planted: 'private DNS captures one of the public names',
    see: checking(() => ['--region', REGION, '--only', 'dns']),
    expected: [
      'dns failed address-not-public critical at anon-cp.storagegateway.ap-northeast-2.amazonaws.com',
    ],
  },
  'hosts-file-leads-astray': {
    planted: '/etc/hosts gives the endpoint an address that nobody has',
    see: checking(
      () => ['--endpoint', ENDPOINT, '--only', 'port', '--timeout', '1s'],
      async (t, { client }) => {
        t.after(() => client.etc('hosts', '127.0.0.1 localhost\n'));
        await client.etc('hosts', `127.0.0.1 localhost\n${SITE.nobody} ${ENDPOINT}\n`);
      },
    ),
    expected: [
      `port failed port-unreachable critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222 (port-partly-open)`,
    ],
  },
};

const served = (port: number) =>
  checking(({ genuine }) => ['--tls', `${HOST}:${port}`, '--trust', genuine.trustFile]);

export const LAB_TLS_FAULTS: Faults = {
  'nginx-certificate-expired': {
    planted: 'nginx serves a certificate that ended',
    see: served(4401),
    expected: ['tls failed tls-expired critical at tls.lab.example:4401'],
  },
  'nginx-certificate-of-tomorrow': {
    planted: 'nginx serves a certificate of tomorrow',
    see: served(4402),
    expected: ['tls failed tls-not-yet-valid critical at tls.lab.example:4402'],
  },
  'nginx-certificate-ends-soon': {
    planted: 'nginx serves a certificate that ends in two days',
    see: served(4403),
    expected: ['tls degraded tls-expires-soon warning at tls.lab.example:4403'],
  },
  'nginx-certificate-of-another': {
    planted: 'nginx serves a certificate for another name',
    see: served(4404),
    expected: ['tls failed tls-name-mismatch critical at tls.lab.example:4404'],
  },
  'nginx-without-intermediate': {
    planted: 'nginx does not send the intermediate',
    see: served(4405),
    expected: ['tls failed tls-chain-incomplete warning at tls.lab.example:4405'],
  },
  'nginx-rejects-handshakes': {
    planted: 'nginx rejects every handshake',
    see: served(4406),
    expected: ['tls failed tls-alert critical at tls.lab.example:4406'],
  },
  'nginx-without-tls': {
    planted: 'nginx serves plain HTTP',
    see: served(4407),
    expected: ['tls failed tls-not-tls critical at tls.lab.example:4407'],
  },
  'squid-intercepts': {
    planted: 'Squid with ssl-bump stands in the path and signs as a FortiGate',
    see: checking(atEndpoint('--timeout', '10s'), async (t, { router }) => {
      await during(
        t,
        startSquid(t, router, {
          ca: { name: 'FGT60E-LAB-CA', organisation: 'Fortinet' },
          hosts: { [ENDPOINT]: SITE.endpoint },
        }),
      );
      await setRules(router, [{ does: { redirectTo: INTERCEPTOR_PORT }, ports: TLS_PORTS }]);
    }),
    expected: [
      `tls failed tls-intercepted critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
    ],
  },
  'squid-intercepts-one-port': {
    planted: 'Squid with ssl-bump stands in the path of port 1027 alone',
    see: checking(atEndpoint('--timeout', '10s'), async (t, { router }) => {
      await during(
        t,
        startSquid(t, router, {
          ca: { name: 'Corporate Root 7', organisation: 'Example AG' },
          hosts: { [ENDPOINT]: SITE.endpoint },
        }),
      );
      await setRules(router, [{ does: { redirectTo: INTERCEPTOR_PORT }, ports: [1027] }]);
    }),
    expected: [
      `tls failed tls-intercepted critical at ${ENDPOINT}:1027 | fix: Have unnamed exempt these places from TLS inspection: ${ENDPOINT}:1027`,
    ],
  },
  'mitmproxy-intercepts': {
    planted: 'mitmproxy stands in the path',
    see: checking(atEndpoint('--timeout', '10s'), async (t, { router }) => {
      await during(t, startMitmproxy(t, router));
      await setRules(router, [{ does: { redirectTo: INTERCEPTOR_PORT }, ports: TLS_PORTS }]);
    }),
    expected: [
      `tls failed tls-intercepted critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
    ],
  },
};

type Clock = Omit<TimeServerOptions, 'address'> | 'stopped';
const clocks = (ofServers: readonly Clock[], rules: readonly Rule[] = []) =>
  checking(
    () => ['--ntp', SITE.timeServers.join(','), '--only', 'ntp', '--timeout', '1s'],
    async (t, { server, router }) => {
      for (const [index, address] of SITE.timeServers.entries()) {
        const clock = ofServers[index];
        if (clock === undefined || clock === 'stopped') continue;
        await during(t, startTimeServer(t, server, { address, ...clock }));
      }
      await setRules(router, rules);
    },
  );
const samba = (options: SambaOptions) =>
  checking(
    () => ['--gateway', GATEWAY, '--type', 'file-fsx'],
    async (t, { server }) => await startSamba(t, server, options),
  );

export const LAB_TIME_FAULTS: Faults = {
  'chrony-all-ahead': {
    planted: 'three chronyd are 90 s ahead of this clock',
    see: clocks([{ off: '+90s' }, { off: '+90s' }, { off: '+90s' }]),
    expected: ['ntp failed vantage-clock-skewed warning at 10.2.0.121:123, 10.2.0.122:123, 10.2.0.123:123'],
  },
  'chrony-one-ahead': {
    planted: 'one chronyd of three is 90 s ahead',
    see: clocks([{}, { off: '+90s' }, {}]),
    expected: ['ntp degraded ntp-disagree warning at 10.2.0.122:123'],
  },
  'chrony-unsynchronised': {
    planted: 'three chronyd have no source',
    see: clocks([{ unsynchronised: true }, { unsynchronised: true }, { unsynchronised: true }]),
    expected: ['ntp failed ntp-unsynchronised warning at 10.2.0.121:123, 10.2.0.122:123, 10.2.0.123:123'],
  },
  'chrony-one-stopped': {
    planted: 'one chronyd of three is stopped',
    see: clocks([{}, 'stopped', {}]),
    expected: ['ntp degraded ntp-partly-silent warning at 10.2.0.122:123'],
  },
  'chrony-all-stopped': {
    planted: 'three chronyd are stopped',
    see: clocks(['stopped', 'stopped', 'stopped']),
    expected: ['ntp failed ntp-refused warning at 10.2.0.121:123, 10.2.0.122:123, 10.2.0.123:123'],
  },
  'ntp-filtered': {
    planted: 'the router drops UDP 123',
    see: clocks([{}, {}, {}], [{ does: 'drop', protocol: 'udp', ports: [123] }]),
    expected: ['ntp failed ntp-silent warning at 10.2.0.121:123, 10.2.0.122:123, 10.2.0.123:123'],
  },
  'ntp-prohibited': {
    planted: 'the router answers UDP 123 with ICMP administratively prohibited',
    see: clocks([{}, {}, {}], [{ does: 'admin-prohibited', protocol: 'udp', ports: [123] }]),
    expected: ['ntp failed ntp-refused warning at 10.2.0.121:123, 10.2.0.122:123, 10.2.0.123:123'],
  },
  'samba-clock-drifts': {
    planted: 'the clock of smbd is 40 s ahead',
    see: samba({ off: '+40s' }),
    expected: ['clock degraded clock-drifting warning at 10.2.0.11:445'],
  },
  'samba-clock-skewed': {
    planted: 'the clock of smbd is 90 s behind',
    see: samba({ off: '-90s' }),
    expected: ['clock failed clock-skewed warning at 10.2.0.11:445'],
  },
  'samba-clock-minutes-off': {
    planted: 'the clock of smbd is 400 s ahead',
    see: samba({ off: '+400s' }),
    expected: ['clock failed clock-skewed critical at 10.2.0.11:445'],
  },
  'samba-speaks-smb-1': {
    planted: 'smbd speaks SMB 1 alone',
    see: samba({ newest: 'NT1' }),
    expected: [
      'hello failed hello-wrong-protocol critical at 10.2.0.11:445',
      'clock unknown blocked-by at 10.2.0.11:445',
    ],
  },
};

const VIA = `10.1.0.1:${PROXY_PORT}`;
const throughSquid = (options: Partial<SquidOptions> = {}) =>
  checking(atEndpoint('--proxy', VIA, '--only', 'proxy', '--timeout', '10s'), async (t, { router }) => {
    await during(t, startSquidProxy(t, router, { hosts: { [ENDPOINT]: SITE.endpoint }, ...options }));
  });
const ALL_PORTS = '443 1026-1028 1031 2222';

export const LAB_PROXY_FAULTS: Faults = {
  'squid-as-shipped': {
    planted: 'Squid as it is shipped',
    see: throughSquid(),
    expected: [
      `proxy failed proxy-denies-connect critical at ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222 | fix: acl SSL_ports port 1026-1028 1031 2222`,
    ],
  },
  'squid-decrypts': {
    planted: 'Squid decrypts tunnels and signs as a FortiGate',
    see: throughSquid({
      sslPorts: ALL_PORTS,
      bumpsWith: { name: 'FGT60E-LAB-CA', organisation: 'Fortinet' },
    }),
    expected: [
      `proxy failed proxy-intercepts critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031`,
    ],
  },
  'squid-wants-credentials': {
    planted: 'Squid wants credentials',
    see: throughSquid({ sslPorts: ALL_PORTS, wantsCredentials: true }),
    expected: [
      `proxy failed proxy-wants-credentials critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
    ],
  },
  'squid-upstream-dead': {
    planted: 'nobody has the address that Squid has of the endpoint',
    see: throughSquid({ sslPorts: ALL_PORTS, hosts: { [ENDPOINT]: [SITE.nobody] } }),
    expected: [
      `proxy failed proxy-cannot-reach critical at ${ENDPOINT}:443, ${ENDPOINT}:1026, ${ENDPOINT}:1027, ${ENDPOINT}:1028, ${ENDPOINT}:1031, ${ENDPOINT}:2222`,
    ],
  },
  'squid-gone': {
    planted: 'no proxy runs',
    see: checking(atEndpoint('--proxy', VIA, '--only', 'proxy')),
    expected: ['proxy failed proxy-refused critical at 10.1.0.1:3128'],
  },
  'openssh-socks-upstream-dead': {
    planted: 'the SOCKS proxy of OpenSSH cannot reach the endpoint',
    see: checking(
      ({ genuine }) => [
        ...['--endpoint', `dead.${ENDPOINT_ZONE}`, '--region', REGION, '--trust', genuine.trustFile],
        ...['--socks', `10.1.0.1:${SOCKS_PORT}`, '--only', 'proxy', '--timeout', '6s'],
      ],
      async (t, { router }) => {
        const dead = `dead.${ENDPOINT_ZONE}`;
        await during(
          t,
          startSocksProxy(t, router, { address: '10.1.0.1', hosts: { [dead]: [SITE.nobody] } }),
        );
      },
    ),
    expected: [
      'proxy failed proxy-cannot-reach critical at dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:443, dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:1026, dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:1027, dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:1028, dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:1031, dead.storagegateway.ap-northeast-2.vpce.amazonaws.com:2222',
    ],
  },
};

type IkeVersions = 'both' | 'IKEv1 alone' | 'none';

/** The daemons that devices run, with one tunnel that anybody may open in these versions. */
const IKE_DAEMONS: Readonly<
  Record<
    string,
    (server: Site['server'], t: TestContext, versions: IkeVersions) => Promise<{ daemon: Daemon }>
  >
> = {
  strongswan: (server, t, versions) => {
    const connections = `connections {
  site {
    version = ${versions === 'both' ? 0 : 1}
    proposals = aes256-sha256-modp2048
    remote_addrs = %any
    local { auth = psk }
    remote { auth = psk }
  }
}
secrets {
  ike-site { secret = lab }
}`;
    return startStrongswan(server, t, versions === 'none' ? {} : { connections });
  },
  libreswan: (server, t, versions) => {
    const conn = (ikev2: string) => `conn ikev2-${ikev2}
  left=${GATEWAY}
  right=%any
  authby=secret
  ikev2=${ikev2}
  ike=aes256-sha2_256;modp2048
  auto=add

`;
    const tunnels = { both: conn('yes') + conn('no'), 'IKEv1 alone': conn('no'), none: '' };
    return startLibreswan(server, t, tunnels[versions]);
  },
};

const askIke = async (client: Site['client'], fields: Partial<Question> = {}) =>
  (await askFrom(client, [{ kind: 'ike', host: GATEWAY, timeoutMs: 1000, ...fields }])).findings;
/** Rules of the router between, and what is asked. */
interface IkeWay {
  readonly versions?: IkeVersions;
  readonly rules?: readonly Rule[];
  readonly asks?: Partial<Question>;
  /** What the daemon answers at each port that is reached. */
  readonly answers?: readonly string[];
  readonly isStopped?: boolean;
}
const IKE_PORTS = { protocol: 'udp', ports: [500, 4500] } as const;

function ikeFaults(name: string): Faults {
  const start = IKE_DAEMONS[name] ?? assert.fail(name);
  const seen =
    ({ versions = 'both', rules = [], asks, answers = [], isStopped = false }: IkeWay): Fault['see'] =>
    async (t) => {
      const { client, router, server } = await lab();
      t.after(() => setRules(router, []));
      const { daemon } = await start(server, t, versions);
      t.after(daemon.stop);
      if (isStopped) await daemon.stop();
      await setRules(router, rules);
      const findings = await askIke(client, asks);
      const notified = findings.flatMap(({ evidence }) => evidence.flatMap(({ notify }) => notify ?? []));
      assert.deepEqual(notified, answers);
      return findings;
    };
  const both = (answer: string) => [answer, answer];
  const refused = ['ike failed ike-refused critical at 10.2.0.11:500, 10.2.0.11:4500'];
  return {
    [`${name}-stopped`]: {
      planted: `${name} has ended: nobody listens at the ports of IKE`,
      see: seen({ isStopped: true }),
      expected: refused,
    },
    [`${name}-filtered`]: {
      planted: `${name} runs, and the router drops UDP 500 and 4500`,
      see: seen({ rules: [{ does: 'drop', ...IKE_PORTS }], asks: { answersStrangers: true } }),
      expected: ['ike failed ike-silent critical at 10.2.0.11:500, 10.2.0.11:4500'],
    },
    [`${name}-filtered-for-strangers`]: {
      planted: `${name} runs, the router drops UDP 500 and 4500, and nobody said that it answers strangers`,
      see: seen({ rules: [{ does: 'drop', ...IKE_PORTS }] }),
      expected: ['ike unknown ike-silent at 10.2.0.11:500, 10.2.0.11:4500'],
    },
    [`${name}-prohibited`]: {
      planted: `${name} runs, and the router rejects UDP 500 and 4500`,
      see: seen({ rules: [{ does: 'admin-prohibited', ...IKE_PORTS }] }),
      expected: refused,
    },
    [`${name}-behind-nat-t-alone`]: {
      planted: `the router drops UDP 500: ${name} answers at 4500 alone`,
      see: seen({
        rules: [{ does: 'drop', protocol: 'udp', ports: [500] }],
        answers: ['INVALID_KE_PAYLOAD'],
      }),
      expected: [],
    },
    [`${name}-wants-another-group`]: {
      planted: `${name} answers INVALID_KE_PAYLOAD: it wants another Diffie-Hellman group`,
      see: seen({ answers: both('INVALID_KE_PAYLOAD') }),
      expected: [],
    },
    [`${name}-without-a-tunnel`]: {
      planted: `${name} has no tunnel and answers NO_PROPOSAL_CHOSEN`,
      see: seen({ versions: 'none', answers: both('NO_PROPOSAL_CHOSEN') }),
      expected: [],
    },
    [`${name}-asked-in-ikev1`]: {
      planted: `${name} has a tunnel of IKEv1 alone, and answers NO-PROPOSAL-CHOSEN in IKEv1`,
      see: seen({ versions: 'IKEv1 alone', asks: { versions: [1] }, answers: both('NO-PROPOSAL-CHOSEN') }),
      expected: [],
    },
  };
}

const openvpnOf = (
  transport: 'udp' | 'tcp',
  fields: Partial<Question>,
  ...options: readonly string[]
): Fault['see'] =>
  asking(
    [{ kind: 'openvpn', host: GATEWAY, port: 1194, transport, timeoutMs: 1000, ...fields }],
    async (t, { server }) => {
      const folder = await temporaryFolder(t, 'openvpn');
      await server.run([
        ...['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'],
        ...[
          '-days',
          '2',
          '-subj',
          '/CN=server',
          '-keyout',
          join(folder, 'key.pem'),
          '-out',
          join(folder, 'cert.pem'),
        ],
      ]);
      await server.run([findTool('openvpn') ?? 'openvpn', '--genkey', 'secret', join(folder, 'shared.key')]);
      const daemon = server.daemon([
        ...['openvpn', '--mode', 'server', '--tls-server', '--server', '10.8.0.0', '255.255.255.0'],
        ...['--topology', 'subnet', '--dev', 'tun', '--port', '1194', '--dh', 'none'],
        ...['--proto', transport === 'udp' ? 'udp' : 'tcp-server'],
        ...[
          '--ca',
          join(folder, 'cert.pem'),
          '--cert',
          join(folder, 'cert.pem'),
          '--key',
          join(folder, 'key.pem'),
        ],
        ...options.map((option) => option.replace('SHARED', join(folder, 'shared.key'))),
      ]);
      t.after(daemon.stop);
      await server.untilBound(transport, 1194);
    },
  );

export const LAB_VPN_FAULTS: Faults = {
  ...ikeFaults('strongswan'),
  ...ikeFaults('libreswan'),
  'libreswan-drops-ikev1': {
    planted: 'libreswan as it is shipped drops IKEv1, which the device was said to answer',
    see: async (t) => {
      const { client, server } = await lab();
      const { daemon } = await startLibreswan(server, t, '', 'drop');
      t.after(daemon.stop);
      return await askIke(client, { versions: [1], answersStrangers: true });
    },
    expected: ['ike failed ike-silent critical at 10.2.0.11:500, 10.2.0.11:4500'],
  },
  'openvpn-with-tls-auth': {
    planted: 'openvpn with tls-auth ignores strangers over UDP',
    see: openvpnOf('udp', {}, '--tls-auth', 'SHARED'),
    expected: ['openvpn unknown openvpn-silent at 10.2.0.11:1194'],
  },
  'openvpn-tls-crypt-added': {
    planted: 'openvpn that answered strangers got tls-crypt, over TCP',
    see: openvpnOf('tcp', { answersStrangers: true }, '--tls-crypt', 'SHARED'),
    expected: ['openvpn failed openvpn-silent critical at 10.2.0.11:1194'],
  },
  'openvpn-over-the-other-transport': {
    planted: 'openvpn runs over UDP and is asked over TCP',
    see: openvpnOf('udp', { transport: 'tcp' }),
    expected: ['openvpn failed openvpn-refused critical at 10.2.0.11:1194'],
  },
};

const MUTE = (port: number) => `require('node:net').createServer(() => {}).listen(${port}, '0.0.0.0')`;

export const LAB_SERVICE_FAULTS: Faults = {
  'tgtd-without-a-target': {
    planted: 'tgtd has no target and hangs up on every login',
    see: checking(
      () => ['--gateway', GATEWAY, '--type', 'volume', '--timeout', '1s'],
      async (t, { server }) => await startTgt(t, server, { hasTarget: false }),
    ),
    expected: ['hello failed hello-silent critical at 10.2.0.11:3260'],
  },
  'iscsi-port-mute': {
    planted: 'the iSCSI port accepts and says nothing',
    see: checking(
      () => ['--gateway', GATEWAY, '--type', 'volume', '--timeout', '1s'],
      serverRuns(MUTE(3260), 3260),
    ),
    expected: ['hello failed hello-silent critical at 10.2.0.11:3260'],
  },
  'gateway-without-activation-page': {
    planted: 'nginx answers 500 Internal Error in place of a key',
    see: async (t) => {
      const place = await lab();
      await during(
        t,
        startEndpoint(t, place.server, [{ port: 80, lines: ['return 500 "Internal Error";'] }]),
      );
      const question = { kind: 'activation', host: GATEWAY, region: REGION, mintKey: true, timeoutMs: 2000 };
      return (await askFrom(place.client, [question])).findings;
    },
    expected: ['activation failed activation-gateway-cannot-reach-aws critical at 10.2.0.11:80'],
  },
  'activation-port-refused': {
    planted: 'the gateway is activated already: nobody listens at port 80',
    see: async () => {
      const place = await lab();
      const question = { kind: 'activation', host: GATEWAY, region: REGION, timeoutMs: 2000 };
      return (await askFrom(place.client, [question])).findings;
    },
    expected: ['activation failed activation-port-closed critical at 10.2.0.11:80'],
  },
};
