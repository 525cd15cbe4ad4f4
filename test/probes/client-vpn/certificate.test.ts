import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { DAY_MS, systemClock } from '../../../lib/core/time.ts';
import { clientVpn } from '../../../lib/probes/client-vpn/kind.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { askControl } from '../../support/ask-control.ts';
import { FakeAwsError, FakeTransportFault } from '../../support/aws-faults.ts';
import { filtered } from '../../support/ec2-filters.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { REGION, readClients } from '../../support/read-clients.ts';

const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const CLOCK = { ...systemClock, wallMs: () => NOW_MS };
const inDays = (days: number) => new Date(NOW_MS + days * DAY_MS);

const arnOf = (id: string, region = REGION) => `arn:aws:acm:${region}:123456789012:certificate/${id}`;
const ONE = { id: 'cvpn-endpoint-0123456789abcdef0', arn: arnOf('11111111-1111-1111-1111-111111111111') };
const TWO = { id: 'cvpn-endpoint-0fedcba9876543210', arn: arnOf('22222222-2222-2222-2222-222222222222') };

/** As ACM tells one that was imported a year ahead of its end. */
function imported(notAfter: unknown, more: object = {}): object {
  return {
    DomainName: 'vpn.example.com',
    Issuer: 'Example CA',
    Status: 'ISSUED',
    Type: 'IMPORTED',
    NotBefore: inDays(-300),
    NotAfter: notAfter,
    ImportedAt: inDays(-299),
    InUseBy: [`arn:aws:ec2:${REGION}:123456789012:client-vpn-endpoint/${ONE.id}`],
    RenewalEligibility: 'INELIGIBLE',
    ...more,
  };
}

interface World {
  /** What ACM answers, by ARN. */
  readonly certificates?: Readonly<Record<string, object>>;
  readonly endpoints?: readonly { readonly id: string; readonly arn?: string | undefined }[];
  readonly rules?: readonly object[];
  /** In place of ACM's answers. */
  readonly acm?: () => object;
}

function services({ certificates = {}, endpoints = [ONE, TWO], rules = [RULE], acm }: World): FakeServices {
  const described = endpoints.map(({ id, arn }) => ({
    ClientVpnEndpointId: id,
    Status: { Code: 'available' },
    ServerCertificateArn: arn,
  }));
  return {
    ec2: {
      DescribeClientVpnEndpoints: ({ Filters }) => ({
        ClientVpnEndpoints: filtered(described, Filters, {
          'endpoint-id': (one) => [one.ClientVpnEndpointId],
        }),
      }),
      DescribeClientVpnTargetNetworks: () => ({
        ClientVpnTargetNetworks: [{ AssociationId: 'cvpn-assoc-1', Status: { Code: 'associated' } }],
      }),
      DescribeClientVpnAuthorizationRules: () => ({ AuthorizationRules: rules }),
      DescribeClientVpnRoutes: () => ({ Routes: [] }),
    },
    acm: {
      DescribeCertificate: ({ CertificateArn = '' }) => {
        if (acm !== undefined) return acm();
        const Certificate = certificates[CertificateArn];
        if (Certificate !== undefined) return { Certificate };
        throw new FakeAwsError(
          'ResourceNotFoundException',
          `Could not find certificate ${CertificateArn}.`,
          400,
        );
      },
    },
  };
}
const RULE = { DestinationCidr: '10.1.0.0/16', AccessAll: true, Status: { Code: 'active' } };

async function runChecks(t: TestContext, world: World, options?: FakeAwsOptions, more: object = {}) {
  const aws = await readClients(t, services(world), options);
  const ask = async (id: string): Promise<Finding> => {
    const question = { endpoint: id, ...more };
    return judgeOne(clientVpn, question, await askControl(clientVpn, question, aws, CLOCK));
  };
  return { ask, finding: await ask(ONE.id), calls: aws.fake.calls };
}
const ofCertificate = ({ evidence }: Finding) => evidence.find(({ subject }) => subject === ONE.arn);

test('an imported certificate with ten days left is reported with all that fixes it, in every language', async (t) => {
  const { finding } = await runChecks(t, { certificates: { [ONE.arn]: imported(inDays(10)) } });
  assert.deepEqual(
    [finding.status, finding.reason, finding.severity],
    ['degraded', 'client-vpn-certificate-expires', 'warning'],
  );
  assert.deepEqual(ofCertificate(finding), {
    subject: ONE.arn,
    outcome: 'ISSUED',
    certificateType: 'IMPORTED',
    domainName: 'vpn.example.com',
    issuerName: 'Example CA',
    validFrom: '2026-01-25T10:00:00Z',
    validTo: '2026-12-01T10:00:00Z',
    importedAt: '2026-01-26T10:00:00Z',
    inUse: true,
    renewalEligibility: 'INELIGIBLE',
    faults: ['client-vpn-certificate-expires'],
  });
  for (const locale of LOCALES) {
    const { summary, runbook } = await renderFinding(finding, [clientVpn], locale);
    for (const told of [ONE.id, '2026-12-01T10:00:00Z', '10', 'IMPORTED', 'INELIGIBLE'])
      assert(summary.includes(told), `${locale}: ${told} in ${summary}`);
    const [describe, replace, ...more] = runbook?.commands ?? [];
    assert(describe?.startsWith(`aws acm describe-certificate --certificate-arn ${ONE.arn} `));
    assert(replace?.startsWith(`aws acm import-certificate --certificate-arn ${ONE.arn} --certificate `));
    assert.deepEqual(more, [], 'nothing of an imported certificate is validated in the DNS');
    assert.match(runbook?.steps.join('\n') ?? '', new RegExp(`--client-vpn-endpoint-id ${ONE.id} `));
  }
});

test('a certificate whose renewal waits for its validation gets the records, and no import', async (t) => {
  const waiting = imported(inDays(10), {
    Type: 'AMAZON_ISSUED',
    RenewalEligibility: 'ELIGIBLE',
    RenewalSummary: {
      RenewalStatus: 'PENDING_VALIDATION',
      DomainValidationOptions: [],
      UpdatedAt: inDays(-1),
    },
  });
  const { finding } = await runChecks(t, { certificates: { [ONE.arn]: waiting } });
  const { summary, runbook } = await renderFinding(finding, [clientVpn], 'en');
  assert.match(summary, /renewal by ACM: ELIGIBLE PENDING_VALIDATION\)/);
  assert.equal(ofCertificate(finding)?.renewalStatus, 'PENDING_VALIDATION');
  assert.deepEqual(
    runbook?.commands.map((command) => command.split(' ').slice(0, 3).join(' ')),
    ['aws acm describe-certificate', 'aws acm describe-certificate'],
  );
});

for (const [what, certificate, told] of [
  ['past its end, whatever ACM calls it', imported(inDays(-2)), /2026-11-19T10:00:00Z, days left: -2 /],
  ['EXPIRED', imported(inDays(-2), { Status: 'EXPIRED' }), /status: EXPIRED/],
  ['REVOKED', imported(inDays(200), { Status: 'REVOKED', RevokedAt: inDays(-1) }), /status: REVOKED/],
] as const) {
  test(`a certificate that is ${what} is critical, for nobody gets in`, async (t) => {
    const { finding } = await runChecks(t, { certificates: { [ONE.arn]: certificate } });
    assert.deepEqual(
      [finding.status, finding.reason, finding.severity],
      ['degraded', 'client-vpn-certificate-expires', 'critical'],
    );
    const { summary } = await renderFinding(finding, [clientVpn], 'en');
    assert.match(summary, told);
  });
}

test('a certificate far from its end is evidence and no more', async (t) => {
  const { finding } = await runChecks(t, { certificates: { [ONE.arn]: imported(inDays(60)) } });
  assert.deepEqual([finding.status, finding.reason], ['healthy', null]);
  assert.equal(ofCertificate(finding)?.validTo, '2027-01-20T10:00:00Z');
});

test('two endpoints are judged by a certificate each', async (t) => {
  const certificates = { [ONE.arn]: imported(inDays(60)), [TWO.arn]: imported(inDays(10)) };
  const { ask, finding, calls } = await runChecks(t, { certificates });
  assert.equal(finding.reason, null);
  const second = await ask(TWO.id);
  assert.equal(second.reason, 'client-vpn-certificate-expires');
  assert.equal(second.faults[0]?.values?.certificate, TWO.arn);
  assert.deepEqual(
    calls.filter(({ service }) => service === 'acm').map(({ input }) => input),
    [{ CertificateArn: ONE.arn }, { CertificateArn: TWO.arn }],
  );
});

test('where the certificate may not be read, evidence names the action', async (t) => {
  const { finding } = await runChecks(t, {}, { deny: ['acm:DescribeCertificate'] });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied']);
  assert.equal(finding.faults[0]?.values?.action, 'acm:DescribeCertificate');
  assert.deepEqual(ofCertificate(finding), {
    subject: ONE.arn,
    outcome: 'access-denied',
    action: 'acm:DescribeCertificate',
  });
});

test('a certificate that may not be read hides nothing of what was seen', async (t) => {
  const { finding } = await runChecks(t, { rules: [] }, { deny: ['acm:DescribeCertificate'] });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'client-vpn-not-authorised']);
  assert.equal(ofCertificate(finding)?.outcome, 'access-denied');
});

test('a Certificate Manager that never answers costs the certificate, not the rest', async (t) => {
  const acm = () => {
    throw new FakeTransportFault('hang');
  };
  const { finding } = await runChecks(t, { rules: [], acm }, {}, { timeoutMs: 6000 });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'client-vpn-not-authorised']);
  assert.equal(ofCertificate(finding)?.outcome, 'unavailable');
});

test('a certificate that ACM does not know is told as such, and is no fault', async (t) => {
  const { finding } = await runChecks(t, {});
  assert.equal(finding.status, 'healthy');
  assert.deepEqual(ofCertificate(finding), { subject: ONE.arn, outcome: 'not-found' });
});

for (const arn of [
  arnOf('33333333-3333-3333-3333-333333333333', 'us-east-1'),
  'arn:aws:iam::123456789012:server-certificate/vpn',
  `arn:aws:transfer:${REGION}:123456789012:certificate/cert-1`,
  `arn:aws:acm:${REGION}:123456789012:acme-endpoint/1`,
  'no ARN at all',
]) {
  test(`ACM is not asked for what is not its own: ${arn}`, async (t) => {
    const { finding, calls } = await runChecks(t, { endpoints: [{ id: ONE.id, arn }] });
    assert.equal(finding.status, 'healthy');
    assert.equal(finding.evidence.find(({ subject }) => subject === arn)?.outcome, 'elsewhere');
    assert.deepEqual(
      calls.filter(({ service }) => service === 'acm'),
      [],
    );
  });
}

test('an endpoint without a certificate has ACM asked for none', async (t) => {
  const { finding, calls } = await runChecks(t, { endpoints: [{ id: ONE.id }] });
  assert.equal(finding.status, 'healthy');
  assert.deepEqual(
    calls.filter(({ service }) => service === 'acm'),
    [],
  );
});

/** NotAfter on the wire: seconds since the epoch. */
for (const [notAfter, outcome, validTo] of [
  [1e20, 'ISSUED', undefined],
  [null, 'ISSUED', undefined],
  [0, 'ISSUED', '1970-01-01T00:00:00Z'],
  [-1e9, 'ISSUED', '1938-04-24T22:13:20Z'],
  [253_402_300_799, 'ISSUED', '9999-12-31T23:59:59Z'],
  [8e12, 'ISSUED', '+255479-11-28T14:13:20Z'],
  ['soon', 'malformed', undefined],
  [{}, 'malformed', undefined],
] as const) {
  test(`an end of ${JSON.stringify(notAfter)} is believed by nobody`, async (t) => {
    const { finding } = await runChecks(t, { certificates: { [ONE.arn]: imported(notAfter) } });
    assert.deepEqual([finding.status, finding.reason], ['healthy', null]);
    const shown = ofCertificate(finding);
    assert.deepEqual([shown?.outcome, shown?.validTo], [outcome, validTo]);
  });
}

test('an answer without a certificate is no answer, and no fault', async (t) => {
  const { finding } = await runChecks(t, { acm: () => ({}) });
  assert.equal(finding.status, 'healthy');
  assert.equal(ofCertificate(finding)?.outcome, 'malformed');
});

test('an error that is no refusal and no answer stays the error it is', async (t) => {
  const acm = () => {
    throw new FakeAwsError('InvalidParameterException', 'what is this?', 400);
  };
  await assert.rejects(runChecks(t, { acm }), { name: 'InvalidParameterException' });
});
