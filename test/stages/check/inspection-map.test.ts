import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evidence, Finding } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { mapInspection } from '../../../lib/stages/check/inspection-map.ts';

const AMAZON = 'C=US, O=Amazon, CN=Amazon RSA 2048 M01';
const FORTINET = 'O=Fortinet, CN=FGT60E';

function place(role: string, port: number, forged: boolean, more: Partial<Evidence> = {}): Evidence {
  const reason = more.via === undefined ? 'tls-intercepted' : 'proxy-intercepts';
  return {
    subject: `${role}.storagegateway.ap-northeast-2.amazonaws.com:${port}`,
    outcome: forged && more.via !== undefined ? 'intercepted' : 'answered',
    address: '203.0.113.5',
    port,
    serves: role,
    issuerName: forged ? FORTINET : AMAZON,
    ...(forged && { product: 'Fortinet FortiGate', faults: [reason] }),
    ...more,
  };
}

function finding(check: 'tls' | 'proxy', evidence: readonly Evidence[], vantage = 'here'): Finding {
  const reason = check === 'tls' ? 'tls-intercepted' : 'proxy-intercepts';
  const bad = evidence.filter(({ faults }) => faults !== undefined);
  return {
    vantage,
    target: 'sgw',
    check,
    status: bad.length > 0 ? 'failed' : 'healthy',
    reason: bad.length > 0 ? reason : null,
    severity: bad.length > 0 ? 'critical' : null,
    evidence,
    faults: bad.map(({ subject, address, port }) => ({
      reason,
      status: 'failed' as const,
      severity: 'critical' as const,
      subject,
      ...(address !== undefined && { address }),
      ...(port !== undefined && { port }),
    })),
    measurements: [],
    explanations: [],
  };
}
const whyOf = (one: Finding | undefined) =>
  one?.explanations.map(({ why, values }) => [why, values] as const)[0];

test('"dp-1 is exempt, anon-cp is not" is one sentence, in the summary, in each language', async () => {
  const [mapped] = mapInspection([finding('tls', [place('dp-1', 443, false), place('anon-cp', 443, true)])]);
  assert.deepEqual(whyOf(mapped), [
    'partial-inspection',
    {
      forged: 'anon-cp (443)',
      exempt: 'dp-1 (443)',
      product: 'Fortinet FortiGate',
      exemptions: 'anon-cp.storagegateway.ap-northeast-2.amazonaws.com:443',
    },
  ]);
  assert(mapped !== undefined);
  for (const locale of LOCALES) {
    const { summary, explanations } = await renderFinding(mapped, PROBES, locale);
    // What to do is a sentence, and names the place.
    assert.match(explanations[0]?.fix ?? '', /\S+ .*anon-cp\.storagegateway\.\S+:443/, locale);
    assert.match(summary, /dp-1 \(443\).*anon-cp \(443\)/s, locale);
  }
});

test('a proxy that inspects while the direct way does not is told as such, and the reverse', () => {
  const direct = [place('dp-1', 443, false), place('anon-cp', 443, false)];
  const via = '10.0.2.10:3128';
  const proxied = direct.map((one) => place(String(one.serves), 443, true, { via }));
  const [, second] = mapInspection([finding('tls', direct), finding('proxy', proxied)]);
  assert.deepEqual(whyOf(second), [
    'only-proxy-inspects',
    {
      via,
      product: 'Fortinet FortiGate',
      exemptions:
        'dp-1.storagegateway.ap-northeast-2.amazonaws.com:443, anon-cp.storagegateway.ap-northeast-2.amazonaws.com:443',
    },
  ]);
  assert.deepEqual(
    second?.evidence.map((one) => [one.direct, one.directIssuer]),
    [
      ['answered', AMAZON],
      ['answered', AMAZON],
    ],
  );
  const [first] = mapInspection([
    finding('tls', [place('dp-1', 443, true)]),
    finding('proxy', [place('dp-1', 443, false, { via })]),
  ]);
  assert.deepEqual(whyOf(first)?.[0], 'only-direct-inspected');
});

test('of one port that differs between addresses, the addresses are named', () => {
  const [mapped] = mapInspection([
    finding('tls', [
      place('anon-cp', 1027, true, { address: '10.0.1.5' }),
      place('anon-cp', 1027, false, { address: '10.0.2.5' }),
    ]),
  ]);
  assert.deepEqual(whyOf(mapped)?.[1], {
    forged: 'anon-cp (1027) @ 10.0.1.5',
    exempt: 'anon-cp (1027) @ 10.0.2.5',
    product: 'Fortinet FortiGate',
    exemptions: 'anon-cp.storagegateway.ap-northeast-2.amazonaws.com:1027',
  });
});

test('complete inspection, none, and another vantage are no partial inspection', () => {
  const all = finding('tls', [place('dp-1', 443, true), place('anon-cp', 443, true)]);
  const none = finding('tls', [place('dp-1', 443, false)], 'there');
  for (const one of mapInspection([all, none])) assert.deepEqual(one.explanations, []);
  const foreign = place('dp-1', 443, false, { faults: ['tls-wrong-endpoint'] });
  assert.deepEqual(
    mapInspection([finding('tls', [foreign, place('anon-cp', 443, true)])])[0]?.explanations,
    [],
  );
});

test('beside a proxied place that was not let through directly stands how it failed', () => {
  const silent: Evidence = { ...place('dp-1', 443, false), outcome: 'silent', issuerName: undefined };
  const [, proxied] = mapInspection([
    finding('tls', [silent]),
    finding('proxy', [place('dp-1', 443, false, { via: '10.0.2.10:3128' })]),
  ]);
  assert.equal(proxied?.evidence[0]?.direct, 'silent');
});
