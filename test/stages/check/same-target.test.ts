import assert from 'node:assert/strict';
import test from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import type { Status } from '../../../lib/core/reason.ts';
import { besideOthers, configuredVantages, UNCONFIGURED } from '../../../lib/stages/check/same-target.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

const VPC = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const CONFIG = parseConfig(`
vantages:
  - name: seoul-prod
    vpc: vpc-0123456789abcdef0
    subnets: [subnet-0123456789abcdef0]
    discover: [vpn]
    targets:
      - { name: hub, type: tcp, address: "10.9.0.1:443" }
      - { name: proxy, type: http-proxy, address: "10.0.2.10:3128" }
  - name: paris
    vpc: vpc-0123456789abcdef1
    subnets: [subnet-0123456789abcdef1]
    discover: [vpn]
    targets: [{ name: other-name, type: tcp, address: "10.9.0.1:443" }]
  - name: idc-seoul
    targets:
      - { name: hub, type: tcp, address: "10.9.0.1:443" }
      - { name: proxy, type: http-proxy, address: "10.60.2.10:3128" }
  - name: idc-busan
    targets: [{ name: hub, type: tcp, address: "10.9.0.1:443" }]
`);
const VANTAGES = configuredVantages(CONFIG);

/** What is said of `hub` at the first vantage. */
function said(
  [vantage, status]: readonly [string, Status],
  others: readonly (readonly [string, Status])[],
  target = 'hub',
) {
  const [finding] = besideOthers(
    [lookFinding(status, { vantage, target })],
    others.map(([other, seen]) => ({
      vantage: other,
      findings: [lookFinding(seen, { vantage: other, target: other === 'paris' ? 'other-name' : target })],
    })),
    VANTAGES,
    'en',
  );
  assert.ok(finding);
  return finding;
}

test('what fails on premises and works from the VPC is on the site’s side, and that is the first cause', () => {
  const { betweenVantages, runbook } = said(['idc-seoul', 'failed'], [['seoul-prod', 'healthy']]);
  assert.equal(
    betweenVantages?.sentence,
    "Fails from idc-seoul, works from seoul-prod: the cause is on the site's side.",
  );
  assert.deepEqual(betweenVantages?.failsFrom, ['idc-seoul']);
  assert.deepEqual(betweenVantages?.worksFrom, ['seoul-prod']);
  assert.deepEqual(runbook?.causes, [betweenVantages?.cause, 'c']);
});

test('the side is that of the vantages it fails from, or the target where it fails from all', () => {
  const sides = (first: readonly [string, Status], ...others: readonly (readonly [string, Status])[]) =>
    said(first, others).betweenVantages?.side;
  assert.equal(sides(['seoul-prod', 'failed'], ['idc-seoul', 'healthy']), 'vpc');
  assert.equal(sides(['seoul-prod', 'failed'], ['paris', 'healthy']), 'vantage');
  assert.equal(
    sides(['idc-seoul', 'failed'], ['idc-busan', 'healthy'], ['seoul-prod', 'healthy']),
    'vantage',
  );
  assert.equal(sides(['idc-seoul', 'failed'], ['idc-busan', 'failed'], ['seoul-prod', 'healthy']), 'site');
  assert.equal(sides(['idc-seoul', 'failed'], ['seoul-prod', 'failed'], ['paris', 'failed']), 'target');
  assert.equal(
    sides(['seoul-prod', 'healthy'], ['idc-seoul', 'failed']),
    'site',
    'the healthy one says it too',
  );
});

test('what is degraded, unknown or healthy everywhere says nothing of sides', () => {
  for (const [own, other] of [
    ['failed', 'unknown'],
    ['failed', 'degraded'],
    ['degraded', 'healthy'],
    ['unknown', 'failed'],
    ['healthy', 'healthy'],
  ] as const)
    assert.equal(
      said(['idc-seoul', own], [['seoul-prod', other]]).betweenVantages,
      undefined,
      `${own} ${other}`,
    );
});

test('one target is one type with the same values: another name does not part it, another address does', () => {
  assert.equal(VANTAGES.nameAt('paris', { vantage: 'seoul-prod', target: 'hub' }), 'other-name');
  assert.equal(VANTAGES.nameAt('idc-seoul', { vantage: 'seoul-prod', target: 'proxy' }), undefined);
  assert.equal(VANTAGES.nameAt('paris', { vantage: 'seoul-prod', target: 'vpn-0a1b2c3d' }), 'vpn-0a1b2c3d');
  assert.equal(VANTAGES.nameAt('idc-busan', { vantage: 'seoul-prod', target: 'vpn-0a1b2c3d' }), undefined);
  const via = parseConfig(`
vantages:
  - name: a
    ${VPC.replace(', ', '\n    ')}
    targets: [{ name: sgw, type: storage-gateway-service, region: ap-northeast-2, via: squid }, { name: squid, type: http-proxy, address: "10.0.2.10:3128" }]
  - name: b
    targets: [{ name: sgw-public, type: storage-gateway-service, region: ap-northeast-2 }]
`);
  assert.equal(configuredVantages(via).nameAt('b', { vantage: 'a', target: 'sgw' }), 'sgw-public');
});

test('a comparison made anew replaces the one before, cause and all', () => {
  const before = said(['idc-seoul', 'failed'], [['seoul-prod', 'healthy']]);
  const again = (seen: Status) =>
    besideOthers(
      [before],
      [{ vantage: 'seoul-prod', findings: [lookFinding(seen, { vantage: 'seoul-prod', target: 'hub' })] }],
      VANTAGES,
      'en',
    )[0];
  assert.equal(again('failed')?.betweenVantages?.side, 'target');
  assert.equal(again('failed')?.runbook?.causes.length, 2);
  assert.equal(again('unknown')?.betweenVantages, undefined);
  assert.deepEqual(again('unknown')?.runbook?.causes, ['c']);
});

test('without a configuration one name is one target, in every language', () => {
  for (const locale of LOCALES) {
    const [finding] = besideOthers(
      [lookFinding('failed', { vantage: 'laptop' })],
      [{ vantage: 'server', findings: [lookFinding('healthy', { vantage: 'server' })] }],
      UNCONFIGURED,
      locale,
    );
    assert.equal(finding?.betweenVantages?.side, 'vantage');
    assert.match(finding?.betweenVantages?.sentence ?? '', /laptop.*server/);
    assert.doesNotMatch(finding?.betweenVantages?.sentence ?? '', /[{}?]/);
  }
});
