import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import {
  FAKE,
  type FakeVpn,
  fakeConnection,
  fakeTelemetry,
  fakeVpnServices,
  WELL,
} from '../support/fake-vpn.ts';
import { startLocalStack, WATCH } from '../support/local-stack.ts';

/** The bundle as it is deployed, over its own memory: a VPN that is made anew under another id and other addresses. */

const [ONE, TWO] = FAKE.tunnels;
const [NEW_ONE, NEW_TWO] = ['192.0.2.10', '192.0.2.20'];
const REBUILT = 'vpn-0fedcba9876543210';
const DOWN = { Status: 'DOWN', StatusMessage: 'IPSEC IS DOWN', AcceptedRouteCount: 0 };

function rebuilt(telemetry: object): FakeVpn {
  const connection = fakeConnection({
    VpnConnectionId: REBUILT,
    Options: {
      StaticRoutesOnly: false,
      TunnelOptions: [NEW_ONE, NEW_TWO].map((OutsideIpAddress) => ({ OutsideIpAddress })),
    },
    VgwTelemetry: [fakeTelemetry(NEW_ONE, telemetry), fakeTelemetry(NEW_TWO, telemetry)],
  });
  return { ...WELL, connections: [fakeConnection({ State: 'deleted' }), connection] };
}

interface KeptItem {
  readonly what?: { readonly S?: string };
  readonly which?: { readonly S?: string };
}

test('new tunnel addresses are found without being configured, until the device calls them', async (t) => {
  let world: FakeVpn = WELL;
  const items = new Map<string, object>();
  const keyOf = ({ what, which }: KeptItem) => `${what?.S} ${which?.S}`;
  const { lambda, aws } = await startLocalStack(t, {
    targets: [`{ name: idc, type: site-to-site-vpn, vpn: ${FAKE.vpn}, tags: { Name: idc } }`],
    services: {
      ...fakeVpnServices(() => world),
      monitoring: { ...fakeVpnServices(() => world).monitoring, PutMetricData: () => ({}) },
      dynamodb: {
        GetItem: ({ Key }) => ({ Item: items.get(keyOf(Key as KeptItem)) }),
        PutItem: ({ Item }) => {
          items.set(keyOf(Item as KeptItem), Item as object);
          return {};
        },
      },
    },
  });
  const lookWith = async (event: object) => {
    const { functionError, payload } = await lambda.invoke(WATCH, event);
    assert.equal(functionError, undefined, payload);
    const { findings }: Report = JSON.parse(payload);
    assert.equal(findings.length, 1);
    return findings[0];
  };
  const onSchedule = (minute: number) =>
    lookWith({ publish: true, scheduledTime: `2026-11-20T14:0${minute}:00Z` });
  const written = () =>
    aws.calls.filter(
      ({ operation, input }) => operation === 'PutItem' && JSON.stringify(input).includes('"last-good"'),
    ).length;

  assert.equal((await onSchedule(0))?.status, 'healthy');
  assert.equal((await onSchedule(1))?.status, 'healthy');
  assert.equal(written(), 1, 'written when it changes');

  world = rebuilt(DOWN);
  // Asked by somebody, or by notify: it reads, and leaves the memory as it is.
  const asked = await lookWith({ targets: ['idc'], lang: 'en' });
  await lookWith({ publish: true, targets: ['idc'], scheduledTime: '2026-11-20T14:01:30Z' });
  await lookWith({ publish: true });
  assert.equal(written(), 1);
  assert.deepEqual([asked?.status, asked?.reason], ['failed', 'tunnel-address-changed']);
  await onSchedule(2);
  const finding = await onSchedule(3);
  assert.equal(written(), 2, 'its end');
  assert.deepEqual([finding?.status, finding?.reason], ['failed', 'tunnel-address-changed']);
  const commands = finding?.runbook?.commands.join('\n') ?? '';
  assert(
    commands.includes(`\\Q${ONE}\\E\\b/${NEW_ONE}/`) && commands.includes(`\\Q${TWO}\\E\\b/${NEW_TWO}/`),
  );
  assert.match(commands, /systemctl restart ipsec/);
  assert.deepEqual(
    finding?.explanations.map(({ what, because }) => [what, because]),
    [
      [
        'changed',
        `Until 2026-11-20T14:02:00Z the outside addresses were ${ONE}, ${TWO}; now they are ${NEW_ONE}, ${NEW_TWO}.`,
      ],
    ],
  );

  world = rebuilt({});
  assert.equal((await onSchedule(4))?.status, 'healthy');
  world = rebuilt(DOWN);
  assert.equal((await onSchedule(5))?.reason, 'tunnels-down', 'the device knows these addresses');
  assert.equal(lambda.output(WATCH).includes('"type":"trouble"'), false);
});
