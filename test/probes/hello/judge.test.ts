import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeHello, measureHello } from '../../../lib/probes/hello/judge.ts';
import { helloSpec } from '../../../lib/probes/hello/spec.ts';
import { notConnected, observe, spec, specs, spoke, support } from './samples.ts';

test('a silent address beside one that greets only degrades', () => {
  const { faults } = judgeHello([{ spec, observation: observe(spoke, { outcome: 'silent' }) }]);
  assert.deepEqual(
    faults.map(({ reason, address, status }) => [reason, address, status]),
    [['hello-silent', '10.0.0.2', 'degraded']],
  );
});

test('an optional service that is not there informs', () => {
  const { faults } = judgeHello([{ spec: support, observation: observe(notConnected) }]);
  assert.deepEqual(
    faults.map(({ reason, status, severity, dueTo }) => [reason, status, severity, dueTo]),
    [['hello-silent', 'degraded', 'info', 'port']],
  );
});

test('closed ports are left to port only where some address could be greeted', () => {
  assert.equal(judgeHello([{ spec, observation: observe(notConnected, spoke) }]).faults.length, 0);
  assert.equal(judgeHello([{ spec, observation: observe(notConnected, notConnected) }]).faults.length, 2);
});

test('a connection that is reset before a word is explained by the port, one that is closed is not', () => {
  const dueTo = (outcome: 'reset' | 'closed') =>
    judgeHello([{ spec, observation: observe({ outcome }) }]).faults.map((fault) => fault.dueTo);
  assert.deepEqual(dueTo('reset'), ['port']);
  assert.deepEqual(dueTo('closed'), [undefined]);
});

test('an unresolved name is explained by dns, at host and port', () => {
  const observation = { outcome: 'unresolved', lookup: 'silent' } as const;
  const { faults, evidence } = judgeHello([{ spec, observation }]);
  assert.deepEqual(
    faults.map(({ reason, subject, dueTo }) => [reason, subject, dueTo]),
    [['hello-silent', 'i-1.test:22', 'dns']],
  );
  assert.deepEqual(evidence, [
    { subject: 'i-1.test:22', port: 22, wanted: ['ssh'], outcome: 'unresolved', lookup: 'silent' },
  ]);
});

test('the texts get what was wanted, what was said and what it looks like', () => {
  const observation = observe({
    outcome: 'wrong-protocol',
    says: 'HTTP/1.1 400',
    looksLike: 'HTTP',
    protocol: 'tls',
  });
  const [fault] = judgeHello([{ spec: support, observation }]).faults;
  assert.deepEqual(fault?.values, {
    wanted: 'SSH / TLS',
    serves: 'support-channel',
    outcome: 'wrong-protocol',
    says: 'HTTP/1.1 400',
    looksLike: 'HTTP',
  });
});

test('the evidence shows each address and its words, and only words are measured', () => {
  const asked = [{ spec, observation: observe(spoke, notConnected) }];
  assert.deepEqual(judgeHello(asked).evidence, [
    {
      subject: 'i-1.test:22',
      port: 22,
      wanted: ['ssh'],
      address: '10.0.0.1',
      attempts: 1,
      elapsedMs: 3.1,
      outcome: 'spoke',
      says: 'SSH-2.0-x',
      protocol: 'ssh',
    },
    {
      subject: 'i-1.test:22',
      port: 22,
      wanted: ['ssh'],
      address: '10.0.0.2',
      attempts: 1,
      elapsedMs: 3.1,
      outcome: 'not-connected',
      tcp: 'refused',
      code: 'ECONNREFUSED',
    },
  ]);
  assert.deepEqual(measureHello(asked), [
    { name: 'HelloTime', value: 3.1, unit: 'Milliseconds', subject: 'i-1.test:22' },
  ]);
});

test('a question names known protocols, one at least, and refuses other keys', () => {
  for (const one of specs) assert.equal(helloSpec.safeParse(one).success, true);
  const { required: _, ...bare } = spec;
  assert.deepEqual(helloSpec.safeParse(bare), { success: true, data: spec });
  assert.equal(helloSpec.safeParse({ ...spec, protocols: [] }).success, false);
  assert.equal(helloSpec.safeParse({ ...spec, protocols: ['gopher'] }).success, false);
  assert.equal(helloSpec.safeParse({ ...spec, banner: 'x' }).success, false);
});
