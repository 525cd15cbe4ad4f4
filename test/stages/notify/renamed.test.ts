import assert from 'node:assert/strict';
import { test } from 'node:test';
import { incidentUpdates } from '../../../lib/channels/incident-updates.ts';
import { parseConfig } from '../../../lib/config/load.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import { contributorMessage, lookFinding, VANISHED } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';

/** The installation deployed anew, with other targets and the same table. */
function redeploy(at: Installation, ...vantages: readonly string[]): void {
  Object.assign(at, {
    config: parseConfig(`vantages:\n${vantages.map((one) => `  - { ${one} }\n`).join('')}`),
  });
}

const tcp = (name: string, was = '') => `{ name: ${name}, type: tcp, address: "10.0.0.1:443"${was} }`;

async function failing(): Promise<Installation> {
  const at = new Installation();
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  assert.deepEqual(at.told, ['failed']);
  return at;
}

const keysOf = (at: Installation) =>
  at.published.flatMap(({ message }) =>
    incidentUpdates(message).map(
      ({ key, action, target }) => `${action} ${key.split('/').slice(3).join('/')} ${target}`,
    ),
  );

test('a renamed target keeps its incident: no second page, and its end is told under the new name', async () => {
  const at = await failing();
  const sinceMs = at.nowMs;
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('sgw-2', ', was: sgw')}]`);
  await at.tick();
  assert.deepEqual(
    (await at.table.openIncidents()).map(({ subject, sinceMs: since }) => [subject, since]),
    [[{ kind: 'finding', vantage: 'seoul', target: 'sgw-2', check: 'tls' }, sinceMs]],
  );
  at.nowMs += MINUTE_MS;
  await at.deliver(contributorMessage('OK', at.nowMs, {}, VANISHED));
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw-2' }));
  assert.deepEqual(at.told, ['failed']);
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('OK', at.nowMs, { target: 'sgw-2' }));
  assert.deepEqual(at.told, ['failed', 'recovered']);
  const message = at.published[1]?.message;
  assert(message?.type === 'recovered');
  assert.equal(message.finding.target, 'sgw-2');
  assert.equal(message.durationMs, at.nowMs - sinceMs);
  assert.deepEqual(keysOf(at), ['opened seoul/sgw/tls sgw', 'closed seoul/sgw/tls sgw-2']);
  assert.deepEqual(await at.table.openIncidents(), []);
});

test('what was repaired with the rename is over after two healthy runs, although no alarm says so', async () => {
  const at = await failing();
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('sgw-2', ', was: sgw')}]`);
  at.see = ({ targets }) => targets.map((target) => lookFinding('healthy', { target }));
  await at.deliver(contributorMessage('OK', at.nowMs + 1, {}, VANISHED));
  assert.deepEqual(at.told, ['failed']);
  await at.tick();
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
});

test('the new name alarms before the clock comes round: it is the same incident', async () => {
  const at = await failing();
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('sgw-2', ', was: [other, sgw]')}]`);
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw-2' }));
  // And one that comes late, from before the rename.
  await at.deliver(contributorMessage('ALARM', at.nowMs - MINUTE_MS));
  assert.deepEqual(at.told, ['failed']);
  assert.deepEqual(
    (await at.table.openIncidents()).map(({ subject, phase }) => [
      subject.kind === 'finding' && subject.target,
      phase,
    ]),
    [['sgw-2', 'alarm']],
  );
});

test('a target that moved to another vantage keeps its incident', async () => {
  const at = await failing();
  redeploy(at, `name: paris, ${PLACE}, targets: [${tcp('web', ', was: seoul/sgw')}]`);
  at.see = ({ vantage, targets }) => targets.map((target) => lookFinding('failed', { vantage, target }));
  await at.tick();
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs, { vantage: 'paris', target: 'web' }));
  assert.deepEqual(at.told, ['failed']);
  assert.deepEqual(
    (await at.table.openIncidents()).map(({ subject }) => subject),
    [{ kind: 'finding', vantage: 'paris', target: 'web', check: 'tls' }],
  );
});

test('two targets that become one have one incident, the later', async () => {
  const at = await failing();
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'hub' }));
  assert.deepEqual(at.told, ['failed', 'failed']);
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('all', ', was: [sgw, hub]')}]`);
  await at.tick();
  const open = await at.table.openIncidents();
  assert.deepEqual(
    open.map(({ subject, openedAs }) => [subject.kind === 'finding' && subject.target, openedAs?.target]),
    [['all', 'hub']],
  );
});

test('without "was" the new name is a new target, and the old incident ends without a message', async () => {
  const at = await failing();
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('sgw-2')}]`);
  at.nowMs += 10 * MINUTE_MS;
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw-2' }));
  assert.deepEqual(at.told, ['failed', 'failed']);
});

test('a mute of the earlier name mutes the name of today', async () => {
  const at = new Installation();
  await at.table.putMute({ target: 'sgw', untilMs: at.nowMs + 60 * MINUTE_MS, reason: 'moves' });
  redeploy(at, `name: seoul, ${PLACE}, targets: [${tcp('sgw-2', ', was: sgw')}]`);
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  await at.deliver(contributorMessage('ALARM', at.nowMs, { target: 'sgw-2' }));
  assert.deepEqual(at.told, []);
});
