import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { inspect } from 'node:util';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { SharedKey } from '../../lib/wire/shared-key.ts';
import { FakeAwsError } from '../support/aws-faults.ts';
import { filtered } from '../support/ec2-filters.ts';
import type { FakeServices } from '../support/fake-aws.ts';
import { readClients } from '../support/read-clients.ts';

const ID = 'vpn-0123456789abcdef0';
const SINCE = new Date('2026-11-21T01:02:03Z');

async function reader(t: TestContext, ec2: FakeServices['ec2']) {
  const { clients, fake } = await readClients(t, { ec2 });
  return { vpn: createAwsAccess(clients).vpn, fake };
}

const OPTIONS = {
  OutsideIpAddress: '198.51.100.2',
  TunnelInsideCidr: '169.254.10.4/30',
  PreSharedKey: 'do-not-show-me',
  IkeVersions: [{ Value: 'ikev1' }, { Value: 'ikev2' }],
  StartupAction: 'add',
  DpdTimeoutAction: 'clear',
  EnableTunnelLifecycleControl: true,
  DpdTimeoutSeconds: 45,
  Phase1EncryptionAlgorithms: [{ Value: 'AES256' }],
  Phase1DHGroupNumbers: [{ Value: 20 }],
  Phase2IntegrityAlgorithms: [{ Value: 'SHA2-384' }],
  Phase2LifetimeSeconds: 1800,
  LogOptions: {
    CloudWatchLogOptions: {
      LogEnabled: true,
      LogGroupArn: 'arn:aws:logs:r:1:log-group:vpn',
      LogOutputFormat: 'json',
    },
  },
};
const VPN = {
  VpnConnectionId: ID,
  State: 'available',
  CustomerGatewayId: 'cgw-1',
  TransitGatewayId: 'tgw-1',
  CustomerGatewayConfiguration:
    '<vpn_connection><ipsec_tunnel><vpn_gateway><tunnel_outside_address><ip_address>198.51.100.2</ip_address></tunnel_outside_address></vpn_gateway><ike><pre_shared_key>do-not-show-me</pre_shared_key></ike></ipsec_tunnel></vpn_connection>',
  Options: { StaticRoutesOnly: true, TunnelOptions: [OPTIONS, { OutsideIpAddress: '198.51.100.1' }] },
  Routes: [{ DestinationCidrBlock: '10.60.0.0/16', State: 'available', Source: 'Static' }],
  VgwTelemetry: [
    { OutsideIpAddress: '198.51.100.1', Status: 'UP', AcceptedRouteCount: 0, LastStatusChange: SINCE },
    { OutsideIpAddress: '198.51.100.2', Status: 'Sideways', StatusMessage: 'IPSEC IS DOWN' },
  ],
  Tags: [{ Key: 'Name', Value: 'idc' }],
};
const describing = (...connections: object[]): FakeServices['ec2'] => ({
  DescribeVpnConnections: ({ Filters }) => ({
    VpnConnections: filtered(connections as (typeof VPN)[], Filters, {
      'vpn-connection-id': (one) => [one.VpnConnectionId],
    }),
  }),
});

test('telemetry and options of a tunnel are joined by its outside address, not by their order', async (t) => {
  const { vpn } = await reader(t, describing(VPN));
  const [connection] = await vpn.connections({ ids: [ID] }, t.signal);
  const tunnel = connection?.tunnels.find((one) => one.outsideAddress === '198.51.100.2');
  assert.deepEqual(tunnel, {
    outsideAddress: '198.51.100.2',
    // A word nobody knew yet is kept as it came.
    status: 'Sideways',
    statusMessage: 'IPSEC IS DOWN',
    lastStatusChangeMs: undefined,
    acceptedRoutes: undefined,
    insideCidr: '169.254.10.4/30',
    insideIpv6Cidr: undefined,
    ikeVersions: ['ikev1', 'ikev2'],
    startupAction: 'add',
    dpdAction: 'clear',
    certificateArn: undefined,
    lifecycleControl: true,
    dpdTimeoutSeconds: 45,
    phase1: { encryption: ['AES256'], integrity: undefined, dhGroups: [20], lifetimeSeconds: undefined },
    phase2: { encryption: undefined, integrity: ['SHA2-384'], dhGroups: undefined, lifetimeSeconds: 1800 },
    logs: {
      enabled: true,
      groupArn: 'arn:aws:logs:r:1:log-group:vpn',
      format: 'json',
      bgpEnabled: false,
      bgpGroupArn: undefined,
    },
  });
  const other = connection?.tunnels.find((one) => one.outsideAddress === '198.51.100.1');
  assert.deepEqual(
    [other?.status, other?.acceptedRoutes, other?.lastStatusChangeMs, other?.logs.enabled],
    ['UP', 0, SINCE.getTime(), false],
  );
  assert.deepEqual(connection?.staticRoutes, [{ destination: '10.60.0.0/16', state: 'available' }]);
  assert.deepEqual([connection?.staticRoutesOnly, connection?.transitGatewayId], [true, 'tgw-1']);
});

test('no pre-shared key leaves the reader', async (t) => {
  const { vpn } = await reader(t, describing(VPN));
  const connections = await vpn.connections({ ids: [ID] }, t.signal);
  assert.doesNotMatch(JSON.stringify(connections), /do-not-show-me/);
});

test('one tunnel, three tunnels, telemetry without an address and no telemetry at all are read as they are', async (t) => {
  const telemetry = [
    [{ OutsideIpAddress: '198.51.100.1', Status: 'UP' }],
    [{ OutsideIpAddress: 'a' }, { OutsideIpAddress: 'b' }, { OutsideIpAddress: 'c' }],
    [{ Status: 'DOWN' }, { Status: 'UP' }],
    [],
  ];
  const connections = telemetry.map((VgwTelemetry, n) => ({
    VpnConnectionId: `vpn-${n}`,
    State: 'available',
    VgwTelemetry,
    Tags: [],
  }));
  const { vpn } = await reader(t, describing(...connections));
  const read = await vpn.connections({}, t.signal);
  assert.deepEqual(
    read.map((one) => one.tunnels.map((tunnel) => tunnel.outsideAddress ?? tunnel.status)),
    [['198.51.100.1'], ['a', 'b', 'c'], ['DOWN', 'UP'], []],
  );
});

test('connections are found by all of the tags, and an unknown id is an absence', async (t) => {
  const { vpn } = await reader(t, describing(VPN, { ...VPN, VpnConnectionId: 'vpn-2', Tags: [] }));
  const named = await vpn.connections({ tags: { Name: 'idc' } }, t.signal);
  assert.deepEqual(
    named.map((one) => [one.id, one.tags]),
    [[ID, { Name: 'idc' }]],
  );
  assert.deepEqual(await vpn.connections({ ids: ['vpn-9'] }, t.signal), []);
  assert.deepEqual(await vpn.connections({ ids: [] }, t.signal), []);
});

test('a planned replacement is read with its dates, and a tunnel that is gone has none', async (t) => {
  const after = new Date('2026-12-01T00:00:00Z');
  const { vpn } = await reader(t, {
    GetVpnTunnelReplacementStatus: ({ VpnConnectionId, VpnTunnelOutsideIpAddress }) => {
      if (VpnConnectionId !== ID) {
        throw new FakeAwsError('InvalidVpnConnectionID.NotFound', 'The vpnConnection ID does not exist');
      }
      return {
        VpnConnectionId,
        VpnTunnelOutsideIpAddress,
        MaintenanceDetails: { PendingMaintenance: 'Available', MaintenanceAutoAppliedAfter: after },
      };
    },
  });
  assert.deepEqual(await vpn.tunnelReplacement(ID, '198.51.100.1', t.signal), {
    outsideAddress: '198.51.100.1',
    pending: 'Available',
    autoAppliedAfterMs: after.getTime(),
    lastAppliedMs: undefined,
  });
  assert.equal(await vpn.tunnelReplacement('vpn-9', '198.51.100.1', t.signal), undefined);
});

test('both ends are read: the gateway with its VPCs, the customer’s with its address', async (t) => {
  const { vpn } = await reader(t, {
    DescribeVpnGateways: () => ({
      VpnGateways: [
        {
          VpnGatewayId: 'vgw-1',
          State: 'available',
          AmazonSideAsn: 64_512,
          VpcAttachments: [{ VpcId: 'vpc-1', State: 'detached' }],
        },
      ],
    }),
    DescribeCustomerGateways: () => ({
      CustomerGateways: [
        { CustomerGatewayId: 'cgw-1', State: 'available', IpAddress: '203.0.113.10', BgpAsn: '65000' },
      ],
    }),
  });
  assert.deepEqual(await vpn.vpnGateway('vgw-1', t.signal), {
    id: 'vgw-1',
    state: 'available',
    amazonSideAsn: 64_512,
    attachments: [{ vpcId: 'vpc-1', state: 'detached' }],
    tags: {},
  });
  const customer = await vpn.customerGateway('cgw-1', t.signal);
  assert.deepEqual(
    [customer?.address, customer?.bgpAsn, customer?.state],
    ['203.0.113.10', '65000', 'available'],
  );
});

test('the key of a tunnel can be compared, and is shown nowhere', async (t) => {
  const { vpn } = await reader(t, describing(VPN));
  const keys = await vpn.tunnelKeys(ID, t.signal);
  assert.deepEqual([...keys.keys()], ['198.51.100.2']);
  assert.equal(keys.get('198.51.100.2')?.equals(new SharedKey('do-not-show-me')), true);
  assert.equal(keys.get('198.51.100.2')?.equals(new SharedKey('do-not-show-m')), false);
  assert.doesNotMatch(JSON.stringify([...keys]) + inspect(keys, { depth: 9, showHidden: true }), /do-not/);
  assert.equal((await vpn.tunnelKeys('vpn-of-nobody', t.signal)).size, 0);
});
