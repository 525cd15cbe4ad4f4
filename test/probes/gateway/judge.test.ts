import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HEALTH_NOTIFICATIONS } from '../../../lib/catalogue/health-notifications.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { gateway } from '../../../lib/probes/gateway/kind.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { described, entry, health } from './samples.ts';

const SPEC = { gateway: 'sgw-12A3456B' };

test('each type of the list ends in one weight, and the evidence says which line was listed', () => {
  const types = Object.keys(HEALTH_NOTIFICATIONS);
  const observation = described({}, { health: health(...types.map((type) => entry(type)), entry('Novel')) });
  const finding = judgeOne(gateway, SPEC, observation);
  const statusOf = (type: string) =>
    finding.faults.find((fault) => fault.subject === `sgw-12A3456B ${type}`)?.status ?? 'noted';
  const seen = Object.fromEntries(types.map((type) => [type, statusOf(type)]));
  assert.deepEqual(seen, {
    GatewayClockOutOfSync: 'failed',
    S3AccessDenied: 'failed',
    RoleTrustRelationshipInvalid: 'failed',
    InaccessibleStorageClass: 'failed',
    InvalidObjectState: 'failed',
    ObjectMissing: 'failed',
    FileMissing: 'failed',
    InvalidFileState: 'failed',
    FsxFileSystemAuthenticationFailure: 'failed',
    FsxFileSystemConnectionFailure: 'failed',
    FsxFileSystemFull: 'failed',
    DroppedNotifications: 'degraded',
    '1344': 'degraded',
    HardReboot: 'degraded',
    Reboot: 'degraded',
    HealthCheckFailure: 'noted',
    AvailabilityMonitorTest: 'noted',
  });
  assert.equal(finding.evidence.find((one) => one.subject.endsWith('Novel'))?.listed, false);
});

test('a support date that has passed weighs more than one to come', () => {
  const severity = (deprecationDate: string) =>
    judgeOne(gateway, SPEC, described({ deprecationDate })).severity;
  assert.deepEqual(['2026-06-30', '2026-11-21T10:00:00Z', '2027-06-30', 'soon'].map(severity), [
    'critical',
    'critical',
    'warning',
    'warning',
  ]);
});

test('a gateway that serves is healthy, one that says it does not has failed, and a new word is unknown', () => {
  const statusOf = (state: string | undefined) => judgeOne(gateway, SPEC, described({ state })).status;
  const words = {
    healthy: [undefined, '', 'RUNNING', 'STATE_RUNNING', 'Active'],
    failed: ['OFFLINE', 'SHUTDOWN', 'SHUTTING_DOWN', 'ShuttingDown', 'STOPPED', 'DISABLED', 'STATE_STOPPING'],
    unknown: ['HIBERNATING', 'STATE_HIBERNATING'],
  };
  for (const [status, states] of Object.entries(words)) {
    assert.deepEqual(
      states.filter((state) => statusOf(state) !== status),
      [],
      status,
    );
  }
});

test('what AWS does not tell of a gateway is not shown of it', () => {
  const { evidence } = judgeOne(gateway, SPEC, described({ state: undefined, name: undefined }));
  assert.deepEqual([evidence[0]?.outcome, Object.hasOwn(evidence[0] ?? {}, 'name')], ['described', false]);
});

for (const locale of LOCALES) {
  test(`in ${locale}, a step explains each logged type, in full and without gaps`, async () => {
    const types = ['S3AccessDenied', 'InvalidObjectState', 'Novel'];
    const observation = described({}, { health: health(...types.map((type) => entry(type))) });
    const told = await renderFinding(judgeOne(gateway, SPEC, observation), [gateway], locale);
    const { texts } = await gateway.runbook[locale]();
    const steps = told.runbook?.steps ?? [];
    for (const [index, word] of ['S3AccessDenied', 'InvalidObjectState', 'other'].entries()) {
      assert.ok(steps[index]?.startsWith(types[index] ?? '-'), steps[index]);
      assert.ok(steps[index]?.endsWith(texts.glossary?.[word] ?? '-'), steps[index]);
    }
    assert.equal(steps.length, 5);
    assert.ok(
      !JSON.stringify(told.runbook).includes('?"') && !/\{[a-z]/i.test(steps.join(' ')),
      steps.join('\n'),
    );
  });

  test(`in ${locale}, no meaning is longer than what a placeholder holds`, async () => {
    const { texts } = await gateway.runbook[locale]();
    const long = Object.entries(texts.glossary ?? {}).filter(([, meaning]) => meaning.length > 290);
    assert.deepEqual(long, []);
  });
}
