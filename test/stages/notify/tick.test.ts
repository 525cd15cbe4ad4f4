import assert from 'node:assert/strict';
import test from 'node:test';
import type { HinderedAlarm } from '../../../lib/core/aws/alarm-reader.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { alarmMessage, contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { Installation, type Meddle } from '../../support/installation.ts';

async function failing(): Promise<Installation> {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  return at;
}

test('an outage that lasts is told again after four hours, with what is wrong by then', async () => {
  const at = await failing();
  await at.tick(3 * HOUR_MS);
  assert.deepEqual(at.told, ['failed']);
  at.see = () => [lookFinding('failed', {}, 'tls-expired')];
  await at.tick(HOUR_MS);
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'reminder']);
  const { message } = at.published[1] ?? {};
  assert.deepEqual(message?.type === 'reminder' && message.recheck, {
    outcome: 'other-reason',
    before: 'tls-intercepted',
  });
});

test('a vantage that stays silent is told again after four hours', async () => {
  const at = new Installation();
  await at.deliver(alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', at.nowMs));
  await at.tick(4 * HOUR_MS);
  await at.tick();
  assert.deepEqual(at.told, ['alarm', 'alarm']);
});

test('an outage that CloudWatch lost sight of ends with the second healthy look', async () => {
  const at = await failing();
  at.see = () => [lookFinding('healthy')];
  at.nowMs += MINUTE_MS;
  await at.deliver(contributorMessage('OK', at.nowMs, {}, VANISHED));
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
});

test('what a maintenance window held back is told when it ends, if it is still broken', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  // The window of `sgw` opens on Saturdays at six and lasts four hours.
  at.nowMs += 9 * HOUR_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  await at.tick();
  assert.deepEqual(at.told, []);
  await at.tick(3 * HOUR_MS);
  assert.deepEqual(at.told, ['still-broken-after-maintenance']);
});

test('a recheck that fails for a tick ends nothing and sends nothing', async () => {
  const at = await failing();
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('unknown', {}, 'out-of-time')];
  await at.deliver(contributorMessage('OK', at.nowMs, {}, VANISHED));
  at.see = () => {
    throw new Error('throttled');
  };
  await at.tick();
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
  assert.equal((await at.table.openIncidents()).length, 1);
});

test('an outage of a target that was taken out is closed once CloudWatch has forgotten it', async () => {
  const at = new Installation();
  const key = { vantage: 'paris', target: 'removed' };
  await at.deliver(contributorMessage('ALARM', at.nowMs, key));
  await at.tick();
  assert.equal((await at.table.openIncidents()).length, 1);
  await at.deliver(contributorMessage('OK', at.nowMs, key, VANISHED));
  await at.tick();
  assert.deepEqual(await at.table.openIncidents(), []);
  assert.deepEqual(at.told, ['alarm']);
});

test('a hundred reminders at once are one digest', async () => {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  const targets = Array.from({ length: 100 }, (_, index) => `filer-${index}`);
  await at.deliver(...targets.map((target) => contributorMessage('ALARM', at.nowMs, { target })));
  await at.tick(4 * HOUR_MS);
  await at.tick();
  assert.deepEqual(at.told, ['digest', 'digest']);
});

test('once a day, from the configured hour on, what is degraded and what is muted is told', async () => {
  const at = new Installation();
  const report = (findings: readonly object[]) =>
    JSON.stringify({ version: 1, startedAt: new Date(at.nowMs).toISOString(), findings });
  at.nowMs -= 70 * MINUTE_MS;
  await at.table.putMute({ target: 'muted', untilMs: at.nowMs + 48 * HOUR_MS, reason: 'waiting for a disk' });
  await at.table.putLastReport(
    'seoul',
    report([
      lookFinding('degraded', { target: 'sgw' }),
      lookFinding('failed', { target: 'filer' }),
      lookFinding('healthy'),
    ]),
  );
  await at.table.putLastReport('paris', report([lookFinding('failed', { target: 'muted' })]));
  await at.tick(5 * MINUTE_MS);
  assert.deepEqual(at.told, [], 'before nine nothing is due');
  await at.tick(10 * MINUTE_MS);
  await at.tick();
  const digests = at.published.map(({ message }) => message);
  assert.equal(digests.length, 1);
  const [digest] = digests;
  assert.ok(digest?.type === 'digest' && digest.why === 'daily');
  assert.deepEqual(
    digest.degraded.map(({ target }) => target),
    ['sgw'],
  );
  assert.deepEqual(
    digest.muted.map(({ target }) => target),
    ['muted'],
  );
  // It would not be true to say that nothing fails.
  assert.match(at.published[0]?.body ?? '', /^1 failed, 1 degraded, 1 muted\.$/m);
  assert.deepEqual(
    digest.failed.map(({ target }) => target),
    ['filer'],
  );
  at.nowMs += 24 * HOUR_MS;
  await at.table.putLastReport('seoul', report([lookFinding('degraded')]));
  await at.tick();
  assert.equal(at.told.length, 2, 'the next day is another day');
});

test('a day with nothing to tell is silent, and so is a report of yesterday', async () => {
  const at = new Installation();
  const startedAt = new Date(at.nowMs - 24 * HOUR_MS).toISOString();
  await at.table.putLastReport(
    'seoul',
    JSON.stringify({ version: 1, startedAt, findings: [lookFinding('degraded')] }),
  );
  await at.table.putLastReport('paris', '{"version":2}');
  await at.tick();
  assert.deepEqual(at.told, []);
});

for (const fate of ['refuse', 'die-before', 'die-after'] as const) {
  test(`a reminder and a digest are told, whichever call of the tick meets “${fate}”`, async () => {
    const prepare = async () => {
      const at = await failing();
      at.nowMs += 4 * HOUR_MS;
      const startedAt = new Date(at.nowMs).toISOString();
      const degraded = [lookFinding('degraded', { target: 'filer' })];
      await at.table.putLastReport('seoul', JSON.stringify({ version: 1, startedAt, findings: degraded }));
      return at;
    };
    const calm = await prepare();
    await calm.tick(0);
    assert.deepEqual([...calm.told].sort(), ['digest', 'failed', 'reminder']);
    for (let nth = 1; nth <= calm.calls; nth += 1) {
      const at = await prepare();
      const fault: Meddle = (call) => (call.nth === nth ? fate : undefined);
      at.meddle = fault;
      await at.tick(0).catch(() => {});
      at.meddle = () => undefined;
      // A lease of a worker that died ends before the next tick.
      await at.tick();
      // Without a recheck the reminder is in the alarm's own words.
      const counts = [/^(reminder|alarm)$/, /^digest$/].map(
        (type) => at.told.filter((one) => type.test(one)).length,
      );
      assert.ok(
        counts.every((count) => count === 1 || count === 2),
        `call ${nth}: ${at.told}`,
      );
    }
  });
}

test('the table down: the tick fails, so that somebody hears of it', async () => {
  const at = await failing();
  at.meddle = ({ what }) => (what.startsWith('table') ? 'refuse' : undefined);
  await assert.rejects(at.tick(), AggregateError);
});

test('a reminder links to the alarm that watches the finding: of its vantage where the stage has one a vantage', async () => {
  const linkOf = async (at: Installation) => {
    at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
    await at.deliver(contributorMessage('ALARM', at.nowMs));
    await at.tick(4 * HOUR_MS);
    return at.published.at(-1)?.message.links.alarm;
  };
  assert.match((await linkOf(new Installation())) ?? '', /alarm\/gatewatch-prod-tls$/);
  const split = Object.assign(new Installation(), { splitChecks: new Set(['tls']) });
  assert.match((await linkOf(split)) ?? '', /alarm\/gatewatch-prod-tls\.seoul$/);
});

test('with `metrics: summary` no target has an alarm, and no message links to one', async () => {
  const at = new Installation();
  Object.assign(at, { config: { ...at.config, metrics: 'summary' } });
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  assert.equal(at.published[0]?.message.links.alarm, undefined);
  assert.match(at.published[0]?.message.links.dashboard ?? '', /^https:/);
});

test('alarms that CloudWatch evaluates on partial data are told once, and again when they are others', async () => {
  const at = new Installation();
  const partial = (check: string) => ({
    ...{ name: `gatewatch-prod-${check}`, hindrance: 'PARTIAL_DATA' as const, reason: 'no datapoints' },
  });
  at.hinderedAlarms = [partial('tls'), partial('port')];
  for (let ticks = 0; ticks < 36; ticks += 1) await at.tick();
  assert.deepEqual(at.told, ['alarm']);
  const { message } = at.published[0] ?? {};
  assert(message?.type === 'alarm');
  assert.equal(message.about, 'partial-data');
  assert.match(message.stateReason, /PARTIAL_DATA: gatewatch-prod-port, gatewatch-prod-tls$/);
  at.hinderedAlarms = [partial('tls')];
  for (let ticks = 0; ticks < 24; ticks += 1) await at.tick();
  assert.deepEqual(at.told, ['alarm', 'alarm']);
});

test('alarms that CloudWatch cannot evaluate are told once, critical, each with its reason', async () => {
  const at = new Installation();
  const reason = 'The alarm query is not valid';
  at.hinderedAlarms = [
    { name: 'gatewatch-prod-tls', hindrance: 'EVALUATION_ERROR', reason },
    { name: 'gatewatch-prod-dns', hindrance: 'EVALUATION_ERROR', reason: '' },
  ];
  for (let ticks = 0; ticks < 36; ticks += 1) await at.tick();
  assert.deepEqual(at.told, ['alarm']);
  const { message } = at.published[0] ?? {};
  assert(message?.type === 'alarm');
  assert.deepEqual([message.about, message.severity], ['evaluation-error', 'critical']);
  assert.equal(
    message.stateReason,
    `EvaluationState EVALUATION_ERROR: gatewatch-prod-dns, gatewatch-prod-tls (${reason})`,
  );
});

test('how alarms are evaluated is asked once an hour, and told again when other alarms are hindered', async () => {
  const at = new Installation();
  let asked = 0;
  at.meddle = ({ what }) => {
    asked += Number(what === 'alarms');
    return undefined;
  };
  const hindered = (check: string, hindrance: HinderedAlarm['hindrance'] = 'PARTIAL_DATA') => ({
    ...{ name: `gatewatch-prod-${check}`, hindrance, reason: '' },
  });
  at.hinderedAlarms = [hindered('tls')];
  for (let ticks = 0; ticks < 24; ticks += 1) await at.tick();
  assert.deepEqual([asked, at.told.length], [2, 1]);
  // Not at any other minute of the hour, and at no moment but the first five of it.
  at.hinderedAlarms = [hindered('port')];
  await at.tick();
  assert.equal(at.told.length, 1);
  await at.tick(55 * MINUTE_MS);
  assert.equal(at.told.length, 2);
  at.hinderedAlarms = [hindered('port', 'EVALUATION_ERROR')];
  await at.tick(64 * MINUTE_MS);
  assert.deepEqual(
    at.published.map(
      ({ message }) => message.type === 'alarm' && [message.about, message.state, message.text],
    ),
    [
      ['partial-data', 'ALARM', ''],
      ['partial-data', 'ALARM', ''],
      ['evaluation-error', 'ALARM', ''],
    ],
  );
});

test('without alarms for each check nothing is asked of them; with routes the message keeps to them', async () => {
  const alarms =
    'vantages: [{ name: seoul, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], discover: [storage-gateway] }]';
  const summary = new Installation(`metrics: summary\n${alarms}`);
  const routed = new Installation(`
notify:
  email: [{ to: storage@example.com }, { to: network@example.com }]
  routes: [{ to: [storage@example.com] }]
${alarms}`);
  for (const at of [summary, routed]) {
    at.hinderedAlarms = [{ name: 'gatewatch-prod-tls', hindrance: 'PARTIAL_DATA', reason: '' }];
    at.nowMs -= 5 * MINUTE_MS;
    await at.tick();
  }
  assert.deepEqual(summary.told, []);
  assert.deepEqual(
    routed.published.map(({ to }) => to),
    [['storage@example.com']],
  );
});

test('a refused question about the alarms is logged, and the tick goes on', async () => {
  const at = new Installation();
  at.meddle = ({ what }) => (what === 'alarms' ? 'refuse' : undefined);
  for (let ticks = 0; ticks < 12; ticks += 1) await at.tick();
  assert.deepEqual(at.told, []);
  assert.match(at.errors.join('\n'), /reading how the alarms are evaluated/);
});
