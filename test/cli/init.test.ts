import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { parseConfig } from '../../lib/config/load.ts';
import { awsEnvironment } from '../support/aws-environment.ts';
import { type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { fakeDirectConnect } from '../support/fake-direct-connect.ts';
import { REGION } from '../support/read-clients.ts';
import { runHere } from '../support/run-cli.ts';
import { ACCOUNT, sampleAccount } from '../support/sample-account.ts';

const { folder, useFake } = await awsEnvironment('init');

async function init(
  t: test.TestContext,
  words: readonly string[],
  services: FakeServices = sampleAccount(),
  deny: readonly string[] = [],
) {
  const fake = await fakeAws(t, services, { deny, pageSize: 2 });
  useFake(fake.url);
  const run = await runHere('init', '--region', REGION, ...words);
  assert.deepEqual(fake.unhandled, []);
  return { ...run, calls: fake.calls.map(({ operation }) => operation) };
}

test('the file names a vantage for each VPC that holds something, and all that it holds', async (t) => {
  const file = join(folder, 'new.yaml');
  const { status, stdout, stderr } = await init(t, ['--config', file, '--email', 'oncall@example.com']);
  assert.deepEqual([status, stderr], [0, '']);
  assert.equal(stdout, `${file}: 2 vantages, 9 targets.\nNext: gatewatch plan --config ${file}\n`);
  const text = await readFile(file, 'utf8');
  const { vantages, notify } = parseConfig(text);
  assert.deepEqual(notify.email, [{ to: 'oncall@example.com', severity: ['critical', 'warning'] }]);
  assert.deepEqual(
    vantages.map(({ name, network, targets }) => [
      name,
      network,
      targets.map((one) => `${one.name} ${one.type}`),
    ]),
    [
      [
        'prod-seoul',
        // Private, in two zones, and where the endpoint stands rather than where the most addresses are free.
        { vpc: ACCOUNT.prod, subnets: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'] },
        [
          'sgw-endpoint storage-gateway-endpoint',
          'filer-1 storage-gateway',
          'name-of-sgw-0FF11E00 storage-gateway',
          'idc site-to-site-vpn',
          'hub transit-gateway-attachment',
          'eice-0123456789abcdef0 instance-connect-endpoint',
          `${ACCOUNT.clientVpn} client-vpn`,
          'line direct-connect',
        ],
      ],
      [
        ACCOUNT.lab,
        { vpc: ACCOUNT.lab, subnets: ['subnet-0eeeeeeeeeeeeeeee'] },
        ['eice-0fedcba9876543210 instance-connect-endpoint'],
      ],
    ],
  );
  assert.match(text, /- subnet-0aaaaaaaaaaaaaaaa # ap-northeast-2a, private\n/);
  assert.match(text, /# Subnets of one zone only/);
  assert.match(
    text,
    /the gateway is offline[^\n]*\n[^\n]*AWS does not say[^\n]*\n *- name: name-of-sgw-0FF11E00/,
  );
  const planned = await runHere('plan', '--config', file, '--json');
  assert.equal(planned.status, 0);
  assert.equal(JSON.parse(planned.stdout).vantages.length, 2);
});

test('each gateway is asked for once, however many VPCs there are', async (t) => {
  const { calls } = await init(t, ['--dry-run']);
  assert.equal(calls.filter((one) => one === 'DescribeGatewayInformation').length, 2);
  assert(
    calls.every((one) => /^(Describe|List|Get)/.test(one)),
    calls.join(),
  );
});

test('a file that exists is kept, and what it holds is said', async (t) => {
  const file = join(folder, 'mine.yaml');
  await writeFile(
    file,
    'vantages: [{ name: here, targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }]\n',
  );
  const kept = await init(t, ['--config', file]);
  assert.equal(kept.status, 2);
  assert.match(kept.stderr, /^--config: .*mine\.yaml already exists \(here: 1 target\); --force/);
  assert.deepEqual(kept.calls, [], 'nothing is asked for nothing');
  assert.match(await readFile(file, 'utf8'), /name: here/);
  await writeFile(file, 'shopping: [milk]\n');
  assert.match((await init(t, ['--config', file])).stderr, /\(no valid gatewatch\.yaml\)/);
  assert.equal((await init(t, ['--config', file, '--force'])).status, 0);
  assert.match(await readFile(file, 'utf8'), /prod-seoul/);
  const nowhere = await init(t, ['--config', join(folder, 'none', 'x.yaml')]);
  assert.deepEqual([nowhere.status, /cannot write .*no such file or folder/.test(nowhere.stderr)], [2, true]);
});

test('it is printed in three languages, and means the same in each', async (t) => {
  const meanings: string[] = [];
  for (const [lang, words] of [
    ['en', ['--dry-run']],
    ['ko', ['--config', '-']],
    ['fr', ['--dry-run', '--config', join(folder, 'never.yaml')]],
  ] as const) {
    const { status, stdout } = await init(t, [...words, '--lang', lang]);
    assert.equal(status, 0);
    assert.doesNotMatch(stdout, /\{[a-z]+\}|\?[ ,)]/);
    const { language, ...rest } = parseConfig(stdout);
    assert.equal(language, lang);
    meanings.push(JSON.stringify(rest));
    // The lines of channels that are off become valid when the sign is taken away.
    const told = stdout.replace(/^# (notify:)\n# ( {2}email:)/m, '$1\n$2');
    assert.equal(parseConfig(told).notify.email[0]?.to, 'you@example.com');
  }
  assert.equal(new Set(meanings).size, 1);
  await assert.rejects(readFile(join(folder, 'never.yaml')), /ENOENT/);
});

test('what AWS refuses is named in the file and on stderr, and the rest is written', async (t) => {
  const { status, stdout, stderr } = await init(t, ['--dry-run'], sampleAccount(), [
    'storagegateway:ListGateways',
    'ec2:DescribeVpnConnections',
  ]);
  assert.equal(status, 3);
  for (const action of ['storagegateway:ListGateways', 'ec2:DescribeVpnConnections']) {
    const line = `Not searched: ${action} (access-denied). Allow the action and run gatewatch init again.`;
    assert(stderr.includes(line), stderr);
    assert(stdout.includes(`# ${line}`), stdout);
  }
  const names = parseConfig(stdout).vantages[0]?.targets.map(({ type }) => type);
  assert.deepEqual(names, [
    'storage-gateway-endpoint',
    'transit-gateway-attachment',
    'instance-connect-endpoint',
    'client-vpn',
    'direct-connect',
  ]);
  const blind = await init(t, ['--dry-run'], sampleAccount(), ['ec2:DescribeVpcs']);
  assert.deepEqual([blind.status, blind.stdout], [2, '']);
  assert.match(blind.stderr, /^ec2:DescribeVpcs: access-denied: .*not authorized/);
});

test('a VPC without a subnet to stand in is left out and said', async (t) => {
  const account = sampleAccount();
  const { status, stdout, stderr } = await init(t, ['--dry-run'], account, ['ec2:DescribeSubnets']);
  assert.deepEqual([status, stdout], [3, '']);
  assert.match(stderr, /ec2:DescribeSubnets \(access-denied\)/);
  assert.match(stderr, new RegExp(`${ACCOUNT.prod} holds something to watch, but no subnet`));
});

test('an account that holds nothing gets no file, and a hint', async (t) => {
  const file = join(folder, 'empty.yaml');
  const nothing = sampleAccount();
  const services: FakeServices = {
    ...nothing,
    ...fakeDirectConnect([]),
    storagegateway: { ListGateways: () => ({ Gateways: [] }) },
    ec2: {
      ...nothing.ec2,
      DescribeVpcEndpoints: () => ({ VpcEndpoints: [] }),
      DescribeVpnConnections: () => ({ VpnConnections: [] }),
      DescribeTransitGatewayAttachments: () => ({ TransitGatewayAttachments: [] }),
      DescribeClientVpnEndpoints: () => ({ ClientVpnEndpoints: [] }),
      DescribeInstanceConnectEndpoints: () => ({ InstanceConnectEndpoints: [] }),
    },
  };
  const { status, stdout, stderr } = await init(t, ['--config', file], services);
  assert.deepEqual([status, stdout], [2, '']);
  assert.match(stderr, /^Nothing to write: .* in ap-northeast-2\. Is it the right Region\?/);
  await assert.rejects(readFile(file), /ENOENT/);
});

test('a tag can neither end a comment nor become a line of the file', async (t) => {
  const account = sampleAccount();
  const hostile = 'x\nvantages: []\n# \u202e"}]';
  const services: FakeServices = {
    ...account,
    ec2: {
      ...account.ec2,
      DescribeVpcs: () => ({
        Vpcs: [
          {
            VpcId: ACCOUNT.prod,
            CidrBlockAssociationSet: [{ CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } }],
            Tags: [{ Key: 'Name', Value: hostile }],
          },
        ],
      }),
      DescribeTransitGatewayAttachments: () => ({
        TransitGatewayAttachments: [
          {
            TransitGatewayAttachmentId: ACCOUNT.attachment,
            ResourceId: ACCOUNT.prod,
            State: 'available',
            Tags: [{ Key: 'Name', Value: hostile }],
          },
        ],
      }),
    },
  };
  const { status, stdout } = await init(t, ['--dry-run'], services);
  assert.equal(status, 0);
  const { vantages } = parseConfig(stdout);
  assert.equal(vantages.length, 1);
  assert.doesNotMatch(stdout, /\u202e|^vantages: \[\]/m);
});

test('a bad command line is told at once', async () => {
  const { status, stderr } = await runHere('init', '--email', 'nobody', '--lang', 'de', '--dry-run');
  assert.equal(status, 2);
  for (const fault of [
    /--region: is missing/,
    /--email: expected an e-mail address/,
    /--lang: expected one of/,
  ])
    assert.match(stderr, fault);
});
