import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { type AttributeValue, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { readProbeEvent } from '../../functions/probe-event.ts';
import { createInvokeClient, createProbeCaller } from '../../lib/aws/probe-function.ts';
import { createStateStore } from '../../lib/aws/state.ts';
import { asFields } from '../../lib/core/json.ts';
import type { StateStore } from '../../lib/core/notify/incident.ts';
import { HOUR_MS, MINUTE_MS } from '../../lib/core/time.ts';
import { readFailing } from '../../lib/stages/memory/failing.ts';
import { storedReport } from '../../lib/stages/memory/stored-report.ts';
import { alarmMessage, contributorMessage, lookFinding } from '../support/alarm-messages.ts';
import { Installation } from '../support/installation.ts';
import { startMoto } from '../support/moto.ts';
import { createStateTable } from '../support/moto-channels.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const { test, before, after } = withPrograms('moto_server');

/**
 * What two earlier versions wrote, recorded from their own functions: a question and its answer, how their probe refuses
 * today's question, and every item of the table after one story.
 */
interface Recorded {
  readonly nowMs: number;
  readonly question: Readonly<Record<string, unknown>>;
  readonly answer: { readonly observations: readonly unknown[] };
  readonly refusal: object;
  readonly items: readonly Readonly<Record<string, AttributeValue>>[];
}
const RECORDED = Object.fromEntries(
  ['before-versions', 'before-routes'].map((name) => {
    const text = readFileSync(new URL(`earlier/${name}.json`, import.meta.url), 'utf8');
    return [name, JSON.parse(text) as Recorded];
  }),
);

const cleanUps: (() => unknown)[] = [];
let url = '';
before(async () => {
  ({ url } = await startMoto({ after: (run) => void cleanUps.push(run as () => unknown) }));
});
after(async () => {
  for (const run of cleanUps.reverse()) await run();
});

const YAML = `
notify:
  email: [{ to: a@example.com }, { to: night@example.com, quiet: { from: "22:00", to: "07:00" } }]
  slack: { webhookSecret: gatewatch/slack }
  routes: [{ target: [sgw], to: [slack, night@example.com] }]
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [storage-gateway]
    targets:
      - { name: sgw, type: tcp, address: "10.0.0.1:443" }
      - { name: hub, type: tcp, address: "10.9.0.1:443" }
      - { name: portal, type: tcp, address: "10.9.0.2:443" }
`;

let tables = 0;
/** Today's installation over a real table, which may hold what an earlier version wrote. */
async function installed(items: Recorded['items'] = []) {
  const table = `gatewatch-earlier-${tables++}`;
  const client = new DynamoDBClient({ region: REGION, endpoint: url, credentials: DUMMY_CREDENTIALS });
  cleanUps.push(() => client.destroy());
  await createStateTable(client, table);
  for (const Item of items) await client.send(new PutItemCommand({ TableName: table, Item }));
  const at = new Installation(YAML);
  const { clock } = at;
  const store = createStateStore({
    table,
    region: REGION,
    clock,
    endpoint: url,
    credentials: DUMMY_CREDENTIALS,
  });
  cleanUps.push(() => store.close());
  (at as { table: StateStore }).table = store;
  const told = () =>
    at.published
      .splice(0)
      .map(({ message, to }) => [
        'finding' in message ? `${message.type} ${message.finding.target}` : message.type,
        to?.join(' '),
      ]);
  const rows = async () => (await client.send(new ScanCommand({ TableName: table }))).Items ?? [];
  return { at, store, told, rows };
}

const NIGHT_MS = Date.UTC(2026, 10, 21, 23);
const EVERYBODY = 'a@example.com night@example.com slack';
const READERS: Readonly<Record<string, string>> = {
  'before-versions': 'night@example.com slack',
  // It knew no routes: everybody was notified.
  'before-routes': EVERYBODY,
};

for (const [name, { items, nowMs }] of Object.entries(RECORDED)) {
  test(`${name}: what was open goes on, is not notified again, and ends for those who were notified`, async () => {
    const { at, store, told } = await installed(items);
    at.nowMs = nowMs + 30 * MINUTE_MS;
    at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
    await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw' }));
    assert.deepEqual(told(), []);
    at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
    await at.deliver(contributorMessage('OK', at.nowMs + 1000, { target: 'sgw' }));
    await at.deliver(alarmMessage('gatewatch-prod-heartbeat-seoul', 'OK', at.nowMs));
    assert.deepEqual(told(), [
      ['recovered sgw', READERS[name]],
      ['alarm', EVERYBODY],
    ]);
    assert.deepEqual(
      (await store.mutes()).map(({ target }) => target),
      at.nowMs < Date.UTC(2026, 10, 21, 13) ? ['hub'] : [],
    );
    assert.deepEqual(at.errors, []);
  });

  test(`${name}: the last report and what fails are read`, async () => {
    const { at, store } = await installed(items);
    at.nowMs = nowMs;
    const report = await storedReport('seoul', store);
    assert.deepEqual(
      report?.findings.map(({ target, status }) => `${target} ${status}`),
      ['sgw failed', 'hub failed'],
    );
    const memory = await readFailing('seoul', store, (error) => assert.fail(String(error)));
    assert.deepEqual(
      memory?.failing.map(({ target }) => target),
      ['sgw', 'hub'],
    );
  });

  test(`${name}: today’s table has everything that this version reads, in its form`, async () => {
    const { at, store, rows } = await installed();
    at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
    for (const target of ['sgw', 'hub', 'portal'])
      await at.deliver(contributorMessage('ALARM', at.nowMs, { target }));
    at.nowMs += HOUR_MS;
    at.see = ({ targets }) =>
      targets.map((target) => lookFinding(target === 'hub' ? 'degraded' : 'healthy', { target }));
    for (const target of ['hub', 'portal']) await at.deliver(contributorMessage('OK', at.nowMs, { target }));
    await store.putLastReport('seoul', '{}');
    await at.deliver(alarmMessage('gatewatch-prod-heartbeat-seoul', 'ALARM', at.nowMs));
    await store.putMute({ target: 'hub', untilMs: at.nowMs + 2 * HOUR_MS, reason: 'work' });
    // The story of a version that knew quiet hours goes on into the night.
    if (nowMs > NIGHT_MS) {
      at.nowMs = NIGHT_MS;
      at.see = ({ targets }) =>
        targets.map((target) => ({
          ...lookFinding('failed', { target, check: 'port' }),
          severity: 'warning' as const,
        }));
      await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw', check: 'port' }));
    }
    await at.tick();
    const now = new Map((await rows()).map((item) => [keyOf(item), item]));
    const compared = items.filter(({ what }) => COMPARED.includes(what?.S ?? ''));
    assert(compared.length >= 5, String(compared.length));
    for (const earlier of compared) {
      const today = now.get(keyOf(earlier));
      assert(today !== undefined, `${keyOf(earlier)} of ${[...now.keys()]}`);
      assert.deepEqual(Object.keys(today).sort(), Object.keys(earlier).sort());
      assert.deepEqual(missing(contentOf(earlier), contentOf(today), keyOf(earlier)), []);
    }
  });

  test(`${name}: its probe is asked in its own form once it refused today’s, and its answer is read`, async (t) => {
    const { question, answer, refusal } = RECORDED[name] as Recorded;
    const asked: Readonly<Record<string, unknown>>[] = [];
    const lambda = createServer(async (request, response) => {
      const event = JSON.parse((await buffer(request)).toString());
      asked.push(event);
      const isUnknown = Object.keys(event).some((key) => !(key in question));
      response.writeHead(200, isUnknown ? { 'x-amz-function-error': 'Unhandled' } : {});
      response.end(JSON.stringify(isUnknown ? refusal : answer));
    });
    await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
    t.after(() => lambda.close());
    const client = createInvokeClient(REGION, {
      endpoint: `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`,
      credentials: DUMMY_CREDENTIALS,
    });
    t.after(() => client.destroy());
    const call = createProbeCaller(client, { functionName: (vantage) => vantage });
    const { questions } = readProbeEvent(question) as Extract<
      ReturnType<typeof readProbeEvent>,
      { questions: unknown }
    >;
    const reach = question.reach as { ipv6: boolean; allow: readonly string[] };
    const signal = AbortSignal.timeout(5000);
    const reply = await call({ vantage: 'seoul', questions, budgetMs: 5000, reach, signal });
    assert.deepEqual(reply, { outcome: 'answered', payload: answer });
    assert.equal(asked.length, 2);
    const { budgetMs: _, ...form } = asked[1] ?? {};
    const { budgetMs: __, ...earlier } = question;
    assert.deepEqual(form, earlier);
  });
}

/** What decides about messages. Reports, and what fails, say the version of their form themselves. */
const COMPARED = ['incident', 'held', 'mute'];

function keyOf({ what, which }: Readonly<Record<string, AttributeValue>>): string {
  return `${what?.S}\n${which?.S}`;
}

function contentOf({ value }: Readonly<Record<string, AttributeValue>>): unknown {
  return JSON.parse(value?.S ?? 'null');
}

/** What of the earlier form today's lacks, or has with another type. */
function missing(earlier: unknown, today: unknown, place: string): readonly string[] {
  const fields = asFields(earlier);
  if (Array.isArray(earlier) && Array.isArray(today))
    return earlier.length === 0 || today.length === 0 ? [] : missing(earlier[0], today[0], `${place}[0]`);
  if (fields !== undefined && !Array.isArray(earlier))
    return Object.entries(fields).flatMap(([key, value]) =>
      missing(value, asFields(today)?.[key], `${place}.${key}`),
    );
  return typeof earlier === typeof today ? [] : [`${place}: ${typeof earlier} became ${typeof today}`];
}
