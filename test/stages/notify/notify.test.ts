import assert from 'node:assert/strict';
import test from 'node:test';
import type { Message } from '../../../lib/core/notify/message.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { alarmMessage, contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

type OfType<T extends Message['type']> = Message & { readonly type: T };

function told<T extends Message['type']>(installation: Installation, type: T, index = -1): OfType<T> {
  const message = installation.published.at(index)?.message;
  assert.equal(message?.type, type);
  // The type was just compared; TypeScript does not narrow a union by a generic literal.
  return message as OfType<T>;
}

test('a failure is told with today’s evidence, since when, and how long it took to notice', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed', {}, 'tls-expired')];
  const reason =
    'Threshold Crossed: 2 datapoints [2.0 (21/11/26 09:55:00), 2.0 (21/11/26 09:50:00)] were greater';
  assert.deepEqual(await at.deliver(contributorMessage('ALARM', at.nowMs, {}, reason)), []);
  const message = told(at, 'failed');
  assert.equal(message.finding.reason, 'tls-expired');
  assert.deepEqual(message.recheck, { outcome: 'confirms' });
  assert.equal(message.sinceMs, at.nowMs - 10 * MINUTE_MS);
  assert.equal(message.detectedAfterMs, 10 * MINUTE_MS);
  assert.deepEqual(message.doesNotProve, ['asked from seoul']);
  assert.match(message.links.alarm ?? '', /region=ap-northeast-2#alarmsV2:alarm\/gatewatch-prod-tls$/);
  assert.deepEqual(at.published[0]?.severity, 'critical');
});

test('one look a vantage, whatever number of its targets changed', async () => {
  const at = new Installation();
  const one = (vantage: string, target: string, check: string) =>
    contributorMessage('ALARM', at.nowMs, { vantage, target, check });
  await at.deliver(
    one('seoul', 'sgw', 'tls'),
    one('seoul', 'sgw', 'port'),
    one('seoul', 'filer', 'port'),
    one('paris', 'web', 'port'),
  );
  assert.deepEqual(
    at.runs.map(({ vantage, targets }) => [vantage, ...targets]),
    [
      ['seoul', 'sgw', 'filer'],
      ['paris', 'web'],
    ],
  );
});

test('the same event twice is told once, in one batch, one after the other, or at the same time', async () => {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  const alarm = contributorMessage('ALARM', at.nowMs);
  await at.deliver(alarm, alarm);
  await at.deliver(alarm);
  assert.deepEqual(at.told, ['failed']);
  const other = contributorMessage('ALARM', at.nowMs, { target: 'filer' });
  await Promise.all([at.deliver(other), at.deliver(other)]);
  assert.deepEqual(at.told, ['failed', 'failed']);
});

test('what leaves nothing open behind is told once as well', async () => {
  for (const body of [
    alarmMessage('gatewatch-prod-test', 'ALARM', 1000),
    alarmMessage('somebody-elses-alarm', 'INSUFFICIENT_DATA', 1000),
    'no JSON at all',
  ]) {
    const at = new Installation();
    await at.deliver(body, body);
    await at.deliver(body);
    assert.deepEqual(at.told, ['alarm'], body);
  }
});

test('what another worker has in hand waits in the queue', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.table.claim('finding\nseoul\nsgw\ntls', 10 * MINUTE_MS);
  const [mine, other] = [{}, { target: 'filer' }].map((key) => contributorMessage('ALARM', at.nowMs, key));
  assert.deepEqual(await at.deliver(mine ?? '', other ?? ''), [mine]);
  assert.equal(at.told.length, 1);
});

test('failure, unknown for a while, recovery: one page and one recovery', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  at.nowMs += 10 * MINUTE_MS;
  at.see = () => [lookFinding('unknown', {}, 'blocked-by')];
  await at.deliver(contributorMessage('OK', at.nowMs, {}, VANISHED));
  await at.tick();
  at.see = () => [lookFinding('failed')];
  at.nowMs += MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  at.nowMs += MINUTE_MS;
  at.see = () => [lookFinding('healthy')];
  await at.deliver(contributorMessage('OK', at.nowMs));
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
  const end = told(at, 'recovered');
  assert.equal(end.durationMs, 17 * MINUTE_MS);
  assert.equal(end.before, 'tls-intercepted');
  assert.equal(
    at.published.at(-1)?.severity,
    'critical',
    'a failure that was notified has its recovery notified',
  );
});

test('an OK that was delivered before its ALARM is no reason to be silent', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('healthy')];
  const [alarm, ok] = [contributorMessage('ALARM', at.nowMs), contributorMessage('OK', at.nowMs + MINUTE_MS)];
  at.nowMs += 2 * MINUTE_MS;
  await at.deliver(ok);
  await at.deliver(alarm);
  await at.tick();
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
  assert.deepEqual(told(at, 'failed', 0).recheck, { outcome: 'recovered-already' });
});

test('ALARM and OK in one batch are told in the order they happened', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('healthy')];
  const [alarm, ok] = [contributorMessage('ALARM', at.nowMs), contributorMessage('OK', at.nowMs + MINUTE_MS)];
  at.nowMs += 2 * MINUTE_MS;
  await at.deliver(ok, alarm);
  assert.deepEqual(at.told, ['failed', 'recovered']);
});

test('a recheck that fails is reported as such, with the last finding that was logged', async () => {
  const at = new Installation();
  at.see = () => {
    throw new Error('timed out');
  };
  const atMs = at.nowMs - MINUTE_MS;
  const line = JSON.stringify({ type: 'finding', ...lookFinding('failed', {}, 'tls-expired') });
  at.loggedLines = [
    {
      atMs: atMs - MINUTE_MS,
      stream: 's',
      text: JSON.stringify({ type: 'finding', ...lookFinding('failed') }),
    },
    { atMs, stream: 's', text: line },
    { atMs, stream: 's', text: 'REPORT RequestId: 1' },
  ];
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  const message = told(at, 'failed');
  assert.equal(message.finding.reason, 'tls-expired');
  assert.deepEqual(message.recheck, { outcome: 'not-looked', why: 'no-answer', findingAtMs: atMs });
  assert.deepEqual(at.errors, ['looking again from seoul: Error: timed out']);
});

test('where neither a recheck nor the log says anything, the message has the alarm’s own text', async () => {
  const at = new Installation();
  at.see = () => {
    throw new Error('no such function');
  };
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  const message = told(at, 'alarm');
  assert.equal(message.about, 'check');
  assert.deepEqual([message.vantage, message.target, message.check], ['seoul', 'sgw', 'tls']);
  assert.match(message.text, /^tls-intercepted: /);
  at.nowMs += MINUTE_MS;
  await at.deliver(contributorMessage('OK', at.nowMs));
  assert.equal(told(at, 'alarm').state, 'OK');
});

test('an on-premises vantage is not called, and its alarms are told all the same', async () => {
  const at = new Installation();
  const key = { vantage: 'idc', target: 'cgw', check: 'ike' };
  const atMs = at.nowMs - MINUTE_MS;
  const line = JSON.stringify({ type: 'finding', ...lookFinding('failed', key, 'ike-refused') });
  at.loggedLines = [{ atMs, stream: 's', text: line }];
  await at.deliver(contributorMessage('ALARM', at.nowMs, key));
  assert.deepEqual(at.runs, []);
  assert.deepEqual(told(at, 'failed').recheck, {
    outcome: 'not-looked',
    why: 'on-premises',
    findingAtMs: atMs,
  });
});

test('the last report that a loop on premises kept is told, and what is too old or missing is left to the log', async () => {
  const key = { vantage: 'idc', target: 'cgw', check: 'ike' };
  const keptAt = async (agoMs: number) => {
    const at = new Installation();
    const atMs = at.nowMs - agoMs;
    const startedAt = new Date(atMs).toISOString();
    const findings = [lookFinding('failed', key, 'ike-silent')];
    await at.table.putLastReport('idc', JSON.stringify({ version: 1, vantage: 'idc', startedAt, findings }));
    return { at, atMs };
  };
  const { at, atMs } = await keptAt(2 * MINUTE_MS);
  await at.deliver(contributorMessage('ALARM', at.nowMs, key));
  const message = told(at, 'failed');
  assert.equal(message.finding.reason, 'ike-silent');
  assert.deepEqual(message.recheck, { outcome: 'not-looked', why: 'on-premises', findingAtMs: atMs });
  assert.match(
    at.published[0]?.body ?? '',
    /What follows is the last finding on record, from 2026-11-21 \d\d:\d\d UTC/,
  );

  const { at: late } = await keptAt(21 * MINUTE_MS);
  await late.deliver(contributorMessage('ALARM', late.nowMs, key));
  assert.equal(told(late, 'alarm').about, 'check');

  const { at: down, atMs: loggedMs } = await keptAt(MINUTE_MS);
  const line = JSON.stringify({ type: 'finding', ...lookFinding('failed', key, 'ike-refused') });
  down.loggedLines = [{ atMs: loggedMs, stream: 's', text: line }];
  down.meddle = ({ what }) => (what === 'table lastReport' ? 'refuse' : undefined);
  await down.deliver(contributorMessage('ALARM', down.nowMs, key));
  assert.equal(told(down, 'failed').finding.reason, 'ike-refused');
  assert.match(down.errors.join(), /reading the last report of idc/);
});

test('an OK of a vantage that cannot be called is a recovery only where its last report does not say otherwise', async () => {
  const key = { vantage: 'idc', target: 'cgw', check: 'port' };
  for (const [status, end] of [
    ['healthy', ['recovered']],
    ['degraded', ['improved']],
    ['failed', []],
    ['unknown', []],
  ] as const) {
    const at = new Installation();
    const keep = async (finding: object) =>
      await at.table.putLastReport(
        'idc',
        JSON.stringify({
          version: 1,
          vantage: 'idc',
          startedAt: new Date(at.nowMs).toISOString(),
          findings: [finding],
        }),
      );
    await keep(lookFinding('failed', key));
    await at.deliver(contributorMessage('ALARM', at.nowMs, key));
    at.nowMs += 10 * MINUTE_MS;
    await keep(lookFinding(status, key, 'port-partly-open'));
    await at.deliver(contributorMessage('OK', at.nowMs, key));
    assert.deepEqual(at.told, ['failed', ...end], status);
    await keep(lookFinding('healthy', key));
    await at.tick();
    await at.tick();
    assert.equal(at.told.at(-1), 'recovered', status);
  }
});

test('a target that was taken out does not keep the others from being looked at', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed', { vantage: 'paris', target: 'web' })];
  const one = (target: string) => contributorMessage('ALARM', at.nowMs, { vantage: 'paris', target });
  await at.deliver(one('web'), one('removed'));
  assert.deepEqual(
    at.runs.map(({ targets }) => targets),
    [['web']],
  );
  assert.deepEqual([...at.told].sort(), ['alarm', 'failed']);
});

test('a muted target is not told, and its alarm is remembered', async () => {
  const at = new Installation();
  at.see = () => [lookFinding('failed')];
  await at.table.putMute({ target: 'sgw', untilMs: at.nowMs + 60 * MINUTE_MS, reason: 'patching' });
  await at.deliver(
    contributorMessage('ALARM', at.nowMs),
    contributorMessage('ALARM', at.nowMs, { target: 'filer' }),
  );
  assert.deepEqual(
    at.published.map(({ message }) => message.type === 'alarm' && message.target),
    ['filer'],
  );
  assert.equal((await at.table.openIncidents()).length, 2);
});

test('INSUFFICIENT_DATA of a check is nothing', async () => {
  const at = new Installation();
  assert.deepEqual(await at.deliver(contributorMessage('INSUFFICIENT_DATA', at.nowMs)), []);
  assert.deepEqual(at.told, []);
});

test('alarms of gatewatch itself and of others are told once, and their end once', async () => {
  for (const [alarm, about] of [
    ['gatewatch-prod-heartbeat-seoul', 'heartbeat'],
    ['gatewatch-prod-unknown-seoul', 'unknown'],
    ['gatewatch-prod-mtls-api', 'client-certificates'],
    ['gatewatch-prod-tls', 'check'],
    ['somebody-elses-alarm', 'foreign'],
  ] as const) {
    const at = new Installation();
    // Every alarm begins with an OK that ends nothing.
    await at.deliver(alarmMessage(alarm, 'OK', at.nowMs - MINUTE_MS));
    await at.deliver(alarmMessage(alarm, 'ALARM', at.nowMs), alarmMessage(alarm, 'ALARM', at.nowMs));
    const beganMs = at.nowMs;
    at.nowMs += MINUTE_MS;
    await at.deliver(alarmMessage(alarm, 'ALARM', beganMs + 1));
    await at.deliver(alarmMessage(alarm, 'OK', at.nowMs));
    at.nowMs += 1;
    await at.deliver(alarmMessage(alarm, 'OK', at.nowMs));
    assert.deepEqual(
      at.published.map(({ message }) => message.type === 'alarm' && [message.about, message.state]),
      [
        [about, 'ALARM'],
        [about, 'OK'],
      ],
      alarm,
    );
    const [, end] = at.published;
    assert(end?.message.type === 'alarm');
    assert.deepEqual([end.message.sinceMs, end.message.durationMs], [beganMs, MINUTE_MS], alarm);
    assert.match(end.subject, /^ALARM OVER after 1 min: /);
    assert.match(end.body, /\nLasted: 1 min\n/);
    assert.doesNotMatch(end.body, / ago\)/);
    assert.deepEqual(at.runs, []);
  }
});

test('an alarm whose end was delivered first is told with how long it lasted', async () => {
  const at = new Installation();
  const alarm = 'gatewatch-prod-heartbeat-seoul';
  await at.deliver(alarmMessage(alarm, 'OK', at.nowMs));
  await at.deliver(alarmMessage(alarm, 'ALARM', at.nowMs - 7 * MINUTE_MS));
  assert.deepEqual(
    at.published.map(({ subject }) => subject),
    ['ALARM OVER after 7 min: Checks run from seoul again'],
  );
});

test('checks that cannot ask are named, with the reason of the last report', async () => {
  const at = new Installation();
  const findings = [
    lookFinding('unknown', { target: 'a' }, 'access-denied'),
    lookFinding('unknown', { target: 'b' }, 'blocked-by'),
    lookFinding('failed', { target: 'c' }),
  ];
  await at.table.putLastReport('seoul', JSON.stringify({ version: 1, findings }));
  await at.deliver(alarmMessage('gatewatch-prod-unknown-seoul', 'ALARM', at.nowMs));
  assert.equal(
    told(at, 'alarm').text,
    'a · tls · access-denied: a is access-denied\nwhat gatewatch-prod-unknown-seoul means',
  );
});

test('an alarm whose time lies in the future does not swallow its recovery', async () => {
  for (const message of [
    contributorMessage,
    alarmMessage.bind(undefined, 'gatewatch-prod-heartbeat-seoul'),
  ]) {
    const at = new Installation();
    at.see = () => [lookFinding('failed')];
    await at.deliver(message('ALARM', at.nowMs + 24 * 60 * MINUTE_MS));
    at.nowMs += 10 * MINUTE_MS;
    at.see = () => [lookFinding('healthy')];
    await at.deliver(message('OK', at.nowMs));
    assert.equal(at.told.length, 2);
    assert.deepEqual(await at.table.openIncidents(), []);
    assert.match(at.published[1]?.body ?? '', /Lasted: 10 min/);
  }
});

test('a new vantage that has never reported is given time, and then its silence is told', async () => {
  const at = new Installation();
  const silent = (atMs: number) =>
    alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', atMs, {
      AlarmConfigurationUpdatedTimestamp: new Date(at.nowMs - 20 * MINUTE_MS).toISOString(),
    });
  await at.deliver(silent(at.nowMs));
  await at.tick(MINUTE_MS);
  assert.deepEqual(at.told, []);
  await at.tick(5 * MINUTE_MS);
  assert.deepEqual(at.told, ['alarm']);
  await at.tick();
  assert.deepEqual(at.told, ['alarm']);
});

test('a new vantage that reports in time is never told', async () => {
  const at = new Installation();
  const configured = {
    AlarmConfigurationUpdatedTimestamp: new Date(at.nowMs - 16 * MINUTE_MS).toISOString(),
  };
  const alarm = 'gatewatch-prod-heartbeat-seoul';
  await at.deliver(alarmMessage(alarm, 'ALARM', at.nowMs, configured));
  await at.table.putLastReport('seoul', '{}');
  await at.tick(20 * MINUTE_MS);
  await at.deliver(alarmMessage(alarm, 'OK', at.nowMs, configured));
  assert.deepEqual(at.told, []);
});

test('a vantage that has reported before is told silent at once, even right after a deployment', async () => {
  const at = new Installation();
  await at.table.putLastReport('seoul', '{}');
  const configured = { AlarmConfigurationUpdatedTimestamp: new Date(at.nowMs).toISOString() };
  await at.deliver(alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', at.nowMs, configured));
  assert.deepEqual(at.told, ['alarm']);
});

test('what nobody can read is told as it came', async () => {
  const at = new Installation();
  await at.deliver('{"AlarmName":"gatewatch-prod-tls","NewStateVal', '<html>\u0007</html>');
  assert.deepEqual(
    at.published.map(({ message }) => message.type === 'alarm' && [message.about, message.text]),
    [
      ['foreign', '{"AlarmName":"gatewatch-prod-tls","NewStateVal'],
      ['foreign', '<html> </html>'],
    ],
  );
});
