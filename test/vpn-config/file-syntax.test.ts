import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeviceConnection } from '../../lib/vpn-config/device-connection.ts';
import { haveCommon, readProposals, writeProposal } from '../../lib/vpn-config/proposals.ts';
import { readDeviceFiles } from '../../lib/vpn-config/read-files.ts';
import { SharedKey } from '../../lib/wire/shared-key.ts';

/** How people write these files: blanks, comments, quotes, and what only looks like something else. */

const [ONE, TWO, DEVICE] = ['203.0.113.1', '203.0.113.2', '198.51.100.10'] as const;
const read = (text: string, file = 'a.conf') => readDeviceFiles([{ file, text }]);
const conn = (...settings: readonly string[]) =>
  read(`conn one\n  right=${ONE}\n${settings.map((one) => `  ${one}\n`).join('')}`);
const swanctl = (...lines: readonly string[]) =>
  read(`connections {\n one {\n remote_addrs = ${ONE}\n${lines.join('\n')}\n }\n}\n`);
const notesOf = ({ notes }: ReturnType<typeof read>) => notes.map(({ what, text }) => `${what}: ${text}`);
/** Whom a secret is for, and the secret, if it is one of these. */
const secretsOf = ({ secrets }: ReturnType<typeof read>, ...texts: readonly string[]) =>
  secrets.map(({ ids, key, line }) => [
    line,
    ids.join(),
    texts.find((text) => key.equals(new SharedKey(text))),
  ]);

test('of ipsec.conf: where a section begins, what a comment is, and which quotes are taken away', () => {
  const { connections, notes } = read(`conn %default
  right=${TWO}
  ikelifetime=8h

xconn no
conn   two words
\tright=${ONE}
   # dpddelay = 30
  leftid=user@example.com
  rightid="a" and b
  ike = "aes256-sha1"  # the old one
  a b=c
config setup
  right=${TWO}
`);
  assert.deepEqual(notes, [{ file: 'a.conf', line: 5, what: 'line-not-known', text: 'xconn no' }]);
  assert.equal(connections.length, 1);
  const [{ name, local, remote, phase1, phase1LifetimeSeconds, dpdDelaySeconds } = {} as DeviceConnection] =
    connections;
  assert.deepEqual(
    [
      name,
      local.id?.value,
      remote.address?.value,
      remote.id?.value,
      phase1?.line,
      phase1LifetimeSeconds?.value,
    ],
    ['two words', 'user@example.com', ONE, '"a" and b', 11, 28_800],
  );
  assert.equal(dpdDelaySeconds, undefined);
  assert.equal(conn('leftid=a "b"').connections[0]?.local.id?.value, 'a "b"');
});

test('a file of more sections than any device has is read up to a thousand', () => {
  const text = Array.from({ length: 1001 }, (_, index) => `conn c${index}\n  right=${ONE}\n`).join('');
  assert.equal(read(text).connections.length, 1000);
});

test('a line that goes on in the next one and names two sections takes over both', () => {
  const { connections } = read(`conn a
  ikelifetime=1h
conn b
  dpddelay=10
conn c
  also="a  b"
  right=${ONE}
`);
  const [last] = connections;
  assert.deepEqual([last?.phase1LifetimeSeconds?.value, last?.dpdDelaySeconds?.value], [3600, 10]);
});

test('lists with and without braces, of blanks and commas, hold what is written and nothing more', () => {
  for (const written of [
    '10.0.0.0/8,10.1.0.0/16',
    '{10.0.0.0/8 , 10.1.0.0/16}',
    '{ 10.0.0.0/8  10.1.0.0/16 }',
  ]) {
    const [one] = conn(`leftsubnets=${written}`).connections;
    assert.deepEqual(one?.local.subnets?.value, ['10.0.0.0/8', '10.1.0.0/16'], written);
  }
});

test('a value that says nothing is none, and all words of it that nobody knows are noted', () => {
  for (const [written, noted] of [
    ['ike=default', []],
    ['ike=aes256-sha1, default', []],
    ['ike=aes256--sha1;dh2', []],
    ['ike=foo-sha1,bar', ['value-not-known: ike: foo, bar']],
    ['ike=a!es256', ['value-not-known: ike: a!es256']],
    // Words that every object knows.
    ['ike=constructor', ['value-not-known: ike: constructor']],
    ['ike=aes256-tostring', ['value-not-known: ike: tostring']],
    ['keyexchange=constructor', ['value-not-known: keyexchange=constructor']],
    ['ikelifetime=8y', ['value-not-known: ikelifetime=8y']],
  ] as const)
    assert.deepEqual(notesOf(conn(written)), noted, written);
  assert.equal(conn('ike=default,default').connections[0]?.phase1, undefined);
  assert.deepEqual(notesOf(swanctl('version = constructor')), ['value-not-known: version=constructor']);
});

test('of swanctl.conf: blanks are free, words in a value begin nothing, and a brace too many ends nothing', () => {
  const { connections, notes } = read(`}
connections{one : base{version=2
    # reauth_time = 1h
    reauth_time = 4h
    remote_addrs=${ONE} ,%any
    remote-1 { id = "a # b" }
    local-1{id=include x}
    children { net { start_action = trap|start } }
}}
include   other/*.conf
a b {
a b = c
}
connections { two { remote_addrs = , } three { remote_addrs = %any
 children { } } }
`);
  assert.deepEqual(
    notes.map(({ line, what, text }) => `${line} ${what}: ${text}`),
    ['10 include-not-read: other/*.conf', '11 line-not-known: a b {', '12 line-not-known: a b = c'],
  );
  assert.deepEqual(
    connections.map(({ name, local, remote, ikeVersions, phase1LifetimeSeconds, startup }) => [
      name,
      remote.address?.value,
      local.id?.value,
      remote.id?.value,
      ikeVersions?.value,
      phase1LifetimeSeconds?.value,
      startup?.value,
    ]),
    [
      ['one.net', ONE, 'include x', 'a # b', ['ikev2'], 14_400, 'start'],
      ['two', undefined, undefined, undefined, undefined, undefined, undefined],
      ['three', undefined, undefined, undefined, undefined, undefined, undefined],
    ],
  );
});

test('how a connection starts is told by the whole word', () => {
  for (const [word, startup] of [
    ['start', 'start'],
    ['trap|start', 'start'],
    ['none', 'wait'],
    ['trap', 'wait'],
    ['restart', undefined],
    ['starts', undefined],
    ['entrap', undefined],
    ['traps', undefined],
  ] as const) {
    const [one] = swanctl(`children { net { start_action = ${word}\n } }`).connections;
    assert.equal(one?.startup?.value, startup, word);
  }
});

test('a file that goes on opening sections is refused below the sixteenth, and a long line is quoted in part', () => {
  const nested = (depth: number) => notesOf(read(`connections {\n${'a {\n'.repeat(depth - 1)}`));
  assert.deepEqual(nested(16), []);
  assert.deepEqual(nested(17), ['line-not-known: a {']);
  assert.deepEqual(notesOf(swanctl('='.repeat(100))), [`line-not-known: ${'='.repeat(80)}`]);
});

test('of ipsec.secrets: a comment is none, an indented line goes on, and a name may have an @ in it', () => {
  const texts = ['plain', 'two words', "it's", 'deep'];
  const file = read(
    `# ${ONE} : PSK "commented"
  ${DEVICE} ${ONE} : PSK   "two words"
@gw user@example.com

  : PSK plain
   # : PSK "no"
%any ${TWO} : psk "it's"
${TWO} : RSA key.pem
${ONE}: PSK ""
`,
    'ipsec.secrets',
  );
  assert.deepEqual(secretsOf(file, ...texts), [
    [2, `${DEVICE},${ONE}`, 'two words'],
    [3, 'gw,user@example.com', 'plain'],
    [7, TWO, "it's"],
  ]);
});

test('a secret is hexadecimal or Base64 only where the whole of it says so', () => {
  for (const [written, text] of [
    ['0x6869', 'hi'],
    ['0saGk=', 'hi'],
    ['0x6869zz', '0x6869zz'],
    ['a0x6869', 'a0x6869'],
    ['a0saGk=', 'a0saGk='],
  ] as const)
    assert.deepEqual(secretsOf(read(`${ONE} : PSK "${written}"`), text), [[1, ONE, text]], written);
});

test('of the secrets of swanctl.conf only keys of IKE count, for the ids they name', () => {
  const file = read(`secrets {
 ike-1 {
  id-1 = ${ONE}
  id-gw = gw
  secret = one
  valid = never
 }
 like { secret = two }
 eap-ike { secret = three }
 ike-empty { secret =
 }
}
`);
  assert.deepEqual(secretsOf(file, 'one', 'two', 'three'), [[2, `${ONE},gw`, 'one']]);
  assert.deepEqual(file.secretFiles, ['a.conf']);
});

test('the form of a file is told by what it says, not by its comments', () => {
  const found = (text: string, file = 'a') => {
    const { connections, secrets, unknown } = read(text, file);
    return [connections.length, secrets.length, unknown.length];
  };
  assert.deepEqual(found(`  # connections {\nconn a # not the secrets {\n  right=${ONE}\n`), [1, 0, 0]);
  assert.deepEqual(found(`  #<?xml version="1.0"?>\nconn a\n  right=${ONE}\n`), [1, 0, 0]);
  assert.deepEqual(found(`include /etc/more.secrets\n${ONE} : PSK "a"\n`), [0, 1, 0]);
  assert.deepEqual(found(`${ONE} : PSK "a"\nconn a\n  right=${ONE}\n`), [1, 0, 0]);
  for (const name of ['empty.conf', 'swanctl', 'ipsec.secrets']) assert.deepEqual(found('', name), [0, 0, 0]);
  assert.deepEqual(found('', 'notes.txt'), [0, 0, 1]);
  assert.deepEqual(found('hello', 'hello.conf'), [0, 0, 1]);
});

test('an include is read where one of the files is what it names', () => {
  const included = (pattern: string, name: string) =>
    readDeviceFiles([
      { file: 'ipsec.conf', text: `include ${pattern}\nconn a\n  right=${ONE}\n` },
      { file: name, text: `conn b\n  right=${TWO}\n` },
    ]).notes.length === 0;
  for (const [pattern, name, isRead] of [
    ['/etc/ipsec.d/*.conf', 'ipsec.d/vpn.conf', true],
    ['more.conf', 'more.conf', true],
    ['*.conf', 'vpn.secrets.txt', false],
    ['a.conf', 'axconf', false],
    ['a*z.conf', 'a-b-z.conf', true],
    ['a*z.conf', 'b-z.conf', false],
    ['ipsec.conf', 'other.conf', false],
  ] as const)
    assert.equal(included(pattern, name), isRead, `${pattern} ${name}`);
  const stray = readDeviceFiles([
    { file: 'a.conf', text: `connections {\n b.conf\n one {\n remote_addrs = ${ONE}\n }\n}\n` },
    { file: 'b.conf', text: '' },
  ]);
  assert.deepEqual(notesOf(stray), ['line-not-known: b.conf']);
});

const TUNNEL = (
  remote: string,
  more = '',
  device = `<ip_address> ${DEVICE}\n</ip_address>`,
) => `<ipsec_tunnel>
  <customer_gateway><tunnel_outside_address>${device}</tunnel_outside_address></customer_gateway>
  <vpn_gateway><tunnel_outside_address><ip_address>
    ${remote}
  </ip_address></tunnel_outside_address></vpn_gateway>
  ${more}
</ipsec_tunnel>`;

test('of the XML of AWS what stands before the damage counts, and blanks around a value do not', () => {
  const key = '<ike><pre_shared_key> secret </pre_shared_key></ike>';
  const outsideless = `<ipsec_tunnel><customer_gateway></customer_gateway><vpn_gateway>
    <tunnel_outside_address><ip_address>192.0.2.3</ip_address></tunnel_outside_address></vpn_gateway>${key}</ipsec_tunnel>`;
  const whole = `<vpn_connection>\n${TUNNEL(ONE, key)}\n${TUNNEL(TWO, key, '')}\n${outsideless}\n</vpn_connection>`;
  const file = read(whole, 'a.xml');
  assert.deepEqual(
    file.connections.map(({ name, line, local, remote }) => [
      name,
      line,
      local.address?.value,
      remote.address?.value,
    ]),
    [
      ['tunnel 1', 6, DEVICE, ONE],
      ['tunnel 2', 13, undefined, TWO],
      ['tunnel 3', 18, undefined, '192.0.2.3'],
    ],
  );
  assert.deepEqual(secretsOf(file, 'secret'), [
    [6, `${ONE},${DEVICE}`, 'secret'],
    [13, TWO, 'secret'],
    [18, '192.0.2.3', 'secret'],
  ]);
  const damaged = read(whole.replace(TWO, `${TWO}</a>`));
  assert.deepEqual(
    damaged.connections.map(({ remote }) => remote.address?.value),
    [ONE],
  );
  const nameless = read('<vpn_connection><ipsec_tunnel></ipsec_tunnel></vpn_connection>', 'a.xml');
  assert.deepEqual(
    nameless.connections.map(({ line, remote }) => [line, remote]),
    [[1, {}]],
  );
});

test('of the text that the console writes the sections count, wherever prose stands', () => {
  const file = read(
    `Amazon Web Services

Virtual Private Cloud
   left=10.0.0.1
   The conn is named below; conn Tunnel1 is the first.
   conn   Tunnel1
     left=%defaultroute
     #leftid=1.1.1.1
     # leftid = 1.1.1.1
     leftid=${DEVICE}

     right=${ONE}
   Set right = 9.9.9.9 only for tests:
     right=9.9.9.9
   Then comes conn Tunnel2
     ikelifetime=1h
   conn Tunnel3 (if any)
     ikelifetime=1h
   conn Tunnel2 is the second.
     ikelifetime=1h
   ${DEVICE} ${ONE}:  PSK "a"
   ${DEVICE} ${TWO}: PSK "b"
`,
    'download.txt',
  );
  assert.deepEqual(
    file.connections.map(({ name, line, local, remote, phase1LifetimeSeconds }) => [
      name,
      line,
      local.id?.value,
      remote.address?.value,
      phase1LifetimeSeconds,
    ]),
    [['Tunnel1', 6, DEVICE, ONE, undefined]],
  );
  assert.deepEqual(secretsOf(file, 'a', 'b'), [
    [21, `${DEVICE},${ONE}`, 'a'],
    [22, `${DEVICE},${TWO}`, 'b'],
  ]);
  // A section alone is enough.
  const bare = read(`IPSec Tunnel #1\nconn a\n  right=${ONE}\n`, 'download.txt');
  assert.deepEqual(
    bare.connections.map(({ format }) => format),
    ['ipsec.conf'],
  );
});

test('of the list of values the outside addresses of each tunnel count, with and without dashes', () => {
  const file = read(
    ` - Virtual Private Gateway : 9.9.9.9
The IPSec Tunnel #9 is none.
 - Virtual Private Gateway : 7.7.7.7
  IPSec Tunnel #1
  - Pre-Shared Key          : first
  Outside IP Addresses:
  - Customer Gateway        : ${DEVICE}
  -Virtual Private Gateway:${ONE}  
  Inside IP Addresses
  - Customer Gateway        : 169.254.1.2/30
  - Virtual Private Gateway : 169.254.1.1/30
  - Virtual Private Gateway : 8.8.8.8
  See Pre-Shared Key : other
  - Pre-Shared Key : not this
IPSec Tunnel #2
Virtual Private Gateway : ${TWO}
See Customer Gateway : 9.9.9.9
Customer Gateway : 169.254.2.2/30
-   Pre-Shared Key : second
IPSec Tunnel #3
- Customer Gateway : ${DEVICE}
- Pre-Shared Key : third
`,
    'generic.txt',
  );
  assert.deepEqual(
    file.connections.map(({ name, line, local, remote }) => [
      name,
      line,
      local.address?.value,
      remote.address?.value,
    ]),
    [
      ['tunnel 1', 4, DEVICE, ONE],
      ['tunnel 2', 15, undefined, TWO],
    ],
  );
  assert.deepEqual(secretsOf(file, 'first', 'second', 'third'), [
    [4, `${ONE},${DEVICE}`, 'first'],
    [15, TWO, 'second'],
  ]);
});

test('an algorithm that AWS adds is written as AWS names it; one of several that meets is enough', () => {
  const added = { encryption: 'AES512', integrity: 'SHA9-256', dhGroup: 99 };
  assert.equal(writeProposal('libreswan', added), 'aes512-sha9-256;dh99');
  assert.equal(writeProposal('strongswan', added), 'aes512-sha9-256-modp99');
  // AES-GCM needs no hash in common, be it one of several ciphers.
  const { proposals } = readProposals('aes256+aes128gcm16-sha1-modp2048');
  const gcm = { encryption: ['AES128-GCM-16'], integrity: ['SHA2-512'], dhGroups: [14] };
  assert.equal(haveCommon(proposals, gcm), true);
  assert.equal(haveCommon(proposals, { ...gcm, encryption: ['AES256'] }), false);
});
