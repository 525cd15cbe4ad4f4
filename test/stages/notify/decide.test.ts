import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import { type Incident, type Subject, subjectId } from '../../../lib/core/notify/incident.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { readAlarm } from '../../../lib/stages/notify/alarm-message.ts';
import { type DecideTools, decideGroup, decideOpen } from '../../../lib/stages/notify/decide.ts';
import { groupEvents } from '../../../lib/stages/notify/event-groups.ts';
import type { Known } from '../../../lib/stages/notify/recheck.ts';
import { alarmMessage, contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { memoryStore } from '../../support/memory-store.ts';

/** What one decision sends and remembers, on every word of it. */

const NOW_MS = Date.UTC(2026, 10, 21, 10);
const clock = { wallMs: () => NOW_MS, monotonicMs: () => 0 };
const VANTAGE =
  'vantages: [{ name: seoul, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], discover: [storage-gateway] }]';
const [EVERYBODY, ROUTED] = [
  VANTAGE,
  `
notify:
  email: [{ to: storage@example.com }, { to: network@example.com }]
  routes: [{ to: [storage@example.com] }]
${VANTAGE}`,
].map((yaml) => parseConfig(yaml));
const SUBJECT: Subject = { kind: 'finding', vantage: 'seoul', target: 'sgw', check: 'tls' };
const HEARTBEAT = 'gatewatch-prod-heartbeat-seoul';
const SILENT: Subject = { kind: 'alarm', alarm: HEARTBEAT, about: 'heartbeat', vantage: 'seoul' };
const UNKNOWN: Known = { outcome: 'not-looked', why: 'no-answer' };
const seen = (status: Parameters<typeof lookFinding>[0]): Known => ({
  ...{ outcome: 'looked', finding: lookFinding(status), doesNotProve: [] },
});

function tools(known: Known = UNKNOWN, more: Partial<DecideTools> = {}): DecideTools {
  assert(EVERYBODY !== undefined);
  return {
    ...{ stage: 'prod', region: 'ap-northeast-2', config: EVERYBODY, clock, store: memoryStore(clock) },
    ...{ mutes: [], held: [], known: () => known, decided: new Map(), splitChecks: new Set() },
    onError: () => undefined,
    ...more,
  };
}
const routed = { ...(ROUTED !== undefined && { config: ROUTED }) };
const UNREADABLE = new Proxy(memoryStore(clock), {
  get: () => () => Promise.reject(new Error('no table')),
});

async function arrived(body: string, at = tools()) {
  const [group] = groupEvents([{ recordId: '1', event: readAlarm(body, 'prod') }]);
  assert(group !== undefined);
  return await decideGroup(group, at);
}
/** What is sent of the one thing that arrived. */
async function sentOf(body: string, at = tools()) {
  const { notifications } = await arrived(body, at);
  assert.equal(notifications.length, 1);
  const [notification] = notifications;
  assert(notification !== undefined);
  return notification;
}
const incident = (subject: Subject = SUBJECT, more: Partial<Incident> = {}): Incident => ({
  ...{ subject, sinceMs: NOW_MS - 9 * HOUR_MS, reason: null, severity: 'critical', phase: 'alarm' },
  ...{ stateChangedMs: NOW_MS - 9 * HOUR_MS, alarmedMs: NOW_MS - 9 * HOUR_MS, healthyRuns: 0 },
  lastNotifiedMs: NOW_MS - 9 * HOUR_MS,
  ...more,
});

test('what cannot be read is sent as it came, by itself, and nothing is remembered', async () => {
  const decision = await arrived('no alarm');
  assert.partialDeepStrictEqual(decision, {
    notifications: [
      {
        countsAs: 'single',
        message: {
          ...{ type: 'alarm', about: 'foreign', alarm: '?', text: 'no alarm', stateReason: '' },
          ...{ state: 'ALARM', severity: 'warning' },
        },
      },
    ],
    isRemembered: true,
  });
  assert.equal('commit' in decision, false);
});

test('a test says nothing that is to be done, and goes to everybody; an alarm of others keeps to the routes', async () => {
  const asIs = { state: 'INSUFFICIENT_DATA', sinceMs: NOW_MS };
  const trial = await sentOf(
    alarmMessage('gatewatch-prod-test', 'INSUFFICIENT_DATA', NOW_MS),
    tools(UNKNOWN, routed),
  );
  assert.partialDeepStrictEqual(trial, {
    ...{ countsAs: 'single', message: { ...asIs, about: 'test', severity: 'info', text: '' } },
    audience: { to: ['storage@example.com', 'network@example.com'], held: [] },
  });
  const other = await sentOf(alarmMessage('somebodys', 'INSUFFICIENT_DATA', NOW_MS), tools(UNKNOWN, routed));
  assert.partialDeepStrictEqual(other, {
    countsAs: 'single',
    message: { ...asIs, about: 'foreign', severity: 'warning', text: 'what somebodys means' },
  });
  assert.deepEqual(other.audience, { to: ['storage@example.com'], held: [] });
  assert.equal((await sentOf('no alarm')).audience, undefined);
});

test('an alarm of our own that lacks data neither ends nor begins anything', async () => {
  const at = tools();
  await at.store.putIncident(incident(SILENT));
  const decision = await arrived(alarmMessage(HEARTBEAT, 'INSUFFICIENT_DATA', NOW_MS), at);
  assert.deepEqual(decision, {
    ...{ notifications: [], isRemembered: true, prepare: undefined, commit: undefined },
  });
});

test('how grave an alarm is, and whether it counts among many', async () => {
  for (const [alarm, about, severity, begins, ends] of [
    [HEARTBEAT, 'heartbeat', 'critical', 'failure', 'end'],
    ['gatewatch-prod-unknown-seoul', 'unknown', 'warning', 'failure', 'end'],
    ['gatewatch-prod-undelivered~2', 'undelivered', 'critical', 'failure', 'end'],
    ['gatewatch-prod-mtls-api', 'client-certificates', 'warning', 'failure', 'end'],
    ['gatewatch-prod-tls', 'check', 'critical', 'single', 'single'],
    ['somebodys', 'foreign', 'warning', 'single', 'single'],
  ] as const) {
    const at = tools();
    const { commit } = await arrived(alarmMessage(alarm, 'ALARM', NOW_MS - MINUTE_MS), at);
    assert(commit !== undefined);
    await at.store.putIncident(commit);
    const begun = await sentOf(alarmMessage(alarm, 'ALARM', NOW_MS - MINUTE_MS));
    const over = await sentOf(alarmMessage(alarm, 'OK', NOW_MS), at);
    assert.partialDeepStrictEqual(begun.message, { about, severity, state: 'ALARM' }, alarm);
    assert.partialDeepStrictEqual(over.message, { about, severity, state: 'OK', durationMs: MINUTE_MS });
    assert.deepEqual([begun.countsAs, over.countsAs], [begins, ends], alarm);
  }
});

test('a failure of which only the alarm is known stands in a digest with what CloudWatch says of it', async () => {
  const found = {
    ...{ vantage: 'seoul', target: 'sgw', check: 'tls', status: 'failed', reason: null },
    ...{ severity: 'critical', evidence: [], faults: [], measurements: [], explanations: [], runbook: null },
  };
  const says = await sentOf(contributorMessage('ALARM', NOW_MS, {}, 'Threshold Crossed'));
  assert.deepEqual(says.finding, { ...found, summary: 'Threshold Crossed' });
  const silent = await sentOf(contributorMessage('ALARM', NOW_MS, {}, ''));
  assert.match(silent.finding?.summary ?? '', /^tls-intercepted: Somebody stands in between/);
  const run = await sentOf(contributorMessage('ALARM', NOW_MS), tools(seen('failed')));
  assert.deepEqual(run.finding, lookFinding('failed'));
});

test('the words of an alarm are kept for reminders only where nothing else is known', async () => {
  const begin = async (known: Known) =>
    (await arrived(contributorMessage('ALARM', NOW_MS), tools(known))).commit;
  assert.partialDeepStrictEqual(await begin(UNKNOWN), {
    alarmText: 'tls-intercepted: Somebody stands in between. Compare the issuer.',
  });
  assert.equal('alarmText' in ((await begin(seen('failed'))) ?? {}), false);
});

test('what is on record confirms no ALARM, and belies an OK', async () => {
  const record = (status: Parameters<typeof lookFinding>[0]): Known => ({
    ...{ outcome: 'not-looked', why: 'on-premises', finding: lookFinding(status), findingAtMs: NOW_MS },
  });
  const { commit } = await arrived(contributorMessage('ALARM', NOW_MS), tools(record('failed')));
  assert.partialDeepStrictEqual(commit, { reason: null });
  const end = async (known: Known, reason?: string, store = memoryStore(clock)) => {
    await store.putIncident(incident()).catch(() => undefined);
    const at = tools(known, { store });
    return (await arrived(contributorMessage('OK', NOW_MS, {}, reason), at)).notifications.map(
      ({ message, countsAs }) => `${message.type} ${countsAs}`,
    );
  };
  assert.deepEqual(await end(record('healthy')), ['recovered end']);
  assert.deepEqual(await end(record('degraded')), ['improved end']);
  assert.deepEqual(await end(record('failed')), []);
  // Without the table only a fresh run can say that what vanished is well.
  assert.deepEqual(await end(record('healthy'), VANISHED, UNREADABLE), []);
  assert.deepEqual(await end(seen('healthy'), VANISHED, UNREADABLE), ['recovered end']);
});

test('how long an alarm took is said only where it names the first bad run', async () => {
  const took = async (reason: string) => {
    const { message } = await sentOf(contributorMessage('ALARM', NOW_MS, {}, reason), tools(seen('failed')));
    return 'detectedAfterMs' in message ? message.detectedAfterMs : 'not said';
  };
  assert.equal(await took('2 datapoints [2.0 (21/11/26 09:50:00)]'), 10 * MINUTE_MS);
  assert.equal(await took('Threshold Crossed'), 'not said');
});

test('an alarm about checks that cannot ask names them; no other does, and none that is over', async () => {
  const at = tools();
  const findings = [lookFinding('unknown', { target: 'a' }, 'access-denied')];
  await at.store.putLastReport('seoul', JSON.stringify({ version: 1, findings }));
  const textOf = async (alarm: string, state: 'ALARM' | 'OK', by = at) => {
    const { message } = await sentOf(alarmMessage(alarm, state, NOW_MS), by);
    return message.type === 'alarm' && message.text;
  };
  const [unknown, named] = ['gatewatch-prod-unknown-seoul', 'a · tls · access-denied: a is access-denied\n'];
  assert.equal(await textOf(unknown, 'ALARM'), `${named}what ${unknown} means`);
  assert.equal(await textOf(HEARTBEAT, 'ALARM'), `what ${HEARTBEAT} means`);
  await at.store.putIncident(incident({ kind: 'alarm', alarm: unknown, about: 'unknown', vantage: 'seoul' }));
  assert.equal(await textOf(unknown, 'OK'), `what ${unknown} means`);
  for (const blind of [tools(), tools(UNKNOWN, { store: UNREADABLE })])
    assert.equal(await textOf(unknown, 'ALARM', blind), `what ${unknown} means`);
});

test('only the silence of a vantage that was just deployed and never reported is given time', async () => {
  // Three periods of five minutes and ten more.
  const givenMs = 25 * MINUTE_MS;
  const isHeld = async (alarm: string, deployedAgoMs: number, at = tools()) => {
    const deployed = { AlarmConfigurationUpdatedTimestamp: new Date(NOW_MS - deployedAgoMs).toISOString() };
    return (await arrived(alarmMessage(alarm, 'ALARM', NOW_MS, deployed), at)).notifications.length === 0;
  };
  assert.equal(await isHeld(HEARTBEAT, givenMs - 1), true);
  assert.equal(await isHeld(HEARTBEAT, givenMs), false);
  assert.equal(await isHeld('gatewatch-prod-unknown-seoul', 0), false);
  assert.equal(await isHeld(HEARTBEAT, 0, tools(UNKNOWN, { store: UNREADABLE })), false);
  const reported = tools();
  await reported.store.putLastReport('seoul', '{}');
  assert.equal(await isHeld(HEARTBEAT, 0, reported), false);
});

test('what was given time is sent when that is over, and waits three hours for the OK of one that reported', async () => {
  const held = (warmUntilMs: number) =>
    incident(SILENT, { heldBy: 'warm-up', lastNotifiedMs: 0, warmUntilMs });
  const isSent = async (warmUntilMs: number, hasReported: boolean) => {
    const at = tools();
    if (hasReported) await at.store.putLastReport('seoul', '{}');
    return (await decideOpen(held(warmUntilMs), at)).notifications.length > 0;
  };
  assert.equal(await isSent(NOW_MS + 1, false), false);
  assert.equal(await isSent(NOW_MS, false), true);
  assert.equal(await isSent(NOW_MS, true), false);
  assert.equal(await isSent(NOW_MS - 3 * HOUR_MS + 1, true), false);
  assert.equal(await isSent(NOW_MS - 3 * HOUR_MS, true), true);
  // What another reason holds back is not given that time.
  const storm = incident(SILENT, { heldBy: 'alert-storm', lastNotifiedMs: 0 });
  const at = tools();
  await at.store.putLastReport('seoul', '{}');
  assert.equal((await decideOpen(storm, at)).notifications.length, 1);
});

test('a reminder of which nothing is known any more says nothing that it does not know', async () => {
  const [one] = (await decideOpen(incident(), tools())).notifications;
  assert.partialDeepStrictEqual(one?.message, {
    ...{ type: 'alarm', about: 'check', alarm: 'gatewatch-prod-tls', text: '', stateReason: '' },
  });
  assert.equal(one?.finding?.summary, '');
});

test('only a fresh run, or what a loop on premises kept, says by the clock how a target is', async () => {
  const vanished = incident(SUBJECT, { phase: 'vanished', healthyRuns: 1 });
  const ends = async (known: Known) =>
    (await decideOpen(vanished, tools(known))).notifications.map(({ message }) => message.type);
  const finding = lookFinding('healthy');
  assert.deepEqual(await ends(seen('healthy')), ['recovered']);
  assert.deepEqual(await ends({ outcome: 'not-looked', why: 'on-premises', finding }), ['recovered']);
  assert.deepEqual(await ends({ outcome: 'not-looked', why: 'no-answer', finding }), []);
  const gone = await decideOpen(vanished, tools({ outcome: 'not-looked', why: 'not-watched' }));
  assert.equal(gone.commit?.phase, 'closed');
});

test('what the clock sends is known by its subject, its alarm, its last message and its type', async () => {
  const idOf = async (one: Incident, known = seen('failed')) =>
    (await decideOpen(one, tools(known))).notifications[0]?.id;
  const ids = await Promise.all([
    idOf(incident()),
    idOf(incident({ ...SUBJECT, target: 'other' })),
    idOf(incident(SUBJECT, { alarmedMs: NOW_MS - 8 * HOUR_MS })),
    idOf(incident(SUBJECT, { lastNotifiedMs: NOW_MS - 8 * HOUR_MS })),
    idOf(incident(SUBJECT, { phase: 'vanished', healthyRuns: 1 }), seen('healthy')),
  ]);
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(await idOf(incident()), ids[0]);
});

test('what is told by a new name keeps the one it was opened with', async () => {
  const openedAs = { vantage: 'seoul', target: 'earlier' };
  for (const known of [UNKNOWN, seen('failed')]) {
    const [one] = (await decideOpen(incident(SUBJECT, { openedAs }), tools(known))).notifications;
    const { message, finding } = one ?? {};
    const told = message !== undefined && 'finding' in message ? message.finding : message;
    assert.partialDeepStrictEqual([told, finding], [{ openedAs }, { openedAs }]);
  }
});

test('who was notified is remembered with the failure, beside those who were before', async () => {
  const at = (standing?: Parameters<DecideTools['store']['putIncident']>[0]) => {
    const one = tools(seen('failed'), routed);
    return standing === undefined ? Promise.resolve(one) : one.store.putIncident(standing).then(() => one);
  };
  const [storage, network] = ['storage@example.com', 'network@example.com'];
  const closed = { subject: SUBJECT, phase: 'closed', stateChangedMs: 1, alarmedMs: 1 } as const;
  for (const standing of [undefined, closed]) {
    const { commit } = await arrived(contributorMessage('ALARM', NOW_MS), await at(standing));
    assert.deepEqual((commit as Incident).notifiedTo, [storage]);
  }
  const blind = tools(seen('failed'), { ...routed, store: UNREADABLE });
  const { commit: unread } = await arrived(contributorMessage('ALARM', NOW_MS), blind);
  assert.deepEqual((unread as Incident).notifiedTo, [storage]);

  const reminded = async (more: Partial<Incident>) =>
    ((await decideOpen(incident(SUBJECT, more), await at())).commit as Incident).notifiedTo;
  assert.deepEqual(await reminded({ notifiedTo: [network] }), [network, storage]);
  assert.deepEqual(await reminded({ lastNotifiedMs: 0, heldBy: 'mute' }), [storage]);
  // Where nobody is remembered everybody was notified, and everybody receives the end.
  assert.equal(await reminded({}), undefined);
});

test('the same failure that another vantage was notified of is held back, and that is why', async () => {
  const elsewhere: Subject = { kind: 'finding', vantage: 'paris', target: 'sgw', check: 'tls' };
  const both = parseConfig(`
vantages:
  - { name: seoul, vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], discover: [storage-gateway] }
  - { name: paris, vpc: vpc-0123456789abcdef1, subnets: [subnet-0123456789abcdef1], discover: [storage-gateway] }
`);
  const notified = incident(elsewhere, { reason: 'tls-intercepted' });
  const decided = new Map([[subjectId(elsewhere), notified]]);
  const at = tools(seen('failed'), { config: both, decided });
  const { notifications, commit } = await arrived(contributorMessage('ALARM', NOW_MS), at);
  assert.deepEqual(notifications, []);
  assert.partialDeepStrictEqual(commit, { heldBy: 'other-vantage', lastNotifiedMs: 0 });
});

test('a recovery is prepared before it is sent; what cannot be read is not', async () => {
  const at = tools(seen('healthy'));
  await at.store.putIncident(incident());
  const end = await arrived(contributorMessage('OK', NOW_MS), at);
  assert.deepEqual([end.prepare?.phase, end.commit?.phase], ['ending', 'closed']);
  const blind = await arrived(
    contributorMessage('OK', NOW_MS),
    tools(seen('healthy'), { store: UNREADABLE }),
  );
  assert.deepEqual([blind.prepare, blind.commit?.phase, blind.isRemembered], [undefined, 'closed', false]);
});
