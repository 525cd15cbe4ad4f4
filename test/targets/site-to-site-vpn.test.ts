import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Question } from '../../lib/core/observation.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { siteToSiteVpn } from '../../lib/targets/site-to-site-vpn.ts';
import type { TargetContext } from '../../lib/targets/target.ts';

const VPN = 'vpn-0123456789abcdef0';
const place = { vpc: 'vpc-0123456789abcdef0', subnets: ['subnet-0123456789abcdef0'] };

function questionsOf(fields: object, context: Partial<TargetContext> = {}): readonly Question[] {
  const parsed = siteToSiteVpn.fields.parse(fields);
  const plan = siteToSiteVpn.questions({ ...parsed, name: 'idc' }, { endpoints: new Map(), ...context });
  assert.equal(plan.outcome, 'asks');
  for (const { kind, timeoutMs: _timeoutMs, ...spec } of plan.questions) {
    const probe = PROBES.find((one) => one.kind === kind);
    assert.equal(probe?.spec.safeParse(spec).success, true, JSON.stringify(spec));
  }
  return plan.questions;
}

test('a connection alone is asked of AWS, and nothing of the network', () => {
  assert.deepEqual(
    questionsOf({ vpn: VPN }, { place }).map(({ kind, vpc, subnets }) => [kind, vpc, subnets]),
    [['vpn', undefined, undefined]],
  );
});

test('what lies beyond is asked port by port, and the vantage’s own subnets need the route', () => {
  const questions = questionsOf(
    { vpn: VPN, beyond: ['10.60.1.10:22', '10.60.1.10:443', 'files.corp.example:445'] },
    { place },
  );
  assert.deepEqual(
    questions.map(({ kind, host }) => [kind, host]),
    [
      ['vpn', undefined],
      ['port', '10.60.1.10'],
      ['dns', 'files.corp.example'],
      ['port', 'files.corp.example'],
    ],
  );
  const [connection, port] = questions;
  assert.deepEqual(
    [connection?.vpc, connection?.subnets, connection?.reaches],
    [place.vpc, place.subnets, ['10.60.1.10']],
  );
  assert.deepEqual(port?.ports, [
    { port: 22, required: true },
    { port: 443, required: true },
  ]);
});

test('subnets that are named take the place of the vantage’s', () => {
  const subnets = ['subnet-0fedcba9876543210'];
  const [connection] = questionsOf({ vpn: VPN, beyond: ['10.60.1.10:22'], subnets }, { place });
  assert.deepEqual(connection?.subnets, subnets);
});

test('servers that must reach the other side are asked by rule, each to each address', () => {
  const [, , path] = questionsOf({
    vpn: VPN,
    beyond: ['10.60.1.10:22', '10.60.1.10:443'],
    from: ['i-0123456789abcdef0', 'eni-0123456789abcdef0'],
  });
  assert.deepEqual(path?.segments, [
    {
      name: 'i-0123456789abcdef0 to 10.60.1.10',
      from: { instance: 'i-0123456789abcdef0' },
      to: { address: '10.60.1.10' },
      ports: [22, 443],
    },
    {
      name: 'eni-0123456789abcdef0 to 10.60.1.10',
      from: { eni: 'eni-0123456789abcdef0' },
      to: { address: '10.60.1.10' },
      ports: [22, 443],
    },
  ]);
});

test('a target that names no connection is refused in words', () => {
  const { error } = siteToSiteVpn.fields.safeParse({ beyond: ['10.60.1.10:22'] });
  assert.match(error?.issues[0]?.message ?? '', /its id under "vpn", or the tags/);
});
