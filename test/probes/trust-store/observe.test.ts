import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { trustStore } from '../../../lib/probes/trust-store/kind.ts';
import { readRevocationListHead } from '../../../lib/trust/revocation-list.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import {
  contentServer,
  type FakeBalancer,
  fakeLoadBalancer,
  fakeTrustStore,
  LOAD_BALANCER,
} from '../../support/fake-load-balancer.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { CA_EXTENSIONS, certificateFolder, makeRoot } from '../../support/openssl-ca.ts';
import { readClients } from '../../support/read-clients.ts';

const spec = { loadBalancer: LOAD_BALANCER };
const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const clock = { wallMs: () => NOW_MS, monotonicMs: () => performance.now() };

/** A CA that OpenSSL made, with the lists that the trust store holds of it. */
async function authority(t: TestContext, to: Date) {
  const folder = await certificateFolder(t);
  const root = await makeRoot(folder, { name: 'Partner Root', extensions: CA_EXTENSIONS, to });
  const list = (day: string, next: string) => root.list({ from: new Date(day), to: new Date(next) });
  return { root, list };
}

async function ask(
  t: TestContext,
  contents: Readonly<Record<string, string>>,
  { balancer, options }: { readonly balancer?: FakeBalancer; readonly options?: FakeAwsOptions } = {},
) {
  const content = await contentServer(t, contents);
  const lists = Object.keys(contents).filter((one) => one.startsWith('/list-')).length;
  const ids = Array.from({ length: lists }, (_, index) => index + 1);
  const services = {
    elasticloadbalancing: { ...fakeLoadBalancer(balancer), ...fakeTrustStore(content, ids) },
  };
  const aws = await readClients(t, services, options);
  const observation = await askControl(trustStore, spec, aws, clock);
  return { observation, finding: judgeOne(trustStore, spec, observation), fake: aws.fake };
}

test('a CA certificate and lists made by OpenSSL are good, and exactly the declared actions are asked', async (t) => {
  const { root, list } = await authority(t, new Date('2029-01-01'));
  const { finding, fake } = await ask(t, {
    '/bundle': root.pem,
    '/list-1': await list('2026-11-20T00:00:00Z', '2026-11-27T00:00:00Z'),
  });
  assert.equal(finding.status, 'healthy', JSON.stringify(finding));
  const actions = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  assert.deepEqual([...new Set(actions)].sort(), [...new Set(trustStore.permissions)].sort());
});

test('a CA that expires, a list that is due and one that is overdue are told ahead of time', async (t) => {
  const { root, list } = await authority(t, new Date('2026-12-01T00:00:00Z'));
  const { finding } = await ask(t, {
    '/bundle': root.pem,
    '/list-1': await list('2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z'),
    '/list-2': await list('2026-11-01T00:00:00Z', '2026-11-08T00:00:00Z'),
  });
  assert.deepEqual(
    finding.faults.map(({ reason, values }) => [reason, values?.days]),
    [
      ['crl-stale', -14],
      ['trust-store-expires', 9],
      ['crl-expires', 1],
    ],
  );
  assert.deepEqual([finding.status, finding.reason], ['degraded', 'crl-stale']);
  assert.match(String(finding.faults[0]?.values?.issuer), /^CN=Partner Root/);
});

test('of a large list only the beginning is read, from a server that knows no ranges too', async (t) => {
  const { root, list } = await authority(t, new Date('2029-01-01'));
  const pem = await list('2026-11-20T00:00:00Z', '2026-11-27T00:00:00Z');
  const { finding } = await ask(t, { '/bundle': root.pem, '/list-1': `${pem}${'x'.repeat(200_000)}` });
  const evidence = finding.evidence.find(({ outcome }) => outcome === 'revocation-list');
  assert.deepEqual([evidence?.nextUpdate, finding.status], ['2026-11-27T00:00:00Z', 'healthy']);
  assert.ok(Number(evidence?.bytes) > 200_000, 'the size of the whole is known');
});

test('the beginning of a list is read in PEM and DER, whatever follows; rubbish is none', async (t) => {
  const { list } = await authority(t, new Date('2029-01-01'));
  const pem = await list('2026-11-20T00:00:00Z', '2026-11-27T00:00:00Z');
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ''), 'base64');
  for (const bytes of [Buffer.from(pem), Buffer.from(pem.slice(0, 260)), der, der.subarray(0, 160)]) {
    const head = readRevocationListHead(bytes);
    assert.equal(head?.nextUpdateMs, Date.parse('2026-11-27T00:00:00Z'), `${bytes.length} bytes`);
  }
  for (let length = 0; length < der.length; length += 1) readRevocationListHead(der.subarray(0, length));
  for (const rubbish of ['', 'x', '-----BEGIN X509 CRL-----', '0', '\u0030\u0082\u00ff\u00ff0'])
    assert.equal(readRevocationListHead(Buffer.from(rubbish, 'latin1')), undefined, rubbish);
});

test('a listener without mutual TLS has nothing to expire; a trust store that is gone is told', async (t) => {
  const off = await ask(t, {}, { balancer: { mode: 'passthrough' } });
  assert.deepEqual([off.finding.status, off.finding.evidence[0]?.outcome], ['healthy', 'no-trust-store']);
  const gone = await ask(
    t,
    {},
    { balancer: { trustStoreArn: 'arn:aws:elasticloadbalancing:x:1:truststore/a/b' } },
  );
  assert.equal(gone.finding.reason, 'trust-store-missing');
  const none = await ask(t, {}, { balancer: { missing: true } });
  assert.deepEqual([none.finding.status, none.finding.evidence[0]?.outcome], ['healthy', 'no-load-balancer']);
});

test('what AWS refuses is unknown', async (t) => {
  const options = { deny: ['elasticloadbalancing:GetTrustStoreCaCertificatesBundle'] };
  const { observation } = await ask(t, { '/bundle': 'x' }, { options });
  assert.equal(observation.outcome, 'access-denied');
});
