import assert from 'node:assert/strict';
import test from 'node:test';
import type { Finding } from '../../../lib/core/finding.ts';
import type { Probe } from '../../../lib/core/probe.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { withBrokenVantages } from '../../../lib/stages/check/vantage-broken.ts';

function finding(target: string, check: string, reason: string | null, vantage = 'seoul'): Finding {
  const status = reason === null ? 'healthy' : reason === 'blocked-by' ? 'unknown' : 'failed';
  return {
    vantage,
    target,
    check,
    status,
    reason,
    severity: status === 'failed' ? 'critical' : null,
    evidence: [],
    faults:
      reason === null || status === 'healthy'
        ? []
        : [{ reason, status, severity: 'critical', subject: target }],
    measurements: [],
    explanations: [],
  };
}

const silentTarget = (target: string): readonly Finding[] => [
  finding(target, 'dns', 'dns-timeout'),
  finding(target, 'port', 'blocked-by'),
];

test('a resolver and three targets without any answer are the vantage’s own fault', () => {
  const told = withBrokenVantages(
    [...silentTarget('a'), ...silentTarget('b'), finding('c', 'port', 'port-filtered')],
    PROBES,
  );
  assert.deepEqual(
    [...new Set(told.map(({ status, reason }) => `${status} ${reason}`))],
    ['unknown vantage-broken'],
  );
  assert.ok(
    told.every(
      ({ severity, faults }) =>
        severity === null && faults.every(({ reason }) => reason === 'vantage-broken'),
    ),
  );
});

test('what our own kernel refuses is no proof of a network', () => {
  const noRoute = (one: Finding): Finding => ({
    ...one,
    faults: one.faults.map((fault) => ({ ...fault, values: { byOurKernel: true } })),
  });
  const findings = [
    finding('a', 'dns', 'dns-server-failure'),
    ...['a', 'b', 'c'].map((target) => finding(target, 'port', 'port-unreachable')),
  ];
  assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
  const told = withBrokenVantages(findings.map(noRoute), PROBES);
  assert.ok(told.every(({ reason }) => reason === 'vantage-broken'));
});

test('two targets are too few: each finding stands', () => {
  const findings = [...silentTarget('a'), ...silentTarget('b')];
  assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
});

test('a single answer anywhere shows that the vantage has a network', () => {
  for (const answered of [
    finding('d', 'port', null),
    finding('d', 'port', 'port-refused'),
    finding('d', 'tls', 'tls-expired'),
  ]) {
    const findings = [...silentTarget('a'), ...silentTarget('b'), ...silentTarget('c'), answered];
    assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
  }
});

test('silence is what the reasons of a kind say, whatever their names', () => {
  const [port] = PROBES.filter(({ kind }) => kind === 'port');
  assert(port !== undefined);
  const named = (silence: boolean): readonly Probe[] => [
    ...PROBES.filter(({ kind }) => kind !== 'port'),
    {
      ...port,
      reasons: { dark: { status: 'failed', severity: 'critical', ...(silence && { silence: true }) } },
    },
  ];
  const findings = ['a', 'b', 'c'].flatMap((target) => [
    finding(target, 'dns', 'dns-timeout'),
    finding(target, 'port', 'dark'),
  ]);
  const reasonsWith = (silence: boolean) =>
    new Set(withBrokenVantages(findings, named(silence)).map(({ reason }) => reason));
  assert.deepEqual([...reasonsWith(true)], ['vantage-broken']);
  assert.deepEqual([...reasonsWith(false)], ['dns-timeout', 'dark']);
});

test('a server beside a silent one answered: the vantage has a network', () => {
  const findings = ['a', 'b', 'c'].flatMap((target) => [
    finding(target, 'dns', 'dns-timeout'),
    finding(target, 'ntp', 'ntp-partly-silent'),
  ]);
  assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
});

test('silent targets with a resolver that answers are outages', () => {
  const findings = ['a', 'b', 'c'].flatMap((target) => [
    finding(target, 'dns', null),
    finding(target, 'port', 'port-filtered'),
  ]);
  assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
});

test('targets without any name prove nothing of the resolver', () => {
  const findings = ['a', 'b', 'c'].map((target) => finding(target, 'port', 'port-filtered'));
  assert.deepEqual(withBrokenVantages(findings, PROBES), findings);
});

test('another vantage, and what AWS itself told, are left as they are', () => {
  const broken = [...silentTarget('a'), ...silentTarget('b'), ...silentTarget('c')];
  const others = [finding('a', 'port', 'port-refused', 'tokyo'), finding('gw', 'gateway', 'gateway-offline')];
  assert.deepEqual(withBrokenVantages([...broken, ...others], PROBES).slice(-2), others);
});
