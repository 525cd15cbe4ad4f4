import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import type { MetricDatum } from '../../../lib/core/metric.ts';
import type { RenderedFinding } from '../../../lib/core/report.ts';
import type { CheckRun } from '../../../lib/stages/check/run-checks.ts';
import { publishRuns } from '../../../lib/stages/publish/publish-runs.ts';

const config = parseConfig(`vantages:
  - name: a
    targets:
      - { name: timed, type: tcp, address: "10.0.0.1:1", measurements: true }
      - { name: plain, type: tcp, address: "10.0.0.2:1" }
  - name: b
    targets: [{ name: plain, type: tcp, address: "10.0.0.3:1" }]
`);

function findingOf(vantage: string, target: string): RenderedFinding {
  return {
    vantage,
    target,
    check: 'port',
    status: 'healthy',
    reason: null,
    severity: null,
    summary: '',
    evidence: [],
    faults: [],
    measurements: [{ name: 'ConnectTime', value: 1, unit: 'Milliseconds' }],
    explanations: [],
    runbook: null,
  };
}

function lookOf(vantage: string, ...targets: readonly string[]): CheckRun {
  const findings = targets.map((target) => findingOf(vantage, target));
  const totals = { healthy: findings.length, degraded: 0, failed: 0, unknown: 0 };
  const report = {
    version: 1,
    vantage,
    startedAt: '',
    durationMs: 0,
    totals,
    findings,
    doesNotProve: [],
  } as const;
  return { plan: { questions: [], leftOut: [] }, findings: [], report };
}

async function published(full: boolean, refuse: (data: readonly MetricDatum[]) => boolean = () => false) {
  const data: MetricDatum[] = [];
  const lines: string[] = [];
  const runs = [lookOf('a', 'timed', 'plain'), lookOf('b', 'plain')];
  const outcome = await publishRuns(
    { stage: 'dev', config, runs, recent: () => false, scheduledAtMs: 1000, full },
    {
      sink: {
        put: async (batch) => {
          if (refuse(batch)) throw new Error('refused');
          data.push(...batch);
        },
      },
      writeLine: (line) => lines.push(line),
    },
  ).catch((error: unknown) => error);
  return { data, lines, outcome };
}

const named = (data: readonly MetricDatum[], metric: string) =>
  data
    .filter(({ name }) => name === metric)
    .map(({ dimensions }) => `${dimensions.Vantage} ${dimensions.Target ?? ''}`.trim());

test('a full look on schedule has a heartbeat of every vantage, another look has none', async () => {
  assert.deepEqual(named((await published(true)).data, 'Heartbeat'), ['a', 'b']);
  assert.deepEqual(named((await published(false)).data, 'Heartbeat'), []);
});

test('times become metrics only of the targets that ask for them', async () => {
  assert.deepEqual(named((await published(true)).data, 'ConnectTime'), ['a timed']);
});

test('a vantage that cannot be published keeps no other from it, and the run fails at the end', async () => {
  const { data, lines, outcome } = await published(true, (batch) =>
    batch.some(({ dimensions }) => dimensions.Vantage === 'a'),
  );
  assert.deepEqual(named(data, 'Status'), ['b plain']);
  assert(
    lines.some((line) => line.includes('_aws') && line.includes('timed')),
    'it is in the log',
  );
  assert(outcome instanceof AggregateError);
  assert.equal(outcome.errors.length, 1);
});
