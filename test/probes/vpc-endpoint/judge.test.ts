import assert from 'node:assert/strict';
import { test } from 'node:test';
import { vpcEndpoint } from '../../../lib/probes/vpc-endpoint/kind.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { ENDPOINT, INTERFACES } from './samples.ts';

test('the evidence hands on every address of the endpoint, and names each interface with its zone', () => {
  const observation = { outcome: 'described', endpoint: ENDPOINT, interfaces: INTERFACES } as const;
  const { evidence } = judgeOne(vpcEndpoint, { endpoint: ENDPOINT.id }, observation);
  assert.deepEqual(evidence[0]?.addresses, ['10.0.1.5', '10.0.2.5']);
  assert.deepEqual(
    evidence.slice(1).map(({ subject, address, zone }) => [subject, address, zone]),
    [
      ['eni-0aaaaaaaaaaaaaaaa', '10.0.1.5', 'ap-northeast-2a'],
      ['eni-0cccccccccccccccc', '10.0.2.5', 'ap-northeast-2c'],
    ],
  );
});

test('every fault is found at once: wrong private DNS does not hide a single zone', () => {
  const observation = {
    outcome: 'described',
    endpoint: { ...ENDPOINT, privateDnsEnabled: true },
    interfaces: INTERFACES.slice(0, 1),
  } as const;
  const finding = judgeOne(vpcEndpoint, { endpoint: ENDPOINT.id, wants: { privateDns: 'off' } }, observation);
  assert.deepEqual(
    finding.faults.map((fault) => fault.reason),
    ['endpoint-private-dns-on', 'endpoint-single-zone'],
  );
});

test('AWS’s own words on a failed endpoint are bounded before they are shown', () => {
  const stateMessage = `no\u001b[31m addresses ${'x'.repeat(5000)}`;
  const observation = {
    outcome: 'described',
    endpoint: { ...ENDPOINT, state: 'failed', stateMessage },
    interfaces: [],
  } as const;
  const [fault] = judgeOne(vpcEndpoint, { endpoint: ENDPOINT.id }, observation).faults;
  const shown = String(fault?.values?.stateMessage);
  assert.ok(shown.startsWith('no [31m addresses') && shown.length <= 200, shown);
});
