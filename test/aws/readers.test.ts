import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwsAccess } from '../../lib/aws/access.ts';
import type { AwsAccess } from '../../lib/core/aws/aws-access.ts';
import { filtered } from '../support/ec2-filters.ts';
import type { FakeAwsOptions, FakeServices } from '../support/fake-aws.ts';
import { fakeLogGroup } from '../support/fake-gateways.ts';
import { readClients } from '../support/read-clients.ts';

async function access(t: TestContext, services: FakeServices, options?: FakeAwsOptions) {
  const { clients, fake } = await readClients(t, services, options);
  const aws: AwsAccess = createAwsAccess(clients);
  return { aws, fake };
}

test('a transit gateway is read page by page: attachments, tables, members and routes', async (t) => {
  const members = [1, 2, 3].map((n) => ({
    TransitGatewayAttachmentId: `tgw-attach-${n}`,
    ResourceType: 'vpc',
    ResourceId: `vpc-${n}`,
    State: n === 3 ? 'disabling' : 'enabled',
  }));
  const { aws } = await access(
    t,
    {
      ec2: {
        DescribeTransitGatewayAttachments: ({ Filters }) => ({
          TransitGatewayAttachments: filtered(
            members.map((one, n) => ({
              ...one,
              TransitGatewayId: 'tgw-1',
              State: 'available',
              ...(n > 0 && { Association: { TransitGatewayRouteTableId: 'tgw-rtb-1', State: 'associated' } }),
            })),
            Filters,
            { 'resource-id': (one) => [one.ResourceId] },
          ),
        }),
        DescribeTransitGatewayRouteTables: () => ({
          TransitGatewayRouteTables: [1, 2].map((n) => ({
            TransitGatewayRouteTableId: `tgw-rtb-${n}`,
            State: 'available',
            DefaultAssociationRouteTable: n === 1,
            DefaultPropagationRouteTable: false,
          })),
        }),
        GetTransitGatewayRouteTableAssociations: () => ({ Associations: members }),
        GetTransitGatewayRouteTablePropagations: () => ({ TransitGatewayRouteTablePropagations: members }),
        DescribeTransitGatewayVpcAttachments: () => ({
          TransitGatewayVpcAttachments: [
            { VpcId: 'vpc-1', SubnetIds: ['subnet-1'], Options: { ApplianceModeSupport: 'enable' } },
          ],
        }),
      },
    },
    { pageSize: 1 },
  );
  const { transitGateways } = aws;
  const found = await transitGateways.attachments({ resourceIds: ['vpc-1', 'vpc-2'] }, t.signal);
  assert.deepEqual(
    found.map(({ id, resourceId, association }) => [id, resourceId, association?.routeTableId]),
    [
      ['tgw-attach-1', 'vpc-1', undefined],
      ['tgw-attach-2', 'vpc-2', 'tgw-rtb-1'],
    ],
  );
  const tables = await transitGateways.routeTables('tgw-1', t.signal);
  assert.deepEqual(
    tables.map(({ id, isDefaultAssociation }) => [id, isDefaultAssociation]),
    [
      ['tgw-rtb-1', true],
      ['tgw-rtb-2', false],
    ],
  );
  for (const read of [transitGateways.associations, transitGateways.propagations]) {
    assert.deepEqual(
      (await read('tgw-rtb-1', t.signal)).map(({ attachmentId, state }) => [attachmentId, state]),
      [
        ['tgw-attach-1', 'enabled'],
        ['tgw-attach-2', 'enabled'],
        ['tgw-attach-3', 'disabling'],
      ],
    );
  }
  assert.deepEqual(await transitGateways.vpcSide('tgw-attach-1', t.signal), {
    vpcId: 'vpc-1',
    subnetIds: ['subnet-1'],
    applianceMode: 'enable',
  });
});

test('routes are searched as asked, and a table AWS did not show whole is called incomplete', async (t) => {
  const Routes = [
    { DestinationCidrBlock: '10.60.0.0/16', Type: 'static', State: 'blackhole' },
    {
      DestinationCidrBlock: '10.61.0.0/16',
      Type: 'propagated',
      State: 'active',
      TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-1', ResourceId: 'vpn-1' }],
    },
  ];
  const { aws, fake } = await access(t, {
    ec2: {
      SearchTransitGatewayRoutes: ({ Filters }) => ({
        Routes,
        AdditionalRoutesAvailable: Filters?.[0]?.Name === 'type',
      }),
    },
  });
  const all = await aws.transitGateways.routes('tgw-rtb-1', {}, t.signal);
  assert.deepEqual(
    [all.complete, all.routes.map((route) => [route.state, route.resourceIds])],
    [
      false,
      [
        ['blackhole', []],
        ['active', ['vpn-1']],
      ],
    ],
  );
  const one = await aws.transitGateways.routes('tgw-rtb-1', { longestMatch: '10.60.1.10' }, t.signal);
  assert.equal(one.complete, true);
  assert.deepEqual(
    fake.calls.map((call) => call.input.Filters),
    [
      [{ Name: 'type', Values: ['static', 'propagated'] }],
      [{ Name: 'route-search.longest-prefix-match', Values: ['10.60.1.10'] }],
    ],
  );
});

test('a Client VPN endpoint is read with its associations, rules and routes', async (t) => {
  const id = 'cvpn-endpoint-0123456789abcdef0';
  const endpoints = [
    { ClientVpnEndpointId: 'cvpn-endpoint-2' },
    {
      ClientVpnEndpointId: id,
      Status: { Code: 'pending-associate', Message: 'none' },
      VpnPort: 1194,
      TransportProtocol: 'tcp',
      DnsName: '*.x',
    },
  ];
  const { aws } = await access(
    t,
    {
      ec2: {
        DescribeClientVpnEndpoints: ({ Filters }) => ({
          ClientVpnEndpoints: filtered(endpoints, Filters, {
            'endpoint-id': (one) => [one.ClientVpnEndpointId],
          }),
        }),
        DescribeClientVpnTargetNetworks: () => ({
          ClientVpnTargetNetworks: [1, 2].map((n) => ({
            AssociationId: `a-${n}`,
            TargetNetworkId: `subnet-${n}`,
            Status: { Code: 'association-failed', Message: 'no address' },
          })),
        }),
        DescribeClientVpnAuthorizationRules: () => ({
          AuthorizationRules: [
            { DestinationCidr: '0.0.0.0/0', AccessAll: true, Status: { Code: 'active' } },
            { DestinationCidr: '10.0.0.0/8', GroupId: 'g', AccessAll: false, Status: { Code: 'failed' } },
          ],
        }),
        DescribeClientVpnRoutes: () => ({
          Routes: [{ DestinationCidr: '10.0.0.0/8', TargetSubnet: 'subnet-1', Status: { Code: 'creating' } }],
        }),
      },
    },
    { pageSize: 1 },
  );
  const { clientVpn } = aws;
  const endpoint = await clientVpn.endpoint(id, t.signal);
  assert.deepEqual(
    [endpoint?.state, endpoint?.stateMessage, endpoint?.port, endpoint?.transport],
    ['pending-associate', 'none', 1194, 'tcp'],
  );
  assert.equal(await clientVpn.endpoint('cvpn-endpoint-9', t.signal), undefined);
  assert.equal((await clientVpn.endpoints(t.signal)).length, 2);
  assert.deepEqual(
    (await clientVpn.associations(id, t.signal)).map(({ subnetId, state }) => [subnetId, state]),
    [
      ['subnet-1', 'association-failed'],
      ['subnet-2', 'association-failed'],
    ],
  );
  assert.deepEqual(
    (await clientVpn.authorisations(id, t.signal)).map(({ destination, everybody, state }) => [
      destination,
      everybody,
      state,
    ]),
    [
      ['0.0.0.0/0', true, 'active'],
      ['10.0.0.0/8', false, 'failed'],
    ],
  );
  assert.deepEqual(await clientVpn.routes(id, t.signal), [
    { destination: '10.0.0.0/8', subnetId: 'subnet-1', state: 'creating' },
  ]);
});

test('Instance Connect endpoints and instances keep AWS’s words, and instances are found by tag', async (t) => {
  const instances = [
    {
      InstanceId: 'i-1',
      State: { Name: 'stopping' },
      Platform: 'windows',
      Tags: [{ Key: 'role', Value: 'admin' }],
      PrivateIpAddress: '10.0.0.9',
      SecurityGroups: [{ GroupId: 'sg-1' }],
    },
    { InstanceId: 'i-2', State: { Name: 'running' }, Tags: [] },
  ];
  const { aws } = await access(
    t,
    {
      ec2: {
        DescribeInstanceConnectEndpoints: () => ({
          InstanceConnectEndpoints: [
            {
              InstanceConnectEndpointId: 'eice-1',
              State: 'update-failed',
              StateMessage: 'why',
              PreserveClientIp: true,
            },
            { InstanceConnectEndpointId: 'eice-2', State: 'create-complete', VpcId: 'vpc-2' },
          ],
        }),
        DescribeInstances: ({ Filters }) => ({
          Reservations: filtered(instances, Filters, { 'instance-id': (one) => [one.InstanceId] }).map(
            (one) => ({
              ReservationId: one.InstanceId,
              Instances: [one],
            }),
          ),
        }),
      },
    },
    { pageSize: 1 },
  );
  const endpoints = await aws.instanceConnect.endpoints(t.signal);
  assert.deepEqual(
    endpoints.map(({ id, state, preserveClientAddress }) => [id, state, preserveClientAddress]),
    [
      ['eice-1', 'update-failed', true],
      ['eice-2', 'create-complete', false],
    ],
  );
  const tagged = await aws.instances.instances({ tags: { role: 'admin' } }, t.signal);
  assert.deepEqual(
    tagged.map(({ id, state, platform, privateAddresses, securityGroupIds }) => [
      id,
      state,
      platform,
      privateAddresses,
      securityGroupIds,
    ]),
    [['i-1', 'stopping', 'windows', ['10.0.0.9'], ['sg-1']]],
  );
  assert.equal((await aws.instances.instances({}, t.signal)).length, 2);
  assert.deepEqual(await aws.instances.instances({ ids: [] }, t.signal), []);
});

test('the newest lines of a log are kept, oldest first, and what was cut off is told', async (t) => {
  const lines = Array.from({ length: 30 }, (_, n) => ({ atMs: 1_700_000_000_000 + n, text: `line ${n}` }));
  const group = 'arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/vendedlogs/vpn:*';
  const { aws, fake } = await access(
    t,
    { logs: fakeLogGroup('/aws/vendedlogs/vpn', lines) },
    { pageSize: 4 },
  );
  const tail = await aws.logs.tail({ group, sinceMs: 1_700_000_000_005, limit: 10 }, t.signal);
  assert.ok(tail.outcome === 'read');
  assert.deepEqual(
    [tail.lines.length, tail.lines[0]?.text, tail.lines.at(-1)?.text, tail.truncated],
    [10, 'line 20', 'line 29', true],
  );
  assert.equal(fake.calls.length, 3);
  const whole = await aws.logs.tail({ group, sinceMs: 1_700_000_000_025, limit: 10 }, t.signal);
  assert.ok(whole.outcome === 'read');
  assert.deepEqual([whole.lines.length, whole.truncated], [5, false]);
  assert.deepEqual(await aws.logs.tail({ group: '/not/there', sinceMs: 0, limit: 5 }, t.signal), {
    outcome: 'missing',
  });
});

test('a log that answers empty pages for ever is left after a few', async (t) => {
  let page = 0;
  const FilterLogEvents = () => {
    page += 1;
    return { events: [], nextToken: `page-${page}` };
  };
  const { aws } = await access(t, { logs: { FilterLogEvents } });
  const tail = await aws.logs.tail({ group: 'g', sinceMs: 0, limit: 5 }, t.signal);
  assert.deepEqual([tail, page], [{ outcome: 'read', lines: [], truncated: true }, 10]);
});

test('metric histories come in the order they were asked, joined over pages, oldest point first', async (t) => {
  const at = (minute: number) => new Date(1_700_000_000_000 + minute * 60_000);
  const GetMetricData = ({ NextToken }: { readonly NextToken?: string | undefined }) =>
    NextToken === undefined
      ? {
          MetricDataResults: [
            { Id: 'q1', Timestamps: [at(2)], Values: [0], StatusCode: 'PartialData' },
            { Id: 'q0', Timestamps: [at(3), at(1)], Values: [1, 0.5], StatusCode: 'Complete' },
          ],
          NextToken: 'more',
        }
      : {
          MetricDataResults: [{ Id: 'q1', Timestamps: [at(1)], Values: [1], StatusCode: 'Complete' }],
          NextToken: undefined,
        };
  const { aws, fake } = await access(t, { monitoring: { GetMetricData } });
  const question = (address: string) => ({
    namespace: 'AWS/VPN',
    name: 'TunnelState',
    dimensions: { TunnelIpAddress: address },
    statistic: 'Minimum',
    periodSeconds: 300,
  });
  const series = await aws.metrics.history(
    [question('198.51.100.1'), question('198.51.100.2')],
    { fromMs: at(0).getTime(), toMs: at(5).getTime() },
    t.signal,
  );
  assert.deepEqual(
    series.map((one) => [
      one.question.dimensions.TunnelIpAddress,
      one.points.map(({ value }) => value),
      one.completeness,
    ]),
    [
      ['198.51.100.1', [0.5, 1], 'Complete'],
      ['198.51.100.2', [1, 0], 'Complete'],
    ],
  );
  assert.deepEqual(fake.calls[0]?.input.StartTime, at(0));
  assert.deepEqual(await aws.metrics.history([], { fromMs: 0, toMs: 1 }, t.signal), []);
});
