import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MutualOutcome, MutualVersion } from '../../../lib/net/mutual-tls.ts';
import type { MutualAsk } from '../../../lib/probes/tls/mutual.ts';
import { judgeMutual } from '../../../lib/probes/tls/mutual-verdict.ts';
import { tlsSpec } from '../../../lib/probes/tls/spec.ts';

const spec = tlsSpec.parse({ host: 'api.example.com', port: 443, trust: 'public' });
const ACCEPTED: MutualOutcome = { outcome: 'accepted', status: 200 };
const refused = (alert: string): MutualOutcome => ({
  outcome: 'refused',
  how: 'alert',
  when: 'after',
  alert,
});

function ask(version: MutualVersion, withCertificate: boolean, answer: MutualOutcome): MutualAsk {
  return { version, withCertificate, attempts: 1, answer };
}

function judge(asks: readonly MutualAsk[], over: Partial<typeof spec> = {}) {
  const { evidence, faults } = judgeMutual(
    { address: '192.0.2.1', asks },
    { ...spec, ...over },
    { servername: 'x' },
  );
  return {
    evidence: evidence.map(({ outcome, protocol }) => `${String(protocol)} ${outcome}`),
    faults: faults.map(({ reason, values, status }) => [reason, values?.alert, values?.protocol, status]),
  };
}

test('refused without a certificate and accepted with it is as it should be', () => {
  const { evidence, faults } = judge([
    ask('TLSv1.3', false, refused('certificate-required')),
    ask('TLSv1.3', true, ACCEPTED),
  ]);
  assert.deepEqual(faults, []);
  assert.deepEqual(evidence, [
    'TLSv1.3 client-certificate-not-shown-refused',
    'TLSv1.3 client-certificate-shown-accepted',
  ]);
});

test('refused with the certificate fails, with the alert and the version', () => {
  const { faults } = judge([ask('TLSv1.2', true, ACCEPTED), ask('TLSv1.3', true, refused('unknown-ca'))]);
  assert.deepEqual(faults, [['tls-alert', 'unknown-ca', 'TLSv1.3', undefined]]);
});

test('a version the server does not speak says nothing of the certificate', () => {
  const old = refused('protocol-version');
  const { evidence, faults } = judge([
    ask('TLSv1.2', true, ACCEPTED),
    ask('TLSv1.3', false, old),
    ask('TLSv1.3', true, old),
  ]);
  assert.deepEqual(faults, []);
  assert.deepEqual(evidence, ['TLSv1.2 client-certificate-shown-accepted']);
  assert.equal(judge([ask('TLSv1.2', true, old), ask('TLSv1.3', true, old)]).faults.length, 2);
});

test('a refusal in HTTP and one without a word are told as what they are', () => {
  const http: MutualOutcome = {
    outcome: 'refused',
    how: 'http',
    when: 'after',
    status: 400,
    certificate: 'not-accepted',
    said: 'The SSL certificate error',
  };
  const closed: MutualOutcome = { outcome: 'refused', how: 'closed', when: 'after' };
  assert.deepEqual(judge([ask('TLSv1.3', true, http)]).faults, [
    ['tls-alert', 'HTTP 400: The SSL certificate error', 'TLSv1.3', undefined],
  ]);
  assert.deepEqual(judge([ask('TLSv1.3', true, closed)]).faults, [
    ['tls-reset', undefined, 'TLSv1.3', undefined],
  ]);
  assert.deepEqual(judge([ask('TLSv1.3', true, closed)], { required: false }).faults, [
    ['tls-reset', undefined, 'TLSv1.3', 'degraded'],
  ]);
});

test('whether anything answers at all is for the plain handshake to say', () => {
  const none: MutualOutcome = { outcome: 'no-connection', how: 'refused' };
  assert.deepEqual(
    judge([ask('TLSv1.2', true, none), ask('TLSv1.3', true, { outcome: 'silent' })]).faults,
    [],
  );
});
