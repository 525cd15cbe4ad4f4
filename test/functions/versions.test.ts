import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBE_VERSION, UNDERSTOOD_VERSIONS } from '../../lib/core/probe-protocol.ts';
import type { RenderedFinding, Report } from '../../lib/core/report.ts';
import type { LocalLambda } from '../support/local-lambda.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { openPort } from '../support/loopback-ports.ts';

/** Both bundles as they are deployed, each against the other side as another version would be. */

const NEVER = ['{ name: up, type: tcp, address: "127.0.0.1:1" }'];

/** A probe of version 1: it has no word for a version, and refuses keys that it does not know. */
const FIRST = `
export const handler = async (event) => {
  const unknown = Object.keys(event).filter((key) => !['questions', 'budgetMs', 'reach'].includes(key));
  if (unknown.length > 0)
    throw Object.assign(new Error(unknown[0] + ': unknown key; known keys: questions, budgetMs, reach'), { name: 'InputError' });
  return { observations: event.questions.map(() => ({ outcome: 'out-of-time', waitedMs: 7 })) };
};`;

/** A probe of a later version, which understands these. */
const later = (...understands: readonly number[]) => `
export const handler = async ({ version = 1, questions }) =>
  [${understands}].includes(version)
    ? { version: ${Math.max(...understands)}, observations: questions.map(() => ({ outcome: 'out-of-time', waitedMs: version })) }
    : { version: ${Math.max(...understands)}, understands: [${understands}], observations: [] };`;

async function findingOf(lambda: LocalLambda): Promise<RenderedFinding> {
  const { functionError, payload } = await lambda.invoke(WATCH, {});
  assert.equal(functionError, undefined, payload);
  const report: Report = JSON.parse(payload);
  const [finding] = report.findings;
  assert(finding !== undefined, payload);
  return finding;
}

test('a spoke of the version before is asked in its own form, and not twice by one process', async (t) => {
  assert.deepEqual(UNDERSTOOD_VERSIONS, [PROBE_VERSION, PROBE_VERSION - 1]);
  const { lambda } = await startLocalStack(t, { targets: NEVER, probe: FIRST });
  const { reason, evidence } = await findingOf(lambda);
  assert.deepEqual([reason, evidence[0]?.waitedMs], ['out-of-time', 7]);
  assert.equal(lambda.invocations(PROBE), 2);
  await findingOf(lambda);
  assert.equal(lambda.invocations(PROBE), 3);
});

test('a spoke of the next version answers in the form it is asked in', async (t) => {
  const { lambda } = await startLocalStack(t, { targets: NEVER, probe: later(2, 3) });
  const { reason, evidence } = await findingOf(lambda);
  assert.deepEqual([reason, evidence[0]?.waitedMs], ['out-of-time', 2]);
  assert.equal(lambda.invocations(PROBE), 1);
});

test('a spoke that is further ahead, or behind, breaks the vantage and names what to update', async (t) => {
  const ahead = await startLocalStack(t, { targets: NEVER, probe: later(3, 4) });
  const newer = await findingOf(ahead.lambda);
  assert.deepEqual([newer.status, newer.reason], ['unknown', 'vantage-broken']);
  assert.match(
    JSON.stringify(newer.evidence),
    /update the installation: gatewatch-dev-probe-here understands questions of version 3, 4, this installation 2, 1/,
  );
  assert.equal(ahead.lambda.invocations(PROBE), 1);
  const behind = await startLocalStack(t, { targets: NEVER, probe: later(0) });
  const older = await findingOf(behind.lambda);
  assert.match(JSON.stringify(older.evidence), /update the spoke: /);
  assert.match(older.runbook?.steps.join(' ') ?? '', /Update the spoke: run gatewatch deploy/);
});

test('a probe that refuses what it says it understands is not asked for ever', async (t) => {
  const liar = `export const handler = async () => ({ understands: [${PROBE_VERSION}], observations: [] });`;
  const { lambda } = await startLocalStack(t, { targets: NEVER, probe: liar });
  assert.equal((await findingOf(lambda)).reason, 'vantage-broken');
  assert.equal(lambda.invocations(PROBE), 1);
});

test('a kind that a spoke does not know is broken there, and names the update; the others stand', async (t) => {
  const older = `
export const handler = async ({ questions }) => ({ version: 2, observations: questions.map(({ kind }) =>
  kind === 'port' ? { outcome: 'out-of-time', waitedMs: 1 } : { outcome: 'probe-crashed', message: 'unknown kind "' + kind + '"' }) });`;
  const { lambda } = await startLocalStack(t, {
    targets: ['{ name: web, type: tls, address: "127.0.0.1:1" }'],
    probe: older,
  });
  const { payload } = await lambda.invoke(WATCH, {});
  const { findings }: Report = JSON.parse(payload);
  const tls = findings.find(({ check }) => check === 'tls');
  assert.equal(tls?.reason, 'vantage-broken');
  assert.match(
    JSON.stringify(tls?.evidence),
    /update the spoke: its probe function does not know this question/,
  );
  assert.equal(findings.find(({ check }) => check === 'port')?.reason ?? 'out-of-time', 'out-of-time');
});

test('the probe answers an installation of the version before, and tells a later one what it understands', async (t) => {
  const port = await openPort(t);
  const { lambda } = await startLocalStack(t, { targets: NEVER });
  const questions = [{ kind: 'port', host: '127.0.0.1', ports: [{ port }] }];
  const reach = { ipv6: false, allow: ['127.0.0.1'] };
  const ask = async (more: object) =>
    JSON.parse((await lambda.invoke(PROBE, { questions, budgetMs: 5000, reach, ...more })).payload);
  // What an installation of version 1 reads of an answer is its observations, one for each question.
  const first = await ask({});
  assert.deepEqual([first.observations.length, first.observations[0]?.outcome], [1, 'asked']);
  assert.equal((await ask({ version: PROBE_VERSION })).version, PROBE_VERSION);
  assert.deepEqual(await ask({ version: PROBE_VERSION + 1, whatever: 'it brings' }), {
    version: PROBE_VERSION,
    understands: UNDERSTOOD_VERSIONS,
    observations: [],
  });
});
