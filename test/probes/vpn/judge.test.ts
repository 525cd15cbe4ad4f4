import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import type { VpnObservation } from '../../../lib/probes/vpn/observe.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { described, ID, ONE, samples, TWO, tunnel } from './samples.ts';

const DOWN = { status: 'DOWN', statusMessage: 'IPSEC IS DOWN' };
const bothDown = described({ tunnels: [tunnel(ONE, DOWN), tunnel(TWO, DOWN)] });

test('after a rebuild the report gives the device’s commands: the new address for the old, then the service', async () => {
  const spec = { vpn: ID, expectOutsideAddresses: ['192.0.2.1', '192.0.2.10'] };
  const told = await renderFinding(judgeOne(vpn, spec, bothDown), [vpn], 'en');
  const commands = told.runbook?.commands ?? [];
  const replacing = commands.filter((command) => command.includes('perl'));
  assert.match(replacing[0] ?? '', /\\Q192\.0\.2\.1\\E\\b\/203\.0\.113\.1\//);
  assert.match(replacing[1] ?? '', /\\Q192\.0\.2\.10\\E\\b\/203\.0\.113\.2\//);
  assert(commands.some((command) => command.includes('systemctl restart ipsec')));
  assert(told.summary.includes('203.0.113.1') && told.summary.includes('192.0.2.1'));
});

test('all tunnels down is critical, one of them a warning', () => {
  assert.equal(judgeOne(vpn, { vpn: ID }, bothDown).severity, 'critical');
  const oneDown = described({ tunnels: [tunnel(ONE, DOWN), tunnel(TWO)] });
  assert.equal(judgeOne(vpn, { vpn: ID }, oneDown).severity, 'warning');
});

test('an outage is since the last of the tunnels went', () => {
  const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);
  const tunnels = [
    tunnel(ONE, { ...DOWN, lastStatusChangeMs: at('01:00:00') }),
    tunnel(TWO, { ...DOWN, lastStatusChangeMs: at('09:30:00') }),
  ];
  const { faults } = judgeOne(vpn, { vpn: ID }, described({ tunnels }));
  assert.equal(faults[0]?.values?.since, '2026-11-21T09:30:00Z');
});

test('a message of AWS is bounded before it is shown', () => {
  const statusMessage = `\u001b[31mIPSEC IS DOWN${'x'.repeat(5000)}`;
  const tunnels = [tunnel(ONE, { ...DOWN, statusMessage }), tunnel(TWO, DOWN)];
  const { evidence, faults } = judgeOne(vpn, { vpn: ID }, described({ tunnels }));
  const shown = JSON.stringify([evidence, faults]);
  assert(!shown.includes('\\u001b') && shown.length < 10_000, `${shown.length}`);
});

test('what the log means is told once in the steps, in each language', async () => {
  const log = {
    outsideAddress: ONE,
    error: { meaning: 'device-silent' as const, text: 'DPD timed out', atMs: 0 },
  };
  const observation: VpnObservation = { ...bothDown, logs: [log] };
  const finding = judgeOne(vpn, { vpn: ID }, observation);
  for (const [locale, word] of [
    ['en', /dead-peer detection/],
    ['ko', /DPD에 응답하지 않습니다/],
    ['fr', /détection de pair inactif/],
  ] as const) {
    const told = await renderFinding(finding, [vpn], locale);
    assert.equal(told.runbook?.steps.filter((step) => word.test(step)).length, 1, locale);
  }
});

test('a meaning names the figures of its own fault, in each language', async () => {
  const denied = { outsideAddress: ONE, denied: [], announced: 0, received: '101', limit: '100' };
  const why = { meaning: 'prefix-limit-exceeded' as const, text: 'limit', atMs: 0 };
  const up = { outsideAddress: ONE, phase1: 'Established', phase2: 'Established' };
  const observation: VpnObservation = {
    ...bothDown,
    logs: [up],
    bgpLogs: [{ ...denied, status: 'down', why }],
  };
  for (const locale of ['en', 'ko', 'fr'] as const) {
    const { reason, summary } = await renderFinding(judgeOne(vpn, { vpn: ID }, observation), [vpn], locale);
    assert.equal(reason, 'bgp-session-down');
    assert.match(summary, /101.*100/, locale);
    assert.doesNotMatch(summary, /[{}]/, locale);
  }
});

/** Judged as the kind judges, before the stage looks at what explains what. */
function faultsOf(spec: object, observation: VpnObservation) {
  const parsed = vpn.spec.safeParse(spec);
  assert(parsed.success);
  return vpn.judge([{ spec: parsed.data, observation }]).faults;
}

test('whatever cuts the site off explains what lies beyond; what leaves a tunnel up explains nothing', () => {
  for (const { title, spec, observation } of samples) {
    const isUp =
      observation.outcome === 'described' &&
      observation.connection.tunnels.some(({ status }) => status === 'UP');
    for (const { reason, explains, status, severity } of faultsOf(spec, observation)) {
      const facts = vpn.reasons[reason as keyof typeof vpn.reasons];
      const isFailed = (status ?? facts?.status) === 'failed';
      const ofTunnel = reason === 'tunnel-psk-mismatch' || reason === 'customer-gateway-address-changed';
      // It is up between its falls.
      if (reason === 'tunnel-flapping') {
        assert.equal(explains, undefined, title);
        continue;
      }
      assert.equal(explains === 'target' && isFailed, isFailed && !(ofTunnel && isUp), `${title}: ${reason}`);
      if (ofTunnel) assert.equal(severity, isUp ? 'warning' : undefined, title);
    }
  }
});

test('an AWS that tells of no tunnel has not changed their addresses', () => {
  const faults = faultsOf({ vpn: ID, expectOutsideAddresses: [ONE, TWO] }, described({ tunnels: [] }));
  assert.deepEqual(
    faults.map(({ reason }) => reason),
    ['tunnel-down'],
  );
});

test('a customer gateway that cannot be read has no other address', () => {
  const spec = { vpn: ID, expectCustomerGatewayAddress: '198.51.100.11' };
  assert.deepEqual(faultsOf(spec, described({}, { customerGateway: undefined })), []);
});
