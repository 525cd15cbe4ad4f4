import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PublishedMessage } from '../../../lib/core/notify/message.ts';
import { HOUR_MS, MINUTE_MS } from '../../../lib/core/time.ts';
import { alarmMessage, contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

const routed = (routes: string, more = '') => `
notify:
  digestAbove: 5
  email: [{ to: storage@example.com }, { to: network@example.com }]
  slack: { webhookSecret: gatewatch/slack }
  pagerDuty: { keySecret: gatewatch/pager, severity: [critical] }
  chat: true
  routes:
${routes}
${more}
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [storage-gateway]
    targets:
      - { name: sgw, type: tcp, address: "10.0.0.1:443", owner: storage }
      - { name: hub, type: tcp, address: "10.9.0.1:443", tags: { team: network } }
accounts:
  - id: "111122223333"
    name: shop
    regions: [eu-west-3]
    organizationalUnit: ou-ab12-34567890
    vantages:
      - name: app
        vpc: vpc-0123456789abcdef1
        subnets: [subnet-0123456789abcdef1]
        targets: [{ name: web, type: tcp, address: "10.1.0.1:443" }]
`;
const STORAGE = '    - { owner: [storage], to: [storage@example.com, slack] }';
const NETWORK = '    - { tags: { team: [network] }, to: [network@example.com] }';

/** Subject and readers of what was published, in order. */
function told({ published }: Installation): readonly (readonly [string, readonly string[] | undefined])[] {
  return published.map(({ message, to }) => [
    'finding' in message ? `${message.type} ${message.finding.target}` : message.type,
    to,
  ]);
}

const failing = (target: string, vantage = 'seoul', more = {}) => ({
  ...lookFinding('failed', { vantage, target }),
  ...more,
});

test('each failure goes to whom its route names, its end to the same, and the rest to everybody', async () => {
  const at = new Installation(routed(`${STORAGE}\n${NETWORK}`));
  at.chat = [];
  at.see = ({ vantage, targets }) => targets.map((target) => failing(target, vantage));
  for (const target of ['sgw', 'hub', 'web'])
    await at.deliver(
      contributorMessage('ALARM', at.nowMs, {
        target,
        vantage: target === 'web' ? 'shop.eu-west-3.app' : 'seoul',
      }),
    );
  const everybody = ['storage@example.com', 'network@example.com', 'slack', 'pagerDuty', 'chat'];
  assert.deepEqual(told(at), [
    ['failed sgw', ['storage@example.com', 'slack']],
    ['failed hub', ['network@example.com']],
    ['failed web', everybody],
  ]);
  assert.equal(at.chat.length, 1, 'the chat has its own topic');
  at.nowMs += 10 * MINUTE_MS;
  at.see = ({ vantage, targets }) => targets.map((target) => lookFinding('healthy', { vantage, target }));
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'sgw' }));
  assert.deepEqual(told(at).at(-1), ['recovered sgw', ['storage@example.com', 'slack']]);
});

test('a target that was found is routed by the owner and the tags of its finding', async () => {
  const at = new Installation(routed(`${STORAGE}\n${NETWORK}`));
  at.see = ({ targets }) =>
    targets.map((target) =>
      failing(target, 'seoul', target === 'gw-1' ? { owner: 'storage' } : { tags: { team: 'network' } }),
    );
  await at.deliver(
    contributorMessage('ALARM', at.nowMs, { target: 'gw-1' }),
    contributorMessage('ALARM', at.nowMs, { target: 'gw-2' }),
  );
  assert.deepEqual(told(at).toSorted(), [
    ['failed gw-1', ['storage@example.com', 'slack']],
    ['failed gw-2', ['network@example.com']],
  ]);
});

test('of a configured target the file has precedence over the tags of its object', async () => {
  const at = new Installation(routed(`${STORAGE}\n${NETWORK}`));
  at.see = ({ targets, vantage }) =>
    targets.map((target) => failing(target, vantage, { owner: target === 'web' ? 'storage' : 'network' }));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw' }));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'web', vantage: 'shop.eu-west-3.app' }));
  assert.deepEqual(told(at), [
    ['failed sgw', ['storage@example.com', 'slack']],
    ['failed web', ['storage@example.com', 'slack']],
  ]);
});

test('the hour and the account decide; who was notified by day hears the end at night, and the reminder goes by the hour', async () => {
  const at = new Installation(
    routed(
      [
        '    - { account: [shop], when: { from: "09:00", to: "18:00" }, to: [slack] }',
        '    - { account: [shop], severity: [critical], to: [pagerDuty] }',
        '    - { account: [shop], to: [storage@example.com] }',
      ].join('\n'),
    ),
  );
  at.nowMs = Date.UTC(2026, 10, 23, 17, 50);
  const key = { vantage: 'shop.eu-west-3.app', target: 'web' };
  at.see = () => [failing('web', key.vantage)];
  await at.deliver(contributorMessage('ALARM', at.nowMs, key));
  await at.tick(5 * HOUR_MS);
  at.see = () => [lookFinding('healthy', key)];
  await at.deliver(contributorMessage('OK', at.nowMs, key));
  assert.deepEqual(told(at), [
    ['failed web', ['slack']],
    ['reminder web', ['pagerDuty']],
    ['recovered web', ['slack', 'pagerDuty']],
  ]);
});

test('gatewatch’s own alarms and those of others go by account, vantage and severity; a test goes to everybody', async () => {
  const at = new Installation(
    routed(
      [
        '    - { vantage: ["shop.*"], to: [slack] }',
        '    - { account: [hub], target: ["*"], to: [network@example.com] }',
        '    - { account: [hub], severity: [critical], to: [pagerDuty] }',
        '    - { account: [hub], severity: [warning], to: [slack] }',
      ].join('\n'),
    ),
  );
  await at.table.putLastReport('seoul', '{}');
  await at.table.putLastReport('shop.eu-west-3.app', '{}');
  for (const alarm of ['heartbeat-shop.eu-west-3.app', 'heartbeat-seoul', 'undelivered', 'test'])
    await at.deliver(alarmMessage(`gatewatch-prod-${alarm}`, 'ALARM', at.nowMs));
  await at.deliver(alarmMessage('billing', 'ALARM', at.nowMs));
  assert.deepEqual(
    at.published.map(({ to }) => to),
    [
      ['slack'],
      ['pagerDuty'],
      ['pagerDuty'],
      ['storage@example.com', 'network@example.com', 'slack', 'pagerDuty', 'chat'],
      ['slack'],
    ],
  );
});

test('many at once: one digest for each list of readers, with what is theirs and no more', async () => {
  const at = new Installation(routed(`${STORAGE}\n${NETWORK}`));
  const owners = ['storage', 'storage', 'storage', 'nobody', 'nobody', 'nobody'];
  at.see = ({ targets }) =>
    targets.map((target) => failing(target, 'seoul', { owner: owners[Number(target.slice(3))] ?? '' }));
  await at.deliver(
    ...owners.map((_, index) => contributorMessage('ALARM', at.nowMs, { target: `gw-${index}` })),
  );
  const lists = at.published.map(({ message, to }) => [
    message.type === 'digest' ? message.failed.map(({ target }) => target).toSorted() : message.type,
    to,
  ]);
  assert.deepEqual(lists.toSorted(), [
    [
      ['gw-0', 'gw-1', 'gw-2', 'gw-3', 'gw-4', 'gw-5'],
      ['storage@example.com', 'slack'],
    ],
    [
      ['gw-3', 'gw-4', 'gw-5'],
      ['network@example.com', 'pagerDuty', 'chat'],
    ],
  ]);
});

test('the daily digest is one for each list of readers, once a day', async () => {
  const at = new Installation(routed(`${STORAGE}\n${NETWORK}`));
  const degraded = (target: string, more: object) => ({ ...lookFinding('degraded', { target }), ...more });
  const keep = async () =>
    await at.table.putLastReport(
      'seoul',
      JSON.stringify({
        version: 1,
        startedAt: new Date(at.nowMs).toISOString(),
        findings: [degraded('sgw', { severity: 'warning' }), degraded('hub', {}), degraded('other', {})],
      }),
    );
  await keep();
  await at.tick();
  await at.tick();
  const lists = ({ message, to }: PublishedMessage) => [
    to,
    message.type === 'digest' ? message.degraded.map(({ target }) => target) : message.type,
    message.severity,
  ];
  assert.deepEqual(at.published.map(lists).toSorted(), [
    [['network@example.com'], ['hub', 'other'], 'critical'],
    [['pagerDuty', 'chat'], ['other'], 'critical'],
    [['storage@example.com', 'slack'], ['sgw', 'other'], 'critical'],
  ]);
});

test('without routes and quiet hours nothing says for whom it is', async () => {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => failing(target));
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  assert.equal('to' in (at.published[0] ?? {}), false);
  const [incident] = await at.table.openIncidents();
  assert.equal('notifiedTo' in (incident ?? {}), false);
});

test('an incident that was open before there were routes ends for everybody', async () => {
  const before = new Installation();
  before.see = ({ targets }) => targets.map((target) => failing(target));
  await before.deliver(contributorMessage('ALARM', before.nowMs));
  const [open] = await before.table.openIncidents();
  const at = new Installation(routed(STORAGE));
  if (open !== undefined) await at.table.putIncident(open);
  at.nowMs += HOUR_MS;
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await at.deliver(contributorMessage('OK', at.nowMs));
  assert.equal(at.published[0]?.to?.length, 5);
});

test('two channels of one kind receive what is theirs; what the one was notified of before ends for both', async () => {
  const before = new Installation(routed(STORAGE));
  before.see = ({ targets }) => targets.map((target) => failing(target));
  await before.deliver(contributorMessage('ALARM', before.nowMs, { target: 'sgw' }));
  assert.deepEqual(told(before), [['failed sgw', ['storage@example.com', 'slack']]]);
  const [open] = await before.table.openIncidents();
  assert(open !== undefined);
  const named = routed(
    `    - { owner: [storage], to: [storage-slack] }\n    - { tags: { team: [network] }, to: [network-slack] }`,
  ).replace(
    'slack: { webhookSecret: gatewatch/slack }',
    'slack: [{ name: storage-slack, webhookSecret: s/a }, { name: network-slack, webhookSecret: s/b }]',
  );
  const at = new Installation(named);
  await at.table.putIncident(open);
  at.see = ({ targets }) => targets.map((target) => failing(target));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'hub' }));
  at.nowMs += HOUR_MS;
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'sgw' }));
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'hub' }));
  assert.deepEqual(told(at), [
    ['failed hub', ['network-slack']],
    ['recovered sgw', ['storage@example.com', 'storage-slack', 'network-slack']],
    ['recovered hub', ['network-slack']],
  ]);
});

test('the channel that keeps its kind’s name goes on alone with what it was notified of', async () => {
  const before = new Installation(routed(STORAGE));
  before.see = ({ targets }) => targets.map((target) => failing(target));
  await before.deliver(contributorMessage('ALARM', before.nowMs, { target: 'sgw' }));
  const [open] = await before.table.openIncidents();
  assert(open !== undefined);
  const at = new Installation(
    routed(STORAGE).replace(
      'slack: { webhookSecret: gatewatch/slack }',
      'slack: [{ webhookSecret: gatewatch/slack }, { name: network-slack, webhookSecret: s/b }]',
    ),
  );
  await at.table.putIncident(open);
  at.nowMs += HOUR_MS;
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'sgw' }));
  assert.deepEqual(told(at), [['recovered sgw', ['storage@example.com', 'slack']]]);
});
