import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Report } from '../../lib/core/report.ts';
import type { InvokeFault, LocalLambda } from '../support/local-lambda.ts';
import { PROBE, startLocalStack, WATCH } from '../support/local-stack.ts';
import { openPort } from '../support/loopback-ports.ts';

/** Whatever becomes of the probe function, watch answers a report: what could not be asked is unknown, never failed. */

const targets = ['{ name: up, type: tcp, address: "127.0.0.1:1" }'];

async function outcomeOf(lambda: LocalLambda) {
  const { functionError, payload } = await lambda.invoke(WATCH, {});
  assert.equal(functionError, undefined, payload);
  const [finding]: Report['findings'] = JSON.parse(payload).findings;
  assert(finding !== undefined);
  const { status, reason, evidence } = finding;
  return { status, reason, evidence: JSON.stringify(evidence), runbook: finding.runbook };
}

const INACTIVE: InvokeFault = {
  status: 502,
  code: 'ResourceNotReadyException',
  message: 'The function is inactive and its VPC connection is no longer available. Try again later.',
};
const PENDING: InvokeFault = {
  status: 409,
  code: 'ResourceConflictException',
  message:
    'The operation cannot be performed at this time. The function is currently in the following state: Pending',
};
const THROTTLED: InvokeFault = { status: 429, code: 'TooManyRequestsException', message: 'Rate Exceeded.' };
const DENIED: InvokeFault = {
  status: 403,
  code: 'AccessDeniedException',
  message: 'User is not authorized to perform: lambda:InvokeFunction',
};

describe('whatever becomes of the probe function', { concurrency: 2 }, () => {
  test('a function that is waking up is asked again until it answers', async (t) => {
    const port = await openPort(t);
    const { lambda } = await startLocalStack(t, {
      targets: [`{ name: up, type: tcp, address: "127.0.0.1:${port}" }`],
    });
    lambda.failNext(PROBE, [INACTIVE, PENDING, THROTTLED]);
    const { status } = await outcomeOf(lambda);
    assert.equal(status, 'healthy');
    assert.equal(lambda.invocations(PROBE), 4);
  });

  test('a function that never wakes up breaks the vantage, in time for the report', async (t) => {
    const { lambda } = await startLocalStack(t, { targets, watchTimeoutMs: 16_000 });
    lambda.failNext(
      PROBE,
      Array.from({ length: 50 }, () => PENDING),
    );
    const { status, reason, evidence, runbook } = await outcomeOf(lambda);
    assert.deepEqual([status, reason], ['unknown', 'vantage-broken']);
    assert.match(evidence, /Pending/);
    assert.match(runbook?.steps.join(' ') ?? '', /probe function/);
  });

  test('a function that does not exist breaks the vantage at once', async (t) => {
    const { lambda } = await startLocalStack(t, { targets, withoutProbe: true });
    const { status, reason, evidence } = await outcomeOf(lambda);
    assert.deepEqual([status, reason], ['unknown', 'vantage-broken']);
    assert.match(evidence, /gatewatch-dev-probe-here: ResourceNotFoundException/);
    assert.equal(lambda.invocations(PROBE), 1);
  });

  test('a call that IAM refuses says which permission is missing', async (t) => {
    const { lambda } = await startLocalStack(t, { targets });
    lambda.failNext(PROBE, [DENIED]);
    const { status, reason, evidence } = await outcomeOf(lambda);
    assert.deepEqual([status, reason], ['unknown', 'access-denied']);
    assert.match(evidence, /lambda:InvokeFunction/);
  });

  const crashes: readonly (readonly [what: string, source: string, reason: string, evidence: RegExp])[] = [
    [
      'throws',
      'export const handler = async () => { throw new TypeError("boom"); };',
      'probe-crashed',
      /TypeError: boom/,
    ],
    [
      'exits',
      'export const handler = async () => { process.exit(3); };',
      'probe-crashed',
      /Runtime.ExitError/,
    ],
    ['does not load', 'import "no-such-package";', 'probe-crashed', /no-such-package/],
    ['says nothing', 'export const handler = async () => undefined;', 'probe-crashed', /no observations/],
    ['says rubbish', 'export const handler = async () => "<html>";', 'probe-crashed', /no observations/],
    [
      'answers too little',
      'export const handler = async () => ({ observations: [] });',
      'probe-crashed',
      /answered 0 observations to 1 questions/,
    ],
    [
      'answers something else',
      'export const handler = async () => ({ observations: [{ healthy: true }] });',
      'probe-crashed',
      /no readable observation/,
    ],
    [
      'does not end',
      'export const handler = () => new Promise(() => setInterval(() => {}, 1000));',
      'out-of-time',
      /waitedMs/,
    ],
  ];

  for (const [what, probe, expected, words] of crashes) {
    test(`a probe that ${what} is ${expected}`, async (t) => {
      const { lambda } = await startLocalStack(t, { targets, probe, probeTimeoutMs: 1500 });
      const { status, reason, evidence } = await outcomeOf(lambda);
      assert.deepEqual([status, reason], ['unknown', expected]);
      assert.match(evidence, words);
    });
  }

  test('a probe that is killed in the middle of a run is started afresh for the next one', async (t) => {
    const probe = `import { existsSync, writeFileSync } from 'node:fs';
      export const handler = async ({ questions }) => {
        if (!existsSync('killed')) { writeFileSync('killed', ''); process.kill(process.pid, 'SIGKILL'); await new Promise(() => {}); }
        return { observations: questions.map(() => ({ outcome: 'unresolved', lookup: 'silent' })) };
      };`;
    const { lambda } = await startLocalStack(t, { targets, probe });
    assert.deepEqual((await outcomeOf(lambda)).reason, 'probe-crashed');
    assert.deepEqual((await outcomeOf(lambda)).reason, 'port-unreachable');
  });
});
