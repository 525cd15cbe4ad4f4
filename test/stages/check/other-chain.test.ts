import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import type { LastGood } from '../../../lib/core/last-good.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { TlsOutcome } from '../../../lib/net/tls.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { renderFinding } from '../../../lib/report/text/render-finding.ts';
import { mapInspection } from '../../../lib/stages/check/inspection-map.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { type SeenElsewhere, withOtherChains } from '../../../lib/stages/check/other-chain.ts';
import { chainOf, makeAuthority, makeLeaf, trustIn } from '../../support/certs.ts';

const HOST = 'wiki.corp.example';
const own = await makeAuthority({ name: 'Corporate Root CA', organisation: 'Corp' });
const box = await makeAuthority({ name: 'Gateway CA', organisation: 'Corp' });
const genuine = await makeLeaf(own, { names: [HOST] });
const foreign = await makeLeaf(box, { names: [HOST] });
const selfSigned = await makeLeaf(undefined, { names: [HOST] });

const FOREIGN = chainOf(foreign, box);
const GENUINE = chainOf(genuine, own);

function tlsAt(port: number, ...chains: readonly (readonly string[])[]) {
  const answers = chains.map((chain, index) => ({
    address: `192.0.2.${index + 1}`,
    attempts: 1,
    answer: { outcome: 'answered', chain, protocol: 'TLSv1.3', cipher: 'x', handshakeMs: 1 } as TlsOutcome,
  }));
  return {
    planned: {
      vantage: 'here',
      target: HOST,
      shown: true,
      question: { kind: 'tls', host: HOST, port, acceptNames: [HOST], trust: trustIn(own) },
    },
    observation: { outcome: 'asked', atMs: Date.now(), answers } as const,
  };
}

function judge(
  answered: readonly ReturnType<typeof tlsAt>[],
  lastGood: readonly LastGood[] = [],
  elsewhere: readonly SeenElsewhere[] = [],
): Finding {
  const findings = judgeAll(answered as unknown as Parameters<typeof judgeAll>[0], PROBES);
  const [finding] = mapInspection(withOtherChains(findings, lastGood, elsewhere));
  assert.ok(finding);
  return finding;
}
const verdict = ({ reason, severity, evidence }: Finding) => ({
  reason,
  severity,
  faults: evidence.map(({ faults = [] }) => faults[0]),
});
const remembered = (key: string, port = 443): LastGood => ({
  target: HOST,
  check: 'tls',
  subject: `${HOST}:${port}`,
  marks: [{ id: key }],
});

test('a CA that nobody knows is no interception, whatever else of the host fails', () => {
  const alone = { reason: 'tls-untrusted-ca', severity: 'warning', faults: ['tls-untrusted-ca'] };
  assert.deepEqual(verdict(judge([tlsAt(443, FOREIGN)])), alone);
  assert.deepEqual(verdict(judge([tlsAt(443, FOREIGN), tlsAt(8443, FOREIGN)])), {
    ...alone,
    faults: ['tls-untrusted-ca', 'tls-untrusted-ca'],
  });
  assert.deepEqual(judge([tlsAt(443, FOREIGN)]).explanations, []);
});

test('another port of the same host that shows a genuine chain makes it one, and is named', async () => {
  const finding = judge([tlsAt(443, FOREIGN), tlsAt(8443, GENUINE)]);
  assert.deepEqual(verdict(finding), {
    reason: 'tls-intercepted',
    severity: 'critical',
    faults: ['tls-intercepted', undefined],
  });
  for (const locale of LOCALES) {
    const { summary, runbook } = await renderFinding(finding, PROBES, locale);
    assert.match(summary, /wiki\.corp\.example:8443/, locale);
    assert.match(summary, /CN=Corporate Root CA/, locale);
    const text = [runbook?.meaning, ...(runbook?.steps ?? []), ...(runbook?.links ?? [])].join('\n');
    assert.doesNotMatch(text, /storage ?gateway|amazon/i, locale);
  }
});

test('so does another address of the same port', () => {
  assert.equal(judge([tlsAt(443, GENUINE, FOREIGN)]).reason, 'tls-intercepted');
});

test('a self-signed page beside a genuine one is a device’s own; in its place it is somebody else', () => {
  const shown = chainOf(selfSigned);
  assert.equal(judge([tlsAt(443, GENUINE), tlsAt(8443, shown)]).reason, 'tls-self-signed');
  assert.equal(judge([tlsAt(443, GENUINE, shown)]).reason, 'tls-intercepted');
});

test('another chain when it was last well, here or from another vantage, makes it one', () => {
  assert.equal(judge([tlsAt(443, FOREIGN)], [remembered(own.sha256)]).reason, 'tls-intercepted');
  assert.equal(judge([tlsAt(443, FOREIGN)], [remembered(box.sha256)]).reason, 'tls-untrusted-ca');
  assert.equal(judge([tlsAt(443, FOREIGN)], [remembered(own.sha256, 8443)]).reason, 'tls-untrusted-ca');
  const there = [{ vantage: 'busan', lastGood: [remembered(own.sha256)] }];
  const finding = judge([tlsAt(443, FOREIGN)], [], there);
  assert.equal(finding.reason, 'tls-intercepted');
  assert.match(JSON.stringify(finding.explanations), /busan/);
});

test('a private CA is nobody’s exemption from inspection', () => {
  const { explanations } = judge([tlsAt(443, FOREIGN), tlsAt(8443, chainOf(selfSigned))]);
  assert.deepEqual(explanations, []);
});

test('a chain through a proxy that is another than the direct one is the proxy’s, and names no gateway', async () => {
  const direct = tlsAt(443, GENUINE);
  const { handshakeMs: _, ...answer } = {
    ...(tlsAt(443, FOREIGN).observation.answers[0]?.answer as object),
  } as {
    handshakeMs: number;
  };
  const proxied = {
    planned: {
      ...direct.planned,
      question: {
        kind: 'proxy',
        host: HOST,
        port: 443,
        via: { host: '192.0.2.9', port: 3128, protocol: 'http' },
        acceptNames: [HOST],
        trust: trustIn(own),
      },
    },
    observation: {
      outcome: 'asked',
      atMs: Date.now(),
      answers: [
        {
          address: '192.0.2.9',
          attempts: 1,
          reply: { outcome: 'tunnel', status: 200, elapsedMs: 1 },
          handshake: { ...answer, handshakeMs: 1 },
        },
      ],
    },
  };
  const run = (...answered: readonly unknown[]) => {
    const findings = judgeAll(answered as unknown as Parameters<typeof judgeAll>[0], PROBES);
    return mapInspection(withOtherChains(findings, [], [])).find(({ check }) => check === 'proxy');
  };
  const alone = run(proxied);
  assert.deepEqual([alone?.reason, alone?.evidence[0]?.outcome], ['proxy-cannot-reach', 'untrusted-ca']);
  const beside = run(direct, proxied);
  assert.deepEqual(
    [beside?.reason, beside?.severity, beside?.evidence[0]?.outcome],
    ['proxy-intercepts', 'critical', 'intercepted'],
  );
  assert.ok(beside);
  for (const locale of LOCALES) {
    const { summary, runbook } = await renderFinding(beside, PROBES, locale);
    const said = JSON.stringify([summary, runbook]);
    assert.doesNotMatch(said, /storage ?gateway|amazon|1026/i, locale);
    assert.doesNotMatch(said, / \?|"\?/, locale);
  }
});
