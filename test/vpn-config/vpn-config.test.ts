import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { runVpnConfig, type VpnConfigFlags } from '../../lib/cli/vpn-config.ts';
import type { VpnConnection, VpnReader, VpnTunnel } from '../../lib/core/aws/vpn-reader.ts';
import { AwsRefusal, InputError } from '../../lib/core/errors.ts';
import { type Comparison, compareConfig } from '../../lib/vpn-config/compare.ts';
import { readDeviceFiles } from '../../lib/vpn-config/read-files.ts';
import { SharedKey } from '../../lib/wire/shared-key.ts';

const VPN = 'vpn-0123456789abcdef0';
const DEVICE = '198.51.100.10';
const [ONE, TWO] = ['203.0.113.1', '203.0.113.2'] as const;
const KEYS = new Map([
  [ONE, 'first.Key_of-the.tunnel0'],
  [TWO, 'second.Key_of-the.tunnel'],
]);

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gw vpn-config-'));
});
after(async () => await rm(folder, { recursive: true }));

/** The file that AWS's own page for Openswan tells people to write, and its secrets. */
const GOOD_CONF = `# written by hand
config setup
  protostack=netkey

conn %default
  authby=secret
  auto=start
  type=tunnel
  ikev2=insist
  ike=aes256-sha2_256;dh14
  phase2alg=aes256-sha2_256;dh14
  ikelifetime=8h
  salifetime=1h
  dpddelay=10
  dpdtimeout=30
  dpdaction=restart

conn Tunnel1
  left=%defaultroute
  leftid=${DEVICE}   # the public address
  right=${ONE}
  leftsubnet=0.0.0.0/0
  rightsubnet=0.0.0.0/0

conn Tunnel2
  also=Tunnel1
  right=${TWO}
`;
const GOOD_SECRETS = [...KEYS].map(([address, key]) => `${DEVICE} ${address} : PSK "${key}"`).join('\n');

const tunnel = (outsideAddress: string, more: Partial<VpnTunnel> = {}): VpnTunnel => ({
  outsideAddress,
  ikeVersions: [],
  logs: { enabled: false, bgpEnabled: false },
  ...more,
});
const connection = (more: Partial<VpnConnection> = {}): VpnConnection => ({
  id: VPN,
  state: 'available',
  customerGatewayId: 'cgw-0123456789abcdef0',
  staticRoutesOnly: true,
  tunnels: [tunnel(ONE), tunnel(TWO)],
  staticRoutes: [],
  tags: {},
  ...more,
});

interface Case {
  readonly files?: Readonly<Record<string, string>>;
  readonly vpn?: Partial<VpnConnection>;
  readonly keys?: ReadonlyMap<string, string> | 'refused';
  readonly flags?: Partial<VpnConfigFlags>;
  readonly serviceStartedMs?: number;
  readonly paths?: readonly string[];
}

let folders = 0;
async function run({ files = {}, vpn, keys = KEYS, flags, serviceStartedMs, paths }: Case) {
  folders += 1;
  const own = join(folder, String(folders));
  await mkdir(own);
  const names = Object.keys(files);
  for (const name of names) await writeFile(join(own, name), files[name] ?? '');
  let text = '';
  const reader: Pick<VpnReader, 'connections' | 'customerGateway' | 'tunnelKeys'> = {
    connections: async () => (vpn === undefined ? [connection()] : [connection(vpn)]),
    customerGateway: async (id) => ({ id, state: 'available', address: DEVICE, tags: {} }),
    tunnelKeys: async () => {
      if (keys === 'refused') throw new AwsRefusal('access-denied', 'ec2:DescribeVpnConnections');
      return new Map([...keys].map(([address, key]) => [address, new SharedKey(key)]));
    },
  };
  const status = await runVpnConfig(
    paths ?? names.map((name) => join(own, name)),
    { vpn: VPN, ...flags },
    {
      write: (more) => {
        text += more;
      },
      openVpn: async () => ({ reader: reader as VpnReader, close: () => {} }),
      serviceStartedMs: async () => serviceStartedMs,
      ownFolder: join(folder, 'own'),
      signal: AbortSignal.timeout(10_000),
    },
  );
  return { status, text };
}

async function compared(one: Case): Promise<Comparison> {
  const { text } = await run({ ...one, flags: { ...one.flags, json: true } });
  return JSON.parse(text) as Comparison;
}
const kinds = ({ differences }: Comparison) => differences.map(({ kind }) => kind);
const conf = (change: (good: string) => string) => ({
  'aws.conf': change(GOOD_CONF),
  'aws.secrets': GOOD_SECRETS,
});

test('files that fit have no difference, and their keys are the same', async () => {
  const { status, text } = await run({ files: conf((good) => good) });
  assert.equal(status, 0);
  assert.match(text, /^No difference: the files match the tunnel options of vpn-0123456789abcdef0\.\n/);
  assert.match(text, /The pre-shared key matches: 203\.0\.113\.1, 203\.0\.113\.2\./);
});

test('the old outside address after a new connection, and an empty secrets file: the lines to write', async () => {
  const { status, text } = await run({
    files: { 'aws.conf': GOOD_CONF.replaceAll(TWO, '192.0.2.77'), 'aws.secrets': '# nothing yet\n' },
  });
  assert.equal(status, 1);
  assert.match(text, /connects to 192\.0\.2\.77, which is no tunnel of this VPN any more/);
  assert.match(text, /write in .*aws\.conf:27:\n {4}right=203\.0\.113\.2\n/);
  assert.match(text, /no pre-shared key for 203\.0\.113\.1/);
  assert.match(text, /198\.51\.100\.10 203\.0\.113\.1 : PSK "<the pre-shared key of this tunnel>"/);
  assert.match(text, /sudo systemctl restart ipsec/);
});

test('no key is ever printed, whatever differs', async () => {
  const wrong = GOOD_SECRETS.replace('first.Key', 'WRONG.Key');
  for (const flags of [{}, { json: true }, { lang: 'ko' }, { lang: 'fr' }]) {
    const { text, status } = await run({ files: { 'aws.conf': GOOD_CONF, 'aws.secrets': wrong }, flags });
    assert.equal(status, 1);
    assert.match(text, /secret-differs/);
    assert.doesNotMatch(text, /Key_of|WRONG/);
  }
});

test('a key that AWS does not show is said to be not compared', async () => {
  const { status, text } = await run({ files: conf((good) => good), keys: 'refused' });
  assert.equal(status, 0);
  assert.match(text, /was not compared, because AWS did not show it: 203\.0\.113\.1, 203\.0\.113\.2/);
});

const ONE_CHANGE: readonly (readonly [
  kind: string,
  change: (good: string) => string,
  vpn?: Partial<VpnConnection>,
])[] = [
  ['local-id', (good) => good.replace(`leftid=${DEVICE}`, 'leftid=10.0.0.4')],
  ['remote-id', (good) => good.replace(`right=${ONE}`, `right=${ONE}\n  rightid=192.0.2.9`)],
  [
    'ike-version',
    (good) => good.replace('ikev2=insist', 'ikev2=no'),
    { tunnels: [tunnel(ONE, { ikeVersions: ['ikev2'] }), tunnel(TWO)] },
  ],
  [
    'phase-1-proposals',
    (good) => good.replace('ike=aes256-sha2_256;dh14', 'ike=3des-md5;modp1024,aes128-sha1;dh1'),
  ],
  [
    'phase-1-proposals',
    (good) => good,
    { tunnels: [tunnel(ONE, { phase1: { dhGroups: [20], encryption: ['AES256-GCM-16'] } }), tunnel(TWO)] },
  ],
  [
    'phase-2-proposals',
    (good) => good.replace('phase2alg=aes256-sha2_256', 'phase2alg=aes128-sha1'),
    { tunnels: [tunnel(ONE, { phase2: { encryption: ['AES256'] } }), tunnel(TWO)] },
  ],
  ['forward-secrecy-off', (good) => good.replace('type=tunnel', 'type=tunnel\n  pfs=no')],
  ['phase-1-lifetime', (good) => good.replace('ikelifetime=8h', 'ikelifetime=24h')],
  ['phase-2-lifetime', (good) => good.replace('salifetime=1h', 'salifetime=8h')],
  ['dpd-off', (good) => good.replace('  dpddelay=10\n', '')],
  ['nobody-starts', (good) => good.replace('auto=start', 'auto=add')],
  ['mtu-too-large', (good) => good.replace('type=tunnel', 'type=tunnel\n  mtu=1500')],
  ['traffic-selectors', (good) => good, { localCidr: '10.60.0.0/16' }],
  [
    'several-selectors',
    (good) => good.replace('leftsubnet=0.0.0.0/0', 'leftsubnets={10.60.0.0/16,10.61.0.0/16}'),
  ],
];

for (const [index, [kind, change, vpn]] of ONE_CHANGE.entries()) {
  test(`one change is one difference: ${kind} (${index + 1})`, async () => {
    const found = await compared({ files: conf(change), ...(vpn !== undefined && { vpn }) });
    assert.deepEqual([...new Set(kinds(found))], [kind]);
    for (const { write, place, tunnel: about } of found.differences) {
      assert.notEqual(write, '', kind);
      assert.ok(about === ONE || about === TWO);
      if (kind !== 'dpd-off') assert.match(place?.file ?? '', /aws\.conf$/);
    }
  });
}

test('a device that starts nothing is well where AWS starts the tunnel', async () => {
  const tunnels = [ONE, TWO].map((one) => tunnel(one, { startupAction: 'start' }));
  assert.deepEqual(
    kinds(
      await compared({ files: conf((good) => good.replace('auto=start', 'auto=add')), vpn: { tunnels } }),
    ),
    [],
  );
});

test('a tunnel that the device does not have is named, with a connection to write', async () => {
  const only = GOOD_CONF.slice(0, GOOD_CONF.indexOf('conn Tunnel2'));
  const { differences } = await compared({ files: { 'aws.conf': only, 'aws.secrets': GOOD_SECRETS } });
  assert.deepEqual(
    differences.map(({ kind, tunnel: about }) => [kind, about]),
    [['tunnel-not-configured', TWO]],
  );
  assert.match(differences[0]?.write ?? '', /^conn aws-203-0-113-2\n[\s\S]*right=203\.0\.113\.2\n/);
});

test('a connection to somebody else is left alone', async () => {
  const other = `${GOOD_CONF}\nconn branch\n  left=192.0.2.50\n  leftid=192.0.2.50\n  right=192.0.2.60\n  ike=3des-md5\n`;
  assert.deepEqual(kinds(await compared({ files: { 'aws.conf': other, 'aws.secrets': GOOD_SECRETS } })), []);
});

test('a file that changed after the service had started asks for a restart', async () => {
  const input = {
    device: readDeviceFiles([{ file: 'a.conf', text: GOOD_CONF }]),
    vpn: connection(),
    keys: new Map(),
  };
  assert.deepEqual(kinds(compareConfig(input)), []);
  const found = compareConfig({ ...input, changedSinceStart: '/etc/ipsec.d/aws.conf' });
  assert.deepEqual(kinds(found), ['service-not-restarted']);
  assert.match(found.differences[0]?.write ?? '', /^sudo systemctl restart ipsec/);
});

test("a file of this machine's own is held against the start of its service, others are not", async () => {
  const file = join(folder, 'own', 'aws.conf');
  await mkdir(join(folder, 'own'));
  await writeFile(file, GOOD_CONF);
  const started = (await stat(file)).mtimeMs;
  const kindsAt = async (serviceStartedMs: number) =>
    kinds(
      JSON.parse((await run({ paths: [file], serviceStartedMs, flags: { json: true } })).text) as Comparison,
    );
  assert.deepEqual(await kindsAt(started - 1000), ['service-not-restarted']);
  assert.deepEqual(await kindsAt(started + 1000), []);
  const elsewhere = await compared({ files: conf((good) => good), serviceStartedMs: 0 });
  assert.deepEqual(kinds(elsewhere), []);
});

const SWANCTL = `connections {
  aws1 {
    version = 2
    local_addrs  = %any
    remote_addrs = ${ONE}
    proposals = aes256-sha256-modp2048
    rekey_time = 7h
    dpd_delay = 10s
    local  { auth = psk
      id = ${DEVICE} }
    remote { auth = psk
      id = ${ONE} }
    children { net { esp_proposals = aes256gcm16-modp2048
        local_ts = 0.0.0.0/0
        remote_ts = 0.0.0.0/0
        rekey_time = 50m
        dpd_action = restart
        start_action = start } }
  }
  aws2 : connections.aws1 {
    remote_addrs = ${TWO}
    dpd_delay = 10s
    children { net2 { start_action = trap|start } }
  }
}
secrets {
  ike-1 { id-1 = ${ONE}
    secret = "${KEYS.get(ONE)}" }
  ike-2 { id-1 = ${TWO}
    secret = 0x${Buffer.from(KEYS.get(TWO) ?? '').toString('hex')} }
}
`;

test("strongSwan's swanctl.conf is read, keys in hexadecimal included", async () => {
  const found = await compared({ files: { 'swanctl.conf': SWANCTL } });
  assert.deepEqual(kinds(found), []);
  assert.deepEqual(found.sameKeys, [ONE, TWO]);
  const changed = SWANCTL.replace('version = 2', 'version = 1').replace('modp2048\n', 'modp768\n');
  const tunnels = [tunnel(ONE, { ikeVersions: ['ikev2'] }), tunnel(TWO)];
  const { differences } = await compared({ files: { 'swanctl.conf': changed }, vpn: { tunnels } });
  assert.deepEqual(
    differences.map(({ kind, write }) => [kind, write]),
    [['ike-version', 'version = 2']],
  );
});

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<vpn_connection id="${VPN}">
  <customer_gateway_id>cgw-0123456789abcdef0</customer_gateway_id>
  ${[ONE, '192.0.2.88']
    .map(
      (address) => `<ipsec_tunnel>
    <customer_gateway><tunnel_outside_address><ip_address>${DEVICE}</ip_address></tunnel_outside_address></customer_gateway>
    <vpn_gateway><tunnel_outside_address><ip_address>${address}</ip_address></tunnel_outside_address></vpn_gateway>
    <ike><pre_shared_key>${KEYS.get(ONE)}</pre_shared_key></ike>
  </ipsec_tunnel>`,
    )
    .join('\n')}
</vpn_connection>`;

const GENERIC = `Amazon Web Services
Virtual Private Cloud
VPN Connection Configuration
IPSec Tunnel #1
  - Pre-Shared Key           : ${KEYS.get(ONE)}
Outside IP Addresses:
  - Customer Gateway         : ${DEVICE}
  - Virtual Private Gateway  : ${ONE}
Inside IP Addresses
  - Customer Gateway         : 169.254.10.2/30
IPSec Tunnel #2
  - Pre-Shared Key           : ${KEYS.get(TWO)}
Outside IP Addresses:
  - Customer Gateway         : ${DEVICE}
  - Virtual Private Gateway  : 192.0.2.88
`;

for (const [what, file] of [
  ['the XML of an older connection', XML],
  ['the generic download of an older connection', GENERIC],
] as const) {
  test(`${what} shows the outside address that is gone`, async () => {
    const { differences } = await compared({ files: { 'vpn.txt': file } });
    const [first] = differences;
    assert.equal(first?.kind, 'outside-address-old');
    assert.equal(first?.device, '192.0.2.88');
    assert.equal(first?.aws, TWO);
  });
}

test("the console's download for Openswan is read among its explanations", async () => {
  const download = `! Amazon Web Services
! Virtual Private Cloud
IPSEC Tunnel #1
4) Create a new file at /etc/ipsec.d/aws.conf, and append the following configuration to the file:

conn Tunnel1
\tauthby=secret
\tauto=start
\tleft=%defaultroute
\tleftid=${DEVICE}
\tright=${ONE}
\tike=aes128-sha1;modp1024
\tphase2alg=aes128-sha1;modp1024
\tdpddelay=10

5) Create a new file at /etc/ipsec.d/aws.secrets:
${DEVICE} ${ONE}: PSK "${KEYS.get(ONE)}"
`;
  const found = await compared({ files: { 'download.txt': download } });
  assert.deepEqual(found.sameKeys, [ONE]);
  assert.deepEqual(kinds(found), ['tunnel-not-configured', 'secret-missing']);
});

test('every fault of the command line is told at once, with its path', async () => {
  const error = await run({
    files: { 'notes.txt': 'hello' },
    flags: { vpn: 'vpn-1', lang: 'de' },
  }).catch((one: unknown) => one);
  assert.ok(error instanceof InputError);
  assert.match(error.message, /--lang: expected one of en, ko, fr, got "de"/);
  assert.match(error.message, /--vpn: expected an id such as vpn-0123456789abcdef0, got "vpn-1"/);
  assert.match(error.message, /notes\.txt: is neither ipsec\.conf/);
  const missing = await run({ paths: [join(folder, 'no.conf'), folder] }).catch((one: unknown) => one);
  assert.match(String(missing), /no\.conf: no such file[\s\S]*is a folder/);
});

test('files that name no tunnel of this connection are not called well', async () => {
  const { status, text } = await run({ files: { 'a.conf': 'config setup\n  protostack=netkey\n' } });
  assert.equal(status, 1);
  assert.match(text, /No connection to this VPN was found in the files\./);
});

test('an include that is not among the files is told; a circle of sections ends', async () => {
  const { text } = await run({
    files: {
      'ipsec.conf': `include /etc/ipsec.d/*.conf\nconn a\n  also=b\n  right=${ONE}\n  dpddelay=9\nconn b\n  also=a\n  right=${TWO}\n  dpddelay=9\n`,
    },
  });
  assert.match(text, /ipsec\.conf:1 not read: include \/etc\/ipsec\.d\/\*\.conf/);
  const { text: covered } = await run({
    files: { 'ipsec.conf': 'include /etc/ipsec.d/*.secretz.conf\n', 'x.secretz.conf': GOOD_CONF },
  });
  assert.doesNotMatch(covered, /not read/);
});

test('a long file of one line, open braces and broken XML end quickly, with what was read', async () => {
  const files = {
    'a.conf': `conn a\n  right=${ONE}\n  ike=${'aes256-sha2_256;dh14,'.repeat(20_000)}\n`,
    'swanctl.conf': `connections {${'a {'.repeat(100_000)}`,
    'b.xml': `${XML.slice(0, XML.indexOf('</ipsec_tunnel>') + 15)}<ipsec_tunnel><`,
    'c.secrets': `${': '.repeat(200_000)}PSK`,
  };
  const found = await compared({ files });
  assert.ok(found.compared >= 1);
});
