import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Webhook } from 'standardwebhooks';
import { eventBridge } from '../../lib/channels/event-bridge.ts';
import { publishedSchema } from '../../lib/channels/published-schema.ts';
import { CHANNEL_KEYS } from '../../lib/channels/settings.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { sampleReport } from '../../scripts/sample-report.ts';
import { openChannel, queuedSamples, sampleNamed } from '../support/channel-lab.ts';
import { OPSGENIE_KEY, SIGNING_KEY } from '../support/channel-rules.ts';
import { openPort } from '../support/loopback-ports.ts';
import { runHere } from '../support/run-cli.ts';

const KEY = 'gatewatch/prod/ap-northeast-2/seoul-prod/sgw-endpoint/port';

test('PagerDuty: what a failure opened its recovery closes, by the same key', async (t) => {
  const samples = await queuedSamples();
  const { deliver, bodies } = await openChannel(t, 'pager-duty');
  await deliver(
    ['failed', 'still-broken-after-maintenance', 'improved', 'recovered'].map((name) =>
      sampleNamed(samples, name),
    ),
  );
  assert.deepEqual(
    bodies().map(({ event_action: action, dedup_key: key }) => [action, key]),
    [
      ['trigger', KEY],
      ['trigger', KEY],
      ['trigger', KEY],
      ['resolve', KEY],
    ],
  );
  const [opened] = bodies();
  const payload = opened?.payload as Readonly<Record<string, unknown>>;
  assert.match(String(payload.summary), /^sgw-endpoint port-filtered: /);
  assert.deepEqual(
    [payload.source, payload.severity, payload.class],
    ['seoul-prod', 'critical', 'port-filtered'],
  );
  assert.match(JSON.stringify(payload.custom_details), /authorize-security-group-ingress/);
});

test('Opsgenie: what a failure opened its recovery closes, by the same alias', async (t) => {
  const samples = await queuedSamples();
  const { deliver, bodies, receiver } = await openChannel(t, 'opsgenie');
  await deliver(['failed', 'improved', 'recovered'].map((name) => sampleNamed(samples, name)));
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    [
      '/v2/alerts',
      `/v2/alerts/${encodeURIComponent(KEY)}/notes?identifierType=alias`,
      `/v2/alerts/${encodeURIComponent(KEY)}/close?identifierType=alias`,
    ],
  );
  assert.deepEqual([bodies()[0]?.alias, bodies()[0]?.priority], [KEY, 'P1']);
});

test('Jira Service Management takes what Opsgenie takes, below its own path', async (t) => {
  const samples = await queuedSamples();
  const secret = (origin: string) =>
    JSON.stringify({ url: `${origin}/jsm/ops/integration/`, key: OPSGENIE_KEY });
  const { deliver, receiver } = await openChannel(t, 'opsgenie', secret);
  const deliveries = await deliver(['failed', 'recovered'].map((name) => sampleNamed(samples, name)));
  assert.deepEqual(
    deliveries.map(({ outcome }) => outcome),
    ['delivered', 'delivered'],
  );
  assert.deepEqual(
    receiver.received.map(({ path }) => path),
    [
      '/jsm/ops/integration/v2/alerts',
      `/jsm/ops/integration/v2/alerts/${encodeURIComponent(KEY)}/close?identifierType=alias`,
    ],
  );
});

test('a digest opens and closes each of its incidents, the daily one none, and a test leaves nothing open', async (t) => {
  const samples = await queuedSamples();
  const { deliver, bodies } = await openChannel(t, 'pager-duty');
  await deliver([sampleNamed(samples, 'digest-many')]);
  const opened = bodies().length;
  assert(opened > 1);
  assert(bodies().every(({ event_action: action }) => action === 'trigger'));
  assert.equal(new Set(bodies().map(({ dedup_key: key }) => key)).size, opened);
  await deliver([sampleNamed(samples, 'digest-daily')]);
  assert.equal(bodies().length, opened);
  await deliver([sampleNamed(samples, 'alarm-test')]);
  assert.deepEqual(
    bodies()
      .slice(opened)
      .map(({ event_action: action }) => action),
    ['trigger', 'resolve'],
  );
});

test('a digest that is delivered in part goes on where it ended', async (t) => {
  const digest = sampleNamed(await queuedSamples(), 'digest-many');
  const { deliver, receiver, bodies } = await openChannel(t, 'pager-duty');
  receiver.failNext(
    { status: 202, text: '{"status":"success"}' },
    { status: 429, headers: { 'retry-after': '900' } },
  );
  const [later] = await deliver([digest], { budgetMs: 2000 });
  assert(later?.outcome === 'later' && (later.afterMs ?? 0) > 890_000, JSON.stringify(later));
  assert.equal((await deliver([digest]))[0]?.outcome, 'delivered');
  const keys = bodies().map(({ dedup_key: key }) => key);
  // The second one was refused, and is the only one that is seen twice.
  assert.equal(keys.length, new Set(keys).size + 1);
});

test('a webhook is signed as Standard Webhooks says: its own library takes it, and nothing that was changed or is old', async (t) => {
  const samples = await queuedSamples();
  const { deliver, receiver } = await openChannel(t, 'webhook');
  receiver.failNext({ status: 503 });
  await deliver([sampleNamed(samples, 'failed')]);
  const receiverOfTheirs = new Webhook(SIGNING_KEY);
  const headersOf = ({ headers }: (typeof receiver.received)[number], over: object = {}) =>
    ({ ...headers, ...over }) as Record<string, string>;
  for (const one of receiver.received) receiverOfTheirs.verify(one.body, headersOf(one));
  const [first, second] = receiver.received;
  assert(first !== undefined && second !== undefined);
  assert.equal(first.headers['webhook-id'], second.headers['webhook-id'], 'a repeat has the same id');
  assert.throws(() => receiverOfTheirs.verify(`${first.body} `, headersOf(first)));
  const hourAgo = String(Number(first.headers['webhook-timestamp']) - 3600);
  assert.throws(() =>
    receiverOfTheirs.verify(first.body, headersOf(first, { 'webhook-timestamp': hourAgo })),
  );
  assert.throws(() => receiverOfTheirs.verify(first.body, headersOf(first, { 'webhook-id': 'another' })));
});

test('the page of channels configures every channel, in a configuration that is accepted', async () => {
  const page = await readFile(new URL('../../docs/channels.md', import.meta.url), 'utf8');
  const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(page) ?? [];
  const vantages = 'vantages: [{ name: here, targets: [{ name: a, type: tcp, address: "10.0.0.1:1" }] }]';
  const { notify } = parseConfig(`${yaml}\n${vantages}\n`);
  assert.deepEqual(
    notify.channels.map(({ key }) => key),
    CHANNEL_KEYS,
  );
  const [, , several = ''] = page.split('```yaml\n').map((part) => part.split('```')[0]);
  const named = parseConfig(`${several}\n${vantages.replace(' }]', ' }], discover: [vpn]')}\n`).notify
    .channels;
  assert.deepEqual(
    named.map(({ name }) => name),
    ['slack', 'network', 'tickets', 'audit'],
  );
});

test('an event an incident is put on the bus: opened, updated, closed', async () => {
  const samples = await queuedSamples();
  const types = ['failed', 'improved', 'recovered'].flatMap((name) =>
    eventBridge
      .events(sampleNamed(samples, name))
      .map(({ source, detailType }) => `${source}: ${detailType}`),
  );
  assert.deepEqual(types, [
    'gatewatch: gatewatch incident opened',
    'gatewatch: gatewatch incident updated',
    'gatewatch: gatewatch incident closed',
  ]);
  for (const [name, message] of samples)
    for (const { detail } of eventBridge.events(message))
      assert(Buffer.byteLength(JSON.stringify(detail)) < 256 * 1024, name);
});

test('every key of docs/report.schema.json says what it holds', () => {
  const silent: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const { properties = {} } = value as { readonly properties?: Readonly<Record<string, object>> };
    for (const [key, property] of Object.entries(properties))
      if (!('$ref' in property) && !('description' in property)) silent.push(`${path}/${key}`);
    for (const [key, below] of Object.entries(value)) walk(below, `${path}/${key}`);
  };
  const { $defs, ...top } = JSON.parse(publishedSchema());
  walk($defs, '$defs');
  for (const [name, { description }] of Object.entries<{ readonly description?: string }>($defs))
    if (description === undefined) silent.push(name);
  assert.deepEqual(silent, [], JSON.stringify(top));
});

test('report, webhook and event are what docs/report.schema.json says', async (t) => {
  const text = await readFile(new URL('../../docs/report.schema.json', import.meta.url), 'utf8');
  assert.equal(text, publishedSchema(), 'run: node scripts/schema.ts');
  const ajv = new Ajv2020({ formats: { 'date-time': true } });
  ajv.addSchema(JSON.parse(text));
  const valid = (what: string, value: unknown, name: string) => {
    const validate = ajv.getSchema(`urn:gatewatch:report:1#/$defs/${what}`);
    assert(validate !== undefined, what);
    assert(validate(JSON.parse(JSON.stringify(value))), `${name}: ${JSON.stringify(validate.errors?.[0])}`);
  };
  valid('report', await sampleReport('en'), 'report');
  // What a run prints, with the paths of its targets and what stands at each hop.
  const port = await openPort(t);
  const printed = JSON.parse((await runHere('check', '--tcp', `127.0.0.1:${port}`, '--json')).stdout);
  valid('report', printed, 'a report of this machine');
  const [path] = printed.paths;
  const [lane] = path.lanes;
  const place = lane.hops.findIndex(({ label }: { readonly label?: string }) => label !== undefined);
  assert(place >= 0, JSON.stringify(lane));
  const ofReport = ajv.getSchema('urn:gatewatch:report:1#/$defs/report');
  const wrongLabel = lane.hops.with(place, { ...lane.hops[place], label: 5 });
  for (const paths of [
    [{}],
    [{ ...path, lanes: [{ status: 'fine', hops: [] }] }],
    [{ ...path, lanes: [{ ...lane, hops: wrongLabel }] }],
  ])
    assert.equal(ofReport?.({ ...printed, paths }), false, JSON.stringify(paths));
  const samples = await queuedSamples();
  const { deliver, bodies } = await openChannel(t, 'webhook');
  await deliver([...samples.values(), { id: 'foreign', text: 'disk is full' }]);
  for (const [index, body] of bodies().entries())
    valid('webhook', body, [...samples.keys()][index] ?? 'foreign');
  for (const [name, message] of samples)
    for (const { detail } of eventBridge.events(message)) valid('event', detail, name);
  const page = await readFile(new URL('../../docs/channels.md', import.meta.url), 'utf8');
  const shown = [...page.matchAll(/<!-- sample: (\w+) -->\n```json\n([\s\S]*?)```/g)];
  assert.deepEqual(
    shown.map(([, what]) => what),
    ['webhook', 'event'],
  );
  for (const [, what = '', json = ''] of shown) valid(what, JSON.parse(json), 'docs/channels.md');
  const [body] = bodies();
  const validate = ajv.getSchema('urn:gatewatch:report:1#/$defs/webhook');
  for (const change of [{ version: 2 }, { incidents: [{}] }, { severity: 'bad' }, { at: 'yesterday' }])
    assert.equal(validate?.({ ...body, ...change }), false, JSON.stringify(change));
});
