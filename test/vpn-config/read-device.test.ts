import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceSecret } from '../../lib/vpn-config/device-connection.ts';
import { haveCommon, readProposals, writeProposal } from '../../lib/vpn-config/proposals.ts';
import { readDeviceFiles } from '../../lib/vpn-config/read-files.ts';
import { SharedKey } from '../../lib/wire/shared-key.ts';

/** What is read of a device's files: every value, with the line it stands on. */

const DEVICE = '198.51.100.10';
const [ONE, TWO] = ['203.0.113.1', '203.0.113.2'] as const;

const read = (text: string, file = 'aws.conf') => readDeviceFiles([{ file, text }]);
const at = (line: number, key: string, value: unknown, file = 'aws.conf') => ({ key, value, file, line });
const conn = (...settings: readonly string[]) => `conn one\n  right=${ONE}\n  ${settings.join('\n  ')}\n`;
const first = (...settings: readonly string[]) => read(conn(...settings)).connections[0];
const isKey = ({ key }: DeviceSecret, text: string) => key.equals(new SharedKey(text));

test('a connection of ipsec.conf is read whole', () => {
  const { connections, notes, secretFiles, unknown } = read(`# ours
version 2
config setup
  protostack=netkey

conn aws-1   # the first
\tleft=${DEVICE}
\tleftid=@gw.example.com
  leftsubnets={10.60.0.0/16, 10.61.0.0/16}
  right = "${ONE}"
  rightid=${ONE}
  rightsubnet=172.31.0.0/16
  ikev2=permit
  ike=aes256-sha2_256;dh14
  esp=aes_gcm256
  PFS=no
  ikelifetime=8h
  lifetime=50m
  dpddelay=10
  dpdaction=restart
  auto=add
  mtu=1400
  forceencaps=yes
`);
  assert.deepEqual(
    { connections, notes, secretFiles, unknown },
    {
      notes: [],
      secretFiles: [],
      unknown: [],
      connections: [
        {
          ...{ name: 'aws-1', file: 'aws.conf', line: 6, format: 'ipsec.conf' },
          local: {
            address: at(7, 'left', DEVICE),
            id: at(8, 'leftid', 'gw.example.com'),
            subnets: at(9, 'leftsubnets', ['10.60.0.0/16', '10.61.0.0/16']),
          },
          remote: {
            address: at(10, 'right', ONE),
            id: at(11, 'rightid', ONE),
            subnets: at(12, 'rightsubnet', ['172.31.0.0/16']),
          },
          ikeVersions: at(13, 'ikev2', ['ikev1', 'ikev2']),
          phase1: at(14, 'ike', [{ encryption: ['AES256'], integrity: ['SHA2-256'], dhGroups: [14] }]),
          phase2: at(15, 'esp', [{ encryption: ['AES256-GCM-16'], integrity: [], dhGroups: [] }]),
          usesForwardSecrecy: at(16, 'PFS', false),
          phase1LifetimeSeconds: at(17, 'ikelifetime', 28_800),
          phase2LifetimeSeconds: at(18, 'lifetime', 3000),
          dpdDelaySeconds: at(19, 'dpddelay', 10),
          dpdAction: at(20, 'dpdaction', 'restart'),
          startup: at(21, 'auto', 'wait'),
          mtuBytes: at(22, 'mtu', 1400),
          natTraversal: at(23, 'forceencaps', true),
        },
      ],
    },
  );
});

test('each word of ipsec.conf(5) for the version of IKE, the start, a switch and a time', () => {
  const versions = (setting: string) => first(setting)?.ikeVersions?.value.join();
  for (const word of ['insist', 'yes', 'YES']) assert.equal(versions(`ikev2=${word}`), 'ikev2', word);
  for (const word of ['no', 'never']) assert.equal(versions(`ikev2=${word}`), 'ikev1', word);
  for (const word of ['permit', 'propose']) assert.equal(versions(`ikev2=${word}`), 'ikev1,ikev2', word);
  assert.equal(versions('keyexchange=ike'), 'ikev1,ikev2');
  assert.equal(versions('keyexchange=IKEv1'), 'ikev1');
  assert.equal(versions('keyexchange=ikev2'), 'ikev2');
  for (const word of ['add', 'ignore', 'route', 'ondemand', 'keep', 'Add'])
    assert.equal(first(`auto=${word}`)?.startup?.value, 'wait', word);
  assert.equal(first('auto=start')?.startup?.value, 'start');
  for (const word of ['yes', 'true', 'on', '1', 'force', 'forced', 'always', 'Yes'])
    assert.equal(first(`encapsulation=${word}`)?.natTraversal?.value, true, word);
  for (const word of ['no', 'false', 'off', '0', 'never'])
    assert.equal(first(`encapsulation=${word}`)?.natTraversal?.value, false, word);
  const times = { '90': 90, '90s': 90, '5m': 300, '1 h': 3600, '1H': 3600, '2d': 172_800, '1w': 604_800 };
  for (const [word, seconds] of Object.entries(times))
    assert.equal(first(`salifetime=${word}`)?.phase2LifetimeSeconds?.value, seconds, word);
  assert.equal(first('keylife=1h')?.phase2LifetimeSeconds?.value, 3600);
});

test('a value nobody knows is noted with its line, and not compared', () => {
  const settings = [
    ...['ikev2=perhaps', 'auto=later', 'pfs=maybe', 'ikelifetime=x8h', 'salifetime=8hours'],
    ...['mtu=1400x', 'phase2alg=aes256-sha9;dh14', 'ike=aes256-sha1;dh14,blowfish-md5'],
  ];
  const { connections, notes } = read(conn(...settings));
  assert.deepEqual(notes.map(({ file, line, what, text }) => `${file}:${line} ${what} ${text}`).sort(), [
    'aws.conf:10 value-not-known ike: blowfish',
    'aws.conf:3 value-not-known ikev2=perhaps',
    'aws.conf:4 value-not-known auto=later',
    'aws.conf:5 value-not-known pfs=maybe',
    'aws.conf:6 value-not-known ikelifetime=x8h',
    'aws.conf:7 value-not-known salifetime=8hours',
    'aws.conf:8 value-not-known mtu=1400x',
    'aws.conf:9 value-not-known phase2alg: sha9',
  ]);
  const [one] = connections;
  // One proposal of two is known: that one is compared.
  assert.deepEqual(one?.phase1?.value, [{ encryption: ['AES256'], integrity: ['SHA1'], dhGroups: [14] }]);
  assert.deepEqual(Object.keys(one ?? {}).sort(), [
    ...['file', 'format', 'line', 'local', 'name', 'phase1', 'remote'],
  ]);
  assert.equal(first('mtu=x1400')?.mtuBytes, undefined);
  assert.equal(first('mtu=140000')?.mtuBytes, undefined);
});

test('an empty value, the defaults of the device and what begins with % say nothing', () => {
  const one = first('left=%defaultroute', 'ike=default', 'esp=', 'mtu=', 'leftid=');
  assert.deepEqual(Object.keys(one ?? {}).sort(), ['file', 'format', 'line', 'local', 'name', 'remote']);
  assert.deepEqual(one?.local, {});
});

test('a section of its own, then what it takes over, then the defaults; in whatever file they are', () => {
  const text = `conn %default
  auto=start
  dpddelay=5
conn base
  left=${DEVICE}
  auto=route
  mtu=1300
conn more
  leftsubnet=10.0.0.0/8
conn one
  also=base more
  right=${ONE}
  mtu=1200
conn nobody
  auto=add
conn named
  rightid=@aws
`;
  const { connections } = read(text);
  assert.deepEqual(
    connections.map(({ name }) => name),
    ['one', 'named'],
  );
  const [one, named] = connections;
  assert.deepEqual(
    [one?.startup?.value, one?.mtuBytes?.value, one?.dpdDelaySeconds?.value, one?.local.subnets?.value],
    ['wait', 1200, 5, ['10.0.0.0/8']],
  );
  assert.deepEqual([named?.startup?.value, named?.remote.id?.value], ['start', 'aws']);
  const apart = readDeviceFiles([
    { file: 'a.conf', text: `conn one\n  right=${ONE}\n  also=base\n` },
    { file: 'b.conf', text: `conn base\n  mtu=1300\n` },
  ]);
  assert.deepEqual(apart.connections[0]?.mtuBytes, at(2, 'mtu', 1300, 'b.conf'));
});

test('a comment, a setting outside of a section, and a line that is none', () => {
  const { connections, notes } = read(
    `conn one\n  right=${ONE}#no comment\n  #right=${TWO}\n  leftid=a#b # c\n  nothing\nwhat=is this\n  mtu=1200\ninclude   /etc/x.conf \n`,
  );
  assert.equal(connections[0]?.remote.address?.value, `${ONE}#no comment`);
  assert.equal(connections[0]?.local.id?.value, 'a#b');
  assert.equal(connections[0]?.mtuBytes, undefined);
  assert.deepEqual(notes, [
    { file: 'aws.conf', line: 6, what: 'line-not-known', text: 'what=is this' },
    { file: 'aws.conf', line: 8, what: 'include-not-read', text: '/etc/x.conf' },
  ]);
});

const SWANCTL = `# ours
connections {
  aws1 {
    version = 2
    local_addrs  = ${DEVICE}
    remote_addrs = ${ONE}, ${TWO}
    proposals = aes256-sha256-modp2048 # strong
    rekey_time = 7h
    dpd_delay = 10s
    encap = yes
    local { auth = psk
      id = "gw # 1" }
    remote-aws { id = ${ONE} }
    children {
      net {
        esp_proposals = aes128gcm16
        local_ts = 10.60.0.0/16,10.61.0.0/16
        remote_ts = 172.31.0.0/16
        life_time = 1h
        dpd_action = restart
        start_action = trap|start
      }
      other { start_action = trap }
    }
  }
  bare { remote_addrs = %any
    version = 0
    encap = no }
}
secrets {
  ike-1 { id-1 = ${ONE}
    id = ${DEVICE}
    secret = "Some.Key_1" }
  eap-2 { id = x
    secret = other }
  ike-3 { secret = 0sU29tZS5LZXlfMQ== }
  ike-4 { secret = 0X536f6d652e4b65795f31 }
  ike-5 { secret = "" }
  ike-6 { id = nothing }
}
`;

test('a connection of swanctl.conf is read whole, one for each child', () => {
  const file = 'swanctl.conf';
  const here = (line: number, key: string, value: unknown) => at(line, key, value, file);
  const { connections, secrets, secretFiles, notes } = read(SWANCTL, file);
  const [net, other, bare] = connections;
  assert.deepEqual(net, {
    ...{ name: 'aws1.net', file, line: 3, format: 'swanctl.conf' },
    local: {
      address: here(5, 'local_addrs', DEVICE),
      id: here(12, 'id', 'gw # 1'),
      subnets: here(17, 'local_ts', ['10.60.0.0/16', '10.61.0.0/16']),
    },
    remote: {
      address: here(6, 'remote_addrs', ONE),
      id: here(13, 'id', ONE),
      subnets: here(18, 'remote_ts', ['172.31.0.0/16']),
    },
    ikeVersions: here(4, 'version', ['ikev2']),
    phase1: here(7, 'proposals', [{ encryption: ['AES256'], integrity: ['SHA2-256'], dhGroups: [14] }]),
    phase2: here(16, 'esp_proposals', [{ encryption: ['AES128-GCM-16'], integrity: [], dhGroups: [] }]),
    phase1LifetimeSeconds: here(8, 'rekey_time', 25_200),
    phase2LifetimeSeconds: here(19, 'life_time', 3600),
    dpdDelaySeconds: here(9, 'dpd_delay', 10),
    dpdAction: here(20, 'dpd_action', 'restart'),
    startup: here(21, 'start_action', 'start'),
    natTraversal: here(10, 'encap', true),
  });
  assert.deepEqual([other?.name, other?.startup?.value], ['aws1.other', 'wait']);
  assert.deepEqual(bare, {
    ...{ name: 'bare', file, line: 26, format: 'swanctl.conf', local: {}, remote: {} },
    ikeVersions: here(27, 'version', ['ikev1', 'ikev2']),
    natTraversal: here(28, 'encap', false),
  });
  assert.deepEqual(
    secrets.map((one) => [one.line, one.ids.join(), isKey(one, 'Some.Key_1')]),
    [
      [31, `${ONE},${DEVICE}`, true],
      [36, '', true],
      [37, '', true],
    ],
  );
  assert.deepEqual([secretFiles, notes], [[file], []]);
});

test('what swanctl.conf holds besides is noted: an include, a line that is none, a value nobody knows', () => {
  const text = `connections {\n  a { version = 9\n  encap = perhaps\n  children { c { start_action = now } } }\n}\ninclude conf.d/*.conf\nwhat is this\n}\n`;
  assert.deepEqual(
    read(text, 'swanctl.conf')
      .notes.map(({ line, what, text: about }) => `${line} ${what} ${about}`)
      .sort(),
    [
      '2 value-not-known version=9',
      '3 value-not-known encap=perhaps',
      '4 value-not-known start_action=now',
      '6 include-not-read conf.d/*.conf',
      '7 line-not-known what is this',
    ],
  );
  const withoutSecrets = read('connections {\n  a { remote_addrs = 203.0.113.1 }\n}\n', 'a.conf');
  assert.deepEqual(withoutSecrets.secretFiles, []);
});

test('each form of a line of ipsec.secrets', () => {
  const text = `# ours
${DEVICE} ${ONE} : PSK "Key_1 with blanks"
@gw.example.com %any: PSK 'Key_2'
${TWO}
  :   psk Key_3
: PSK 0x4b65795f34
: RSA host.key
: PSK ""

x : PSK
`;
  const { secrets, secretFiles } = read(text, 'own');
  assert.deepEqual(
    secrets.map(({ line, ids, file }) => [file, line, ids.join()]),
    [
      ['own', 2, `${DEVICE},${ONE}`],
      ['own', 3, 'gw.example.com'],
      ['own', 4, TWO],
      ['own', 6, ''],
    ],
  );
  for (const [index, key] of ['Key_1 with blanks', 'Key_2', 'Key_3', 'Key_4'].entries())
    assert.equal(secrets[index] && isKey(secrets[index], key), true, key);
  assert.deepEqual(secretFiles, ['own']);
});

test('a key shows itself nowhere', () => {
  const key = new SharedKey('Some.Key_1');
  assert.equal(JSON.stringify({ key }), '{"key":"not shown"}');
});

const GENERIC = `Amazon Web Services
Virtual Private Cloud

Your Virtual Private Network Connection ID             : vpn-0123456789abcdef0

IPSec Tunnel #1
================================================================================
#1: Internet Key Exchange Configuration
  - Authentication Method    : Pre-Shared Key
  - Pre-Shared Key           : Key_1.x
#3: Tunnel Interface Configuration
Outside IP Addresses:
  - Customer Gateway         : ${DEVICE}
  - Virtual Private Gateway  : ${ONE}
Inside IP Addresses
  - Customer Gateway         : 169.254.10.2/30
  - Virtual Private Gateway  : 169.254.10.1/30
BGP Configuration Options:
  - Neighbor IP Address      : 169.254.10.1

IPSec Tunnel #2
Pre-Shared Key:Key_2.y
Outside IP Addresses:
  - Virtual Private Gateway:203.0.113.222
IPSec Tunnel #3
  - Pre-Shared Key           : Key_3.z
`;

test('the generic download: the outside addresses and the key of each tunnel, with their lines', () => {
  const file = 'vpn.txt';
  const { connections, secrets, secretFiles } = read(GENERIC, file);
  assert.deepEqual(connections, [
    {
      ...{ name: 'tunnel 1', file, line: 6, format: 'aws-download' },
      local: { address: at(13, 'Customer Gateway', DEVICE, file) },
      remote: { address: at(14, 'Virtual Private Gateway', ONE, file) },
    },
    {
      ...{ name: 'tunnel 2', file, line: 21, format: 'aws-download' },
      local: {},
      remote: { address: at(24, 'Virtual Private Gateway', '203.0.113.222', file) },
    },
  ]);
  assert.deepEqual(
    secrets.map(({ line, ids }) => [line, ...ids]),
    [
      [6, ONE, DEVICE],
      [21, '203.0.113.222'],
    ],
  );
  assert.equal(secrets[0] && isKey(secrets[0], 'Key_1.x'), true);
  assert.equal(secrets[1] && isKey(secrets[1], 'Key_2.y'), true);
  assert.deepEqual(secretFiles, []);
});

test('the download for Openswan: its sections and secrets keep the lines they stand on', () => {
  const file = 'download.txt';
  const text = `Amazon Web Services
Virtual Private Cloud
IPSEC Tunnel #1
 2) Add the conn Tunnel1 to it, with auto=start

    conn Tunnel1
        left=%defaultroute
        leftid=${DEVICE}
        # mtu=1200

        right=${ONE}
        auto = start
 3) Then, dpddelay=10 is wrong here
        mtu=1300
    ${DEVICE} ${ONE}:  PSK "Key_1"
`;
  const { connections, secrets, notes } = read(text, file);
  assert.deepEqual(connections, [
    {
      ...{ name: 'Tunnel1', file, line: 6, format: 'ipsec.conf' },
      local: { id: at(8, 'leftid', DEVICE, file) },
      remote: { address: at(11, 'right', ONE, file) },
      startup: at(12, 'auto', 'start', file),
    },
  ]);
  assert.deepEqual(
    secrets.map((one) => [one.line, ...one.ids, isKey(one, 'Key_1')]),
    [[15, DEVICE, ONE, true]],
  );
  assert.deepEqual(notes, []);
  const [onlySecret] = read(`IPSec Tunnel #1\n${ONE} : PSK "Key_1"\n`, file).secrets;
  assert.equal(onlySecret && isKey(onlySecret, 'Key_1'), true);
});

test('the XML of a connection: both ends and the key of each tunnel, and what is missing in one', () => {
  const file = 'vpn.xml';
  const end = (address: string) =>
    `<tunnel_outside_address><ip_address>${address}</ip_address></tunnel_outside_address>`;
  const xml = `<vpn_connection id="vpn-1">
  <ipsec_tunnel>
    <customer_gateway>${end(DEVICE)}</customer_gateway>
    <vpn_gateway>${end(ONE)}</vpn_gateway>
    <ike><pre_shared_key>Key_1</pre_shared_key></ike>
  </ipsec_tunnel>
  <ipsec_tunnel>
    <vpn_gateway>${end(TWO)}</vpn_gateway>
    <ike><pre_shared_key>Key_2</pre_shared_key></ike>
  </ipsec_tunnel>
  <ipsec_tunnel><customer_gateway></customer_gateway><vpn_gateway>${end('203.0.113.3')}</vpn_gateway><ike></ike></ipsec_tunnel>
  <ipsec_tunnel><vpn_gateway><x/></vpn_gateway><ike><pre_shared_key>Key_4</pre_shared_key></ike></ipsec_tunnel>
  <ipsec_tunnel><vpn_gateway>${end('203.0.113.5')}</vpn_gateway><ike><pre_shared_key></pre_shared_key></ike></ipsec_tunnel>
  <ipsec_tunnel><vpn_gateway>${end('203.0.113.6')}</vpn_gateway></ipsec_tunnel>
  <ipsec_tunnel></ipsec_tunnel>
</vpn_connection>`;
  const { connections, secrets } = read(xml, file);
  assert.deepEqual(connections.slice(0, 2), [
    {
      ...{ name: 'tunnel 1', file, line: 4, format: 'aws-download' },
      local: { address: at(3, 'customer_gateway', DEVICE, file) },
      remote: { address: at(4, 'vpn_gateway', ONE, file) },
    },
    {
      ...{ name: 'tunnel 2', file, line: 8, format: 'aws-download' },
      local: {},
      remote: { address: at(8, 'vpn_gateway', TWO, file) },
    },
  ]);
  assert.deepEqual(connections[3], {
    ...{ name: 'tunnel 4', file, line: 1, format: 'aws-download', local: {}, remote: {} },
  });
  assert.equal(connections.length, 7);
  assert.deepEqual(
    secrets.map((one) => [one.line, one.ids.join()]),
    [
      [4, `${ONE},${DEVICE}`],
      [8, TWO],
    ],
  );
  assert.equal(secrets[1] && isKey(secrets[1], 'Key_2'), true);
});

test('a file is what is in it; its name decides only where it says nothing', () => {
  const form = (file: string, text: string) => {
    const { connections, secrets, secretFiles, unknown } = read(text, file);
    if (unknown.length > 0) return 'unknown';
    const [one] = connections;
    return one?.format ?? (secrets.length > 0 || secretFiles.length > 0 ? 'secrets' : 'none');
  };
  assert.equal(form('x', conn('auto=start')), 'ipsec.conf');
  assert.equal(form('x', `  # conn two\nconn   one\n  right=${ONE}\n  leftcert=a : PSK b\n`), 'ipsec.conf');
  assert.equal(form('x', `\n<?xml version="1.0"?><a/>`), 'none');
  assert.equal(form('x', `  connections{\n a { remote_addrs = ${ONE} } }`), 'swanctl.conf');
  assert.equal(form('x', `\tsecrets   {\n ike { secret = x } }`), 'secrets');
  assert.equal(form('x', `connections {\n}\n  secrets{\n}`), 'secrets');
  assert.equal(form('x', `${ONE}:PSK "a"`), 'secrets');
  assert.equal(form('x', `: RSA key.pem`), 'secrets');
  assert.equal(form('x', `include /etc/ipsec.d/*.secrets\n${ONE}:  PSK "a"\n`), 'secrets');
  assert.equal(form('x.secrets', ''), 'secrets');
  assert.equal(form('x.secrets.old', ''), 'unknown');
  assert.equal(form('x.conf', ' \n# nothing\n'), 'none');
  assert.equal(form('swanctl', '\n'), 'none');
  assert.equal(form('x.conf.txt', '\n'), 'unknown');
  assert.equal(form('x.conf', 'hello'), 'unknown');
  assert.equal(form('swanctl', 'hello'), 'unknown');
  assert.equal(form('x', 'a # conn x'), 'unknown');
  assert.equal(form('x', 'second-conn one'), 'unknown');
});

test('an include is told unless a file that it names was given', () => {
  const notes = (pattern: string, ...names: readonly string[]) =>
    readDeviceFiles([
      { file: 'ipsec.conf', text: `include ${pattern}\n` },
      ...names.map((file) => ({ file, text: conn() })),
    ]).notes.length;
  assert.equal(notes('/etc/ipsec.d/*.conf'), 1);
  assert.equal(notes('/etc/ipsec.d/*.conf', 'copies/aws.conf'), 0);
  assert.equal(notes('/etc/ipsec.d/a*s.conf', 'aws.conf'), 0);
  assert.equal(notes('aws.conf', 'awsxconf', 'aws.conf.old', 'my-aws.conf'), 1);
});

/** AWS's names, and every word that a device has for them. */
const ALGORITHMS = {
  AES128: ['aes', 'aes128', 'aes-128', 'aes_cbc', 'aes_cbc-128', 'aes_cbc_128', 'aes128_cbc'],
  AES256: ['aes256', 'aes-256', 'aes_cbc-256', 'aes_cbc256', 'aes256_cbc'],
  'AES128-GCM-16': [
    ...['aes128gcm', 'aes128gcm16', 'aes128gcm128', 'aes_gcm128', 'aes_gcm-128', 'aes_gcm_16_128'],
    ...['aes_gcm_16-128', 'aes_gcm_c_128', 'aes_gcm_c-128', 'aes_gcm'],
  ],
  'AES256-GCM-16': [
    ...['aes256gcm', 'aes256gcm16', 'aes256gcm128', 'aes_gcm256', 'aes_gcm-256', 'aes_gcm_16_256'],
    ...['aes_gcm_c_256', 'aes_gcm_c-256', 'AES_GCM-256'],
  ],
  SHA1: ['sha', 'sha1', 'hmac_sha1'],
  'SHA2-256': ['sha2', 'sha256', 'sha2_256', 'hmac_sha2_256'],
  'SHA2-384': ['sha384', 'sha2_384'],
  'SHA2-512': ['sha512', 'sha2_512'],
} as const;
const GROUPS: Readonly<Record<string, number>> = {
  ...{ modp1024: 2, modp1536: 5, modp2048: 14, modp3072: 15, modp4096: 16, modp6144: 17, modp8192: 18 },
  ...{ ecp256: 19, ecp384: 20, ecp521: 21, modp1024s160: 22, modp2048s224: 23, modp2048s256: 24 },
  ...{ dh2: 2, DH14: 14, dh24: 24 },
};

test('each word for an algorithm and a group is AWS’s', () => {
  for (const [name, words] of Object.entries(ALGORITHMS))
    for (const word of words) {
      const list = name.startsWith('SHA') ? 'integrity' : 'encryption';
      const nothing = { encryption: [], integrity: [], dhGroups: [] };
      assert.deepEqual(
        readProposals(word),
        { proposals: [{ ...nothing, [list]: [name] }], unknown: [] },
        word,
      );
    }
  for (const [word, number] of Object.entries(GROUPS))
    assert.deepEqual(readProposals(`aes128-sha1;${word}`).proposals[0]?.dhGroups, [number], word);
});

test('several proposals, alternatives, and words that say nothing', () => {
  const one = { encryption: ['AES256', 'AES128'], integrity: ['SHA2-256'], dhGroups: [14, 2] };
  const two = { encryption: ['AES128'], integrity: ['SHA1'], dhGroups: [] };
  assert.deepEqual(readProposals('aes256+aes128-sha2_256;dh14+dh2 , aes128-sha1 ! '), {
    proposals: [one, two],
    unknown: [],
  });
  for (const word of ['null', 'none', 'noesn', 'esn', 'prfsha1', 'prfsha256', 'prfsha384', 'prfsha512'])
    assert.deepEqual(readProposals(`aes128-sha1-${word}`), { proposals: [two], unknown: [] }, word);
  for (const nothing of ['', 'default', ',', 'esn', '!'])
    assert.deepEqual(readProposals(nothing), { proposals: [], unknown: [] }, nothing);
  assert.deepEqual(readProposals('aes128-sha1,3des-md5,dh145,xdh14'), {
    proposals: [two],
    unknown: ['3des', 'dh145', 'xdh14'],
  });
  assert.deepEqual(readProposals('sha1').proposals.length, 1);
  assert.deepEqual(readProposals('modp2048').proposals.length, 1);
  assert.equal(readProposals('aes,'.repeat(100)).proposals.length, 64);
});

test('what a person is given to write is read as what was meant, by either program', () => {
  for (const device of ['libreswan', 'strongswan'] as const)
    for (const encryption of Object.keys(ALGORITHMS).slice(0, 4))
      for (const integrity of Object.keys(ALGORITHMS).slice(4))
        for (const dhGroup of new Set(Object.values(GROUPS))) {
          const text = writeProposal(device, { encryption, integrity, dhGroup });
          assert.deepEqual(
            readProposals(text),
            {
              proposals: [{ encryption: [encryption], integrity: [integrity], dhGroups: [dhGroup] }],
              unknown: [],
            },
            text,
          );
        }
  const strong = { encryption: 'AES256', integrity: 'SHA2-256', dhGroup: 14 };
  assert.equal(writeProposal('libreswan', strong), 'aes256-sha2_256;dh14');
  assert.equal(writeProposal('strongswan', strong), 'aes256-sha256-modp2048');
  const gcm = { encryption: 'AES256-GCM-16', integrity: 'SHA2-512', dhGroup: 20 };
  assert.equal(writeProposal('libreswan', gcm), 'aes_gcm256-sha2_512;dh20');
  assert.equal(writeProposal('strongswan', gcm), 'aes256gcm16-sha512-ecp384');
});

test('two sides have something in common where each part of one proposal has', () => {
  const aws = { encryption: ['AES256', 'AES256-GCM-16'], integrity: ['SHA2-256'], dhGroups: [14, 19] };
  const common = (text: string) => haveCommon(readProposals(text).proposals, aws);
  for (const text of [
    ...['aes256-sha2_256;dh14', 'aes128-sha1,aes256-sha256', 'aes128+aes256-sha1+sha256;dh2+dh19'],
    ...['aes256', 'sha256', 'dh14', 'aes_gcm256-sha1;dh14', 'aes_gcm256'],
  ])
    assert.equal(common(text), true, text);
  for (const text of [
    ...['aes128-sha256;dh14', 'aes256-sha1;dh14', 'aes256-sha256;dh2', 'aes_gcm128-sha1;dh14'],
    ...['aes128-sha256,aes256-sha1', ''],
  ])
    assert.equal(common(text), false, text);
});
