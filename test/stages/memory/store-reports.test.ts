import assert from 'node:assert/strict';
import test from 'node:test';
import type { CheckRun } from '../../../lib/stages/check/run-checks.ts';
import { storeReports } from '../../../lib/stages/memory/stored-report.ts';

const runChecks = (vantage: string): CheckRun => ({
  plan: { questions: [], leftOut: [] },
  findings: [],
  report: {
    version: 1,
    vantage,
    startedAt: '2026-11-21T10:00:00.000Z',
    durationMs: 1,
    totals: { healthy: 0, degraded: 0, failed: 0, unknown: 0 },
    findings: [],
    doesNotProve: [],
  },
});

test('each vantage’s report is kept, and one that cannot be kept spoils nothing', async () => {
  const kept = new Map<string, string>();
  const errors: string[] = [];
  const putLastReport = async (vantage: string, report: string) => {
    if (vantage === 'paris') throw new Error('the table is down');
    kept.set(vantage, report);
  };
  await storeReports(
    [runChecks('seoul'), runChecks('paris'), runChecks('tokyo')],
    { putLastReport },
    (_, during) => errors.push(during),
  );
  assert.deepEqual([...kept.keys()], ['seoul', 'tokyo']);
  assert.deepEqual(JSON.parse(kept.get('seoul') ?? ''), runChecks('seoul').report);
  assert.deepEqual(errors, ['keeping the report of paris']);
});
