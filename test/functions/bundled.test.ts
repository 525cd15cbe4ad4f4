import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { closedPort, openPort } from '../support/loopback-ports.ts';

/** The bundles as they are deployed, in the real runtime interface client, watch calling probe. */

/** The runtime adds lines of its own to what the function writes. */
function jsonLines(output: string) {
  const raw = output.split('\n').filter((line) => line.startsWith('{'));
  return raw.map((line) => JSON.parse(line));
}

const tcp = (name: string, port: number) => `{ name: ${name}, type: tcp, address: "127.0.0.1:${port}" }`;

test('watch has the probe ask, and answers the report', async (t) => {
  const targets = [tcp('up', await openPort(t)), tcp('down', await closedPort())];
  const { lambda } = await startLocalStack(t, { targets });
  const { functionError, payload } = await lambda.invoke(WATCH, {});
  assert.equal(functionError, undefined, payload);
  const report: Report = JSON.parse(payload);
  assert.deepEqual([report.version, report.vantage], [1, 'here']);
  assert.deepEqual(report.totals, { healthy: 1, degraded: 0, failed: 1, unknown: 0 });
  assert.deepEqual(
    report.findings.map(({ target, check, status, reason }) => ({ target, check, status, reason })),
    [
      { target: 'up', check: 'port', status: 'healthy', reason: null },
      { target: 'down', check: 'port', status: 'failed', reason: 'port-refused' },
    ],
  );
  assert(report.findings[1]?.runbook?.steps.length);
  assert.equal(lambda.invocations(PROBE), 1);
  assert.equal(lambda.output(WATCH), '', 'a run on demand writes no finding');
});

test('only what is named is asked, and it is told in the language that is named', async (t) => {
  const targets = [tcp('up', await openPort(t)), tcp('down', await closedPort())];
  const { lambda } = await startLocalStack(t, { targets });
  const event = { vantage: 'here', targets: ['down'], checks: ['port'], lang: 'ko' };
  const report: Report = JSON.parse((await lambda.invoke(WATCH, event)).payload);
  assert.deepEqual(
    report.findings.map(({ target }) => target),
    ['down'],
  );
  assert.match(report.findings[0]?.summary ?? '', /[가-힣]/);
});

test('a scheduled look publishes at the time of the schedule, and one raw line a finding', async (t) => {
  const targets = [tcp('up', await openPort(t)), tcp('down', await closedPort())];
  const services = { monitoring: { PutMetricData: () => ({}) }, dynamodb: { PutItem: () => ({}) } };
  const { lambda, aws } = await startLocalStack(t, { targets, services });
  const event = { vantage: 'here', publish: true, scheduledTime: '2026-11-21T10:00:00Z' };
  const { functionError, payload } = await lambda.invoke(WATCH, event);
  assert.equal(functionError, undefined, payload);
  const lines = jsonLines(lambda.output(WATCH));
  assert.deepEqual(
    lines.map(({ type, target, status }) => ({ type, target, status })),
    [{ type: 'finding', target: 'down', status: 'failed' }],
  );
  const put = aws.calls.find(({ operation }) => operation === 'PutMetricData')?.input;
  const data = put?.MetricData as readonly { MetricName: string; Value: number; Timestamp: Date }[];
  assert.deepEqual(
    data.map(({ MetricName, Value }) => [MetricName, Value]),
    [
      ['Status', 0],
      ['Status', 2],
      ['Heartbeat', 1],
    ],
  );
  assert(data.every(({ Timestamp }) => Timestamp.toISOString() === '2026-11-21T10:00:00.000Z'));
  const kept = aws.calls.find(({ operation }) => operation === 'PutItem')?.input;
  assert.equal(kept?.TableName, 'gatewatch-dev-state');
  assert.deepEqual((kept?.Item as { readonly which: object } | undefined)?.which, { S: 'here' });
});

test('a table that is down is logged, and the look is published all the same', async (t) => {
  const { lambda, aws } = await startLocalStack(t, {
    targets: [tcp('up', await openPort(t))],
    services: { monitoring: { PutMetricData: () => ({}) }, dynamodb: { PutItem: () => ({}) } },
    awsOptions: { deny: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
  });
  const event = { publish: true, scheduledTime: '2026-11-21T10:00:00Z' };
  const { functionError, payload } = await lambda.invoke(WATCH, event);
  assert.equal(functionError, undefined, payload);
  assert(aws.calls.some(({ operation }) => operation === 'PutMetricData'));
  const logged = jsonLines(lambda.output(WATCH)).filter(({ type }) => type === 'trouble');
  assert.deepEqual(
    logged.map(({ code, during, cause }) => [code, during, cause.name]),
    [
      ['access-denied', 'reading what was last good of here', 'AccessDeniedException'],
      ['access-denied', 'reading what fails at here', 'AccessDeniedException'],
      ['access-denied', 'keeping the report of here', 'AccessDeniedException'],
    ],
  );
});

test('what CloudWatch does not take is written as embedded metrics, and the run fails', async (t) => {
  const { lambda } = await startLocalStack(t, {
    targets: [tcp('up', await openPort(t))],
    services: { monitoring: { PutMetricData: () => ({}) } },
    awsOptions: { deny: ['monitoring:PutMetricData'] },
  });
  const event = { publish: true, scheduledTime: '2026-11-21T10:00:00Z' };
  const { functionError } = await lambda.invoke(WATCH, event);
  assert.equal(functionError, 'Unhandled');
  const lines = jsonLines(lambda.output(WATCH));
  const embedded = lines.filter((line) => '_aws' in line);
  assert(embedded.some((line) => line.Status === 0 && line.Target === 'up'));
  assert(embedded.every((line) => line._aws.Timestamp === Date.parse('2026-11-21T10:00:00Z')));
  assert.equal(lines.filter(({ type }) => type === 'error').length, 1);
});

test('a faulty event is refused with every fault, the known keys, and no stack', async (t) => {
  const { lambda } = await startLocalStack(t, { targets: [tcp('up', await openPort(t))] });
  const answered = await lambda.invoke(WATCH, { vantag: 'here', lang: 'de', checks: ['prot'] });
  assert.equal(answered.functionError, 'Unhandled');
  const error = JSON.parse(answered.payload);
  assert.equal(error.errorType, 'InputError');
  assert.match(
    error.errorMessage,
    /vantag: unknown key \(did you mean "vantage"\?\); known keys: vantage, targets, checks, lang, publish, scheduledTime/,
  );
  assert.match(error.errorMessage, /lang: expected one of en, ko, fr, got "de"/);
  assert.doesNotMatch(answered.payload, /index\.mjs/);
  const named = await lambda.invoke(WATCH, { vantage: 'her', checks: ['prot'], targets: ['upp'] });
  assert.equal(
    JSON.parse(named.payload).errorMessage,
    [
      'vantage: expected one of here, got "her" (did you mean "here"?)',
      `checks: expected one of ${PROBES.map(({ kind }) => kind).join(', ')}, got "prot" (did you mean "port"?)`,
    ].join('\n'),
  );
});

test('the probe refuses what is no event of its own', async (t) => {
  const { lambda } = await startLocalStack(t, { targets: [tcp('up', await openPort(t))] });
  const refused = async (event: unknown) =>
    JSON.parse((await lambda.invoke(PROBE, event)).payload).errorMessage;
  assert.equal(
    await refused({ question: [], budgetMs: 0 }),
    [
      'questions: is missing: expected a list',
      'budgetMs: expected at least 1, got number 0',
      'question: unknown key (did you mean "questions"?); known keys: version, questions, budgetMs, reach',
    ].join('\n'),
  );
  assert.equal(
    await refused(null),
    'expected a mapping with the keys version, questions, budgetMs, reach, got an empty value',
  );
  assert.equal(
    await refused({ questions: [{}], budgetMs: 1 }),
    'questions[0].kind: is missing: expected a text',
  );
});

test('the probe answers every question in order, the ones it cannot ask as well', async (t) => {
  const port = await openPort(t);
  const { lambda } = await startLocalStack(t, { targets: [tcp('up', port)] });
  const ask = { kind: 'port', host: '127.0.0.1' };
  // Loopback is asked only where the configuration names it.
  const reach = { ipv6: false, allow: ['127.0.0.1'] };
  const questions = [
    { ...ask, ports: [{ port }] },
    { kind: 'gateway', gateway: 'sgw-12A3456B' },
    { ...ask, ports: [] },
    { ...ask, ports: [{ port: await closedPort() }] },
  ];
  const { observations } = JSON.parse(
    (await lambda.invoke(PROBE, { questions, budgetMs: 5000, reach })).payload,
  );
  assert.deepEqual(
    observations.map(({ outcome }: { outcome: string }) => outcome),
    ['asked', 'probe-crashed', 'probe-crashed', 'asked'],
  );
});
