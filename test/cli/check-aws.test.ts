import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { PROBES } from '../../lib/probes/registry.ts';
import { awsEnvironment } from '../support/aws-environment.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { type FakeServices, fakeAws } from '../support/fake-aws.ts';
import { REGION } from '../support/read-clients.ts';
import { reportOf, runHere } from '../support/run-cli.ts';
import { ACCOUNT, sampleAccount } from '../support/sample-account.ts';

/** `check` asks AWS from the command line, through the same stages as in a deployment. */

const { folder, useFake } = await awsEnvironment('check-aws');

async function check(
  t: test.TestContext,
  words: readonly string[],
  { services = sampleAccount(), deny = [] }: { services?: FakeServices; deny?: readonly string[] } = {},
) {
  const fake = await fakeAws(t, services, { deny });
  useFake(fake.url);
  const run = await runHere('check', '--region', REGION, '--json', ...words);
  return { ...run, calls: fake.calls.map((one) => `${one.service}:${one.operation}`) };
}

const found = (run: { stdout: string; status: number | null; stderr: string }) =>
  reportOf(run).findings.map(({ target, check, status, reason }) => [target, check, status, reason]);

test('an object is asked for by its id, and nothing is tried from here', async (t) => {
  const run = await check(t, ['--vpn', 'vpn-0123456789abcdef0']);
  assert.deepEqual(
    found(run).map(([target, kind]) => [target, kind]),
    [['vpn-0123456789abcdef0', 'vpn']],
  );
  const missing = await check(t, ['--vpn', 'vpn-0fffffffffffffff0']);
  assert.deepEqual(found(missing), [['vpn-0fffffffffffffff0', 'vpn', 'failed', 'vpn-missing']]);
  assert.equal(missing.status, 1);
});

test('the id of a gateway is enough: AWS knows its address, and --from-here connects to it', async (t) => {
  const run = await check(t, ['--storage-gateway', ACCOUNT.gateway]);
  assert.deepEqual([...new Set(found(run).map(([, kind]) => kind))].includes('gateway'), true);
  assert(
    found(run).every(([, kind]) => PROBES.find((probe) => probe.kind === kind)?.from === 'control'),
    run.stdout,
  );
  assert(reportOf(run).doesNotProve.some((line) => line.includes('--from-here')));
});

/** Two load balancers, of which one asks for client certificates. */
const loadBalancers: FakeServices['elasticloadbalancing'] = {
  DescribeLoadBalancers: () => ({
    LoadBalancers: ['api', 'web'].map((name) => ({
      LoadBalancerName: name,
      Type: 'application',
      State: { Code: 'active' },
      LoadBalancerArn: `arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/${name}/0123456789abcdef`,
    })),
  }),
  DescribeListeners: ({ LoadBalancerArn = '' }) => ({
    Listeners: [
      {
        ListenerArn: 'arn:listener',
        Port: 443,
        Protocol: 'HTTPS',
        MutualAuthentication: { Mode: LoadBalancerArn.includes('/api/') ? 'verify' : 'off' },
      },
    ],
  }),
  DescribeLoadBalancerAttributes: () => ({ Attributes: [] }),
};

test('everything the Region holds is found and checked', async (t) => {
  const run = await check(t, ['--all'], {
    services: { ...sampleAccount(), elasticloadbalancing: loadBalancers },
  });
  const targets = new Set(found(run).map(([target]) => target));
  for (const name of ['sgw-endpoint', 'filer-1', 'idc', 'hub', 'api', ACCOUNT.clientVpn, 'line'])
    assert(targets.has(name), `${name} in ${[...targets]}`);
  assert(!targets.has('web'), 'a load balancer without client certificates is none of ours');
  assert(
    run.calls.every((one) => /:(Describe|Get|List|Search|Filter)/.test(one)),
    run.calls.join(),
  );
});

test('without any permission each missing action is named once, and the run is no success', async (t) => {
  const deny = [
    'elasticloadbalancing:DescribeLoadBalancers',
    'ec2:DescribeVpcs',
    'ec2:DescribeVpcEndpoints',
    'ec2:DescribeVpnConnections',
    'ec2:DescribeTransitGatewayAttachments',
    'ec2:DescribeInstanceConnectEndpoints',
    'ec2:DescribeClientVpnEndpoints',
    'directconnect:DescribeVirtualInterfaces',
    'storagegateway:ListGateways',
  ];
  const services = { ...sampleAccount(), elasticloadbalancing: loadBalancers };
  const { status, stderr, stdout } = await check(t, ['--all'], { services, deny });
  assert.equal(status, 3, stdout);
  const [, named = ''] = /^Not permitted: (.*)\.$/m.exec(stderr) ?? [];
  assert.deepEqual(named.split(', '), [...new Set(named.split(', '))]);
  for (const action of deny) assert(named.includes(action), `${action} in ${named}`);
  assert.match(stderr, /gatewatch permissions /);
});

test('a service that does not answer is said to be so, with its action and its answer', async (t) => {
  const services = sampleAccount();
  const ListGateways = () => {
    throw new FakeAwsError('InternalServerError', 'sorry', 500);
  };
  const run = await check(t, ['--all'], {
    services: {
      ...services,
      elasticloadbalancing: loadBalancers,
      storagegateway: { ...services.storagegateway, ListGateways },
    },
  });
  const one = reportOf(run).findings.find(
    ({ target, check: kind }) => target === REGION && kind === 'gateway',
  );
  assert.deepEqual([one?.status, one?.reason], ['unknown', 'aws-unavailable']);
  assert.match(one?.summary ?? '', /storagegateway:ListGateways/);
});

test('a file is asked as a deployment asks it: AWS names the endpoint, and what discovery finds is added', async (t) => {
  const file = join(folder, 'gatewatch.yaml');
  await writeFile(
    file,
    `vantages:
  - name: seoul
    vpc: ${ACCOUNT.prod}
    subnets: [subnet-0aaaaaaaaaaaaaaaa]
    discover: [vpn]
    targets: [{ name: sgw, type: storage-gateway-endpoint, endpoint: vpce-0fffffffffffffff0 }]
`,
  );
  const run = await check(t, ['--config', file]);
  assert.deepEqual(
    found(run).map(([target, kind, , reason]) => [target, kind, reason === 'endpoint-missing']),
    [
      ['sgw', 'vpc-endpoint', true],
      ['idc', 'vpn', false],
    ],
  );
  const without = await check(t, ['--config', file, '--no-aws']);
  assert.deepEqual([without.status, without.calls], [3, []]);
  assert.match(without.stderr, /^Nothing was checked\.\n.*Give AWS credentials/);
  const strict = await check(t, ['--config', file, '--no-aws', '--strict', '--lang', 'ko']);
  assert.deepEqual([strict.status, strict.stderr.split('\n')[0]], [3, '점검한 항목이 없습니다.']);
});

test('a check that none of the targets has exits 3 and says so', async () => {
  const run = await runHere('check', '--tcp', '127.0.0.1:1', '--only', 'tls,ntp', '--json');
  assert.equal(run.status, 3);
  assert.match(run.stderr, /^Nothing was checked\.\n--only names checks .*: tls, ntp\./);
  assert.deepEqual(reportOf(run).findings, []);
});

test('what is no id, and what is not there, is refused with the flag', async (t) => {
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [['--vpn', 'vpn-1'], /^--vpn: expected an id such as vpn-0123456789abcdef0, got "vpn-1"/],
    [['--storage-gateway', 'filer'], /^--storage-gateway: expected an id such as sgw-12A3456B/],
    [['--vpn', 'vpn-0123456789abcdef0', '--no-aws'], /^--no-aws: --vpn vpn-0123456789abcdef0 can only/],
  ];
  for (const [words, message] of cases) {
    const { status, stderr } = await check(t, words);
    assert.equal(status, 2);
    assert.match(stderr, message);
  }
});

test('before activation the image of an instance is compared with the newest of its type', async (t) => {
  const services: FakeServices = {
    ...sampleAccount(),
    ec2: {
      DescribeNetworkInterfaces: () => ({ NetworkInterfaces: [] }),
      DescribeImages: () => ({ Images: [] }),
      DescribeInstances: () => ({
        Reservations: [
          {
            Instances: [
              {
                InstanceId: 'i-0123456789abcdef0',
                ImageId: 'ami-0aaaaaaaaaaaaaaaa',
                State: { Name: 'running' },
              },
            ],
          },
        ],
      }),
    },
    ssm: {
      GetParameter: ({ Name = '' }) => ({
        Parameter: {
          Name,
          Type: 'String',
          Value: Name.includes('/VTL/') ? 'ami-0bbbbbbbbbbbbbbbb' : 'ami-0',
        },
      }),
    },
  };
  const fake = await fakeAws(t, services);
  useFake(fake.url);
  const place = [
    '--gateway',
    '127.0.0.1:9',
    '--region',
    REGION,
    '--type',
    'tape',
    '--timeout',
    '1s',
    '--json',
  ];
  const run = await runHere(
    'activation',
    ...place,
    '--dns',
    '127.0.0.1:9',
    '--instance',
    'i-0123456789abcdef0',
  );
  const outdated = reportOf(run).findings.find(({ check }) => check === 'gateway');
  assert.deepEqual([outdated?.reason, outdated?.status], ['gateway-image-outdated', 'degraded'], run.stdout);
  assert.match(outdated?.summary ?? '', /ami-0aaaaaaaaaaaaaaaa; the newest image is ami-0bbbbbbbbbbbbbbbb/);

  const file = join(folder, 'before.yaml');
  await writeFile(
    file,
    'vantages: [{ name: here, targets: [{ name: new, type: storage-gateway, gatewayType: tape, instance: i-0123456789abcdef0 }] }]\n',
  );
  const configured = await runHere('check', '--config', file, '--region', REGION, '--json');
  assert.deepEqual(found(configured), [['new', 'gateway', 'degraded', 'gateway-image-outdated']]);
  const typed = await runHere('activation', ...place, '--instance', 'i-1');
  assert.match(typed.stderr, /--instance: expected an id such as i-0123456789abcdef0, got "i-1"/);
});
