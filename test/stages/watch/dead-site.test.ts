import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { type WatchTools, watch } from '../../../lib/stages/watch/watch.ts';

const PLACE =
  'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0], targets: [{ name: web, type: tcp, address: "10.0.0.1:443" }]';
const CONFIG = parseConfig(`vantages: [{ name: here, ${PLACE} }]
accounts:
  - { id: "111122223333", name: shop, regions: [us-east-1], organizationalUnit: ou-ab12-34567890, vantages: [{ name: app, ${PLACE} }] }
`);

test('an account that never lets in is broken in time, and the others are reported', async () => {
  const refuse = async () => {
    throw new AwsRefusal('access-denied', 'ec2:DescribeSubnets');
  };
  const nothing = new Proxy({}, { get: () => refuse });
  const tools: WatchTools = {
    probes: PROBES,
    clock: systemClock,
    deadline: deadlineIn(systemClock, 3000),
    region: 'ap-northeast-2',
    network: nothing as WatchTools['network'],
    aws: { instanceConnect: nothing, instances: nothing, clientVpn: nothing } as WatchTools['aws'],
    discover: async () => assert.fail('nothing is to be discovered'),
    callProbe: async ({ questions }) => ({
      outcome: 'answered',
      payload: { observations: questions.map(() => ({ outcome: 'out-of-time', waitedMs: 1 })) },
    }),
    askHere: async () => [],
    lastGood: async () => undefined,
    probeGroups: new Map(),
    onNote: () => {},
    enter: () => new Promise(() => {}),
  };
  const { report } = await watch({}, CONFIG, tools);
  assert.deepEqual(
    report.findings.map(({ vantage, reason }) => [vantage, reason]),
    [
      ['here', 'out-of-time'],
      ['shop.us-east-1.app', 'vantage-broken'],
    ],
  );
  assert.match(JSON.stringify(report.findings[1]?.evidence), /sts:AssumeRole \(unavailable\)/);
});
