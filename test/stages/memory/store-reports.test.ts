import assert from 'node:assert/strict';
import test from 'node:test';
import type { CheckRun } from '../../../lib/stages/check/run-checks.ts';
import { storeReports } from '../../../lib/stages/memory/stored-report.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

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
    return true;
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

test('a report that fits nowhere is shortened until it does: what fails stays whole longest', async () => {
  const finding = (target: string, status: 'failed' | 'healthy') => ({
    ...lookFinding(status, { target }),
    evidence: [{ subject: 'x'.repeat(1000), outcome: 'answered' }],
  });
  const all = [
    finding('broken', 'failed'),
    ...Array.from({ length: 30 }, (_, at) => finding(`w${at}`, 'healthy')),
  ];
  const run = runChecks('seoul');
  const sizes: number[] = [];
  let kept = '';
  const putLastReport = async (_: string, report: string) => {
    sizes.push(report.length);
    kept = report;
    return report.length < 20_000;
  };
  await storeReports([{ ...run, report: { ...run.report, findings: all } }], { putLastReport }, (error) =>
    assert.fail(String(error)),
  );
  assert.equal(sizes.length, 2);
  const { findings, shortened } = JSON.parse(kept);
  assert.equal(findings.length, all.length);
  assert.equal(findings[0].evidence.length, 1);
  assert(shortened.findings > 0 && shortened.findings < all.length);
  const errors: string[] = [];
  await storeReports([run], { putLastReport: async () => false }, (error) => errors.push(String(error)));
  assert.deepEqual(errors, ['Error: the report is too large']);
});
