import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { TestContext } from 'node:test';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { createStateStore } from '../../lib/aws/state.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import type { ClosedIncident, Incident, StateStore, Subject } from '../../lib/core/notify/incident.ts';
import { systemClock } from '../../lib/core/time.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { readFailing } from '../../lib/stages/memory/failing.ts';
import { readKnownTargets } from '../../lib/stages/memory/known-targets.ts';
import { rememberRun } from '../../lib/stages/memory/last-good.ts';
import { readLastGood } from '../../lib/stages/memory/store-last-good.ts';
import { storedReport } from '../../lib/stages/memory/stored-report.ts';
import { startMoto } from '../support/moto.ts';
import { createStateTable } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const { test, before, after } = withPrograms('moto_server');

const TABLE = 'gatewatch-test-state';
const cleanups: (() => unknown)[] = [];
let url = '';

before(async () => {
  ({ url } = await startMoto({ after: (run) => void cleanups.push(run as () => unknown) }));
  const client = new DynamoDBClient({ region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS });
  await createStateTable(client, TABLE);
  client.destroy();
});
after(async () => {
  for (const run of cleanups) await run();
});

function open(
  t: TestContext,
  over: { readonly nowMs?: number; readonly table?: string; readonly reportsBucket?: string } = {},
): StateStore {
  const { nowMs, table = TABLE, reportsBucket } = over;
  const clock = nowMs === undefined ? systemClock : { ...systemClock, wallMs: () => nowMs };
  const store = createStateStore({
    table,
    region: REGION,
    clock,
    reportsBucket,
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => store.close());
  return store;
}

const subject = (target: string): Subject => ({ kind: 'finding', vantage: 'seoul', target, check: 'port' });

const incident = (target: string, over: Partial<Incident> = {}): Incident => ({
  subject: subject(target),
  sinceMs: 1000,
  reason: 'port-refused',
  severity: 'critical',
  stateChangedMs: 2000,
  alarmedMs: 2000,
  phase: 'alarm',
  lastNotifiedMs: 2000,
  healthyRuns: 0,
  ...over,
});

const closed = (target: string, stateChangedMs: number): ClosedIncident => ({
  subject: subject(target),
  phase: 'closed',
  stateChangedMs,
  alarmedMs: 2000,
});

test('an incident comes back as it was written, and is listed while it is open', async (t) => {
  const store = open(t);
  assert.equal(await store.incident(subject('a')), undefined);
  assert.equal(await store.putIncident(incident('a')), true);
  assert.deepEqual(await store.incident(subject('a')), incident('a'));
  assert.deepEqual(await store.openIncidents(), [incident('a')]);
  assert.equal(await store.putIncident(closed('a', 2000)), true);
  assert.deepEqual(await store.openIncidents(), []);
  assert.deepEqual(await store.incident(subject('a')), closed('a', 2000));
});

test('an older StateChangeTime neither overwrites nor closes a newer one', async (t) => {
  const store = open(t);
  await store.putIncident(incident('b', { stateChangedMs: 5000 }));
  assert.equal(await store.putIncident(incident('b', { stateChangedMs: 4999, reason: 'older' })), false);
  assert.equal(await store.putIncident(closed('b', 4999)), false);
  assert.deepEqual(await store.incident(subject('b')), incident('b', { stateChangedMs: 5000 }));
  assert.equal(await store.putIncident(closed('b', 5001)), true);
  assert.equal(await store.putIncident(incident('b', { stateChangedMs: 5000 })), false);
});

test('alarms that name no finding are kept beside findings, under the same rule', async (t) => {
  const store = open(t);
  const about: Subject = { kind: 'alarm', alarm: 'port', about: 'heartbeat', vantage: 'seoul' };
  const alarm = incident('', {
    subject: about,
    stateChangedMs: 5000,
    lastNotifiedMs: 0,
    heldBy: 'warm-up',
    warmUntilMs: 9000,
  });
  assert.equal(await store.putIncident(alarm), true);
  assert.deepEqual(await store.incident(about), alarm);
  assert.deepEqual(await store.openIncidents(), [alarm]);
  const end = { subject: about, phase: 'closed', alarmedMs: 5000 } as const;
  assert.equal(await store.putIncident({ ...end, stateChangedMs: 4999 }), false);
  assert.equal(await store.putIncident({ ...end, stateChangedMs: 6000 }), true);
  assert.deepEqual(await store.openIncidents(), []);
});

test('what was seen stays seen, by keys of any length', async (t) => {
  const store = open(t);
  const long = 'c'.repeat(3000);
  assert.equal(await store.seen(`${long}1`), false);
  await store.putSeen(`${long}1`);
  assert.equal(await store.seen(`${long}1`), true);
  assert.equal(await store.seen(`${long}2`), false);
  assert.equal(await store.claim(`${long}2`, 60_000), true);
  assert.equal(await store.claim(`${long}2`, 60_000), false);
});

test('a report of many targets fits into one item', async (t) => {
  const store = open(t);
  const report = JSON.stringify({
    findings: Array.from({ length: 5000 }, (_, target) => ({ target, summary: 'all ports answer' })),
  });
  assert.ok(report.length > 200_000);
  await store.putLastReport('big', report.repeat(4));
  assert.equal(await store.lastReport('big'), report.repeat(4));
});

test('of many who claim the same key at once exactly one gets it, and it can be given back', async (t) => {
  const store = open(t);
  const claims = await Promise.all(Array.from({ length: 8 }, () => store.claim('alarm#1', 60_000)));
  assert.equal(claims.filter(Boolean).length, 1);
  await store.release('alarm#1');
  assert.equal(await store.claim('alarm#1', 60_000), true);
});

test('a claim and a mute end when their time is over, although the table still holds them', async (t) => {
  const nowMs = Date.now();
  const store = open(t, { nowMs });
  const later = open(t, { nowMs: nowMs + 61_000 });
  await store.claim('ends', 60_000);
  await store.putMute({ target: 'filer', untilMs: nowMs + 60_000, reason: 'patching' });
  assert.equal((await store.mutes()).length, 1);
  assert.equal(await later.claim('ends', 60_000), true);
  assert.deepEqual(await later.mutes(), []);
  await store.deleteMute('filer');
});

test('the most that a vantage may remember fits into one item, even where little of it shrinks', async (t) => {
  const store = open(t);
  const random = (text: string) => createHash('sha512').update(text).digest('base64').repeat(2);
  const before = Array.from({ length: 3000 }, (_, n) => ({
    target: random(`${n}`),
    check: 'dns',
    subject: 'x',
    marks: [{ id: random(`mark ${n}`) }],
  }));
  const remembered = rememberRun(before, [], PROBES, Date.now());
  assert(remembered !== undefined && remembered.length < before.length);
  const json = JSON.stringify({ version: 1, lastGood: remembered });
  await store.putLastGood('full', json);
  assert.equal(await store.lastGood('full'), json);
});

test('what is held for a channel is there once, until it is taken away', async (t) => {
  const store = open(t);
  const entry = { countsAs: 'failure', severity: 'warning', isImproved: false } as const;
  const notice = (channel: string, id: string) => ({ channel, id, atMs: 1, subject: subject('held'), entry });
  const [one, other] = [notice('slack', 'x'.repeat(2000)), notice('a@example.com', 'x'.repeat(2000))];
  for (const each of [one, other, one]) await store.putHeld(each);
  assert.deepEqual((await store.held()).map(({ channel }) => channel).toSorted(), ['a@example.com', 'slack']);
  await store.deleteHeld(other);
  assert.deepEqual(await store.held(), [one]);
  await store.deleteHeld(one);
  assert.deepEqual(await store.held(), []);
});

test('fingerprints and reports are kept by name', async (t) => {
  const store = open(t);
  await store.putLastGood('sgw issuer', 'abc');
  await store.putLastReport('seoul', '{"version":1}');
  assert.equal(await store.lastGood('sgw issuer'), 'abc');
  assert.equal(await store.lastGood('other'), undefined);
  assert.equal(await store.lastReport('seoul'), '{"version":1}');
});

test('a table that is down is a refusal that names the action', async (t) => {
  const store = createStateStore({
    table: TABLE,
    region: REGION,
    clock: systemClock,
    endpoint: 'http://127.0.0.1:9',
    credentials: DUMMY_CREDENTIALS,
  });
  t.after(() => store.close());
  await assert.rejects(
    store.openIncidents(),
    (error: unknown) =>
      error instanceof AwsRefusal && error.code === 'unavailable' && error.action === 'dynamodb:Query',
  );
});

test('what a later version wrote is used where it can be read, and counts as not there where it cannot', async (t) => {
  const store = open(t);
  const known = { ...incident('from-later'), something: 'new' };
  assert.equal(await store.putIncident(known), true);
  assert.deepEqual(await store.incident(subject('from-later')), known);
  const unknown = { ...incident('in-a-new-phase'), phase: 'paused' } as unknown as Incident;
  assert.equal(await store.putIncident(unknown), true);
  assert.equal(await store.incident(subject('in-a-new-phase')), undefined);
  const open_ = await store.openIncidents();
  assert.deepEqual(
    open_
      .flatMap(({ subject: one }) => (one.kind === 'finding' ? one.target : []))
      .filter((one) => one.startsWith('in-a')),
    [],
  );
  // Its own form of what is remembered is another one: this version begins anew, and reads nothing wrong.
  const later = { version: 2, lastGood: 'packed', failing: { a: 1 }, targets: {}, findings: {} };
  await store.putLastGood('later', JSON.stringify(later));
  await store.putFailing('later', JSON.stringify(later));
  await store.putLastReport('later', JSON.stringify(later));
  await store.putKnownTargets('later', JSON.stringify(later));
  const fail = (error: unknown) => assert.fail(String(error));
  assert.deepEqual(await readLastGood('later', store, fail), []);
  assert.deepEqual(await readFailing('later', store, fail), { atMs: 0, failing: [] });
  assert.equal(await storedReport('later', store), undefined);
  assert.equal(await readKnownTargets('later', store), undefined);
});

/** Some hundred kilobytes that no compression makes small. */
const huge = (seed: string) =>
  JSON.stringify({
    version: 1,
    seed,
    findings: Array.from({ length: 20_000 }, (_, at) =>
      createHash('sha256').update(`${seed} ${at}`).digest('hex'),
    ),
  });

test('a report that no item holds lies in the bucket, and the table says where', async (t) => {
  const bucket = 'gatewatch-test-reports';
  const s3 = new S3Client({
    region: REGION,
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
    forcePathStyle: true,
  });
  t.after(() => s3.destroy());
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  const writer = open(t, { reportsBucket: bucket });
  const reader = open(t);
  assert.equal(await writer.putLastReport('large', huge('first')), true);
  assert.equal(await writer.putLastReport('small', '{"version":1}'), true);
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: bucket }));
  assert.deepEqual(
    Contents.map(({ Key }) => Key),
    ['reports/large.json.gz'],
  );
  assert((Contents[0]?.Size ?? 0) > 350_000);
  // Who reads needs to know of no bucket.
  assert.equal(await reader.lastReport('large'), huge('first'));
  assert.equal(await reader.lastReport('small'), '{"version":1}');
  assert.equal(await writer.putLastReport('large', huge('second')), true);
  assert.equal(await reader.lastReport('large'), huge('second'));
  const all = await (reader as ReturnType<typeof createStateStore>).lastReports();
  assert(all.includes(huge('second')) && all.includes('{"version":1}'));
  // The object expired before the row.
  await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'reports/large.json.gz' }));
  assert.equal(await reader.lastReport('large'), undefined);
  // A small one again lies in the table.
  assert.equal(await writer.putLastReport('large', '{"version":1}'), true);
  assert.equal(await reader.lastReport('large'), '{"version":1}');
});

test('without a bucket such a report is refused, and nothing is written', async (t) => {
  const store = open(t);
  assert.equal(await store.putLastReport('nowhere', huge('x')), false);
  assert.equal(await store.lastReport('nowhere'), undefined);
});
