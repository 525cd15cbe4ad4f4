import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incidentUpdates } from '../../../lib/channels/incident-updates.ts';
import type { FoundTarget } from '../../../lib/core/report.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

const gateway = (id: string, more: Partial<FoundTarget> = {}): FoundTarget => ({
  id,
  name: `filer-${id}`,
  type: 'storage-gateway',
  by: 'storage-gateway',
  ...more,
});

/** A full run of the vantage that discovers, and the tick that follows it. */
async function run(at: Installation, found: readonly FoundTarget[], incomplete: readonly string[] = []) {
  await at.table.putLastReport(
    'seoul',
    JSON.stringify({
      version: 1,
      vantage: 'seoul',
      startedAt: new Date(at.nowMs).toISOString(),
      durationMs: 1,
      totals: { healthy: 0, degraded: 0, failed: 0, unknown: 0 },
      findings: [],
      doesNotProve: [],
      discovered: { found, incomplete },
    }),
  );
  await at.tick();
}

/** What people were told of targets. */
const toldOf = (at: Installation) =>
  at.published.flatMap(({ message }) => {
    if (message.type !== 'digest' || message.why !== 'targets') return [];
    const names = (its: typeof message.found = []) => its.map(({ target }) => target).join(' ');
    return [`+ ${names(message.found)} - ${names(message.gone)} (${message.severity})`];
  });

test('what was there at the first run is no news; what comes is told once, and pages nobody', async () => {
  const at = new Installation();
  await run(at, [gateway('1')]);
  assert.deepEqual(at.told, []);
  await run(at, [gateway('1'), gateway('2')]);
  await run(at, [gateway('1'), gateway('2')]);
  await at.tick();
  assert.deepEqual(toldOf(at), ['+ filer-2 -  (warning)']);
  assert.deepEqual(
    at.published.flatMap(({ message }) => incidentUpdates(message)),
    [],
  );
  assert.match(at.published[0]?.subject ?? '', /NEW TARGET: filer-2/);
  assert.match(at.published[0]?.body ?? '', /seoul → filer-2 \(storage-gateway\)/);
});

test('what two runs in a row did not find is told once, and its incident ends with it', async () => {
  const at = new Installation();
  await run(at, [gateway('1'), gateway('2')]);
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'filer-2' }));
  at.see = () => [];
  await run(at, [gateway('1')]);
  assert.deepEqual(toldOf(at), []);
  await run(at, [gateway('1')]);
  await run(at, [gateway('1')]);
  assert.deepEqual(toldOf(at), ['+  - filer-2 (critical)']);
  assert.deepEqual(await at.table.openIncidents(), []);
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'filer-2' }, VANISHED));
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'digest']);
  const updates = at.published.flatMap(({ message }) => incidentUpdates(message));
  assert.deepEqual(
    updates.map(({ action, target, key }) => [action, target, key === updates[0]?.key]),
    [
      ['opened', 'filer-2', true],
      ['closed', 'filer-2', true],
    ],
  );
});

test('a discovery that was refused, or a report without one, says nothing of what is gone', async () => {
  const at = new Installation();
  await run(at, [gateway('1')]);
  for (let runs = 0; runs < 3; runs += 1) await run(at, [], ['storage-gateway']);
  await at.tick();
  assert.deepEqual(at.published, []);
  // One that was missed once stays so over refusals.
  await run(at, []);
  await run(at, [], ['storage-gateway']);
  await run(at, [gateway('1')]);
  assert.deepEqual(at.published, []);
});

test('what a first refusal hid is no news when it is listed', async () => {
  const at = new Installation();
  await run(at, [], ['storage-gateway']);
  await run(at, [gateway('1')]);
  assert.deepEqual(at.published, []);
  await run(at, [gateway('1'), gateway('2')]);
  assert.deepEqual(toldOf(at), ['+ filer-2 -  (warning)']);
});

test('what a person wrote of comes and goes without a message, and so does a word that is no longer looked for', async () => {
  const at = new Installation();
  await run(at, [gateway('1'), gateway('v', { by: 'vpn' })]);
  await run(at, [gateway('1'), gateway('2', { isWritten: true })]);
  await run(at, [gateway('1')]);
  await run(at, [gateway('1')]);
  assert.deepEqual(at.published, []);
});

test('a replaced object is one message', async () => {
  const at = new Installation();
  await run(at, [gateway('1')]);
  await run(at, []);
  await run(at, [gateway('2')]);
  assert.deepEqual(toldOf(at), ['+ filer-2 - filer-1 (warning)']);
});

test('a message that could not be sent is sent by the next tick', async () => {
  const at = new Installation();
  await run(at, [gateway('1')]);
  at.meddle = ({ what }) => (what === 'publish' ? 'refuse' : undefined);
  await assert.rejects(run(at, [gateway('1'), gateway('2')]), AggregateError);
  at.meddle = () => undefined;
  at.nowMs += MINUTE_MS;
  await at.tick();
  await at.tick();
  assert.deepEqual(toldOf(at), ['+ filer-2 -  (warning)']);
});

const ROUTED = (more = '') => `
notify:
  email: [{ to: storage@example.com }, { to: network@example.com }]
  slack: { webhookSecret: gatewatch/slack${more} }
  pagerDuty: { keySecret: gatewatch/pager, severity: [critical] }
  routes:
    - { check: [tls], to: [pagerDuty, slack] }
    - { owner: [storage], to: [storage@example.com, slack] }
    - { tags: { team: [network] }, severity: [warning], to: [network@example.com] }
vantages:
  - name: seoul
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [storage-gateway]
`;
const listsOf = (at: Installation) =>
  at.published
    .flatMap(({ message, to, severity }) => {
      if (message.type !== 'digest') return [];
      const names = (its: typeof message.found = []) => its.map(({ target }) => target);
      return [[message.why, to, names(message.found), names(message.gone), severity]];
    })
    .toSorted();

test('with routes each list of readers receives its own targets, and no route of checks fits them', async () => {
  const at = new Installation(ROUTED());
  const [storage, network] = [{ owner: 'storage' }, { tags: { team: 'network' } }];
  await run(at, [gateway('0')]);
  const found = [gateway('1', storage), gateway('2', network), gateway('3')];
  await run(at, [gateway('0'), ...found]);
  await run(at, [gateway('0'), ...found]);
  assert.deepEqual(listsOf(at), [
    ['targets', ['network@example.com'], ['filer-2', 'filer-3'], [], 'warning'],
    ['targets', ['storage@example.com', 'slack'], ['filer-1', 'filer-3'], [], 'warning'],
  ]);
});

test('who was notified of what fails reads that its target is gone, whatever the routes say', async () => {
  const at = new Installation(ROUTED());
  const its = gateway('1', { owner: 'storage' });
  await run(at, [gateway('0'), its]);
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'filer-1' }));
  assert.deepEqual(at.published[0]?.to, ['slack', 'pagerDuty']);
  at.see = () => [];
  await run(at, [gateway('0')]);
  await run(at, [gateway('0')]);
  assert.deepEqual(listsOf(at), [
    ['targets', ['storage@example.com', 'slack', 'pagerDuty'], [], ['filer-1'], 'critical'],
  ]);
});

test('a channel in its quiet hours reads in the morning what came and went, and a pager closes then', async () => {
  const at = new Installation(
    ROUTED(', quiet: { from: "22:00", to: "07:00", except: [] }, severity: [critical, warning]'),
  );
  at.nowMs = Date.UTC(2026, 10, 23, 23);
  const its = gateway('1', { owner: 'storage' });
  await run(at, [gateway('0')]);
  await run(at, [gateway('0'), its]);
  assert.deepEqual(listsOf(at), [['targets', ['storage@example.com'], ['filer-1'], [], 'warning']]);
  await run(at, [gateway('0')]);
  await run(at, [gateway('0')]);
  at.published.length = 0;
  at.nowMs = Date.UTC(2026, 10, 24, 7, 1);
  await at.tick();
  await at.tick();
  assert.deepEqual(
    listsOf(at).filter(([why]) => why === 'after-quiet'),
    [['after-quiet', ['slack'], ['filer-1'], ['filer-1'], 'warning']],
  );
  assert.match(at.published[0]?.body ?? '', /seoul → filer-1 \(storage-gateway\)/);
  assert.doesNotMatch(at.published[0]?.body ?? '', /0 /);
});

test('of two messages the one that was sent is not sent again when the other was refused', async () => {
  const at = new Installation(ROUTED());
  await run(at, [gateway('0')]);
  let refused = 0;
  at.meddle = ({ what }) => (what === 'publish' && refused++ === 1 ? 'refuse' : undefined);
  const found = [gateway('1', { owner: 'storage' }), gateway('2', { tags: { team: 'network' } })];
  await assert.rejects(run(at, [gateway('0'), ...found]), AggregateError);
  at.meddle = () => undefined;
  at.nowMs += MINUTE_MS;
  await at.tick();
  await at.tick();
  assert.deepEqual(
    listsOf(at).map(([, to]) => to),
    [['network@example.com'], ['storage@example.com', 'slack']],
  );
});
