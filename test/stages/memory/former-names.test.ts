import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import { systemClock } from '../../../lib/core/time.ts';
import { withFormerNames } from '../../../lib/stages/memory/former-names.ts';
import { memoryStore } from '../../support/memory-store.ts';

const PLACE = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const tcp = (name: string, was = '') => `{ name: ${name}, type: tcp, address: "10.0.0.1:443"${was} }`;
const config = parseConfig(`vantages:
  - { name: seoul, ${PLACE}, targets: [${tcp('b', ', was: a')}, ${tcp('web')}] }
  - { name: paris, ${PLACE}, targets: [${tcp('moved', ', was: [seoul/hub, idc/hub]')}] }
`);

const good = (target: string, id = 'x') => ({ target, check: 'dns', subject: 's', marks: [{ id }] });
const json = (...lastGood: readonly object[]) => JSON.stringify({ version: 1, lastGood });

test('what was last good under an earlier name is the target’s own, and is written so', async () => {
  const table = memoryStore(systemClock);
  await table.putLastGood('seoul', json(good('a'), good('web'), good('hub')));
  const store = withFormerNames(table, config);
  const expected = json(good('web'), good('b'));
  assert.equal(await store.lastGood('seoul'), expected);
  assert.equal(await table.lastGood('seoul'), expected);
  assert.equal(await withFormerNames(table, { vantages: [] }).lastGood('seoul'), expected);
});

test('what is known under the name of today is not replaced by what is older', async () => {
  const table = memoryStore(systemClock);
  const both = json(good('a', 'old'), good('b', 'new'));
  await table.putLastGood('seoul', both);
  assert.equal(await withFormerNames(table, config).lastGood('seoul'), both);
});

test('a target that moved takes what its earlier vantage remembers', async () => {
  const table = memoryStore(systemClock);
  await table.putLastGood('seoul', json(good('hub'), good('web')));
  assert.equal(await withFormerNames(table, config).lastGood('paris'), json(good('moved')));
});

test('how often a target failed lately goes on', async () => {
  const table = memoryStore(systemClock);
  const failing = (target: string) => ({ target, check: 'port', failedAtMs: [1, 2], sinceMs: 1 });
  const memory = (...its: readonly object[]) => JSON.stringify({ version: 1, atMs: 2, failing: its });
  await table.putFailing('seoul', memory(failing('a')));
  assert.equal(await withFormerNames(table, config).failing('seoul'), memory(failing('b')));
});

test('a table of a configuration without earlier names is the table itself', () => {
  const table = memoryStore(systemClock);
  const plain = parseConfig(`vantages: [{ name: idc, targets: [${tcp('a')}] }]`);
  assert.equal(withFormerNames(table, plain), table);
});
