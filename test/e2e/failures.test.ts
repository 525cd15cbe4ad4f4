import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { test } from 'node:test';
import { contributorMessage, lookFinding } from '../support/alarm-messages.ts';
import { accessDenied, FakeAwsError, FakeTransportFault, throttled } from '../support/aws-faults.ts';
import { Installation, type Meddle } from '../support/installation.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { openPort } from '../support/loopback-ports.ts';

/**
 * What people still receive when calls of AWS fail, one and two at a time. The page in docs is made of what these runs
 * gave: `UPDATE_GOLDEN=1 npm test -- test/e2e/failures.test.ts` writes it anew.
 */

const PAGE = new URL('../../docs/failures.md', import.meta.url);
const rows: { readonly notify: string[]; readonly pairs: string[]; readonly watch: string[] } = {
  notify: [],
  pairs: [],
  watch: [],
};

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
  for (const [words, pairs] of [...worst].sort(([a], [b]) => (a < b ? -1 : 1)))
    rows.pairs.push(
      `| ${pairs.length === 1 ? pairs[0] : `${pairs.length} pairs, such as ${pairs[0]}`} | ${words} |`,
    );
});

const WATCH_FAULTS = {
  denied: (action: string) => accessDenied(action, 'json'),
  throttled: () => throttled('json'),
  'answered 500': () => new FakeAwsError('InternalFailure', 'internal', 500),
  reset: () => new FakeTransportFault('cut'),
  'answered by a proxy': () => new FakeTransportFault('proxy-page'),
} as const;

test('one call of watch fails: its metrics arrive by the API or by the log, or the heartbeat is missing', async (t) => {
  let fault: { readonly call: string; readonly error: () => Error } | undefined;
  const unless = (call: string, answer: object) => () => {
    if (fault?.call === call) throw fault.error();
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
  assert.equal(await run(), 'metrics by the API: every finding; the run ends well');
  for (const call of ['GetItem', 'PutItem', 'PutMetricData'])
    for (const [name, error] of Object.entries(WATCH_FAULTS)) {
      fault = { call, error: () => error(call) };
      rows.watch.push(`| ${call} | ${name} | ${await run()} |`);
    }
  fault = undefined;
  for (const [name, status, code] of [
    ['denied', 403, 'AccessDeniedException'],
    ['answered 500', 500, 'ServiceException'],
    ['missing', 404, 'ResourceNotFoundException'],
  ] as const) {
    lambda.failNext(
      PROBE,
      Array.from({ length: 10 }, () => ({ status, code, message: name })),
    );
    rows.watch.push(`| Invoke of the probe | ${name} | ${await run()} |`);
    lambda.failNext(PROBE, []);
  }
});

test('the page in docs says what these runs gave', async () => {
  const page = `# When AWS itself fails

What people still receive when calls fail that gatewatch makes. This page is made by \`test/e2e/failures.test.ts\`: each row is a run.

## One call of notify

A failure and its end, delivered by the queue; the call fails while the failure is delivered for the first time. *Refused* stands for throttled, denied, 5xx and malformed alike: after the SDK's own retries the caller sees the same. *Reset* ends the function before or after the call did its work.

| call | how it fails | what people receive |
|---|---|---|
${rows.notify.join('\n')}

## Two calls of notify at once

| calls | what people receive |
|---|---|
${rows.pairs.join('\n')}

## One call of watch

| call | how it fails | what arrives |
|---|---|---|
${rows.watch.join('\n')}
`;
  if (process.env.UPDATE_GOLDEN !== undefined) await writeFile(PAGE, page);
  assert.equal(page, await readFile(PAGE, 'utf8'), 'run it with UPDATE_GOLDEN=1 and read the difference');
});
