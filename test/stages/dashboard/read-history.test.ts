import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MetricQuestion, MetricReader } from '../../../lib/core/aws/metric-reader.ts';
import type { Report } from '../../../lib/core/report.ts';
import { HOUR_MS } from '../../../lib/core/time.ts';
import { readHistory } from '../../../lib/stages/dashboard/read-history.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

const NOW_MS = Date.parse('2026-11-21T18:30:00Z');

test('the strip of a renamed target goes on from its earlier name, at its earlier vantage', async () => {
  const report: Report = {
    version: 1,
    vantage: 'seoul',
    startedAt: '2026-11-21T18:29:00.000Z',
    durationMs: 1,
    totals: { healthy: 1, degraded: 0, failed: 0, unknown: 0 },
    findings: [lookFinding('healthy', { target: 'today', check: 'port' })],
    doesNotProve: [],
    formerNames: [{ target: 'today', was: [{ vantage: 'paris', target: 'before' }] }],
  };
  const points = ({ name, dimensions: { Vantage, Target } }: MetricQuestion) => {
    if (name !== 'Status') return [];
    if (Vantage === 'seoul' && Target === 'today') return [{ atMs: NOW_MS, value: 0 }];
    if (Vantage === 'paris' && Target === 'before') return [{ atMs: NOW_MS - HOUR_MS, value: 2 }];
    return [];
  };
  const reader: MetricReader = {
    history: async (questions) =>
      questions.map((question) => ({ question, points: points(question), completeness: 'Complete' })),
  };
  const about = {
    stage: 'prod',
    vantage: { name: 'seoul', targets: [] },
    config: { metrics: 'full' as const },
    nowMs: NOW_MS,
  };
  const [history, ...more] = await readHistory(report, about, reader, AbortSignal.timeout(1000));
  assert.deepEqual(more, []);
  assert.equal(history?.target, 'today');
  assert.deepEqual(history?.hours.slice(-3), ['unknown', 'failed', 'healthy']);
});

test('with `summary` a target of several checks is asked for once, without a check', async () => {
  const asked: MetricQuestion[] = [];
  const reader: MetricReader = {
    history: async (questions) => {
      asked.push(...questions);
      return questions.map((question) => ({ question, points: [], completeness: 'Complete' }));
    },
  };
  const report: Report = {
    version: 1,
    vantage: 'seoul',
    startedAt: '2026-11-21T18:29:00.000Z',
    durationMs: 1,
    totals: { healthy: 2, degraded: 0, failed: 0, unknown: 0 },
    findings: ['port', 'tls'].map((check) => lookFinding('healthy', { target: 'today', check })),
    doesNotProve: [],
  };
  const about = {
    stage: 'prod',
    vantage: { name: 'seoul', targets: [] },
    config: { metrics: 'summary' as const },
    nowMs: NOW_MS,
  };
  const histories = await readHistory(report, about, reader, AbortSignal.timeout(1000));
  assert.deepEqual(
    histories.map(({ target }) => target),
    ['today'],
  );
  assert.deepEqual(
    asked.filter(({ name }) => name === 'Status').map(({ dimensions }) => dimensions),
    [{ Stage: 'prod', Vantage: 'seoul', Target: 'today' }],
  );
});
