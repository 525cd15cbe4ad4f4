import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RenderedFinding, Report } from '../../lib/core/report.ts';
import { boundedReport, LARGEST_ANSWER_BYTES } from '../../lib/report/bounded-report.ts';

function finding(index: number, status: RenderedFinding['status'], bytes: number): RenderedFinding {
  return {
    vantage: 'here',
    target: `t-${index}`,
    check: 'tls',
    status,
    reason: status === 'healthy' ? null : 'tls-expired',
    severity: null,
    summary: 'A sentence about it.',
    evidence: [{ subject: 'x', outcome: 'y', text: 'z'.repeat(bytes) }],
    faults: [],
    measurements: [],
    explanations: [],
    runbook: null,
  };
}

function report(findings: readonly RenderedFinding[]): Report {
  const totals = { healthy: 0, degraded: 0, failed: 0, unknown: 0 };
  return { version: 1, vantage: 'here', startedAt: '', durationMs: 0, totals, findings, doesNotProve: [] };
}

const size = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

test('a report that fits is answered as it is', () => {
  const small = report([finding(0, 'healthy', 10)]);
  assert.equal(boundedReport(small, 'https://logs'), small);
});

test('of 5,000 targets what fails stays whole, and of the rest the summary stays', () => {
  const findings = Array.from({ length: 5000 }, (_, index) =>
    finding(index, index % 100 === 7 ? 'failed' : 'healthy', 1700),
  );
  const bounded = boundedReport(report(findings), 'https://logs');
  assert(size(report(findings)) > 8_000_000);
  assert(size(bounded) <= LARGEST_ANSWER_BYTES);
  assert.equal(bounded.findings.length, 5000);
  const failed = bounded.findings.filter(({ status }) => status === 'failed');
  assert.equal(failed.length, 50);
  assert(failed.every(({ evidence }) => evidence.length === 1));
  const short = bounded.findings.filter(({ evidence }) => evidence.length === 0);
  assert.deepEqual(bounded.shortened, { findings: short.length, link: 'https://logs' });
  assert(short.length > 0 && short.every(({ summary }) => summary !== ''));
});

test('where everything fails, and where not even the summaries fit, the answer still does', () => {
  for (const [count, bytes] of [
    [5000, 5000],
    [60_000, 10],
  ] as const) {
    const findings = Array.from({ length: count }, (_, index) => finding(index, 'failed', bytes));
    const bounded = boundedReport(report(findings), 'https://logs');
    assert(size(bounded) <= LARGEST_ANSWER_BYTES, String(size(bounded)));
    assert(bounded.findings.length > 1000);
  }
});
