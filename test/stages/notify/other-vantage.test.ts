import assert from 'node:assert/strict';
import test from 'node:test';
import type { Incident } from '../../../lib/core/notify/incident.ts';
import type { Status } from '../../../lib/core/reason.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import type { Standing } from '../../../lib/stages/notify/incident-situation.ts';
import { isNotifiedElsewhere } from '../../../lib/stages/notify/other-vantage.ts';
import { contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

const NAME = { seoul: 'hub', paris: 'hub-from-paris', idc: 'hub' } as const;
type Name = keyof typeof NAME;
const keyOf = (vantage: Name) => ({ vantage, target: NAME[vantage] });

/** An installation in which `hub` is as it is said of each vantage in a VPC; what is not said is healthy. */
function seeing(at: Installation, status: Partial<Record<Name, Status>>, reason?: string): Installation {
  at.see = ({ vantage, targets }) =>
    targets.map((target) => lookFinding(status[vantage as Name] ?? 'healthy', { vantage, target }, reason));
  return at;
}
const alarm = (at: Installation, vantage: Name, state: 'ALARM' | 'OK' = 'ALARM') =>
  contributorMessage(state, at.nowMs, keyOf(vantage));

test('a message says from where else the target fails or works', async () => {
  const at = seeing(new Installation(), { seoul: 'failed' });
  await at.deliver(alarm(at, 'seoul'));
  assert.deepEqual(
    at.runs.map(({ vantage }) => vantage),
    ['seoul', 'paris'],
  );
  const { body = '', message } = at.published[0] ?? {};
  assert.match(body, /Fails from seoul, works from paris: the cause is on the side of seoul\./);
  assert.ok(message?.type === 'failed' && message.finding.betweenVantages !== undefined);
  assert.deepEqual(message.finding.runbook?.causes[0], message.finding.betweenVantages.cause);
});

test('a loop on premises left its report: its finding and that of the VPC are one sentence', async () => {
  const at = seeing(new Installation(), {});
  const report = {
    version: 1,
    vantage: 'idc',
    startedAt: new Date(at.nowMs - MINUTE_MS).toISOString(),
    durationMs: 1,
    totals: {},
    findings: [lookFinding('failed', keyOf('idc'))],
    doesNotProve: [],
  };
  await at.table.putLastReport('idc', JSON.stringify(report));
  await at.deliver(alarm(at, 'idc'));
  assert.match(
    at.published[0]?.body ?? '',
    /Fails from idc, works from seoul, paris: the cause is on the site's side\./,
  );
  // What is older may be from before the outage.
  const late = seeing(new Installation(), { seoul: 'failed', paris: 'unknown' });
  late.nowMs += 20 * MINUTE_MS;
  await late.table.putLastReport(
    'idc',
    JSON.stringify({ ...report, findings: [lookFinding('healthy', keyOf('idc'))] }),
  );
  await late.deliver(alarm(late, 'seoul'));
  assert.doesNotMatch(late.published[0]?.body ?? '', /works from/);
});

test('the same failure from two vantages is one page, in one batch or one after the other', async () => {
  for (const isOneBatch of [true, false]) {
    const at = seeing(new Installation(), { seoul: 'failed', paris: 'failed' });
    const both = [alarm(at, 'paris'), alarm(at, 'seoul')];
    if (isOneBatch) await at.deliver(...both);
    else for (const one of both) await at.deliver(one);
    await at.tick();
    assert.deepEqual(at.told, ['failed'], `${isOneBatch}`);
    assert.match(
      at.published[0]?.body ?? '',
      /Fails from (seoul, paris|paris, seoul): the cause is at the target/,
    );
    const { message } = at.published[0] ?? {};
    if (isOneBatch)
      assert.equal(message?.type === 'failed' && message.finding.vantage, 'seoul', 'the first of the file');
    assert.equal((await at.table.openIncidents()).length, 2);
  }
});

test('what goes on failing after the other vantage recovered is notified then; its end as well', async () => {
  const at = seeing(new Installation(), { seoul: 'failed', paris: 'failed' });
  await at.deliver(alarm(at, 'seoul'), alarm(at, 'paris'));
  at.nowMs += MINUTE_MS;
  seeing(at, { paris: 'failed' });
  await at.deliver(alarm(at, 'seoul', 'OK'));
  assert.deepEqual(at.told, ['failed', 'recovered']);
  assert.match(at.published[1]?.body ?? '', /Fails from paris, works from seoul/);
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered', 'failed']);
  at.nowMs += MINUTE_MS;
  seeing(at, {});
  await at.deliver(alarm(at, 'paris', 'OK'));
  assert.deepEqual(at.told, ['failed', 'recovered', 'failed', 'recovered']);
  assert.equal((await at.table.openIncidents()).length, 0);
});

test('what recovers with the page that stood for it is not notified', async () => {
  const at = seeing(new Installation(), { seoul: 'failed', paris: 'failed' });
  await at.deliver(alarm(at, 'seoul'), alarm(at, 'paris'));
  at.nowMs += MINUTE_MS;
  seeing(at, {});
  await at.deliver(alarm(at, 'paris', 'OK'), alarm(at, 'seoul', 'OK'));
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
  assert.equal((await at.table.openIncidents()).length, 0);
});

test('a vantage that a message called well is news when it fails; so is another reason', async () => {
  const at = seeing(new Installation(), { seoul: 'failed' });
  await at.deliver(alarm(at, 'seoul'));
  at.nowMs += 10 * MINUTE_MS;
  seeing(at, { seoul: 'failed', paris: 'failed' });
  await at.deliver(alarm(at, 'paris'));
  assert.deepEqual(at.told, ['failed', 'failed']);
  assert.match(at.published[1]?.body ?? '', /the cause is at the target/);

  const other = seeing(new Installation(), { seoul: 'failed', paris: 'unknown' });
  await other.deliver(alarm(other, 'seoul'));
  seeing(other, { seoul: 'failed', paris: 'failed' }, 'tls-expired');
  await other.deliver(alarm(other, 'paris'));
  assert.deepEqual(other.told, ['failed', 'failed']);
});

test('a page that could not be sent holds nothing back', async () => {
  const at = seeing(new Installation(), { seoul: 'failed', paris: 'failed' });
  at.meddle = ({ what }) => (what === 'publish' ? 'refuse' : undefined);
  const both = [alarm(at, 'seoul'), alarm(at, 'paris')];
  assert.deepEqual(await at.deliver(...both), [both[0]]);
  assert.deepEqual(at.told, []);
  at.meddle = () => undefined;
  // The first is not delivered again: the clock finds that nobody was notified.
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
});

test('another vantage stands for a failure only while its own is open, notified, and the same', () => {
  const notified: Incident = {
    ...{ subject: { kind: 'finding', vantage: 'paris', target: 'sgw', check: 'tls' }, sinceMs: 1 },
    ...{ reason: 'tls-intercepted', severity: 'critical', phase: 'alarm', stateChangedMs: 1, alarmedMs: 1 },
    ...{ lastNotifiedMs: 1, healthyRuns: 0 },
  };
  const closed: Standing = {
    ...{ subject: notified.subject, phase: 'closed', stateChangedMs: 1, alarmedMs: 1 },
  };
  const silent: Incident = { ...notified, lastNotifiedMs: 0, heldBy: 'mute' };
  const [failed, healthy] = [lookFinding('failed'), lookFinding('healthy')];
  const standsFor = (standing: Standing, its = failed, finding = failed, own: Standing = undefined) =>
    isNotifiedElsewhere(finding, own, [{ standing, finding: its }]);
  assert.equal(standsFor(notified), true);
  assert.equal(standsFor({ ...notified, phase: 'vanished' }), true);
  assert.equal(isNotifiedElsewhere(failed, silent, [{ standing: notified, finding: undefined }]), true);
  for (const [what, isOne] of [
    ['it improved', standsFor({ ...notified, phase: 'improved' })],
    ['its recovery is being sent', standsFor({ ...notified, phase: 'ending' })],
    ['it ended', standsFor(closed)],
    ['nothing is known of it', standsFor(undefined)],
    ['the table cannot be read', standsFor('unreadable')],
    ['nobody was notified of it', standsFor(silent)],
    ['it failed otherwise', standsFor({ ...notified, reason: 'tls-expired' })],
    ['it said that this one works', standsFor({ ...notified, worksFrom: ['seoul'] })],
    ['it works again', standsFor(notified, healthy)],
    ['this one works', standsFor({ ...notified, reason: null }, failed, healthy)],
    ['this one is degraded', standsFor(notified, failed, lookFinding('degraded'))],
    ['no reason is known', standsFor({ ...notified, reason: null }, failed, { ...failed, reason: null })],
    ['somebody was notified of this one', standsFor(notified, failed, failed, notified)],
    ['what is open of this one cannot be read', standsFor(notified, failed, failed, 'unreadable')],
  ] as const)
    assert.equal(isOne, false, what);
});
