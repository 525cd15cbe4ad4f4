import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { DescribeVpcEndpointsCommand, DescribeVpnConnectionsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeGatewayInformationCommand, ListGatewaysCommand } from '@aws-sdk/client-storage-gateway';
import { FakeTransportFault, invalidGatewayRequest } from './aws-faults.ts';
import { filtered } from './ec2-filters.ts';
import { fakeAws } from './fake-aws.ts';
import { withPrograms } from './programs.ts';
import { DUMMY_CREDENTIALS, REGION, readClients } from './read-clients.ts';

const withAwsCli = withPrograms('aws');

const CHANGED = new Date('2026-11-21T01:02:03.000Z');
const VPN = {
  VpnConnectionId: 'vpn-0123456789abcdef0',
  State: 'available',
  Options: {
    StaticRoutesOnly: false,
    TunnelOptions: [{ OutsideIpAddress: '198.51.100.1', PreSharedKey: 'k<&>"' }],
  },
  VgwTelemetry: [
    { OutsideIpAddress: '198.51.100.1', Status: 'UP', AcceptedRouteCount: 2, LastStatusChange: CHANGED },
    {
      OutsideIpAddress: '198.51.100.2',
      Status: 'DOWN',
      StatusMessage: 'IPSEC IS DOWN',
      AcceptedRouteCount: 0,
    },
  ],
  Tags: [{ Key: 'Name', Value: 'seoul & <idc>' }],
};

/** The AWS command line is botocore: a second implementation of the protocols, written by others. */
async function awsCli(
  url: string,
  ...args: string[]
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const env = {
    PATH: process.env.PATH,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_DEFAULT_REGION: REGION,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_MAX_ATTEMPTS: '1',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const all = ['--endpoint-url', url, '--output', 'json', ...args];
  return promisify(execFile)('aws', all, { env, timeout: 60_000 });
}

withAwsCli.test(
  'what the fake writes for EC2 is read alike by the SDK and by the AWS command line',
  async (t) => {
    const { fake, clients } = await readClients(t, {
      ec2: {
        DescribeVpnConnections: ({ Filters }) => ({
          VpnConnections: filtered(
            [VPN, { ...VPN, VpnConnectionId: 'vpn-0aaaaaaaaaaaaaaaa', Tags: [] }],
            Filters,
            {
              'vpn-connection-id': (vpn) => [vpn.VpnConnectionId],
            },
          ),
        }),
      },
    });
    const filters = [
      { Name: 'vpn-connection-id', Values: ['vpn-9', VPN.VpnConnectionId] },
      { Name: 'tag:Name', Values: ['seoul & <idc>'] },
    ];
    const sdk = await clients.ec2.send(new DescribeVpnConnectionsCommand({ Filters: filters }));
    assert.deepEqual(sdk.VpnConnections, [VPN]);

    const cli = await awsCli(
      fake.url,
      'ec2',
      'describe-vpn-connections',
      '--filters',
      JSON.stringify(filters),
    );
    const read = JSON.parse(cli.stdout).VpnConnections;
    assert.deepEqual(
      [
        read.length,
        read[0].VgwTelemetry[1].StatusMessage,
        read[0].VgwTelemetry[0].AcceptedRouteCount,
        read[0].Tags,
      ],
      [1, 'IPSEC IS DOWN', 2, VPN.Tags],
    );
    assert.equal(Date.parse(read[0].VgwTelemetry[0].LastStatusChange), CHANGED.getTime());
    assert.deepEqual(fake.calls[0]?.input, fake.calls[1]?.input);
    assert.match(fake.calls[1]?.userAgent ?? '', /aws-cli/);
  },
);

withAwsCli.test(
  'a disconnected gateway is refused with its error code, for the SDK and for the AWS command line',
  async (t) => {
    const { fake, clients } = await readClients(t, {
      storagegateway: {
        DescribeGatewayInformation: () => {
          throw invalidGatewayRequest('GatewayNotConnected', 'The specified gateway is not connected.');
        },
      },
    });
    const arn = 'arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/sgw-12A3456B';
    await assert.rejects(
      clients.storageGateway.send(new DescribeGatewayInformationCommand({ GatewayARN: arn })),
      (error: Error & { error?: { errorCode?: string } }) =>
        error.name === 'InvalidGatewayRequestException' && error.error?.errorCode === 'GatewayNotConnected',
    );
    await assert.rejects(
      awsCli(fake.url, 'storagegateway', 'describe-gateway-information', '--gateway-arn', arn),
      /An error occurred \(InvalidGatewayRequestException\)[^:]*: The specified gateway is not connected\./,
    );
  },
);

withAwsCli.test(
  'pages end where the fake is told, and a client that follows them sees everything once',
  async (t) => {
    const Gateways = Array.from({ length: 7 }, (_, n) => ({ GatewayId: `sgw-0000000${n}` }));
    const { fake, clients } = await readClients(
      t,
      { storagegateway: { ListGateways: () => ({ Gateways }) } },
      { pageSize: 3 },
    );
    const first = await clients.storageGateway.send(new ListGatewaysCommand({}));
    assert.equal(first.Gateways?.length, 3);
    assert.ok(first.Marker);
    const cli = await awsCli(fake.url, 'storagegateway', 'list-gateways');
    assert.deepEqual(JSON.parse(cli.stdout).Gateways, Gateways);
    await assert.rejects(
      clients.storageGateway.send(new ListGatewaysCommand({ Marker: 'bm9uc2Vuc2U=' })),
      /The token is not valid/,
    );
  },
);

test('the AWS query services are spoken too', async (t) => {
  const made = new Date('2026-01-02T03:04:05.678Z');
  const fake = await fakeAws(t, {
    elasticloadbalancing: {
      DescribeLoadBalancers: ({ Names }) => ({
        LoadBalancers: (Names ?? []).map((name) => ({
          LoadBalancerName: name,
          CreatedTime: made,
          AvailabilityZones: [{ ZoneName: 'ap-northeast-2a' }, { ZoneName: 'ap-northeast-2c' }],
        })),
      }),
    },
  });
  const client = new ElasticLoadBalancingV2Client({
    region: REGION,
    endpoint: fake.url,
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => client.destroy());
  const answer = await client.send(new DescribeLoadBalancersCommand({ Names: ['api', 'web'] }));
  assert.deepEqual(
    answer.LoadBalancers?.map((one) => [
      one.LoadBalancerName,
      one.CreatedTime,
      one.AvailabilityZones?.[1]?.ZoneName,
    ]),
    [
      ['api', made, 'ap-northeast-2c'],
      ['web', made, 'ap-northeast-2c'],
    ],
  );
});

test('a member that AWS does not know is refused, so that a misspelt fixture cannot pass for an absent field', async (t) => {
  const { clients } = await readClients(t, {
    ec2: { DescribeVpcEndpoints: () => ({ VpcEndpoints: [{ VpcEndpointID: 'vpce-1' }] }) },
  });
  await assert.rejects(clients.ec2.send(new DescribeVpcEndpointsCommand({})), {
    name: 'BadFixture',
    message: 'VpcEndpoint has no member "VpcEndpointID"',
  });
});

test('what has no handler is an error that is kept, and a filter that EC2 does not know is refused', async (t) => {
  const { fake, clients } = await readClients(t, {
    ec2: { DescribeVpcEndpoints: ({ Filters }) => ({ VpcEndpoints: filtered([], Filters, {}) }) },
    storagegateway: {
      ListGateways: () => {
        throw new FakeTransportFault('cut');
      },
    },
  });
  await assert.rejects(clients.ec2.send(new DescribeVpnConnectionsCommand({})), { name: 'InvalidAction' });
  assert.deepEqual(fake.unhandled, ['ec2:DescribeVpnConnections']);
  await assert.doesNotReject(
    clients.ec2.send(new DescribeVpcEndpointsCommand({ Filters: [{ Name: 'tag:a', Values: ['b'] }] })),
  );
  await assert.rejects(clients.storageGateway.send(new ListGatewaysCommand({})), { code: 'ECONNRESET' });
});
