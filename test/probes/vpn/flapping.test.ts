import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeVpn } from '../../../lib/probes/vpn/judge.ts';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { FAKE, fakeConnection, fakeTelemetry, fakeVpnServices, WELL } from '../../support/fake-vpn.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';
import { described, ID, NOW_MS, ONE, TWO } from './samples.ts';

const flapping = (gapsMinutes: readonly number[], options: object = {}) => {
  let atMs = NOW_MS;
  const downsAtMs = [atMs, ...gapsMinutes.map((minutes) => (atMs -= minutes * 60_000))].reverse();
  const connection = {
    tunnels: [
      {
        outsideAddress: ONE,
        status: 'UP',
        acceptedRoutes: 1,
        ikeVersions: [],
        logs: { enabled: false, bgpEnabled: false },
        ...options,
      },
    ],
  };
  const observation = described(connection, { histories: [{ outsideAddress: ONE, changes: [], downsAtMs }] });
  const { faults } = judgeVpn([{ spec: { vpn: ID, historyMinutes: 180 }, observation }]);
  return faults.find(({ reason }) => reason === 'tunnel-flapping');
};

const rhythms: readonly (readonly [rhythm: string, gaps: readonly number[], options?: object])[] = [
  ['phase-2-lifetime', [60, 55, 60, 65]],
  ['phase-1-lifetime', [480, 475]],
  ['phase-2-lifetime', [30, 30, 30], { phase2: { lifetimeSeconds: 1800 } }],
  ['regular', [180, 180, 185]],
  // Two periods of TunnelState from an hour are near it; more are not.
  ['phase-2-lifetime', [70, 70]],
  ['phase-2-lifetime', [53, 53]],
  ['regular', [71, 71]],
  ['irregular', [10, 300, 45]],
];
for (const [rhythm, gaps, options] of rhythms) {
  test(`falls ${gaps.join(', ')} minutes apart are ${rhythm}`, () => {
    assert.equal(flapping(gaps, options)?.values?.rhythm, rhythm);
  });
}

test('of a tunnel that is up again, the newest line of keys, an error or a silent peer is quoted', () => {
  let atMs = NOW_MS;
  const downsAtMs = [atMs, ...[60, 60, 60].map((minutes) => (atMs -= minutes * 60_000))].reverse();
  const said = (meaning: 'rekeying' | 'device-silent' | 'half-open', minutesAgo: number) => ({
    ...{ meaning, text: `about ${meaning}`, atMs: NOW_MS - minutesAgo * 60_000 },
  });
  const lineOf = (log: object) => {
    const observation = described(
      {},
      {
        histories: [{ outsideAddress: ONE, changes: [], downsAtMs }],
        logs: [
          { outsideAddress: TWO, lastDpd: said('half-open', 0) },
          { outsideAddress: ONE, ...log },
        ],
      },
    );
    const { faults } = judgeVpn([{ spec: { vpn: ID, historyMinutes: 180 }, observation }]);
    const { logged, lastLine } = faults.find(({ reason }) => reason === 'tunnel-flapping')?.values ?? {};
    return { logged, lastLine };
  };
  const lastRekey = said('rekeying', 2);
  const lastDpd = said('device-silent', 1);
  assert.equal(lineOf({ lastRekey, lastDpd }).logged, 'device-silent');
  assert.match(String(lineOf({ lastRekey, lastDpd }).lastLine), /^2\d{3}-.*Z about device-silent$/);
  assert.equal(lineOf({ lastRekey }).logged, 'rekeying');
  assert.equal(lineOf({ lastRekey: said('rekeying', 0), lastDpd }).logged, 'rekeying');
  assert.equal(lineOf({ error: said('half-open', 3), lastRekey, lastDpd }).logged, 'device-silent');
  assert.deepEqual(lineOf({}), { logged: 'nothing', lastLine: '-' });
});

test('the history of a tunnel that is up is read where AWS says that it changed in the last day', async (t) => {
  const ask = async (changedHoursAgo: number) => {
    const LastStatusChange = new Date(Date.now() - changedHoursAgo * 3_600_000);
    const telemetry = FAKE.tunnels.map((address) => fakeTelemetry(address, { LastStatusChange }));
    const world = {
      ...WELL,
      connections: [fakeConnection({ VgwTelemetry: telemetry })],
      tunnelStates: { [FAKE.tunnels[0]]: [1, 0, 1, 0, 1, 0, 1] },
    };
    const aws = await readClients(
      t,
      fakeVpnServices(() => world),
    );
    const observation = await askControl(vpn, { vpn: FAKE.vpn }, aws);
    const { status, reason } = judgeOne(vpn, { vpn: FAKE.vpn }, observation);
    return {
      status,
      reason,
      reads: aws.fake.calls.filter(({ operation }) => operation === 'GetMetricData').length,
    };
  };
  assert.deepEqual(await ask(2), { status: 'degraded', reason: 'tunnel-flapping', reads: 1 });
  assert.deepEqual(await ask(30), { status: 'healthy', reason: null, reads: 0 });
});
