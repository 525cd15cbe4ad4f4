import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { runCli, runHere } from '../support/run-cli.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** What somebody typed, and every line they must be told. */
const MISTAKES: readonly { readonly typed: readonly string[]; readonly told: readonly RegExp[] }[] = [
  { typed: ['check'], told: [/nothing to check: name it with --region, --endpoint/] },
  {
    typed: ['check', '--region', 'us-esat-1'],
    told: [/--region: there is no AWS Region "us-esat-1"; did you mean us-east-1\?/],
  },
  {
    typed: ['check', '--region', 'moon'],
    told: [/--region: there is no AWS Region "moon"; known are .*ap-northeast-2/],
  },
  {
    typed: ['check', '--region', 'us-east-1', '--family', 'ipv6'],
    told: [/--family: expected one of standard, fips, dualstack, got "ipv6"/],
  },
  { typed: ['check', '--tcp', 'host:1', '--family', 'fips'], told: [/--family: .*give it with --region/] },
  {
    typed: ['check', '--tcp', 'host:70000,host:0,host,a b:1'],
    told: [/got 70000 in "host:70000"/, /got 0 in "host:0"/, /expected HOST:PORT.*got "host"/, /got "a b"/],
  },
  { typed: ['check', '--tcp', 'host:70000', '--tcp', 'a b:1'], told: [/got 70000/, /got "a b"/] },
  {
    typed: ['check', '--region', 'us-east-1', '--region', 'eu-west-1'],
    told: [/--region.*'eu-west-1' is invalid\. It was "us-east-1" already/],
  },
  { typed: ['check', '--tcp', 'host:1,,host:2'], told: [/--tcp: an empty part in "host:1,,host:2"/] },
  {
    typed: ['check', '--tls', '[::1:443'],
    told: [/--tls: expected HOST:PORT \(an IPv6 address in brackets\), got "\[::1:443"/],
  },
  { typed: ['check', '--ntp', 'a_b,-x'], told: [/--ntp: expected a host name or an IP address, got "-x"/] },
  {
    typed: ['check', '--endpoint', 'vpce-0123456789abcdef0', '--region', 'us-east-1'],
    told: [/--endpoint: expected a DNS name, got the id/],
  },
  {
    typed: ['check', '--endpoint', 'endpoint.example'],
    told: [/--endpoint: "endpoint.example" does not tell its Region: add --region/],
  },
  {
    typed: ['check', '--gateway', 'gw.example', '--type', 'file'],
    told: [/--type: expected one of file-s3, file-fsx, volume, tape, got "file"/],
  },
  {
    typed: ['check', '--proxy', 'squid.example:3128'],
    told: [/--proxy: what is to be asked through it\? Add --region, --endpoint or --tls/],
  },
  {
    typed: ['check', '--tls', 'host:1', '--proxy', 'squid', '--socks', 'socks.example:1080'],
    told: [/--socks: goes without --proxy/, /--proxy: expected HOST:PORT.*got "squid"/],
  },
  { typed: ['check', '--tcp', 'host:1', '--type', 'tape'], told: [/--type: .*give it with --gateway/] },
  {
    typed: ['check', '--tcp', 'host:1', '--protocols', 'nfs'],
    told: [/--protocols: tells what a gateway speaks: give it with --gateway/],
  },
  {
    typed: ['check', '--gateway', 'gw.example', '--protocols', 'nfs,,cifs'],
    told: [
      /--protocols: an empty part in "nfs,,cifs"/,
      /--protocols: expected one of nfs, smb, iscsi, got "cifs"/,
    ],
  },
  {
    typed: ['check', '--gateway', 'gw.example', '--type', 'tape', '--protocols', 'iscsi,nfs'],
    told: [/--protocols: expected what a tape gateway speaks \(iscsi\), got "nfs"/],
  },
  {
    typed: ['check', '--client-vpn', 'host/sctp'],
    told: [/--client-vpn: expected HOST\[:PORT\]\[\/tcp\|\/udp\], got "host\/sctp"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--only', 'port,ping'],
    told: [/--only: expected checks out of dns, port, .*got "ping"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--target', 'other'],
    told: [/--target: expected a target out of host:1, got "other"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--timeout', 'soon'],
    told: [/--timeout: expected a duration such as 500ms, 3s or 1m, got "soon"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--timeout', '0'],
    told: [/--timeout: expected 50 ms to 600000 ms, got "0"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--attempts', '0'],
    told: [/--attempts: expected a whole number from 1 to 10, got "0"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--lang', 'de'],
    told: [/--lang: expected one of en, ko, fr, got "de"/],
  },
  {
    typed: ['check', '--tcp', 'host:1', '--dns', 'not a host'],
    told: [/--dns: expected HOST or HOST:PORT, got "not a host"/],
  },
  { typed: ['check', '--tcp', 'host:1', '--json', '--markdown'], told: [/one output at a time/] },
  {
    typed: ['check', '--tcp', 'host:1', '--trust', '/no/such/file'],
    told: [/--trust: cannot read "\/no\/such\/file" \(no such file or folder\)/],
  },
  { typed: ['check', '--vantage', 'seoul'], told: [/--vantage: .*add --config FILE/] },
  { typed: ['check', '--config', '/no/such.yaml'], told: [/\/no\/such.yaml .*no such file or folder/] },
  { typed: ['check', '--tcp', 'host:1', '--nope'], told: [/unknown option '--nope'/] },
  {
    typed: ['check', 'host'],
    told: [/expected HOST:PORT, got "host": for its TLS port write --tls host:443/],
  },
  { typed: ['demo', 'host:1'], told: [/too many arguments/] },
  { typed: ['chek'], told: [/unknown command 'chek'/, /Did you mean check\?/] },
  { typed: ['demo', '--lang', 'xx'], told: [/--lang: expected one of en, ko, fr, got "xx"/] },
];

for (const { typed, told } of MISTAKES) {
  test(`"${typed.join(' ')}" exits 2 and says what was expected`, async () => {
    const { status, stdout, stderr } = await runHere(...typed);
    assert.equal(status, 2, stderr);
    assert.equal(stdout, '');
    for (const line of told) assert.match(stderr, line);
    assert.doesNotMatch(stderr, /\n\s+at /, 'a raw stack');
  });
}

test('a mistake ends the process with 2, and without a stack', async () => {
  const { status, stdout, stderr } = await runCli('check', '--region', 'us-esat-1');
  assert.deepEqual([status, stdout], [2, '']);
  assert.equal(stderr, '--region: there is no AWS Region "us-esat-1"; did you mean us-east-1?\n');
});

test('every fault of a command line is told at once', async () => {
  const { status, stderr } = await runCli(
    'check',
    '--region',
    'x',
    '--tcp',
    'y',
    '--ntp',
    '-',
    '--timeout',
    'z',
    '--lang',
    'de',
  );
  assert.equal(status, 2);
  assert.deepEqual(
    stderr
      .trim()
      .split('\n')
      .map((line) => line.split(':')[0]),
    ['--region', '--tcp', '--ntp', '--timeout', '--lang'],
  );
});

test('a trust file that holds no certificate, or a broken one, says which', async (t) => {
  const folder = await temporaryFolder(t, 'bad-usage');
  const none = join(folder, 'none.pem');
  const broken = join(folder, 'broken.pem');
  await writeFile(none, 'hello');
  await writeFile(broken, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
  assert.match(
    (await runHere('check', '--tcp', 'h:1', '--trust', none)).stderr,
    /expected PEM certificates in ".*none.pem", found none/,
  );
  assert.match(
    (await runHere('check', '--tcp', 'h:1', '--trust', broken)).stderr,
    /expected readable certificates, number 1 of 1 in ".*broken.pem" is not/,
  );
});

test('help is no mistake', async () => {
  const { status, stdout } = await runHere('check', '--help');
  assert.equal(status, 0);
  assert.match(stdout, /--endpoint <name>/);
  assert.match(stdout, /Exit status:/);
});
