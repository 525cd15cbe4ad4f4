import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sampleReport } from '../../scripts/sample-report.ts';
import { DASHBOARD, startLocalStack, WATCH } from '../support/local-stack.ts';
import { closedPort, openPort } from '../support/loopback-ports.ts';
import { assertOurs } from '../support/our-markup.ts';

/** The widget's function as it is deployed, in the real runtime interface client, asking `watch` and a table. */

/** CloudWatch without a value of anything. */
const NO_HISTORY = { GetMetricData: () => ({ MetricDataResults: [] }) };

/** A sample event, for the vantage of the local stack. */
function sample(name: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(new URL(`../../events/dashboard-${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text.replaceAll('"vpc"', '"here"'));
}

const down = (port: number) => `{ name: down, type: tcp, address: "127.0.0.1:${port}" }`;
const FUNCTION_ARN = `arn:aws:lambda:us-east-1:123456789012:function:${DASHBOARD}`;
/** As `watch` leaves it in the table: a JSON text, kept as every value is kept (`lib/aws/state.ts`). */
const keptItem = (report: object) => ({
  Item: {
    packed: { B: gzipSync(JSON.stringify(JSON.stringify(report))) },
    expiresAt: { N: String(Math.ceil(Date.now() / 1000) + 3600) },
  },
});

test('it describes itself in Markdown, and asks nobody for it', async (t) => {
  const { lambda, aws } = await startLocalStack(t, { targets: [down(await closedPort())] });
  const { functionError, payload } = await lambda.invoke(DASHBOARD, sample('describe'));
  assert.equal(functionError, undefined, payload);
  assert.match(JSON.parse(payload), /^## gatewatch\n[\s\S]*``` yaml\nvantage: here\nlang: en\n```\n/);
  assert.deepEqual([aws.calls, lambda.invocations(WATCH)], [[], 0]);
});

test('it shows the last report that the table keeps of the vantage, and reads nothing else', async (t) => {
  const report = { ...(await sampleReport('en')), startedAt: new Date(Date.now() - 60_000).toISOString() };
  const { lambda, aws } = await startLocalStack(t, {
    targets: [down(await closedPort())],
    services: { dynamodb: { GetItem: () => keptItem(report) }, monitoring: NO_HISTORY },
  });
  const { functionError, payload } = await lambda.invoke(DASHBOARD, sample('view'));
  assert.equal(functionError, undefined, payload);
  const widget: string = JSON.parse(payload);
  assertOurs(widget, 1);
  assert.match(widget, /port-filtered/);
  assert.match(widget, /, 1 min( \d+ s)? ago\./);
  assert(widget.includes(`endpoint="${FUNCTION_ARN}"`), 'the button calls the function itself');
  assert.deepEqual(
    aws.calls.map(({ operation, input }) => [operation, input.TableName, input.Key]),
    [
      ['GetItem', 'gatewatch-dev-state', { what: { S: 'report' }, which: { S: 'here' } }],
      ['GetMetricData', undefined, undefined],
    ],
  );
  assert.equal(lambda.invocations(WATCH), 0);
});

test('check now has watch look, publishes nothing, and shows what it finds in the language of the widget', async (t) => {
  const { lambda, aws } = await startLocalStack(t, {
    targets: [down(await closedPort()), `{ name: up, type: tcp, address: "127.0.0.1:${await openPort(t)}" }`],
    services: { dynamodb: { GetItem: () => ({}) }, monitoring: NO_HISTORY },
  });
  const { functionError, payload } = await lambda.invoke(DASHBOARD, sample('check-now'));
  assert.equal(functionError, undefined, payload);
  const widget: string = JSON.parse(payload);
  assertOurs(widget, 1);
  assert.match(widget, /^<div class="gatewatch cwdb-no-default-styles dark" lang="ko">/);
  assert.match(widget, /<section class="vantage failed">/);
  assert.match(widget, /방금 점검했습니다/);
  assert.match(widget, /port-refused/);
  assert.match(widget, /<span class="target">up<\/span>/);
  assert.equal(lambda.invocations(WATCH), 1);
  assert.deepEqual(
    aws.calls.map(({ operation, input }) => [operation, input.Key]),
    [
      ['GetItem', { what: { S: 'last-good' }, which: { S: 'here' } }],
      ['GetMetricData', undefined],
    ],
    'no metric, no report and no finding is left behind',
  );
});

test('a watch that does not end in time costs neither the answer nor the last report', async (t) => {
  const report = { ...(await sampleReport('ko')), startedAt: new Date().toISOString() };
  const { lambda } = await startLocalStack(t, {
    targets: [down(await closedPort())],
    services: { dynamodb: { GetItem: () => keptItem(report) } },
    // The look is still waited for when the time that is kept back begins.
    dashboardTimeoutMs: 12_000,
    probe: 'export const handler = () => new Promise((resolve) => setTimeout(resolve, 60_000));',
    probeTimeoutMs: 60_000,
  });
  // Starting the process is no part of what is timed.
  await lambda.invoke(DASHBOARD, sample('describe'));
  const { functionError, payload } = await lambda.invoke(DASHBOARD, sample('check-now'));
  assert.equal(functionError, undefined, payload);
  const widget: string = JSON.parse(payload);
  assert.match(widget, /점검이 실패하여/);
  assert.match(widget, /port-filtered/);
  assert.match(lambda.output(DASHBOARD), /"type":"trouble","during":"looking now from here"/);
});

test('a table that is down and parameters that are wrong are answers too', async (t) => {
  const { lambda } = await startLocalStack(t, {
    targets: [down(await closedPort())],
    services: { dynamodb: { GetItem: () => ({}) } },
    awsOptions: { deny: ['dynamodb:GetItem'] },
  });
  const answer = async (event: unknown): Promise<string> => {
    const { functionError, payload } = await lambda.invoke(DASHBOARD, event);
    assert.equal(functionError, undefined, payload);
    return JSON.parse(payload);
  };
  assert.match(await answer({}), /could not be read: dynamodb:GetItem: access-denied/);
  assert.match(await answer({ vantage: 'her' }), /expected one of here, got &quot;her&quot; \(did you mean/);
});
