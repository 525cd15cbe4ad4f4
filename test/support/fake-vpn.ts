import { filtered } from './ec2-filters.ts';
import type { FakeServices } from './fake-aws.ts';

/**
 * A Site-to-Site VPN on a virtual private gateway, as AWS tells of it: a VPC with two subnets of one table each, a
 * device, a connection with two tunnels. Every part may be changed or left out, which is how a step that somebody
 * forgot looks.
 */
export interface FakeVpn {
  readonly connections: readonly FakeConnection[];
  readonly gateways: readonly object[];
  readonly customerGateways: readonly object[];
  readonly routeTables: readonly FakeRouteTable[];
  readonly subnets: readonly FakeSubnet[];
  /** By outside address. */
  readonly replacements: Readonly<Record<string, object>>;
  /** TunnelState by outside address, oldest first, five minutes apart, the last one now. */
  readonly tunnelStates: Readonly<Record<string, readonly number[]>>;
  /** Bytes by outside address and metric, such as `203.0.113.1 TunnelDataIn`. */
  readonly carried: Readonly<Record<string, readonly number[]>>;
  /** Lines by log stream. */
  readonly log: Readonly<Record<string, readonly object[]>>;
  /** The same of the group of the BGP logs. */
  readonly bgpLog: Readonly<Record<string, readonly object[]>>;
}

export interface FakeConnection {
  readonly VpnConnectionId: string;
  readonly State?: string;
  readonly VgwTelemetry?: readonly object[];
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly [member: string]: unknown;
}
export interface FakeRouteTable {
  readonly RouteTableId: string;
  readonly Associations: readonly { readonly SubnetId?: string; readonly Main?: boolean }[];
  readonly [member: string]: unknown;
}
interface FakeSubnet {
  readonly SubnetId: string;
  readonly VpcId: string;
}

export const FAKE = {
  vpn: 'vpn-0123456789abcdef0',
  vgw: 'vgw-0123456789abcdef0',
  cgw: 'cgw-0123456789abcdef0',
  vpc: 'vpc-0123456789abcdef0',
  tunnels: ['203.0.113.1', '203.0.113.2'],
  device: '198.51.100.10',
  subnets: ['subnet-0aaaaaaaaaaaaaaaa', 'subnet-0bbbbbbbbbbbbbbbb'],
  tables: ['rtb-0aaaaaaaaaaaaaaaa', 'rtb-0bbbbbbbbbbbbbbbb'],
  prefix: '10.60.0.0/16',
  logGroup: 'arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/vendedlogs/vpn',
  bgpLogGroup: 'arn:aws:logs:ap-northeast-2:123456789012:log-group:/aws/vendedlogs/vpn-bgp',
} as const;

const PERIOD_MS = 300_000;

export function fakeTelemetry(address: string, more: object = {}): object {
  const told = { Status: 'UP', StatusMessage: '1 BGP ROUTES', AcceptedRouteCount: 1 };
  return {
    OutsideIpAddress: address,
    LastStatusChange: new Date(Date.now() - 72 * 3_600_000),
    ...told,
    ...more,
  };
}

export function fakeConnection(more: object = {}): FakeConnection {
  return {
    VpnConnectionId: FAKE.vpn,
    State: 'available',
    CustomerGatewayId: FAKE.cgw,
    VpnGatewayId: FAKE.vgw,
    Options: {
      StaticRoutesOnly: false,
      TunnelOptions: FAKE.tunnels.map((OutsideIpAddress, n) => ({
        OutsideIpAddress,
        TunnelInsideCidr: `169.254.10.${n * 4}/30`,
        LogOptions: {
          CloudWatchLogOptions: { LogEnabled: true, LogGroupArn: FAKE.logGroup, LogOutputFormat: 'json' },
        },
      })),
    },
    // Not in the order of the options, as with AWS.
    VgwTelemetry: [fakeTelemetry(FAKE.tunnels[1]), fakeTelemetry(FAKE.tunnels[0])],
    Tags: [{ Key: 'Name', Value: 'idc' }],
    ...more,
  };
}

/** The connection with the BGP logs of both tunnels switched on. */
export function withBgpLogs(more: object = {}, bgpLogGroup: string = FAKE.bgpLogGroup): FakeConnection {
  const connection = fakeConnection(more);
  const options = connection.Options as { readonly TunnelOptions: readonly object[] };
  const CloudWatchLogOptions = {
    LogEnabled: true,
    LogGroupArn: FAKE.logGroup,
    LogOutputFormat: 'json',
    BgpLogEnabled: true,
    BgpLogGroupArn: bgpLogGroup,
    BgpLogOutputFormat: 'json',
  };
  const TunnelOptions = options.TunnelOptions.map((one) => ({
    ...one,
    LogOptions: { CloudWatchLogOptions },
  }));
  return { ...connection, Options: { ...options, TunnelOptions } };
}

export function fakeTable(n: 0 | 1, more: object = {}): FakeRouteTable {
  return {
    RouteTableId: FAKE.tables[n],
    VpcId: FAKE.vpc,
    Associations: [{ SubnetId: FAKE.subnets[n] }],
    PropagatingVgws: [{ GatewayId: FAKE.vgw }],
    Routes: [
      {
        DestinationCidrBlock: '10.0.0.0/16',
        GatewayId: 'local',
        State: 'active',
        Origin: 'CreateRouteTable',
      },
      {
        DestinationCidrBlock: FAKE.prefix,
        GatewayId: FAKE.vgw,
        State: 'active',
        Origin: 'EnableVgwRoutePropagation',
      },
    ],
    ...more,
  };
}

/** Everything in order. */
export const WELL: FakeVpn = {
  connections: [fakeConnection()],
  gateways: [
    {
      VpnGatewayId: FAKE.vgw,
      State: 'available',
      VpcAttachments: [{ VpcId: FAKE.vpc, State: 'attached' }],
    },
  ],
  customerGateways: [{ CustomerGatewayId: FAKE.cgw, State: 'available', IpAddress: FAKE.device }],
  routeTables: [fakeTable(0), fakeTable(1)],
  subnets: FAKE.subnets.map((SubnetId) => ({ SubnetId, VpcId: FAKE.vpc })),
  replacements: {},
  tunnelStates: {},
  carried: {},
  log: {},
  bgpLog: {},
};

/** The services that answer from it. It is asked anew for each request, so that a test may change it meanwhile. */
export function fakeVpnServices(world: () => FakeVpn): FakeServices {
  return {
    ec2: {
      DescribeVpnConnections: ({ Filters }) => ({
        VpnConnections: filtered(world().connections, Filters, {
          'vpn-connection-id': (one) => [one.VpnConnectionId],
        }),
      }),
      DescribeVpnGateways: ({ Filters }) => ({
        VpnGateways: filtered(world().gateways as readonly { VpnGatewayId: string }[], Filters, {
          'vpn-gateway-id': (one) => [one.VpnGatewayId],
        }),
      }),
      DescribeCustomerGateways: ({ Filters }) => ({
        CustomerGateways: filtered(
          world().customerGateways as readonly { CustomerGatewayId: string }[],
          Filters,
          { 'customer-gateway-id': (one) => [one.CustomerGatewayId] },
        ),
      }),
      GetVpnTunnelReplacementStatus: ({ VpnConnectionId, VpnTunnelOutsideIpAddress = '' }) => ({
        VpnConnectionId,
        VpnTunnelOutsideIpAddress,
        MaintenanceDetails: world().replacements[VpnTunnelOutsideIpAddress] ?? { PendingMaintenance: 'None' },
      }),
      DescribeSubnets: ({ Filters }) => ({
        Subnets: filtered(world().subnets, Filters, {
          'subnet-id': (one) => [one.SubnetId],
          'vpc-id': (one) => [one.VpcId],
        }),
      }),
      DescribeRouteTables: ({ Filters }) => ({
        RouteTables: filtered(world().routeTables, Filters, {
          'association.subnet-id': (one) => one.Associations.map(({ SubnetId }) => SubnetId),
          'association.main': (one) => one.Associations.map(({ Main }) => String(Main === true)),
          'vpc-id': (one) => [String(one.VpcId)],
        }),
      }),
    },
    monitoring: {
      GetMetricData: ({ MetricDataQueries = [] }) => ({
        MetricDataResults: MetricDataQueries.map(({ Id, MetricStat }) => {
          const { Dimensions = [] } = MetricStat?.Metric ?? {};
          const address = Dimensions.find(({ Name }) => Name === 'TunnelIpAddress')?.Value ?? '';
          const { MetricName = '' } = MetricStat?.Metric ?? {};
          const Values = [
            ...((MetricName === 'TunnelState'
              ? world().tunnelStates[address]
              : world().carried[`${address} ${MetricName}`]) ?? []),
          ];
          const now = Date.now();
          const Timestamps = Values.map((_, n) => new Date(now - (Values.length - 1 - n) * PERIOD_MS));
          return { Id, Values, Timestamps, StatusCode: 'Complete' };
        }),
      }),
    },
    logs: {
      FilterLogEvents: ({ logStreamNamePrefix = '', logGroupIdentifier }) => ({
        events: Object.entries(logGroupIdentifier === FAKE.bgpLogGroup ? world().bgpLog : world().log)
          .filter(([stream]) => stream.startsWith(logStreamNamePrefix))
          .flatMap(([logStreamName, lines]) =>
            lines.map((line, n) => ({
              logStreamName,
              timestamp: Date.now() - (lines.length - n) * 1000,
              message: JSON.stringify(line),
            })),
          ),
      }),
    },
  };
}
