import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import tls from 'node:tls';
import type { HttpChannel, QueuedMessage } from '../../../../lib/channels/channel.ts';
import { slack as slackChannel } from '../../../../lib/channels/slack.ts';
import type { Secret } from '../../../../lib/core/aws/secret-reader.ts';
import { AwsRefusal } from '../../../../lib/core/errors.ts';
import { deadlineIn, systemClock } from '../../../../lib/core/time.ts';
import { slackText } from '../../../../lib/report/message/slack.ts';
import { createCredentialStore } from '../../../../lib/stages/notify/deliver/credentials.ts';
import { type Delivery, deliverAll } from '../../../../lib/stages/notify/deliver/deliver.ts';
import { type SlackServer, serveSlack } from '../../../support/slack-server.ts';
import { closedPort } from '../../../support/tls-peers.ts';

/** Slack, with a form that can be told from the plain one. */
const channel: HttpChannel = {
  ...slackChannel,
  requests: ({ text }, { url }) => [
    { url, body: { text, blocks: [{ type: 'header', text: { type: 'plain_text', text } }] } },
  ],
  plain: ({ text }, { url }) => [{ url, body: slackText(`plain ${text}`) }],
};
const letter = (text: string): QueuedMessage => ({ id: text, text });

interface Asked {
  readonly slack: SlackServer;
  readonly deliver: (letters: readonly QueuedMessage[], budgetMs?: number) => Promise<readonly Delivery[]>;
  /** What the secret holds from now on. */
  readonly rotate: (secret: Secret | Error) => void;
  readonly reads: () => number;
}

async function setUp(t: TestContext): Promise<Asked> {
  const slack = await serveSlack(t);
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([slack.ca.pem]);
  t.after(() => tls.setDefaultCACertificates(before));
  let secret: Secret | Error = { outcome: 'read', value: slack.url };
  let reads = 0;
  const store = createCredentialStore(channel, 'gatewatch/slack', async () => {
    reads += 1;
    if (secret instanceof Error) throw secret;
    return secret;
  });
  return {
    slack,
    deliver: (letters, budgetMs = 10_000) =>
      deliverAll(letters, {
        channel,
        store,
        clock: systemClock,
        deadline: deadlineIn(systemClock, budgetMs),
        progress: new Map(),
      }),
    rotate: (next) => {
      secret = next;
    },
    reads: () => reads,
  };
}

const shown = ({ messages }: SlackServer) => messages.map(({ text }) => text);

test('letters arrive once each, in their order, and the secret is read once', async (t) => {
  const { slack, deliver, reads } = await setUp(t);
  const deliveries = await deliver([letter('one'), letter('two')]);
  assert.deepEqual(deliveries, [
    { outcome: 'delivered', tries: 1, plain: false },
    { outcome: 'delivered', tries: 1, plain: false },
  ]);
  await deliver([letter('three')]);
  assert.deepEqual(shown(slack), ['one', 'two', 'three']);
  assert.equal(reads(), 1);
});

test('a 429 is waited out for as long as it says, by the letters that follow too', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 429, headers: { 'retry-after': '1' } });
  const startedMs = performance.now();
  const deliveries = await deliver([letter('one'), letter('two')]);
  const tookMs = performance.now() - startedMs;
  assert(tookMs >= 1000 && tookMs < 3000, `${tookMs} ms`);
  assert.deepEqual(deliveries[0], { outcome: 'delivered', tries: 2, plain: false });
  assert.deepEqual(shown(slack), ['one', 'two']);
});

test('a 429 that is longer than the time that is left leaves the rest for later, unasked', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 429, headers: { 'retry-after': '60' } });
  const startedMs = performance.now();
  const deliveries = await deliver([letter('one'), letter('two')], 3000);
  assert(performance.now() - startedMs < 1000);
  const afterMs = deliveries.map((one) => ('afterMs' in one ? (one.afterMs ?? 0) : 0));
  assert(
    afterMs.every((one) => one > 59_000 && one <= 60_000),
    `${afterMs}`,
  );
  assert.deepEqual(deliveries, [
    { outcome: 'later', why: 'rate-limited', tries: 1, afterMs: afterMs[0] },
    { outcome: 'later', why: 'rate-limited', tries: 0, afterMs: afterMs[1] },
  ]);
  assert.equal(slack.requests(), 1);
});

test('a date in Retry-After is understood', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({
    status: 429,
    headers: { 'retry-after': new Date(Date.now() + 3_600_000).toUTCString() },
  });
  const [delivery] = await deliver([letter('one')], 3000);
  assert(delivery?.outcome === 'later' && (delivery.afterMs ?? 0) > 3_500_000, JSON.stringify(delivery));
});

test('a Slack that is down for a moment is asked again', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 500, text: 'rollup_error' }, 'cut');
  assert.deepEqual(await deliver([letter('one')]), [{ outcome: 'delivered', tries: 3, plain: false }]);
  assert.deepEqual(shown(slack), ['one']);
});

test('a Slack that stays down is asked four times for one letter and once for the next', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext(...Array.from({ length: 5 }, () => ({ status: 503, text: '<html>oops</html>' })));
  assert.deepEqual(await deliver([letter('one'), letter('two'), letter('three')]), [
    { outcome: 'later', why: '503', tries: 4 },
    { outcome: 'later', why: '503', tries: 1 },
    { outcome: 'delivered', tries: 1, plain: false },
  ]);
  assert.equal(slack.requests(), 6);
});

test('a Slack that never answers costs no more than the time there is', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext('never', 'never', 'never');
  const startedMs = performance.now();
  const [first, second] = await deliver([letter('one'), letter('two')], 1500);
  assert(performance.now() - startedMs < 2500);
  assert.deepEqual(first, { outcome: 'later', why: 'silent', tries: 1 });
  assert.deepEqual(second, { outcome: 'later', why: 'silent', tries: 0 });
});

test('a slow answer is an answer', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 200, afterMs: 700 });
  assert.deepEqual(await deliver([letter('one')]), [{ outcome: 'delivered', tries: 1, plain: false }]);
});

test('a port where nobody listens is for later, and the log learns why', async (t) => {
  const { deliver, rotate } = await setUp(t);
  const { port } = await closedPort();
  rotate({ outcome: 'read', value: `https://localhost:${port}/services/x` });
  assert.deepEqual(await deliver([letter('one')]), [{ outcome: 'later', why: 'ECONNREFUSED', tries: 4 }]);
});

test('a hook that is not known any more is looked up once, and the new one is used', async (t) => {
  const { slack, deliver, rotate, reads } = await setUp(t);
  await deliver([letter('before')]);
  rotate({ outcome: 'read', value: JSON.stringify({ url: slack.moveTo('T0/B1/another') }) });
  assert.deepEqual(await deliver([letter('after')]), [{ outcome: 'delivered', tries: 2, plain: false }]);
  assert.deepEqual(shown(slack), ['before', 'after']);
  assert.equal(reads(), 2);
});

for (const status of [401, 403, 404, 410]) {
  test(`${status} with the same secret is refused after one look at it, for all letters`, async (t) => {
    const { slack, deliver, reads } = await setUp(t);
    slack.failNext({ status, text: 'no_service' }, { status, text: 'no_service' });
    const deliveries = await deliver([letter('one'), letter('two')]);
    const refused = { outcome: 'refused', why: `${status} no_service`, tries: 1 };
    assert.deepEqual(deliveries, [refused, refused]);
    assert.equal(reads(), 2);
  });
}

test('blocks that are refused are sent as plain text', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 400, text: 'invalid_blocks' });
  assert.deepEqual(await deliver([letter('one')]), [{ outcome: 'delivered', tries: 2, plain: true }]);
  assert.deepEqual(slack.messages, [slackText('plain one')]);
});

test('a text that is refused too stays in the queue', async (t) => {
  const { slack, deliver } = await setUp(t);
  slack.failNext({ status: 400, text: 'invalid_payload' }, { status: 400, text: 'invalid_payload' });
  assert.deepEqual(await deliver([letter('one'), letter('two')]), [
    { outcome: 'refused', why: '400 invalid_payload', tries: 2 },
    { outcome: 'delivered', tries: 1, plain: false },
  ]);
});

test('a redirect is not followed', async (t) => {
  const { slack, deliver } = await setUp(t);
  const elsewhere = await serveSlack(t);
  const redirect = { status: 302, headers: { location: elsewhere.url } };
  slack.failNext(redirect, redirect);
  assert.equal((await deliver([letter('one')]))[0]?.outcome, 'refused');
  assert.equal(elsewhere.requests(), 0);
});

test('no outcome repeats the address, whatever the answer says', async (t) => {
  const { slack, deliver, rotate } = await setUp(t);
  const page = { text: `Not found: /services/${slack.secret}` };
  for (const status of [400, 404, 500]) {
    slack.failNext(...Array.from({ length: 4 }, () => ({ status, ...page })));
    assert.doesNotMatch(JSON.stringify(await deliver([letter('x')])), /s3cr3t|services/);
  }
  rotate({ outcome: 'read', value: slack.url.replace('https:', 'http:') });
  assert.doesNotMatch(JSON.stringify(await deliver([letter('x')])), /s3cr3t|services/);
});

const unusable: readonly (readonly [what: string, secret: Secret | Error, why: RegExp])[] = [
  ['that does not exist', { outcome: 'missing' }, /^the secret gatewatch\/slack does not exist$/],
  [
    'in clear text',
    { outcome: 'read', value: 'http://hooks.slack.com/services/s3cr3t' },
    /holds no https address/,
  ],
  ['that is no address', { outcome: 'read', value: 's3cr3t' }, /holds no https address/],
  ['that is broken JSON', { outcome: 'read', value: '{"url": "https://s3cr3t' }, /holds no https address/],
  ['without a url', { outcome: 'read', value: '{"token": "s3cr3t"}' }, /holds no https address/],
  [
    'that may not be read',
    new AwsRefusal('access-denied', 'secretsmanager:GetSecretValue'),
    /could not be read: secretsmanager:GetSecretValue: access-denied/,
  ],
];
for (const [what, secret, why] of unusable) {
  test(`a secret ${what} is told without what it holds, and read again next time`, async (t) => {
    const { slack, deliver, rotate } = await setUp(t);
    rotate(secret);
    const [delivery] = await deliver([letter('one')]);
    assert(delivery?.outcome === 'refused');
    assert.match(delivery.why, why);
    assert.doesNotMatch(delivery.why, /s3cr3t/);
    rotate({ outcome: 'read', value: ` ${slack.url}\n` });
    assert.equal((await deliver([letter('one')]))[0]?.outcome, 'delivered');
  });
}
