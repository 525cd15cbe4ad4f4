import assert from 'node:assert/strict';
import test from 'node:test';
import type { Config } from '../../../lib/config/config.ts';
import { MINUTE_MS } from '../../../lib/core/time.ts';
import type { Failing } from '../../../lib/stages/memory/failing.ts';
import { contributorMessage, lookFinding } from '../../support/alarm-messages.ts';
import { Installation } from '../../support/installation.ts';

const PERIOD_MS = 5 * MINUTE_MS;

/** The memory that a vantage's last run left: `sgw` failed in the last runs, each a period before the other. */
async function remember(at: Installation, runs: number, over: Partial<Failing> = {}): Promise<void> {
  const failedAtMs = Array.from({ length: runs }, (_, index) => at.nowMs - (runs - 1 - index) * PERIOD_MS);
  const one = { target: 'sgw', check: 'tls', failedAtMs, sinceMs: failedAtMs[0] ?? at.nowMs, ...over };
  const memory = { version: 1, atMs: at.nowMs, failing: runs === 0 ? [] : [one] };
  await at.table.putFailing('seoul', JSON.stringify(memory));
}

function failing(metrics: Config['metrics'] = 'full'): Installation {
  const at = new Installation();
  Object.assign(at, { config: { ...at.config, metrics } });
  at.see = ({ targets }) => targets.map((target) => lookFinding('failed', { target }));
  return at;
}

test('a failure that no alarm names is notified once, when its alarm would have been heard', async () => {
  const at = failing();
  await remember(at, 2);
  await at.tick();
  assert.deepEqual(at.told, [], 'the alarm may still come');
  await remember(at, 3, { sinceMs: at.nowMs - 30 * MINUTE_MS });
  await at.tick();
  await remember(at, 3, { sinceMs: at.nowMs - 35 * MINUTE_MS });
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
});

test('what an alarm has named is not notified again', async () => {
  const at = failing();
  await at.deliver(contributorMessage('ALARM', at.nowMs));
  await remember(at, 3, { sinceMs: at.nowMs - 60 * MINUTE_MS });
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
});

test('a memory that no run renewed, and a failure that the last run did not see, are no news', async () => {
  const at = failing();
  await remember(at, 3, { sinceMs: at.nowMs - 60 * MINUTE_MS, failedAtMs: [1, 2, at.nowMs - PERIOD_MS] });
  await at.tick();
  await remember(at, 3, { sinceMs: at.nowMs - 60 * MINUTE_MS });
  at.nowMs += 4 * PERIOD_MS;
  await at.tick();
  assert.deepEqual(at.told, []);
});

test('with `summary` the runs alone say what failed, at once, and what has ended', async () => {
  const at = failing('summary');
  await remember(at, 1);
  await at.tick();
  assert.deepEqual(at.told, [], 'one failed run of the two that are wanted');
  await remember(at, 2);
  await at.tick();
  assert.deepEqual(at.told, ['failed']);
  at.see = () => [lookFinding('healthy')];
  at.nowMs += 3 * PERIOD_MS;
  await remember(at, 0);
  await at.tick();
  assert.deepEqual(at.told, ['failed', 'recovered']);
});
