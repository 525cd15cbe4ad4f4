import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import {
  FAKE,
  type FakeVpn,
  fakeConnection,
  fakeTelemetry,
  fakeVpnServices,
  WELL,
} from '../../support/fake-vpn.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const [ONE, TWO] = FAKE.tunnels;

async function judge(t: TestContext, world: Partial<FakeVpn>, spec: object = {}) {
  const aws = await readClients(
    t,
    fakeVpnServices(() => ({ ...WELL, ...world })),
  );
  const asked = { vpn: FAKE.vpn, ...spec };
  return judgeOne(vpn, asked, await askControl(vpn, asked, aws));
}

/** On no virtual private gateway: the VPC's own tables say nothing of it. */
const elsewhere = (more: object, options: object = {}) => {
  const base = fakeConnection({ VpnGatewayId: undefined, ...more });
  return { connections: [{ ...base, Options: { ...(base.Options as object), ...options } }], gateways: [] };
};
const TRANSIT = { TransitGatewayId: 'tgw-0123456789abcdef0' };

const WELL_TOO: readonly (readonly [what: string, world: Partial<FakeVpn>, evidence: object])[] = [
  [
    'a connection of a VPN Concentrator',
    elsewhere({ VpnConcentratorId: 'vcn-0123456789abcdef0' }),
    { gateway: 'vcn-0123456789abcdef0' },
  ],
  ['tunnels of large bandwidth', elsewhere(TRANSIT, { TunnelBandwidth: 'large' }), { bandwidth: 'large' }],
  ['an accelerated connection', elsewhere(TRANSIT, { EnableAcceleration: true }), { accelerated: true }],
  [
    'a private connection over Direct Connect',
    elsewhere(TRANSIT, {
      OutsideIpAddressType: 'PrivateIpv4',
      TransportTransitGatewayAttachmentId: 'tgw-attach-0123456789abcdef0',
    }),
    { transport: 'tgw-attach-0123456789abcdef0' },
  ],
  [
    'an attachment of a Cloud WAN core network',
    elsewhere({ CoreNetworkArn: 'arn:aws:networkmanager::123456789012:core-network/core-network-01' }),
    { gateway: 'arn:aws:networkmanager::123456789012:core-network/core-network-01' },
  ],
];
for (const [what, world, evidence] of WELL_TOO) {
  test(`${what} is healthy, and the evidence says what it is`, async (t) => {
    const { status, faults, evidence: seen } = await judge(t, world);
    assert.deepEqual([status, faults], ['healthy', []]);
    for (const [name, value] of Object.entries(evidence)) assert.equal(seen[0]?.[name], value);
  });

  test(`${what} whose tunnels are down is down`, async (t) => {
    const [connection] = world.connections ?? [];
    const down = [TWO, ONE].map((one) => fakeTelemetry(one, { Status: 'DOWN', AcceptedRouteCount: 0 }));
    assert.ok(connection);
    const { status, reason } = await judge(t, {
      ...world,
      connections: [{ ...connection, VgwTelemetry: down }],
    });
    assert.deepEqual([status, reason], ['failed', 'tunnels-down']);
  });
}

test('a device that authenticates by certificate has no address and no key: neither is missed', async (t) => {
  const certificate = 'arn:aws:acm:ap-northeast-2:123456789012:certificate/0123abcd';
  const world = {
    connections: [
      fakeConnection({
        VgwTelemetry: [TWO, ONE].map((one) => fakeTelemetry(one, { CertificateArn: certificate })),
      }),
    ],
    customerGateways: [{ CustomerGatewayId: FAKE.cgw, State: 'available', CertificateArn: certificate }],
  };
  assert.equal((await judge(t, world)).status, 'healthy');
  const { reason } = await judge(t, {
    ...world,
    connections: [
      fakeConnection({
        VgwTelemetry: [TWO, ONE].map((one) =>
          fakeTelemetry(one, { CertificateArn: certificate, Status: 'DOWN', AcceptedRouteCount: 0 }),
        ),
      }),
    ],
    log: {
      [`${FAKE.vpn}-${ONE}-IKE.log`]: [
        { details: 'AWS tunnel is sending AUTHENTICATION_FAILED as the response' },
      ],
    },
  });
  assert.equal(reason, 'tunnels-down', 'no key is said to differ');
});

test('what the tunnels carried is read where it is wanted, and names what is blocked', async (t) => {
  const asked = { traffic: true };
  const tunnelStates = { [ONE]: [1, 1], [TWO]: [1, 1] };
  const carried = { [`${ONE} TunnelDataOut`]: [9_000_000], [`${ONE} TunnelDataIn`]: [100] };
  const oneWay = await judge(t, { tunnelStates, carried }, asked);
  assert.deepEqual([oneWay.status, oneWay.reason], ['degraded', 'tunnel-one-way']);
  assert.equal(oneWay.faults[0]?.values?.why, 'nothing-comes-in');
  const apart = { [`${ONE} TunnelDataOut`]: [9_000_000], [`${TWO} TunnelDataIn`]: [9_000_000] };
  const asymmetric = await judge(t, { tunnelStates, carried: apart }, asked);
  assert.deepEqual([asymmetric.status, asymmetric.reason], ['degraded', 'tunnel-asymmetric']);
  assert.deepEqual([asymmetric.faults[0]?.values?.tunnel, asymmetric.faults[0]?.values?.other], [TWO, ONE]);
  assert.equal((await judge(t, { tunnelStates, carried })).status, 'healthy', 'not where it is not wanted');
});
