import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CustomerGateway, VpnConnection, VpnTunnel } from '../../lib/core/aws/vpn-reader.ts';
import { type CompareInput, compareConfig, type DifferenceKind } from '../../lib/vpn-config/compare.ts';
import { readDeviceFiles } from '../../lib/vpn-config/read-files.ts';
import { SharedKey } from '../../lib/wire/shared-key.ts';

/** What differs, where it stands, and the line to write, in the words of each device. */

const DEVICE = '198.51.100.10';
const [ONE, TWO] = ['203.0.113.1', '203.0.113.2'] as const;
const ADDRESS: CustomerGateway = { id: 'cgw-1', state: 'available', address: DEVICE, tags: {} };

const tunnel = (outsideAddress: string, more: Partial<VpnTunnel> = {}): VpnTunnel => ({
  ...{ outsideAddress, ikeVersions: [], logs: { enabled: false, bgpEnabled: false } },
  ...more,
});
const vpnOf = (tunnels: readonly VpnTunnel[], more: Partial<VpnConnection> = {}): VpnConnection => ({
  ...{ id: 'vpn-1', state: 'available', customerGatewayId: 'cgw-1', staticRoutesOnly: true },
  ...{ staticRoutes: [], tags: {}, tunnels },
  ...more,
});

const OPENSWAN = 'ipsec.conf';
const SWANCTL = 'swanctl.conf';
type Program = typeof OPENSWAN | typeof SWANCTL;

/** A connection that fits, with some settings more; the first of these stands on line 3, or on 5 in swanctl.conf. */
function conf(program: Program, more: readonly string[] = [], remote: string = ONE, name = 'one'): string {
  return program === OPENSWAN
    ? `conn ${name}\n  right=${remote}\n${more.map((one) => `  ${one}\n`).join('')}  dpddelay=10\n`
    : `connections {\n ${name} {\n remote_addrs = ${remote}\n dpd_delay = 10\n${more.join('\n')}\n }\n}\n`;
}
interface About {
  readonly tunnels?: readonly VpnTunnel[];
  readonly vpn?: Partial<VpnConnection>;
  readonly customerGateway?: CustomerGateway | undefined;
  readonly keys?: CompareInput['keys'];
  readonly changedSinceStart?: string;
}
function compare(
  files: Readonly<Record<string, string>>,
  { tunnels = [tunnel(ONE)], vpn, keys = new Map(), customerGateway = ADDRESS, ...more }: About = {},
) {
  const device = readDeviceFiles(Object.entries(files).map(([file, text]) => ({ file, text })));
  return compareConfig({ device, vpn: vpnOf(tunnels, vpn), customerGateway, keys, ...more });
}
/** Whatever differs: what it is, where, both sides, and the line to write. */
function told(files: Readonly<Record<string, string>>, about: About = {}): readonly string[] {
  return compare(files, about).differences.map(({ kind, place, device, aws, write }) => {
    const at = place === undefined ? '' : ` ${place.file}:${place.line}`;
    return `${kind}${at} [${device}] [${aws}] ${write}`;
  });
}
const of = (program: Program, more: readonly string[] = [], about: About = {}) =>
  told({ [program]: conf(program, more) }, about);
const GCM_256 = { encryption: ['AES256-GCM-16'], integrity: ['SHA2-512'], dhGroups: [20, 21] };

test('a connection that fits has no difference, in the words of either program', () => {
  for (const program of [OPENSWAN, SWANCTL] as const) {
    const files = { [program]: conf(program) };
    assert.deepEqual(compare(files), { differences: [], sameKeys: [], keysNotCompared: [], compared: 1 });
  }
});

/** One setting that differs: what is told of it, of either program. */
const SETTINGS: readonly {
  readonly kind: DifferenceKind;
  readonly tunnel?: Partial<VpnTunnel>;
  readonly vpn?: Partial<VpnConnection>;
  readonly aws: string;
  readonly openswan?: readonly [setting: string, device: string, write: string];
  readonly swanctl?: readonly [setting: string, device: string, write: string];
}[] = [
  {
    kind: 'local-id',
    aws: DEVICE,
    openswan: ['leftid=10.0.0.4', '10.0.0.4', `leftid=${DEVICE}`],
    swanctl: ['local { id = 10.0.0.4 }', '10.0.0.4', `local { id = ${DEVICE} }`],
  },
  {
    kind: 'remote-id',
    aws: ONE,
    openswan: ['rightid=@aws', 'aws', `rightid=${ONE}`],
    swanctl: ['remote { id = aws }', 'aws', `remote { id = ${ONE} }`],
  },
  {
    kind: 'ike-version',
    tunnel: { ikeVersions: ['ikev2'] },
    aws: 'ikev2',
    openswan: ['ikev2=no', 'ikev1', 'ikev2=insist'],
    swanctl: ['version = 1', 'ikev1', 'version = 2'],
  },
  {
    kind: 'ike-version',
    tunnel: { ikeVersions: ['ikev1'] },
    aws: 'ikev1',
    openswan: ['keyexchange=ikev2', 'ikev2', 'ikev2=no'],
    swanctl: ['version = 2', 'ikev2', 'version = 1'],
  },
  {
    kind: 'phase-1-proposals',
    tunnel: { phase1: GCM_256 },
    aws: 'AES256-GCM-16 · SHA2-512 · DH 20, 21',
    openswan: [
      'ike=aes128+aes256-sha1;dh2,aes256-sha2_256;dh14',
      'ike=AES128-AES256-SHA1-2,AES256-SHA2-256-14',
      'ike=aes_gcm256-sha2_512;dh20',
    ],
    swanctl: [
      'proposals = aes128-sha1-modp1024',
      'proposals=AES128-SHA1-2',
      'proposals = aes256gcm16-sha512-ecp384',
    ],
  },
  {
    kind: 'phase-2-proposals',
    tunnel: {
      phase2: { encryption: ['AES128', 'AES256'], integrity: ['SHA2-384', 'SHA2-256'], dhGroups: [2, 14] },
    },
    aws: 'AES128, AES256 · SHA2-384, SHA2-256 · DH 2, 14',
    openswan: ['phase2alg=aes128-sha1', 'phase2alg=AES128-SHA1', 'phase2alg=aes256-sha2_256;dh14'],
    swanctl: [
      'children { a { esp_proposals = aes128-sha1 } }',
      'esp_proposals=AES128-SHA1',
      'esp_proposals = aes256-sha256-modp2048',
    ],
  },
  {
    kind: 'phase-1-lifetime',
    aws: '28800 s',
    openswan: ['ikelifetime=24h', '86400 s', 'ikelifetime=28800s'],
    swanctl: ['rekey_time = 24h', '86400 s', 'rekey_time = 28800s'],
  },
  {
    kind: 'phase-2-lifetime',
    tunnel: { phase2: { lifetimeSeconds: 1800 } },
    aws: '1800 s',
    openswan: ['salifetime=1801', '1801 s', 'salifetime=1800s'],
    swanctl: ['children { a { rekey_time = 1h } }', '3600 s', 'rekey_time = 1800s'],
  },
  { kind: 'forward-secrecy-off', aws: 'pfs=yes', openswan: ['pfs=no', 'pfs=no', 'pfs=yes'] },
  {
    kind: 'traffic-selectors',
    vpn: { localCidr: '10.60.0.0/16' },
    aws: '10.60.0.0/16',
    openswan: ['leftsubnet=10.61.0.0/16', '10.61.0.0/16', 'leftsubnet=10.60.0.0/16'],
    swanctl: ['children { a { local_ts = 10.0.0.0/8 } }', '10.0.0.0/8', 'local_ts = 10.60.0.0/16'],
  },
  {
    kind: 'traffic-selectors',
    vpn: { remoteCidr: '10.60.0.0/16' },
    aws: '10.60.0.0/16',
    openswan: ['rightsubnet=fd00::/64', 'fd00::/64', 'rightsubnet=10.60.0.0/16'],
    swanctl: ['children { a { remote_ts = 10.61.0.1 } }', '10.61.0.1', 'remote_ts = 10.60.0.0/16'],
  },
  {
    kind: 'several-selectors',
    aws: '0.0.0.0/0',
    openswan: [
      'rightsubnets=10.60.0.0/16,10.61.0.0/16',
      '10.60.0.0/16, 10.61.0.0/16',
      'rightsubnet=0.0.0.0/0',
    ],
    swanctl: [
      'children { a { local_ts = 10.60.0.0/16, 10.61.0.0/16 } }',
      '10.60.0.0/16, 10.61.0.0/16',
      'local_ts = 0.0.0.0/0',
    ],
  },
  {
    kind: 'nobody-starts',
    aws: 'startup action: add',
    openswan: ['auto=ondemand', 'auto=wait', 'auto=start'],
    swanctl: ['children { a { start_action = trap } }', 'start_action=wait', 'start_action = start'],
  },
  {
    kind: 'mtu-too-large',
    aws: '1446 (MSS 1406; IPv6 1386)',
    openswan: ['mtu=1447', '1447', 'mtu=1446'],
  },
];

for (const { kind, openswan, swanctl, aws, tunnel: options, vpn } of SETTINGS) {
  test(`${kind}: where it stands, both sides, and the line to write (${aws})`, () => {
    const about: About = { tunnels: [tunnel(ONE, options)], ...(vpn && { vpn }) };
    if (openswan !== undefined) {
      const [setting, device, write] = openswan;
      const expected = `${kind} ipsec.conf:3 [${device}] [${aws}] ${write}`;
      assert.deepEqual(of(OPENSWAN, [setting], about), [expected]);
    }
    if (swanctl !== undefined) {
      const [setting, device, write] = swanctl;
      const expected = `${kind} swanctl.conf:5 [${device}] [${aws}] ${write}`;
      assert.deepEqual(of(SWANCTL, [setting], about), [expected]);
    }
  });
}

test('a difference names its tunnel and the connection of the device', () => {
  const [one] = compare({ [OPENSWAN]: conf(OPENSWAN, ['leftid=10.0.0.4']) }).differences;
  assert.deepEqual(one, {
    ...{ kind: 'local-id', connection: 'one', tunnel: ONE, place: { file: OPENSWAN, line: 3 } },
    ...{ device: '10.0.0.4', aws: DEVICE, write: `leftid=${DEVICE}` },
  });
});

test('what fits exactly, or is left to the device, is no difference', () => {
  const fits: readonly (readonly [string, About?])[] = [
    ['leftid=@gw.example.com'],
    [`leftid=${DEVICE}`],
    ['rightid=%any'],
    ['ikev2=permit', { tunnels: [tunnel(ONE, { ikeVersions: ['ikev1'] })] }],
    ['ikelifetime=8h'],
    ['salifetime=1h'],
    ['pfs=yes'],
    ['leftsubnet=10.60.0.0/16', { vpn: { localCidr: '10.60.0.0/16' } }],
    ['leftsubnet=10.60.1.0/24', { vpn: { localCidr: '10.60.0.0/16' } }],
    ['leftsubnet=vhost:%no', { vpn: { localCidr: '10.60.0.0/16' } }],
    ['leftsubnet=10.60.1.0/24', { vpn: { localCidr: 'all' } }],
    ['auto=add', { tunnels: [tunnel(ONE, { startupAction: 'start' })] }],
    ['mtu=1446'],
    ['leftid=10.0.0.4', { tunnels: [tunnel(ONE, { certificateArn: 'arn:aws:acm:x' })] }],
    ['rightid=@aws', { tunnels: [tunnel(ONE, { certificateArn: 'arn:aws:acm:x' })] }],
    ['leftid=10.0.0.4', { customerGateway: { ...ADDRESS, address: undefined } }],
  ];
  for (const [setting, about] of fits) assert.deepEqual(of(OPENSWAN, [setting], about), [], setting);
  // Without a name of its own, the address is the name.
  assert.deepEqual(of(OPENSWAN, ['left=10.0.0.4']), [
    `local-id ipsec.conf:3 [10.0.0.4] [${DEVICE}] leftid=${DEVICE}`,
  ]);
});

test('the strongest algorithms that every device knows are the ones to write', () => {
  const writes = (encryption: readonly string[], integrity: readonly string[], dhGroups: readonly number[]) =>
    of(OPENSWAN, ['ike=dh99'], { tunnels: [tunnel(ONE, { phase1: { encryption, integrity, dhGroups } })] })
      .at(0)
      ?.split('] ')
      .at(-1);
  const all = [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
  assert.equal(
    writes(['AES128', 'AES256'], ['SHA1', 'SHA2-512', 'SHA2-256'], all),
    'ike=aes256-sha2_256;dh14',
  );
  assert.equal(
    writes(['AES256-GCM-16', 'AES128'], ['SHA2-384', 'SHA2-512'], [2, 19]),
    'ike=aes128-sha2_512;dh19',
  );
  assert.equal(
    writes(['AES128-GCM-16', 'AES256-GCM-16'], ['SHA1', 'SHA2-384'], [5, 20]),
    'ike=aes_gcm256-sha2_384;dh20',
  );
  assert.equal(writes(['AES128-GCM-16'], ['SHA1'], [2, 5]), 'ike=aes_gcm128-sha1;dh5');
  // In order: the group that is asked for first stands before the next one.
  const order = [14, 19, 20, 15, 16, 17, 18, 21, 22, 23, 24, 5, 2];
  for (const [index, group] of order.entries())
    assert.equal(writes(['AES256'], ['SHA1'], order.slice(index).toReversed()), `ike=aes256-sha1;dh${group}`);
  assert.equal(writes([], [], []), 'ike=aes256-sha2_256;dh14');
});

test('the largest packet is that of the algorithms both sides have, less where NAT is on the way', () => {
  const mtu = (settings: readonly string[], phase2: VpnTunnel['phase2'] = {}) =>
    of(OPENSWAN, ['mtu=9000', ...settings], { tunnels: [tunnel(ONE, { phase2 })] })
      .find((one) => one.startsWith('mtu-too-large'))
      ?.split('mtu=')
      .at(-1);
  assert.equal(mtu(['phase2alg=aes256-sha2_512']), '1422');
  assert.equal(mtu(['phase2alg=aes256-sha2_512', 'forceencaps=yes']), '1406');
  assert.equal(mtu(['phase2alg=aes256']), '1438');
  assert.equal(mtu(['phase2alg=aes_gcm256']), '1446');
  assert.equal(mtu(['phase2alg=aes128+aes_gcm256-sha2_512'], { encryption: ['AES256-GCM-16'] }), '1446');
  assert.equal(mtu(['phase2alg=aes128+aes_gcm256-sha2_512'], { encryption: ['AES128'] }), '1422');
  assert.equal(mtu([]), '1446');
});

test('dead peer detection: a delay is wanted, except where strongSwan brings one', () => {
  const dpd = (text: string, more: Partial<VpnTunnel> = {}) =>
    told({ a: text }, { tunnels: [tunnel(ONE, more)] });
  const bare = `conn one\n  right=${ONE}\n`;
  const write = 'dpddelay=10\ndpdtimeout=30\ndpdaction=restart';
  assert.deepEqual(dpd(bare), [`dpd-off [-] [40 s] ${write}`]);
  assert.deepEqual(dpd(bare, { dpdTimeoutSeconds: 60 }), [`dpd-off [-] [60 s] ${write}`]);
  assert.deepEqual(dpd(`${bare}  dpddelay=0\n`), [`dpd-off a:3 [-] [40 s] ${write}`]);
  assert.deepEqual(dpd(`${bare}  dpdaction=restart\n`), [`dpd-off a:3 [-] [40 s] ${write}`]);
  assert.deepEqual(dpd(`${bare}  dpdaction=restart\n  ikev2=yes\n`), [`dpd-off a:3 [-] [40 s] ${write}`]);
  assert.deepEqual(dpd(`${bare}  dpdaction=restart\n  keyexchange=ikev2\n`), []);
  assert.deepEqual(dpd(`${bare}  keyexchange=ikev2\n`), [`dpd-off [-] [40 s] ${write}`]);
  assert.deepEqual(dpd(`connections {\n one { remote_addrs = ${ONE} }\n}\n`), [
    'dpd-off [-] [40 s] dpd_delay = 10s\ndpd_action = restart',
  ]);
});

test('a device that writes itself on the right is read the other way round', () => {
  const turned = `conn one\n  left=${ONE}\n  right=10.0.0.4\n  rightid=${DEVICE}\n  dpddelay=10\n`;
  assert.deepEqual(told({ a: turned }), []);
  const byAddress = `conn one\n  leftid=10.0.0.4\n  right=${DEVICE}\n  left=192.0.2.77\n  dpddelay=10\n`;
  assert.deepEqual(told({ a: byAddress }), [
    `outside-address-old a:4 [192.0.2.77] [${ONE}] right=${ONE}`,
    `remote-id a:2 [10.0.0.4] [${ONE}] rightid=${ONE}`,
  ]);
});

test('a tunnel without a connection: what to write, by whatever program the device has', () => {
  const tunnels = [tunnel(ONE), tunnel(TWO)];
  const [openswan] = compare({ a: conf(OPENSWAN) }, { tunnels }).differences;
  assert.deepEqual(openswan, {
    ...{ kind: 'tunnel-not-configured', tunnel: TWO, device: '-', aws: TWO },
    write: `conn aws-203-0-113-2\n  authby=secret\n  auto=start\n  left=%defaultroute\n  leftid=${DEVICE}\n  right=${TWO}\n  type=tunnel\n  ikev2=insist\n  leftsubnet=0.0.0.0/0\n  rightsubnet=0.0.0.0/0`,
  });
  const nameless = { tunnels, customerGateway: { ...ADDRESS, address: undefined } };
  assert.match(told({ a: conf(OPENSWAN) }, nameless)[0] ?? '', /left=%defaultroute\n {2}right=/);
  assert.deepEqual(told({ a: conf(SWANCTL) }, { tunnels }), [
    `tunnel-not-configured [-] [${TWO}] remote_addrs = ${TWO}`,
  ]);
  const download = `IPSec Tunnel #1\n - Virtual Private Gateway : ${ONE}\n`;
  assert.deepEqual(told({ a: download }, { tunnels }), [`tunnel-not-configured [-] [${TWO}] `]);
  // Nothing was read: what to write is ipsec.conf's.
  assert.match(
    told({ 'a.conf': '' })[0] ?? '',
    /^tunnel-not-configured \[-\] \[203\.0\.113\.1\] conn aws-203/,
  );
});

test('a tunnel that AWS has not given an address yet is not asked for', () => {
  const { outsideAddress: _, ...noAddress } = tunnel(TWO);
  assert.deepEqual(told({ a: conf(OPENSWAN) }, { tunnels: [noAddress, tunnel(ONE)] }), []);
  const secrets = { 'a.secrets': '' };
  const missing = compare({ a: conf(OPENSWAN), ...secrets }, { tunnels: [noAddress, tunnel(ONE)] });
  assert.deepEqual(
    missing.differences.map(({ tunnel: about }) => about),
    [ONE],
  );
});

test('a connection takes the place of a missing tunnel where it is of this device', () => {
  const tunnels = [tunnel(ONE), tunnel(TWO)];
  const kinds = (others: readonly string[], about: About = { tunnels }) =>
    told({ a: [conf(OPENSWAN), ...others].join('') }, about).map((one) => one.split(' ')[0]);
  const other = (name: string, ...more: readonly string[]) => conf(OPENSWAN, more, '192.0.2.77', name);
  const left = (address: string) => `left=${address}`;
  assert.deepEqual(kinds([other('two')]), ['outside-address-old']);
  // Of many, only those that name this device's address.
  const branch = (name: string) => other(name, left('192.0.2.50'), 'leftid=192.0.2.50');
  assert.deepEqual(kinds([branch('two'), branch('three')]), ['tunnel-not-configured']);
  assert.deepEqual(kinds([branch('two'), other('three', `leftid=${DEVICE}`)]), ['outside-address-old']);
  assert.deepEqual(kinds([branch('two'), other('three', left(DEVICE))]), ['outside-address-old']);
  assert.deepEqual(kinds([other('two'), other('three')]), ['tunnel-not-configured']);
  const unknown = { tunnels, customerGateway: { ...ADDRESS, address: undefined } };
  assert.deepEqual(kinds([branch('two'), branch('three')], unknown), ['tunnel-not-configured']);
  // What the old one has wrong besides is told too, and it counts as compared.
  const old = { a: conf(OPENSWAN) + other('two', 'leftid=10.0.0.4') };
  assert.deepEqual(told(old, { tunnels }), [
    `outside-address-old a:5 [192.0.2.77] [${TWO}] right=${TWO}`,
    `local-id a:6 [10.0.0.4] [${DEVICE}] leftid=${DEVICE}`,
  ]);
  assert.equal(compare(old, { tunnels }).compared, 2);
  const [first] = compare(old, { tunnels }).differences;
  assert.deepEqual([first?.tunnel, first?.connection], [TWO, 'two']);
  const swanctl = conf(SWANCTL) + conf(SWANCTL, [], '192.0.2.77', 'two');
  assert.deepEqual(told({ a: swanctl }, { tunnels }), [
    `outside-address-old a:10 [192.0.2.77] [${TWO}] remote_addrs = ${TWO}`,
  ]);
  const byName = `conn one\n  rightid=@aws\n  dpddelay=10\n`;
  assert.deepEqual(told({ a: byName }), [
    `outside-address-old a:1 [-] [${ONE}] right=${ONE}`,
    `remote-id a:2 [aws] [${ONE}] rightid=${ONE}`,
  ]);
});

test('what stops a tunnel stands before what lets it fall, whichever is found first', () => {
  const found = of(OPENSWAN, ['mtu=9000', 'ikelifetime=2d', 'auto=add', 'ikev2=no', 'leftid=10.0.0.4'], {
    tunnels: [tunnel(ONE, { ikeVersions: ['ikev2'] })],
    changedSinceStart: '/etc/ipsec.conf',
  });
  assert.deepEqual(
    found.map((one) => one.split(' ')[0]),
    [
      ...['local-id', 'ike-version', 'nobody-starts', 'service-not-restarted'],
      ...['phase-1-lifetime', 'mtu-too-large'],
    ],
  );
});

test('how the files are loaded after a change, by either program', () => {
  const restart = (text: string) => told({ a: text }, { changedSinceStart: '/etc/x.conf' });
  assert.deepEqual(restart(conf(OPENSWAN)), [
    'service-not-restarted [/etc/x.conf] [-] sudo systemctl restart ipsec || sudo systemctl restart strongswan-starter',
  ]);
  assert.deepEqual(restart(conf(SWANCTL)), [
    'service-not-restarted [/etc/x.conf] [-] sudo swanctl --load-all',
  ]);
  const download = `IPSec Tunnel #1\n - Virtual Private Gateway : ${ONE}\n`;
  assert.deepEqual(restart(download), ['service-not-restarted [/etc/x.conf] [-] ']);
});

test('keys: the entry that names the peer, else the one for everybody; none for a certificate', () => {
  const keys = new Map([[ONE, new SharedKey('Key_1')]]);
  const secrets = (text: string, about: About = {}) =>
    compare({ a: conf(OPENSWAN), 'a.secrets': text }, { keys, ...about });
  const line = `${DEVICE} ${ONE} : PSK "<the pre-shared key of this tunnel>"`;
  const about = { tunnel: ONE, device: '-', aws: ONE, write: line };
  assert.deepEqual(secrets(`: PSK "x"\n${ONE} : PSK "Key_1"\n`).sameKeys, [ONE]);
  assert.deepEqual(secrets(': PSK "Key_1"\n').sameKeys, [ONE]);
  assert.deepEqual(secrets(`${TWO} : PSK "Key_1"\n`).differences, [
    { kind: 'secret-missing', ...about, place: { file: 'a.secrets', line: 1 } },
  ]);
  assert.deepEqual(secrets(`# ours\n${ONE} : PSK "x"\n`).differences, [
    { kind: 'secret-differs', ...about, place: { file: 'a.secrets', line: 2 } },
  ]);
  assert.deepEqual(secrets(': PSK "Key_1"\n', { keys: new Map() }), {
    ...{ differences: [], sameKeys: [], keysNotCompared: [ONE], compared: 1 },
  });
  const certificate = [tunnel(ONE, { certificateArn: 'arn:aws:acm:x' })];
  assert.deepEqual(secrets('', { tunnels: certificate }).differences, []);
  const second = [tunnel(TWO, { certificateArn: 'arn:aws:acm:x' }), tunnel(ONE)];
  assert.equal(secrets('', { tunnels: second }).differences.at(-1)?.kind, 'secret-missing');
  const nobody = secrets('', { customerGateway: { ...ADDRESS, address: undefined } });
  assert.match(nobody.differences[0]?.write ?? '', /^%any 203\.0\.113\.1 : PSK/);
  const wrong = secrets(': PSK "x"\n', { customerGateway: { ...ADDRESS, address: undefined } });
  assert.match(wrong.differences[0]?.write ?? '', /^%any 203/);
  const swanctl = `${conf(SWANCTL)}secrets {\n}\n`;
  assert.deepEqual(told({ a: swanctl }, { keys }), [
    `secret-missing a:1 [-] [${ONE}] secrets { ike-203-0-113-1 { id-1 = ${ONE}\n secret = "<the pre-shared key of this tunnel>" } }`,
  ]);
  // A key of a download, and no file that is made for keys.
  const download = `IPSec Tunnel #1\n - Pre-Shared Key : Key_2\n - Virtual Private Gateway : ${TWO}\n`;
  const [elsewhere] = compare({ a: conf(OPENSWAN), b: download }, { keys }).differences;
  assert.deepEqual(elsewhere, { kind: 'secret-missing', ...about });
});

test('without the customer gateway the lines to write leave its address out', () => {
  const device = readDeviceFiles([{ file: 'a.secrets', text: '' }]);
  const input = { device, vpn: vpnOf([tunnel(ONE)]), keys: new Map() };
  const writes = compareConfig(input).differences.map(({ write }) => write);
  assert.doesNotMatch(writes[0] ?? '', /leftid/);
  assert.match(writes[1] ?? '', /^%any /);
});

test('a tunnel of which AWS tells no outside address is compared with nothing', () => {
  const { outsideAddress: _, ...nameless } = tunnel(ONE);
  const anywhere = 'conn a\n  right=%any\n  rightid=somebody\n  dpddelay=10\n';
  const { compared, differences } = compare({ 'ipsec.conf': anywhere }, { tunnels: [nameless] });
  assert.deepEqual([compared, differences], [0, []]);
});

test('among many connections only one that names the device is taken for an old one of this VPN', () => {
  const conns = (...named: readonly string[]) =>
    named.map((more, index) => conf(OPENSWAN, [more], `9.9.9.${index}`, `c${index}`)).join('');
  const kinds = (text: string, customerGateway: CustomerGateway = ADDRESS) =>
    compare({ 'ipsec.conf': text }, { customerGateway }).differences.map(({ kind, connection }) => [
      kind,
      connection,
    ]);
  const [mine, other] = [`leftid=${DEVICE}`, 'leftid=gw'];
  assert.deepEqual(kinds(conns(other, other, mine)), [['outside-address-old', 'c2']]);
  assert.deepEqual(kinds(conns(other, other, other)), [['tunnel-not-configured', undefined]]);
  assert.deepEqual(kinds(conns(other, other)), [['outside-address-old', 'c0']]);
  const { address: _, ...dynamic } = ADDRESS;
  assert.deepEqual(kinds(conns('auto=start', 'auto=start', 'auto=start'), dynamic), [
    ['tunnel-not-configured', undefined],
  ]);
});

test('what AWS takes where it names nothing is what its defaults are, phase by phase', () => {
  const differences = of(OPENSWAN, ['ike=aes256-sha1;dh5', 'phase2alg=aes256-sha1;dh31']);
  assert.deepEqual(
    differences.map((one) => / DH ([\d, ]+)\]/.exec(one)?.[1]),
    ['2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24', '2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24'],
  );
});

test('a network of the other family, or a wider one, lies in none of this one', () => {
  const vpn = { localCidr: '10.0.0.0/8' };
  assert.deepEqual(of(OPENSWAN, ['leftsubnet=fd00::/64'], { vpn }), [
    'traffic-selectors ipsec.conf:3 [fd00::/64] [10.0.0.0/8] leftsubnet=10.0.0.0/8',
  ]);
  assert.deepEqual(of(OPENSWAN, ['leftsubnet=10.0.0.0/7'], { vpn }), [
    'traffic-selectors ipsec.conf:3 [10.0.0.0/7] [10.0.0.0/8] leftsubnet=10.0.0.0/8',
  ]);
});

test('the largest packet follows what both sides would choose; where nothing is known the roomiest', () => {
  const mtuOf = (esp: string, more: Partial<VpnTunnel> = {}) =>
    of(OPENSWAN, [`phase2alg=${esp}`, 'mtu=9000'], { tunnels: [tunnel(ONE, more)] }).flatMap(
      (one) => /^mtu-too-large .* mtu=(\d+)$/.exec(one)?.[1] ?? [],
    );
  assert.deepEqual(mtuOf('aes256-sha2_512'), ['1422']);
  assert.deepEqual(mtuOf('aes_gcm256'), ['1446']);
  assert.deepEqual(mtuOf('aes256', { phase2: { encryption: ['AES256-GCM-16'] } }), ['1446']);
});

test('a key that is missing is written for any address where AWS tells none of the device', () => {
  const files = { 'ipsec.conf': conf(OPENSWAN), 'ipsec.secrets': '' };
  const device = readDeviceFiles(Object.entries(files).map(([file, text]) => ({ file, text })));
  const { differences } = compareConfig({ device, vpn: vpnOf([tunnel(ONE)]), keys: new Map() });
  const write = `%any ${ONE} : PSK "<the pre-shared key of this tunnel>"`;
  assert.deepEqual(
    differences.map((one) => [one.kind, one.write]),
    [['secret-missing', write]],
  );
  const wrong = { ...files, 'ipsec.secrets': `${ONE} : PSK "old"` };
  const other = readDeviceFiles(Object.entries(wrong).map(([file, text]) => ({ file, text })));
  const keys = new Map([[ONE, new SharedKey('new')]]);
  assert.deepEqual(
    compareConfig({ device: other, vpn: vpnOf([tunnel(ONE)]), keys }).differences.map((one) => [
      one.kind,
      one.write,
    ]),
    [['secret-differs', write]],
  );
});

test('what AWS’s own download says wrongly is told without a line to write', () => {
  const text = `IPSec Tunnel #1\n- Customer Gateway : 9.9.9.9\n- Virtual Private Gateway : ${ONE}\n`;
  assert.deepEqual(
    compare({ 'generic.txt': text }).differences.map(({ kind, write }) => [kind, write]),
    [['local-id', '']],
  );
});
