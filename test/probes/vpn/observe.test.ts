import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { FakeTransportFault } from '../../support/aws-faults.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import {
  FAKE,
  type FakeVpn,
  fakeConnection,
  fakeTable,
  fakeTelemetry,
  fakeVpnServices,
  WELL,
  withBgpLogs,
} from '../../support/fake-vpn.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const SPEC = { vpn: FAKE.vpn };
const [ONE, TWO] = FAKE.tunnels;
const DOWN = { Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN', AcceptedRouteCount: 0 };
const oneDown = fakeConnection({ VgwTelemetry: [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE)] });

async function ask(
  t: TestContext,
  world: Partial<FakeVpn> = {},
  spec: object = SPEC,
  options?: FakeAwsOptions,
) {
  const aws = await readClients(
    t,
    fakeVpnServices(() => ({ ...WELL, ...world })),
    options,
  );
  const observation = await askControl(vpn, spec, aws);
  return { observation, finding: judgeOne(vpn, spec, observation), fake: aws.fake };
}

test('a connection in order is healthy, and neither its history nor its log is paid for', async (t) => {
  const { finding, fake } = await ask(t);
  assert.deepEqual([finding.status, finding.reason], ['healthy', null]);
  assert.deepEqual(
    fake.calls.filter(({ service }) => service !== 'ec2').map(({ operation }) => operation),
    [],
  );
  assert.deepEqual(finding.evidence[0]?.outsideAddresses, [ONE, TWO]);
});

test('the tunnel that is down is named by its address, with since when, its history and its log', async (t) => {
  const stream = `${FAKE.vpn}-${TWO}-IKE.log`;
  const { finding } = await ask(t, {
    connections: [oneDown],
    tunnelStates: { [ONE]: [1, 1, 1, 1], [TWO]: [1, 1, 0, 0] },
    log: {
      [stream]: [
        {
          ike_phase1_state: 'Negotiating',
          ike_phase2_state: 'Down',
          details: 'AWS tunnel DPD timed out after 3 retransmits',
        },
      ],
      // The other tunnel's error says nothing of this one.
      [`${FAKE.vpn}-${ONE}-IKE.log`]: [{ details: 'AWS tunnel is sending AUTHENTICATION_FAILED' }],
    },
  });
  assert.deepEqual(
    [finding.status, finding.reason, finding.severity],
    ['degraded', 'tunnel-down', 'warning'],
  );
  const [fault] = finding.faults;
  assert.equal(fault?.subject, TWO);
  assert.equal(fault?.values?.logged, 'device-silent');
  assert.equal(fault?.values?.phases, 'Negotiating, Down');
  assert.match(String(fault?.values?.since), /^\d{4}-.*Z$/);
  assert.match(String(fault?.values?.history), /^\S+ up, \S+ down$/);
});

const bgp = (details: string, status = 'DOWN') => ({
  resource_id: `${FAKE.vpn}_${TWO}`,
  type: 'BGPStatus',
  status,
  message: { details },
});

test('IPsec that is up without BGP is reported as that, with the reason of the BGP log', async (t) => {
  const { finding, fake } = await ask(t, {
    connections: [withBgpLogs({ VgwTelemetry: [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE)] })],
    log: {
      [`${FAKE.vpn}-${TWO}-IKE.log`]: [{ ike_phase1_state: 'Established', ike_phase2_state: 'Established' }],
    },
    bgpLog: {
      [`${FAKE.vpn}-${TWO}-BGP.log`]: [
        bgp(
          'AWS-side peer detected a bad OPEN message from neighbor 169.254.10.6 - remote AS is 65001, expected 65000',
        ),
        bgp('AWS-side peer BGP session state has changed from Idle to Connect with neighbor 169.254.10.6'),
      ],
    },
  });
  const [fault] = finding.faults;
  assert.deepEqual([finding.status, fault?.reason, fault?.subject], ['degraded', 'bgp-session-down', TWO]);
  assert.deepEqual(
    [fault?.values?.why, fault?.values?.remoteAsn, fault?.values?.expectedAsn],
    ['asn-mismatch', '65001', '65000'],
  );
  assert.equal(finding.evidence.find(({ subject }) => subject === TWO)?.bgp, 'down');
  assert.deepEqual(
    fake.calls.filter(({ operation }) => operation === 'FilterLogEvents').length,
    2,
    'each log group once',
  );
});

test('a log group that holds tunnel and BGP logs is read once for both', async (t) => {
  const VgwTelemetry = [fakeTelemetry(TWO, DOWN), fakeTelemetry(ONE)];
  const { finding, fake } = await ask(t, {
    connections: [withBgpLogs({ VgwTelemetry }, FAKE.logGroup)],
    log: {
      [`${FAKE.vpn}-${TWO}-IKE.log`]: [{ ike_phase1_state: 'Established', ike_phase2_state: 'Established' }],
      [`${FAKE.vpn}-${TWO}-BGP.log`]: [
        bgp(
          'AWS-side peer detected a bad OPEN message from neighbor 169.254.10.6 - remote AS is 65001, expected 65000',
        ),
      ],
    },
  });
  const [fault] = finding.faults;
  assert.deepEqual([fault?.reason, fault?.values?.why], ['bgp-session-down', 'asn-mismatch']);
  assert.equal(fake.calls.filter(({ operation }) => operation === 'FilterLogEvents').length, 1);
});

test('UP without routes says why: the log is off, nothing is announced, or what is announced is denied', async (t) => {
  const VgwTelemetry = [fakeTelemetry(TWO, { AcceptedRouteCount: 0 }), fakeTelemetry(ONE)];
  const whyOf = async (world: Partial<FakeVpn>) => {
    const { finding } = await ask(t, world);
    const fault = finding.faults.find(({ reason }) => reason === 'tunnel-without-routes');
    return fault?.values?.why;
  };
  const stands = bgp(
    'AWS-side peer BGP session state has changed from OpenConfirm to Established with neighbor 169.254.10.6',
    'UP',
  );
  const stream = `${FAKE.vpn}-${TWO}-BGP.log`;
  const denied = {
    resource_id: `${FAKE.vpn}_${TWO}`,
    type: 'RouteStatus',
    status: 'ADVERTISED',
    message: { prefix: '10.60.0.0/16', details: 'DENIED due to: as-path contains our own AS' },
  };
  assert.equal(await whyOf({ connections: [fakeConnection({ VgwTelemetry })] }), 'bgp-log-off');
  const connections = [withBgpLogs({ VgwTelemetry })];
  assert.equal(await whyOf({ connections }), 'bgp-log-silent');
  assert.equal(await whyOf({ connections, bgpLog: { [stream]: [stands] } }), 'nothing-announced');
  assert.equal(await whyOf({ connections, bgpLog: { [stream]: [stands, denied] } }), 'own-as');
});

test('AUTHENTICATION_FAILED in the log of a down tunnel is a pre-shared key that differs', async (t) => {
  const { finding } = await ask(t, {
    connections: [oneDown],
    log: {
      [`${FAKE.vpn}-${TWO}-IKE.log`]: [
        { details: 'AWS tunnel is sending AUTHENTICATION_FAILED as the response' },
      ],
    },
  });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'tunnel-psk-mismatch']);
  assert.equal(finding.faults[0]?.subject, TWO);
});

test('an authentication that failed before the tunnel was established says nothing of today', async (t) => {
  const { finding } = await ask(t, {
    connections: [oneDown],
    log: {
      [`${FAKE.vpn}-${TWO}-IKE.log`]: [
        { details: 'AWS tunnel is sending AUTHENTICATION_FAILED as the response' },
        { ike_phase1_state: 'Established', ike_phase2_state: 'Established', details: 'installed' },
        { ike_phase1_state: 'Down', ike_phase2_state: 'Down', details: 'deleting' },
      ],
    },
  });
  assert.deepEqual([finding.status, finding.reason], ['degraded', 'tunnel-down']);
});

test('a connection that was made anew is followed by its tags, past the one that is being deleted', async (t) => {
  const anew = fakeConnection({ VpnConnectionId: 'vpn-0fedcba9876543210' });
  const old = fakeConnection({ State: 'deleting' });
  const spec = { tags: { Name: 'idc' } };
  const { finding } = await ask(t, { connections: [old, anew] }, spec);
  assert.deepEqual([finding.status, finding.evidence[0]?.subject], ['healthy', 'vpn-0fedcba9876543210']);
  const gone = await ask(
    t,
    { connections: [fakeConnection({ State: 'deleted' }), anew] },
    { ...SPEC, ...spec },
  );
  assert.equal(gone.finding.evidence[0]?.subject, 'vpn-0fedcba9876543210');
});

test('without tags a connection that was made anew is missing, and those there are are named', async (t) => {
  const anew = fakeConnection({ VpnConnectionId: 'vpn-0fedcba9876543210' });
  const { finding } = await ask(t, { connections: [fakeConnection({ State: 'deleted' }), anew] });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'vpn-missing']);
  assert.equal(finding.faults[0]?.values?.others, 'vpn-0fedcba9876543210 (idc)');
});

test('during a planned replacement the loss of that one tunnel is information', async (t) => {
  const { finding } = await ask(t, {
    connections: [oneDown],
    replacements: {
      [TWO]: { PendingMaintenance: 'Available', MaintenanceAutoAppliedAfter: new Date('2026-12-01') },
    },
  });
  assert.deepEqual([finding.status, finding.reason, finding.severity], ['degraded', 'tunnel-down', 'info']);
  assert.deepEqual(
    finding.faults.map(({ reason }) => reason),
    ['tunnel-down', 'tunnel-replacement-pending'],
  );
});

test('a replacement of the other tunnel excuses nothing', async (t) => {
  const { finding } = await ask(t, {
    connections: [oneDown],
    replacements: { [ONE]: { PendingMaintenance: 'Available' } },
  });
  assert.equal(finding.faults.find(({ reason }) => reason === 'tunnel-down')?.severity, 'warning');
});

test('a tunnel AWS replaced a minute ago is given time to come back', async (t) => {
  const { finding } = await ask(t, {
    connections: [oneDown],
    replacements: {
      [TWO]: { PendingMaintenance: 'None', LastMaintenanceApplied: new Date(Date.now() - 60_000) },
    },
  });
  assert.equal(finding.severity, 'info');
});

test('only the tables of the named subnets are asked for propagation', async (t) => {
  const bare = fakeTable(1, { PropagatingVgws: [], Routes: [] });
  const world = { routeTables: [fakeTable(0), bare] };
  const first = await ask(t, world, { ...SPEC, subnets: [FAKE.subnets[0]] });
  assert.equal(first.finding.status, 'healthy');
  const second = await ask(t, world, { ...SPEC, subnets: [FAKE.subnets[1]] });
  assert.deepEqual([second.finding.status, second.finding.reason], ['failed', 'route-not-propagated']);
  assert.equal(second.finding.faults[0]?.subject, FAKE.tables[1]);
});

test('refusals of what lies beside the connection hide nothing, and are named', async (t) => {
  const deny = ['cloudwatch:GetMetricData', 'ec2:GetVpnTunnelReplacementStatus'].map((action) =>
    // The wire's name of CloudWatch is `monitoring`.
    action.replace('cloudwatch:', 'monitoring:'),
  );
  const { finding } = await ask(t, { connections: [oneDown] }, SPEC, { deny });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied']);
  assert.deepEqual(
    finding.faults
      .filter(({ reason }) => reason === 'access-denied')
      .map(({ values }) => values?.action)
      .sort(),
    ['cloudwatch:GetMetricData', 'ec2:GetVpnTunnelReplacementStatus'],
  );
  assert(finding.faults.some(({ reason }) => reason === 'tunnel-down'));
});

test('a refusal of the connection itself is unknown and names the action', async (t) => {
  const { observation } = await ask(t, {}, SPEC, { deny: ['ec2:DescribeVpnConnections'] });
  assert.deepEqual(observation, { outcome: 'access-denied', action: 'ec2:DescribeVpnConnections' });
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const { fake } = await ask(t, { connections: [oneDown] });
  const used = new Set(
    fake.calls.map(({ service, operation }) => `${service.replace('monitoring', 'cloudwatch')}:${operation}`),
  );
  assert.deepEqual([...used].sort(), [...vpn.permissions].sort());
});

test('an AWS that never answers ends as out-of-time', async (t) => {
  const hang = () => {
    throw new FakeTransportFault('hang');
  };
  const aws = await readClients(t, { ec2: { DescribeVpnConnections: hang } });
  const observation = await askControl(vpn, { ...SPEC, timeoutMs: 150 }, aws);
  assert.equal(observation.outcome, 'out-of-time');
});

test('what AWS leaves out is shown as a gap, and proves nothing', async (t) => {
  const gateways = [{ VpnGatewayId: FAKE.vgw, VpcAttachments: [{}] }];
  const customerGateways = [{ CustomerGatewayId: FAKE.cgw }];
  const { finding } = await ask(t, { gateways, customerGateways });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'vpn-gateway-not-attached']);
  assert.equal(finding.faults[0]?.values?.attachments, '- -');
  for (const subject of [FAKE.vgw, FAKE.cgw])
    assert.equal(finding.evidence.find((one) => one.subject === subject)?.outcome, 'described');
  const named = fakeConnection({
    VpnConnectionId: 'vpn-0fedcba9876543210',
    Tags: [{ Key: 'Name', Value: '' }],
  });
  const { finding: missing } = await ask(t, { connections: [named] });
  assert.equal(missing.faults[0]?.values?.others, 'vpn-0fedcba9876543210');
  const routeTables = [0, 1].map((n) =>
    fakeTable(n === 0 ? 0 : 1, {
      PropagatingVgws: [],
      Routes: [{ DestinationCidrBlock: FAKE.prefix, GatewayId: FAKE.vgw, State: 'new-word' }],
    }),
  );
  assert.equal((await ask(t, { routeTables })).finding.status, 'healthy');
});
