import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { Channel, HttpChannel } from '../../lib/channels/channel.ts';
import { eventBridge } from '../../lib/channels/event-bridge.ts';
import { CHANNELS, channelNamed } from '../../lib/channels/registry.ts';
import { AwsRefusal } from '../../lib/core/errors.ts';
import { deadlineIn, HOUR_MS, MINUTE_MS, systemClock } from '../../lib/core/time.ts';
import { createCredentialStore } from '../../lib/stages/notify/deliver/credentials.ts';
import { deliverAll } from '../../lib/stages/notify/deliver/deliver.ts';
import { deliverEvents } from '../../lib/stages/notify/deliver/deliver-events.ts';
import { contributorMessage, lookFinding } from '../support/alarm-messages.ts';
import { accessDenied, FakeAwsError, FakeTransportFault, throttled } from '../support/aws-faults.ts';
import { queuedSamples, sampleNamed } from '../support/channel-lab.ts';
import { RECEIVERS, SECRETS } from '../support/channel-rules.ts';
import { Installation, type Meddle } from '../support/installation.ts';
import type { InvokeFault } from '../support/local-lambda.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { openPort } from '../support/loopback-ports.ts';
import { serveReceiver } from '../support/receiver.ts';

/**
 * What people still receive when calls of AWS fail, one and two at a time. The page in docs is made of what these runs
 * gave: `UPDATE_GOLDEN=1 npm test -- test/e2e/failures.test.ts` writes it anew.
 */

const PAGE = new URL('../../docs/failures.md', import.meta.url);
const rows = {
  notify: [] as string[],
  pairs: [] as string[],
  tick: [] as string[],
  watch: [] as string[],
  watchPairs: [] as string[],
};
const channelRows: { readonly name: string; readonly row: string }[] = [];

/** A row for each outcome, with the channels that it is the same for. */
function rowsOfChannels(): readonly string[] {
  return [...Map.groupBy(channelRows, ({ row }) => row)].map(
    ([row, same]) => `| ${same.map(({ name }) => name).join(', ')} ${row}`,
  );
}

/** One outage and its end, as SQS delivers them; `meddle` is at work while the failure is first delivered. */
async function story(meddle: Meddle): Promise<{ readonly at: Installation; readonly deliveries: number }> {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  at.meddle = meddle;
  let waiting: readonly string[] = [contributorMessage('ALARM', at.nowMs)];
  let deliveries = 0;
  // The queue hands a message over five times (`TRIES` of the stack).
  while (waiting.length > 0 && deliveries < 5) {
    waiting = await at.deliver(...waiting);
    at.meddle = () => undefined;
    at.nowMs += 60_000;
    deliveries += 1;
  }
  await at.tick();
  at.see = () => [lookFinding('healthy')];
  at.nowMs += 60_000;
  await at.deliver(contributorMessage('OK', at.nowMs));
  for (let times = 0; times < 3; times += 1) await at.tick();
  return { at, deliveries };
}

/** A failure is told with its evidence, or where no run and no record gives any in the alarm's own words. */
function failures({ told }: Installation): number {
  return told.filter((type) => type === 'failed' || type === 'alarm').length;
}

/** In words what came of it. */
function received({ at, deliveries }: { readonly at: Installation; readonly deliveries: number }): string {
  const count = (type: string) => at.told.filter((one) => one === type).length;
  const times = (number: number) => ['not at all', 'once', 'twice'][number] ?? `${number} times`;
  const late = deliveries > 1 ? `, with delivery ${deliveries}` : '';
  const own = count('alarm') > 0 ? " in the alarm's own words" : '';
  return `the failure ${times(failures(at))}${own}${late}; its end ${times(count('recovered'))}`;
}

/** Every call that leaves `notify` while a failure is told. */
async function callsOfNotify(): Promise<readonly string[]> {
  const seen = new Set<string>();
  await story(({ what }) => {
    seen.add(what);
    return undefined;
  });
  return [...seen].sort();
}

const FATES = { refuse: 'refused', 'die-before': 'reset before it', 'die-after': 'reset after it' } as const;

test('one call of notify fails: the failure and its end are told, at most once more', async () => {
  for (const call of await callsOfNotify())
    for (const [fate, words] of Object.entries(FATES)) {
      const outcome = await story(({ what }) => (what === call ? (fate as keyof typeof FATES) : undefined));
      const failed = failures(outcome.at);
      assert(failed >= 1 && failed <= 2, `${call} ${fate}: ${outcome.at.told}`);
      assert(outcome.at.told.includes('recovered'), `${call} ${fate}: ${outcome.at.told}`);
      rows.notify.push(`| ${call} | ${words} | ${received(outcome)} |`);
    }
});

test('two calls of notify fail at once: the failure and its end are told all the same', async () => {
  const calls = await callsOfNotify();
  const worst = new Map<string, string[]>();
  for (const [index, one] of calls.entries())
    for (const other of calls.slice(index + 1)) {
      const outcome = await story(({ what }) => (what === one || what === other ? 'refuse' : undefined));
      const failed = failures(outcome.at);
      assert(failed >= 1 && failed <= 2, `${one} and ${other}: ${outcome.at.told}`);
      assert(outcome.at.told.includes('recovered'), `${one} and ${other}: ${outcome.at.told}`);
      const words = received(outcome);
      worst.set(words, [...(worst.get(words) ?? []), `${one} and ${other}`]);
    }
  rows.pairs.push(...grouped(worst));
});

/** A row for each outcome, with the pairs that end so. */
function grouped(worst: ReadonlyMap<string, readonly string[]>, how?: string): readonly string[] {
  return [...worst]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([words, pairs]) => {
      const which = pairs.length === 1 ? pairs[0] : `${pairs.length} pairs, such as ${pairs[0]}`;
      return `| ${[which, ...(how === undefined ? [] : [how]), words].join(' | ')} |`;
    });
}

/** An outage is open and its reminder is due; `meddle` is at work in the tick that should send it. */
async function reminded(meddle: Meddle): Promise<string> {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  at.meddle = meddle;
  let ticks = 0;
  let lost = 0;
  // Where no run and no record gives evidence it is told in the alarm's own words.
  const count = () => at.told.slice(1).filter((type) => type === 'reminder' || type === 'alarm').length;
  do {
    // A tick that could not send everything fails, and its own alarm says so.
    await at.tick(ticks === 0 ? 4 * HOUR_MS : 5 * MINUTE_MS).catch(() => {
      lost += 1;
    });
    at.meddle = () => undefined;
    ticks += 1;
  } while (count() === 0 && ticks < 5);
  for (let more = 0; more < 3; more += 1) await at.tick();
  assert(count() === 1 || count() === 2, `${at.told}`);
  const times = count() === 1 ? 'once' : 'twice';
  const late = ticks === 1 ? '' : `, with tick ${ticks}`;
  return `the reminder ${times}${late}${lost > 0 ? '; the alarm on lost messages tells' : ''}`;
}

test('one and two calls of the tick fail: the reminder is told, at most once more', async () => {
  const seen = new Set<string>();
  await reminded(({ what }) => {
    seen.add(what);
    return undefined;
  });
  const calls = [...seen].sort();
  assert(calls.length >= 8, calls.join(', '));
  for (const call of calls)
    for (const [fate, words] of Object.entries(FATES)) {
      const outcome = await reminded(({ what }) =>
        what === call ? (fate as keyof typeof FATES) : undefined,
      );
      rows.tick.push(`| ${call} | ${words} | ${outcome} |`);
    }
  const worst = new Map<string, string[]>();
  for (const [index, one] of calls.entries())
    for (const other of calls.slice(index + 1)) {
      const words = await reminded(({ what }) => (what === one || what === other ? 'refuse' : undefined));
      worst.set(words, [...(worst.get(words) ?? []), `${one} and ${other}`]);
    }
  rows.tick.push(...grouped(worst, 'refused'));
});

/** Each way in which a call of `watch` can fail: of the table and the metrics, and of the function that probes. */
const WATCH_WAYS: Readonly<
  Record<string, { readonly error: (call: string) => Error; readonly invoke: InvokeFault }>
> = {
  denied: {
    error: (action) => accessDenied(action, 'json'),
    invoke: { status: 403, code: 'AccessDeniedException', message: 'denied' },
  },
  throttled: {
    error: () => throttled('json'),
    invoke: { status: 429, code: 'TooManyRequestsException', message: 'Rate Exceeded.' },
  },
  'answered 500': {
    error: () => new FakeAwsError('InternalFailure', 'internal', 500),
    invoke: { status: 500, code: 'ServiceException', message: 'internal' },
  },
  ...Object.fromEntries(
    (
      [
        ['reset', 'cut'],
        ['half answered', 'half'],
        ['answered in words that cannot be read', 'garbled'],
        ['answered by a proxy', 'proxy-page'],
        ['not answered', 'hang'],
      ] as const
    ).map(([way, transport]) => [
      way,
      { error: () => new FakeTransportFault(transport), invoke: { transport } },
    ]),
  ),
};
/** Silence takes the SDK's whole patience, half a minute: it is met by one call at a time. */
const SILENCE = 'not answered';
const SOON = Object.keys(WATCH_WAYS).filter((way) => way !== SILENCE);
const INVOKE = 'Invoke of the probe';
/** A run waits while the SDK tries again, so some go side by side, each in an installation of its own. */
const WATCHES = 6;
const WATCH_CALLS = ['GetItem', 'PutItem', 'PutMetricData', INVOKE];

/** A deployed `watch`; what arrives when these calls fail in this way. */
async function startWatch(
  t: TestContext,
): Promise<(calls: readonly string[], way?: string) => Promise<string>> {
  let fault: { readonly calls: readonly string[]; readonly error: (call: string) => Error } | undefined;
  const unless = (call: string, answer: object) => () => {
    if (fault?.calls.includes(call)) throw fault.error(call);
    return answer;
  };
  const { lambda, aws } = await startLocalStack(t, {
    targets: [`{ name: up, type: tcp, address: "127.0.0.1:${await openPort(t)}" }`],
    services: {
      dynamodb: { GetItem: unless('GetItem', {}), PutItem: unless('PutItem', {}) },
      monitoring: { PutMetricData: unless('PutMetricData', {}) },
    },
  });
  const run = async (): Promise<string> => {
    const [calls, written] = [aws.calls.length, lambda.output(WATCH).length];
    const event = { publish: true, scheduledTime: '2026-11-21T10:00:00Z' };
    const { functionError } = await lambda.invoke(WATCH, event);
    const fresh = aws.calls.slice(calls);
    const put = fresh.filter(({ operation }) => operation === 'PutMetricData');
    const log = lambda.output(WATCH).slice(written);
    const byLog = log.includes('"_aws"');
    const hasStatus = byLog || JSON.stringify(put.map(({ input }) => input)).includes('"Status"');
    const isUnknown = log.includes('"status":"unknown"');
    assert(hasStatus || isUnknown || put.length > 0, 'a run that says nothing');
    const how = byLog ? 'metrics by the log' : 'metrics by the API';
    const what = isUnknown ? 'the checks are unknown, and the alarm on unknowns tells' : 'every finding';
    return `${how}: ${what}; the run ${functionError === undefined ? 'ends well' : 'fails, and the alarm on functions tells'}`;
  };
  return async (calls, way) => {
    const { error, invoke } = way === undefined ? {} : (WATCH_WAYS[way] ?? assert.fail(way));
    fault = error && { calls, error };
    lambda.failNext(PROBE, invoke && calls.includes(INVOKE) ? Array.from({ length: 10 }, () => invoke) : []);
    return await run();
  };
}

test('one and two calls of watch fail: its metrics arrive by the API or by the log, or the heartbeat is missing', async (t) => {
  const singles = WATCH_CALLS.map((call) => [call]);
  const pairs = WATCH_CALLS.flatMap((one, index) =>
    WATCH_CALLS.slice(index + 1).map((other) => [one, other]),
  );
  // The longest come first.
  const waiting = [
    ...singles.map((calls) => ({ calls, way: SILENCE })),
    ...[...singles, ...pairs].flatMap((calls) => SOON.map((way) => ({ calls, way }))),
  ];
  const outcomes = new Map<string, string>();
  const work = async () => {
    const watch = await startWatch(t);
    assert.equal(await watch([]), 'metrics by the API: every finding; the run ends well');
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      outcomes.set(`${next.calls} ${next.way}`, await watch(next.calls, next.way));
  };
  await Promise.all(Array.from({ length: WATCHES }, work));
  /** A row for each outcome, with the ways that end so. */
  const rowsOf = (calls: readonly string[]) =>
    [
      ...Map.groupBy(
        Object.keys(WATCH_WAYS).filter((way) => outcomes.has(`${calls} ${way}`)),
        (way) => outcomes.get(`${calls} ${way}`),
      ),
    ].map(([outcome, ways]) => `| ${calls.join(' and ')} | ${ways.join(', ')} | ${outcome} |`);
  rows.watch.push(...singles.flatMap(rowsOf));
  rows.watchPairs.push(...pairs.flatMap(rowsOf));
});

/** What a channel's receiver answers. */
const RECEIVER_FAULTS = {
  'answers 500': { status: 500 },
  'answers 429 with Retry-After': { status: 429, headers: { 'retry-after': '30' } },
  'cuts the connection': 'cut',
  'says nothing': 'never',
} as const;

const SECRET_FAULTS = {
  denied: () => new AwsRefusal('access-denied', 'secretsmanager:GetSecretValue'),
  'throttled or unavailable': () => new AwsRefusal('throttled', 'secretsmanager:GetSecretValue'),
} as const;

for (const { name } of Object.values<Channel>(CHANNELS))
  test(`one and two calls of ${name} fail: the message stays in the queue and arrives once`, async (t) => {
    const place = name === eventBridge.name ? await openBus(t) : await openReceiver(t, name);
    const run = async (faults: ChannelFaults) => {
      const before = place.arrived();
      let deliveries = 0;
      for (let waits = true; waits && deliveries < 5; deliveries += 1)
        waits = !(await place.deliver(deliveries === 0 ? faults : {}));
      const arrived = place.arrived() - before;
      assert.equal(arrived, 1, `${arrived} messages`);
      return `once${deliveries > 1 ? ', when the queue brings it again' : ''}`;
    };
    for (const [what, how, faults] of place.faults)
      channelRows.push({ name, row: `| ${what} | ${how} | ${await run(faults)} |` });
  });

/** What befalls the first delivery of a message. */
interface ChannelFaults {
  readonly receiver?: (typeof RECEIVER_FAULTS)[keyof typeof RECEIVER_FAULTS];
  readonly secret?: () => Error;
  readonly bus?: () => Error;
}

interface ChannelPlace {
  readonly faults: readonly (readonly [what: string, how: string, faults: ChannelFaults])[];
  /** Whether it was delivered. */
  readonly deliver: (faults: ChannelFaults) => Promise<boolean>;
  readonly arrived: () => number;
}

/** A bus of EventBridge: it may refuse the call, or answer 200 and refuse what is in it. */
async function openBus(_t: TestContext): Promise<ChannelPlace> {
  const refusedAs = (code: AwsRefusal['code']) => () => new AwsRefusal(code, 'events:PutEvents');
  const message = sampleNamed(await queuedSamples(), 'failed');
  let taken = 0;
  return {
    faults: [
      ['PutEvents', 'denied', { bus: refusedAs('access-denied') }],
      ['PutEvents', 'throttled or unavailable', { bus: refusedAs('throttled') }],
      ['PutEvents', 'takes none of the entries', { bus: () => new Error('InternalFailure') }],
    ],
    arrived: () => taken,
    deliver: async ({ bus }) => {
      const [delivery] = await deliverEvents([message], {
        channel: eventBridge,
        bus: 'default',
        progress: new Map(),
        putEvents: async (_bus, entries) => {
          const error = bus?.();
          if (error instanceof AwsRefusal) throw error;
          if (error === undefined) taken += entries.length;
          return entries.map(() => error?.message);
        },
      });
      return delivery?.outcome === 'delivered';
    },
  };
}

/** A channel that speaks HTTPS, with a receiver that takes what the service's documentation takes. */
async function openReceiver(t: TestContext, name: string): Promise<ChannelPlace> {
  const channel = channelNamed(name) as HttpChannel;
  const take = RECEIVERS[name];
  assert(take !== undefined, `there are rules for ${name}`);
  let taken = 0;
  const receiver = await serveReceiver(t, (request) => {
    const answer = take(request);
    if (answer.status < 300) taken += 1;
    return answer;
  });
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([receiver.ca.pem]);
  t.after(() => tls.setDefaultCACertificates(before));
  const message = sampleNamed(await queuedSamples(), 'failed');
  const value = SECRETS[name]?.(receiver.origin) ?? '';
  const faults = [
    ...Object.entries(RECEIVER_FAULTS).map(([how, one]) => ['the receiver', how, { receiver: one }] as const),
    ...Object.entries(SECRET_FAULTS).flatMap(
      ([how, secret]) =>
        [
          ['GetSecretValue', how, { secret }],
          ['GetSecretValue and the receiver', `${how}, then 500`, { secret, receiver: { status: 500 } }],
        ] as const,
    ),
  ];
  return {
    faults,
    arrived: () => taken,
    deliver: async ({ receiver: fault, secret }) => {
      const store = createCredentialStore(channel, `gatewatch/${name}`, async () => {
        if (secret !== undefined) throw secret();
        return { outcome: 'read', value };
      });
      if (fault !== undefined) receiver.failNext(fault);
      const deadline = deadlineIn(systemClock, fault === undefined ? 10_000 : 1500);
      const tools = { channel, store, clock: systemClock, deadline, progress: new Map() };
      const [delivery] = await deliverAll([message], { ...tools, isForbidden: () => false });
      return delivery?.outcome === 'delivered';
    },
  };
}
test('the page in docs says what these runs gave', async () => {
  const page = `# When AWS itself fails

What people still receive when calls fail that gatewatch makes. This page is made by \`test/e2e/failures.test.ts\`: each row is a run.

## One call of notify

A failure and its end, delivered by the queue; the call fails while the failure is delivered for the first time. *Refused* stands for throttled, denied, 5xx, reset, half answered, malformed and not answered alike: after the SDK's own retries the caller sees the same (\`test/aws/refusals.test.ts\`). *Reset* ends the function before or after the call did its work.

| call | how it fails | what people receive |
|---|---|---|
${rows.notify.join('\n')}

## Two calls of notify at once

| calls | what people receive |
|---|---|
${rows.pairs.join('\n')}

## One and two calls of the tick

An outage is open and its reminder is due; the calls fail in the tick that should send it.

| call | how it fails | what people receive |
|---|---|---|
${rows.tick.join('\n')}

## One call of watch

| call | how it fails | what arrives |
|---|---|---|
${rows.watch.join('\n')}

## Two calls of watch at once

Both fail in the same way.

| calls | how they fail | what arrives |
|---|---|---|
${rows.watchPairs.join('\n')}

## One and two calls of a channel

A message on its way from the queue to its receiver.

| channels | call | how it fails | the message arrives |
|---|---|---|---|
${rowsOfChannels().join('\n')}
`;
  if (process.env.UPDATE_GOLDEN !== undefined) await writeFile(PAGE, page);
  assert.equal(page, await readFile(PAGE, 'utf8'), 'run it with UPDATE_GOLDEN=1 and read the difference');
});
