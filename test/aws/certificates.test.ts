import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { REGION, readClients } from '../support/read-clients.ts';

const ARN = `arn:aws:acm:${REGION}:123456789012:certificate/12345678-1234-1234-1234-123456789012`;

test('a certificate keeps AWS’s words, and its times are milliseconds', async (t) => {
  const { clients, signal } = await readClients(t, {
    acm: {
      DescribeCertificate: ({ CertificateArn }) => ({
        Certificate: {
          CertificateArn,
          Status: 'NAPPING',
          Type: 'AMAZON_ISSUED',
          DomainName: 'vpn.example.com',
          Issuer: 'Amazon',
          NotBefore: new Date(1000),
          NotAfter: new Date(2000),
          RevokedAt: new Date(3000),
          RevocationReason: 'KEY_COMPROMISE',
          InUseBy: ['arn:aws:ec2:x'],
          RenewalEligibility: 'ELIGIBLE',
          RenewalSummary: { RenewalStatus: 'FAILED', RenewalStatusReason: 'CAA_ERROR' },
        },
      }),
    },
  });
  assert.deepEqual(await createAwsAccess(clients).certificates.certificate(ARN, signal), {
    outcome: 'described',
    certificate: {
      status: 'NAPPING',
      type: 'AMAZON_ISSUED',
      domainName: 'vpn.example.com',
      issuer: 'Amazon',
      notBeforeMs: 1000,
      notAfterMs: 2000,
      importedAtMs: undefined,
      revokedAtMs: 3000,
      revocationReason: 'KEY_COMPROMISE',
      inUse: true,
      renewalEligibility: 'ELIGIBLE',
      renewalStatus: 'FAILED',
      renewalReason: 'CAA_ERROR',
    },
  });
});

test('a certificate of which nothing is told has no times, and nor has one that no date can hold', async (t) => {
  const { clients, signal } = await readClients(t, {
    acm: { DescribeCertificate: () => ({ Certificate: { NotBefore: -1e20, NotAfter: 1e20 } }) },
  });
  const answer = await createAwsAccess(clients).certificates.certificate(ARN, signal);
  assert(answer.outcome === 'described');
  const { status, inUse, notBeforeMs, notAfterMs } = answer.certificate;
  assert.deepEqual([status, inUse, notBeforeMs, notAfterMs], ['', false, undefined, undefined]);
});

test('a refusal names the action', async (t) => {
  for (const [options, code] of [
    [{ deny: ['acm:DescribeCertificate'] }, 'access-denied'],
    [{ throttle: { 'acm:DescribeCertificate': 9 } }, 'throttled'],
  ] as const) {
    const { clients, signal } = await readClients(t, { acm: { DescribeCertificate: () => ({}) } }, options);
    await assert.rejects(createAwsAccess(clients).certificates.certificate(ARN, signal), {
      code,
      action: 'acm:DescribeCertificate',
    });
  }
});
