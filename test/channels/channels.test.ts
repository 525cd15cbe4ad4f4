import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel } from '../../lib/channels/channel.ts';
import { CHANNELS } from '../../lib/channels/registry.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { openChannel, queuedSamples, sampleNamed } from '../support/channel-lab.ts';
import type { Fault } from '../support/receiver.ts';

const HTTP = Object.values<Channel>(CHANNELS).filter(({ transport }) => transport === 'http');

test('the registry names each channel once', () => {
  const names = Object.values(CHANNELS).map(({ name }) => name);
  assert.deepEqual(new Set(names).size, names.length);
  assert(HTTP.length >= 6);
});

for (const { name } of HTTP) {
  test(`${name}: every message in every language is taken, within the receiver's limits`, async (t) => {
    const { deliver } = await openChannel(t, name);
    for (const locale of LOCALES) {
      const samples = [...(await queuedSamples(locale)).entries()];
      const deliveries = await deliver(samples.map(([, message]) => message));
      for (const [index, [sample]] of samples.entries())
        assert.equal(
          deliveries[index]?.outcome,
          'delivered',
          `${locale} ${sample}: ${JSON.stringify(deliveries[index])}`,
        );
    }
  });

  test(`${name}: what is no message of ours arrives as text, and mentions or formats nothing`, async (t) => {
    const { deliver, receiver } = await openChannel(t, name);
    const text = '@everyone <!channel> [a](https://b) **x** ```\n'.repeat(600);
    assert.deepEqual(
      (await deliver([{ id: 'foreign', text }])).map(({ outcome }) => outcome),
      ['delivered'],
    );
    assert.equal(receiver.received.length, 1);
  });

  const faults: readonly (readonly [what: string, fault: Fault, expected: RegExp])[] = [
    ['429 is waited out to the second', { status: 429, headers: { 'retry-after': '1' } }, /^delivered 2$/],
    ['500 is tried again', { status: 500 }, /^delivered 2$/],
    ['a connection that is cut is tried again', 'cut', /^delivered 2$/],
    [
      'a redirect is not followed',
      { status: 302, headers: { location: 'https://localhost:1/' } },
      /^(refused 1 302|delivered 2)$/,
    ],
    ['a key that is not taken is refused', { status: 403 }, /^refused 1 403$/],
  ];
  test(`${name}: ${faults.map(([what]) => what).join('; ')}`, async (t) => {
    const failed = sampleNamed(await queuedSamples(), 'failed');
    const { deliver, receiver } = await openChannel(t, name);
    for (const [what, fault, expected] of faults) {
      receiver.failNext(fault);
      const [delivery] = await deliver([{ ...failed, id: what }]);
      const why = delivery?.outcome === 'delivered' ? '' : ` ${delivery?.why}`;
      assert.match(`${delivery?.outcome} ${delivery?.tries}${why}`, expected, what);
    }
  });

  test(`${name}: a receiver that never answers costs no more than the time there is`, async (t) => {
    const failed = sampleNamed(await queuedSamples(), 'failed');
    const { deliver, receiver } = await openChannel(t, name);
    receiver.failNext('never');
    const startedMs = performance.now();
    assert.deepEqual(await deliver([failed], { budgetMs: 1200 }), [
      { outcome: 'later', why: 'silent', tries: 1 },
    ]);
    assert(performance.now() - startedMs < 2500);
  });
}

test('teams: a message that is too long as UTF-16 is cut, and not refused', async (t) => {
  const failed = sampleNamed(await queuedSamples(), 'failed');
  assert(failed.published?.message.type === 'failed');
  const { message } = failed.published;
  const { runbook } = message.finding;
  assert(runbook !== null);
  const many = Array.from({ length: 8 }, (_, index) =>
    `aws ec2 describe-security-groups --${index} `.repeat(12),
  );
  const explanations = many.map((fix) => ({ what: 'security-group', id: 'sg-1', fix }));
  const long = { ...runbook, steps: many, causes: many, commands: many, links: many };
  const finding = { ...message.finding, explanations, runbook: long };
  const { deliver, receiver } = await openChannel(t, 'teams');
  const published = { ...failed.published, message: { ...message, finding } };
  assert.deepEqual(await deliver([{ ...failed, published }]), [
    { outcome: 'delivered', tries: 1, plain: false },
  ]);
  assert(Buffer.byteLength(receiver.received[0]?.body ?? '') > 8000);
});

const SAID_IN_THE_BODY: readonly (readonly [name: string, text: string, outcome: string])[] = [
  ['slack', '<html>sign in to the guest network</html>', 'delivered'],
  [
    'teams',
    'Webhook message delivery failed with error: Microsoft Teams endpoint returned HTTP error 429 with ContextId tcid=0',
    'delivered',
  ],
  ['pager-duty', '{"status":"invalid event","message":"Event object is invalid"}', 'refused'],
  ['opsgenie', '<html>maintenance</html>', 'delivered'],
  ['webhook', '{"ok":false,"error":"database is down"}', 'delivered'],
];
test('an answer of 200 that says otherwise in its body is not taken for success', async (t) => {
  const failed = sampleNamed(await queuedSamples(), 'failed');
  for (const [name, text, outcome] of SAID_IN_THE_BODY) {
    const { deliver, receiver } = await openChannel(t, name);
    receiver.failNext({ status: 200, text });
    const [delivery] = await deliver([failed]);
    assert.equal(delivery?.outcome, outcome, `${name}: ${JSON.stringify(delivery)}`);
    assert.equal(receiver.received.length, outcome === 'delivered' ? 2 : 1, name);
  }
});

test('an address of the user’s own may not lead to the machine itself, nor to its metadata', async (t) => {
  const failed = sampleNamed(await queuedSamples(), 'failed');
  const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  for (const host of [
    'localhost',
    '127.0.0.1',
    '127.1.2.3',
    '0.0.0.0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:169.254.169.254]',
    '169.254.169.254',
    '169.254.170.2',
    '[fe80::1]',
    '[fd00:ec2::254]',
    '[fd00:ec2::23]',
    '[64:ff9b::a9fe:a9fe]',
    '[64:ff9b::7f00:1]',
    '255.255.255.255',
    '[ff02::1]',
    '2130706433',
    '0x7f.1',
  ]) {
    const { deliver, receiver } = await openChannel(t, 'webhook', (origin) =>
      JSON.stringify({ url: `https://${host}:${new URL(origin).port}/hook`, key }),
    );
    const [delivery] = await deliver([failed], { guarded: true });
    assert(delivery?.outcome === 'refused', `${host}: ${JSON.stringify(delivery)}`);
    assert.match(delivery.why, /^the address leads to [0-9a-f:.]+, this machine's own$/);
    assert.equal(receiver.received.length, 0, host);
  }
});
