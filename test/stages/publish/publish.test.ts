import assert from 'node:assert/strict';
import test from 'node:test';
import type { MetricDatum } from '../../../lib/core/metric.ts';
import type { RenderedFinding } from '../../../lib/core/report.ts';
import {
  dimensionValue,
  embeddedMetrics,
  metricsOf,
  PublishError,
  publish,
} from '../../../lib/stages/publish/publish.ts';
import { fc } from '../../support/property.ts';

const AT_MS = Date.UTC(2026, 10, 21, 10);

function finding(over: Partial<RenderedFinding>): RenderedFinding {
  return {
    vantage: 'seoul',
    target: 'sgw',
    check: 'port',
    status: 'healthy',
    reason: null,
    severity: null,
    summary: '',
    evidence: [],
    faults: [],
    measurements: [],
    explanations: [],
    runbook: null,
    ...over,
  };
}

function input(findings: readonly RenderedFinding[], over: object = {}) {
  return {
    stage: 'prod',
    vantage: 'seoul',
    scheduledAtMs: AT_MS,
    findings,
    heartbeat: true,
    metrics: 'full' as const,
    recent: () => false,
    logsHealthy: true,
    measuredTargets: new Set<string>(),
    ...over,
  };
}

test('each status is its number, and an unknown gives no datapoint', () => {
  const data = metricsOf(
    input([
      finding({ target: 'a' }),
      finding({ target: 'b', status: 'degraded', reason: 'port-partly-open' }),
      finding({ target: 'c', status: 'failed', reason: 'port-refused' }),
      finding({ target: 'd', status: 'unknown', reason: 'blocked-by' }),
    ]),
  );
  const statuses = data
    .filter(({ name }) => name === 'Status')
    .map(({ dimensions, value }) => [dimensions.Target, value]);
  assert.deepEqual(statuses, [
    ['a', 0],
    ['b', 1],
    ['c', 2],
  ]);
});

test('only unknowns that are somebody’s fault here count as Unknown', () => {
  const reasons = [
    'probe-crashed',
    'out-of-time',
    'access-denied',
    'throttled',
    'vantage-broken',
    'blocked-by',
    'not-reachable-from-here',
    'ike-silent',
  ];
  const data = metricsOf(input(reasons.map((reason) => finding({ status: 'unknown', reason }))));
  assert.equal(data.find(({ name }) => name === 'Unknown')?.value, 5);
});

test('a run that is not scheduled and full publishes no heartbeat', () => {
  assert.equal(
    metricsOf(input([], { heartbeat: false })).some(({ name }) => name === 'Heartbeat'),
    false,
  );
  assert.equal(metricsOf(input([])).filter(({ name }) => name === 'Heartbeat').length, 1);
});

test('measurements are published only for targets that ask for them', () => {
  const measured = finding({
    measurements: [{ name: 'ConnectTime', value: 3, unit: 'Milliseconds', subject: 'h:1' }],
  });
  assert.equal(
    metricsOf(input([measured])).some(({ name }) => name === 'ConnectTime'),
    false,
  );
  const [datum] = metricsOf(input([measured], { measuredTargets: new Set(['sgw']) })).filter(
    ({ name }) => name === 'ConnectTime',
  );
  assert.deepEqual(datum?.dimensions, {
    Stage: 'prod',
    Vantage: 'seoul',
    Target: 'sgw',
    Check: 'port',
    Subject: 'h:1',
  });
});

test('any number of targets gives as many series, whatever their names', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }), { maxLength: 40 }),
      (targets) => {
        const data = metricsOf(input(targets.map((target) => finding({ target })))).filter(
          ({ name }) => name === 'Status',
        );
        const series = new Set(data.map(({ dimensions }) => JSON.stringify(dimensions)));
        assert.equal(series.size, targets.length);
        for (const { dimensions } of data) {
          for (const value of Object.values(dimensions))
            assert.match(value, /^(?!:)[\x21-\x7e][\x20-\x7e]{0,254}$/);
        }
      },
    ),
  );
});

test('a name that is plain stands as it is, another one is always marked the same way', () => {
  assert.equal(dimensionValue('filer-1'), 'filer-1');
  assert.equal(dimensionValue('파일러'), dimensionValue('파일러'));
  assert.notEqual(dimensionValue('파일러'), dimensionValue('파일서'));
  assert.match(dimensionValue('서울 filer'), /filer~[0-9a-f]{8}$/);
});

test('1,001 values go in two requests, and one that fails goes to the log while the other arrives', async () => {
  const arrived: MetricDatum[] = [];
  const lines: string[] = [];
  let requests = 0;
  const findings = Array.from({ length: 1500 }, (_, index) => finding({ target: `t${index}` }));
  const publishing = publish(input(findings), {
    sink: {
      put: async (data) => {
        requests += 1;
        assert.ok(data.length <= 1000);
        if (requests === 1) throw new Error('throttled');
        arrived.push(...data);
      },
    },
    writeLine: (line) => lines.push(line),
  });
  await assert.rejects(
    publishing,
    (error: unknown) => error instanceof PublishError && error.undelivered.length === 1000,
  );
  assert.equal(requests, 2);
  assert.equal(arrived.length, 501);
  assert.equal(lines.filter((line) => line.includes('"_aws"')).length, 1000);
  assert.equal(lines.filter((line) => line.startsWith('{"type":"finding"')).length, 1500);
});

test('several values of one series stand in one embedded list', () => {
  const measured = finding({
    measurements: [1, 2].map((value) => ({
      name: 'ConnectTime',
      value,
      unit: 'Milliseconds' as const,
      subject: 'h:1',
    })),
  });
  const data = metricsOf(input([measured], { measuredTargets: new Set(['sgw']) }));
  const document = embeddedMetrics(data)
    .map((line) => JSON.parse(line))
    .find((one) => 'ConnectTime' in one);
  assert.deepEqual(document.ConnectTime, [1, 2]);
  assert.equal(document._aws.CloudWatchMetrics[0].Metrics.length, 1);
});

test('embedded metrics hold every value once, with its dimensions and time', () => {
  const data = metricsOf(input([finding({ target: 'a', status: 'failed', reason: 'port-refused' })]));
  const documents = embeddedMetrics(data).map((line) => JSON.parse(line));
  const place = documents.find((one) => 'Heartbeat' in one);
  assert.deepEqual(
    place._aws.CloudWatchMetrics[0].Metrics.map(({ Name }: { Name: string }) => Name),
    ['Heartbeat'],
  );
  const status = documents.find((one) => 'Status' in one);
  assert.equal(status.Status, 2);
  assert.equal(status._aws.Timestamp, AT_MS);
  assert.deepEqual(status._aws.CloudWatchMetrics[0].Dimensions, [['Stage', 'Vantage', 'Target', 'Check']]);
});

const statusesOf = (data: readonly MetricDatum[]) =>
  data.filter(({ name }) => name === 'Status').map(({ dimensions, value }) => [dimensions.Target, value]);

test('with `failing` only what fails is a series, and its end until its alarm has seen it', () => {
  const findings = [
    finding({ target: 'well' }),
    finding({ target: 'ended' }),
    finding({ target: 'bad', status: 'failed', reason: 'port-refused' }),
    finding({ target: 'partly', status: 'degraded', reason: 'port-partly-open' }),
  ];
  const sparse = {
    metrics: 'failing',
    recent: ({ target }: { readonly target: string }) => target === 'ended',
  };
  assert.deepEqual(statusesOf(metricsOf(input(findings, sparse))), [
    ['ended', 0],
    ['bad', 2],
  ]);
  assert.deepEqual(
    statusesOf(metricsOf(input(findings, { metrics: 'failing' }))),
    [['bad', 2]],
    'a table that does not tell hides no failure',
  );
});

test('with `summary` a target that fails has one series, that of its worst check, and a healthy one none', () => {
  const data = metricsOf(
    input(
      [
        finding({ target: 'well' }),
        finding({ target: 'bad', check: 'port', status: 'failed', reason: 'port-refused' }),
        finding({ target: 'bad', check: 'tls' }),
        finding({ target: 'ended', check: 'port' }),
        finding({ target: 'ended', check: 'tls', status: 'degraded', reason: 'tls-expires-soon' }),
        finding({ target: 'unclear', status: 'unknown', reason: 'throttled' }),
      ],
      {
        metrics: 'summary',
        recent: ({ target, check }: Pick<RenderedFinding, 'target' | 'check'>) =>
          target === 'ended' && check === 'port',
      },
    ),
  );
  assert.deepEqual(
    data.map(({ name, value, dimensions }) => [name, value, Object.values(dimensions).slice(2)]),
    [
      ['Status', 2, ['bad']],
      ['Status', 1, ['ended']],
      ['Unknown', 1, []],
      ['Failed', 1, []],
      ['Heartbeat', 1, []],
    ],
  );
});

test('a run without an unknown publishes none: missing data is no unknown', () => {
  assert.equal(
    metricsOf(input([finding({})])).some(({ name }) => name === 'Unknown'),
    false,
  );
});

test('what is healthy and was healthy has no log line; what has just recovered has one', async () => {
  const lines: string[] = [];
  const findings = [
    finding({ target: 'well' }),
    finding({ target: 'ended' }),
    finding({ target: 'bad', status: 'failed', reason: 'port-refused' }),
    finding({ target: 'unclear', status: 'unknown', reason: 'throttled' }),
  ];
  await publish(
    input(findings, {
      logsHealthy: false,
      recent: ({ target }: { readonly target: string }) => target === 'ended',
    }),
    {
      sink: { put: async () => {} },
      writeLine: (line) => lines.push(line),
    },
  );
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).target),
    ['ended', 'bad', 'unclear'],
  );
});
