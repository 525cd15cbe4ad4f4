import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import { directory } from '../../../lib/probes/directory/kind.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { planQuestions } from '../../../lib/stages/check/plan.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { fakeDirectory } from '../../support/fake-directory.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const GATEWAY = 'sgw-12A3456B';
const spec = { gateway: GATEWAY, domain: 'corp.example.com' };

async function ask(t: TestContext, services: FakeServices, options?: FakeAwsOptions) {
  const aws = await readClients(t, services, options);
  const observation = await askControl(directory, spec, aws);
  return { observation, finding: judgeOne(directory, spec, observation), fake: aws.fake };
}

test('a member of the wanted domain is healthy, and exactly the declared actions are asked', async (t) => {
  const { finding, fake } = await ask(t, fakeDirectory('JOINED'));
  assert.deepEqual([finding.status, finding.evidence[0]?.domain], ['healthy', 'corp.example.com']);
  const calls = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  assert.deepEqual(calls.sort(), [...directory.permissions].sort());
});

test('each ActiveDirectoryStatus is told with what it means', async (t) => {
  const { finding } = await ask(t, fakeDirectory('NETWORK_ERROR'));
  assert.deepEqual([finding.status, finding.reason], ['failed', 'directory-join-failed']);
  for (const load of [directory.runbook.en, directory.runbook.ko, directory.runbook.fr]) {
    const { texts } = await load();
    assert.deepEqual(Object.keys(texts.glossary ?? {}), [
      'ACCESS_DENIED',
      'INSUFFICIENT_PERMISSIONS',
      'NETWORK_ERROR',
      'TIMEOUT',
      'UNKNOWN_ERROR',
      'other',
    ]);
  }
});

test('an offline gateway is told by the check gateway, and a refusal is unknown', async (t) => {
  assert.deepEqual((await ask(t, fakeDirectory(undefined))).observation, { outcome: 'not-told' });
  const deny = ['storagegateway:DescribeSMBSettings'];
  const { finding } = await ask(t, fakeDirectory('JOINED'), { deny });
  assert.equal(finding.reason, 'access-denied');
});

test('the target asks names, ports, clocks and time of every controller, and AWS about the gateway', () => {
  const config = parseConfig(
    `vantages: [{ name: idc, targets: [{ name: ad, type: active-directory, domain: corp.example.com, controllers: [10.0.0.10, dc2.corp.example.com], gateway: ${GATEWAY} }] }]`,
  );
  const { targets = [] } = config.vantages[0] ?? {};
  const { questions } = planQuestions(
    { vantage: 'idc', targets, context: { endpoints: new Map() }, timeoutMs: 3000, attempts: 1 },
    PROBES,
  );
  assert.deepEqual(
    questions.map(({ question }) => question.kind),
    ['dns', 'domain-controllers', 'port', 'clock', 'dns', 'port', 'clock', 'ntp', 'directory'],
  );
  for (const { question } of questions) {
    const { kind, timeoutMs: _timeoutMs, attempts: _attempts, ...fields } = question;
    const parsed = PROBES.find((probe) => probe.kind === kind)?.spec.safeParse(fields);
    assert.equal(parsed?.success, true, JSON.stringify(fields));
  }
  const ports = questions.find(({ question }) => question.kind === 'port')?.question.ports;
  assert.match(
    JSON.stringify(ports),
    /"port":53,.*"port":88,.*"port":389,.*"port":445,.*"port":464,.*"port":135,.*"port":636,.*"port":3268/,
  );
});
