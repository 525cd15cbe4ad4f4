import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { Finding, FindingFault } from '../../../lib/core/finding.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { type ExplainContext, explainAll } from '../../../lib/stages/check/explain.ts';
import { judgeAll } from '../../../lib/stages/check/judge.ts';
import { observe, toEndpoint } from '../../probes/path/samples.ts';
import {
  ADDRESSES,
  acl,
  IDS,
  memoryReader,
  route,
  rule,
  sampleNetwork,
  table,
  withRules,
} from '../../support/sample-network.ts';

const VANTAGES = new Map([
  ['seoul', { subnetIds: [IDS.vantageSubnet], securityGroupIds: [IDS.vantageGroup] }],
]);
const closed = withRules(sampleNetwork(), IDS.endpointGroup, [rule('ingress', 443, '10.0.0.0/16')]);

function contextOf(more: Partial<ExplainContext> = {}): ExplainContext {
  return { probes: PROBES, vantages: VANTAGES, deadline: deadlineIn(systemClock, 1000), ...more };
}

function failing(
  check: string,
  faults: readonly Partial<FindingFault>[],
  more: Partial<Finding> = {},
): Finding {
  return {
    vantage: 'seoul',
    target: 'sgw-endpoint',
    check,
    status: 'failed',
    reason: faults[0]?.reason ?? null,
    severity: 'critical',
    evidence: [],
    faults: faults.map((fault) => ({
      reason: 'port-filtered',
      status: 'failed',
      severity: 'critical',
      subject: 'vpce:1027',
      address: ADDRESSES.endpoint,
      port: 1027,
      ...fault,
    })),
    measurements: [],
    explanations: [],
    ...more,
  };
}

test('a silent port is explained by the rule that drops it, with one command for all its ports', async () => {
  const reader = memoryReader(closed);
  const finding = failing('port', [{ port: 1026 }, { port: 1027 }, { port: 1031 }]);
  const { findings, notes } = await explainAll([finding], contextOf({ reader }));
  assert.deepEqual(notes, []);
  const [explanation, ...others] = findings[0]?.explanations ?? [];
  assert.deepEqual(others, []);
  assert.equal(explanation?.what, 'security-group');
  assert.equal(explanation?.id, IDS.endpointGroup);
  assert.match(explanation?.because ?? '', /TCP 1026-1027, 1031 from 10\.0\.3\.0\/24/);
  assert.match(explanation?.fix ?? '', /^aws ec2 authorize-security-group-ingress --group-id 'sg-b+'/);
});

test('several silent findings of a vantage cost one reading', async () => {
  const reader = memoryReader(closed);
  const findings = [
    failing('port', [{}]),
    failing('tls', [{ reason: 'tls-silent' }]),
    failing('ntp', [{ reason: 'ntp-silent', port: 123 }]),
  ];
  const explained = await explainAll(findings, contextOf({ reader }));
  assert.deepEqual(
    explained.findings.map(({ explanations }) => explanations.length),
    [1, 1, 1],
  );
  assert.match(explained.findings[2]?.explanations[0]?.because ?? '', /allows UDP 123/);
  assert.equal(reader.asked.filter((method) => method === 'securityGroups').length, 1);
});

test('nothing is read for what did not fail, was reached, or went through a proxy', async () => {
  const reader = memoryReader(closed);
  const findings = [
    failing('port', [{}], { status: 'unknown' }),
    failing('port', [{}], { status: 'healthy', reason: null, faults: [] }),
    failing('port', [{ reason: 'port-refused' }]),
    failing('port', [{ reason: 'port-partly-open', values: { outcome: 'refused' } }]),
    failing('tls', [{ reason: 'tls-intercepted' }]),
    failing('tls', [{ reason: 'tls-silent', values: { via: '10.0.2.10:3128' } }]),
    failing('dns', [{ reason: 'dns-timeout' }]),
    failing('port', [{}], { vantage: 'idc-seoul' }),
  ];
  const explained = await explainAll(findings, contextOf({ reader }));
  assert.deepEqual(explained, { findings, notes: [] });
  assert.deepEqual(reader.asked, []);
});

test('what a flow log recorded stands behind the rule; one that may not be read leaves the rule, and a note', async () => {
  const finding = failing('port', [{}]);
  const line = `2 1 eni-x 10.0.3.7 ${ADDRESSES.endpoint} 41022 1027 6 1 60 1000 1060 REJECT OK`;
  const fields =
    'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
  const asked: (readonly string[])[] = [];
  const flows = {
    flowLogs: {
      flowLogs: async (ids: readonly string[]) => {
        asked.push(ids);
        const common = { resourceId: ids[0] ?? '', fields: fields.split(' ') };
        return [
          { id: 'fl-1', ...common, to: { kind: 'log-group' as const, group: 'g' } },
          { id: 'fl-2', ...common, to: { kind: 'parquet' as const } },
        ];
      },
    },
    logs: {
      tail: async () => ({
        outcome: 'read' as const,
        lines: [{ atMs: 0, stream: 's', text: line }],
        truncated: false,
      }),
    },
    objects: { async *list() {}, read: async () => undefined },
    account: '123456789012',
    region: 'ap-northeast-2',
    nowMs: () => 1_060_000,
  };
  const { findings, notes } = await explainAll([finding], contextOf({ reader: memoryReader(closed), flows }));
  assert.deepEqual(
    findings[0]?.explanations.map(({ what }) => what),
    ['security-group', 'flow-log'],
  );
  const message = 'fl-2 writes Parquet; only text is read';
  assert.deepEqual(notes, [{ vantage: 'seoul', outcome: 'not-read', message }]);
  assert.ok(asked[0]?.some((id) => id.startsWith('vpc-')) && asked[0].some((id) => id.startsWith('subnet-')));
  const refused = {
    ...flows,
    flowLogs: {
      flowLogs: async () => Promise.reject(new AwsRefusal('access-denied', 'ec2:DescribeFlowLogs')),
    },
  };
  const without = await explainAll([finding], contextOf({ reader: memoryReader(closed), flows: refused }));
  assert.deepEqual(
    without.findings[0]?.explanations.map(({ what }) => what),
    ['security-group'],
  );
  assert.deepEqual(without.notes, [
    { vantage: 'seoul', outcome: 'access-denied', action: 'ec2:DescribeFlowLogs' },
  ]);
});

test('a port that answers in some places is explained where it is silent', async () => {
  const reader = memoryReader(closed);
  const finding = failing('port', [{ reason: 'port-partly-open', values: { outcome: 'silent' } }], {
    status: 'degraded',
  });
  const { findings } = await explainAll([finding], contextOf({ reader }));
  assert.equal(findings[0]?.explanations.length, 1);
});

test('a function in a subnet with an internet gateway is moved to one with a NAT gateway; the route stays', async () => {
  const network = sampleNetwork({
    routeTables: [
      table(IDS.table, [], [route('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-0123456789abcdef0' })]),
    ],
  });
  const { findings } = await explainAll(
    [failing('port', [{ address: '52.95.1.1', port: 443 }])],
    contextOf({ reader: memoryReader(network) }),
  );
  const [explanation] = findings[0]?.explanations ?? [];
  assert.equal(explanation?.what, 'route-table');
  assert.match(
    explanation?.fix ?? '',
    /^aws lambda update-function-configuration .* --vpc-config SubnetIds='<private-subnet-ids>',/,
  );
});

test('where the rules let it through, no rule is blamed', async () => {
  const { findings } = await explainAll(
    [failing('port', [{}])],
    contextOf({ reader: memoryReader(sampleNetwork()) }),
  );
  assert.deepEqual(findings[0]?.explanations, []);
});

for (const code of ['access-denied', 'throttled', 'unavailable'] as const) {
  test(`a reading that is ${code} leaves the finding as it is, and a note`, async () => {
    const action = 'ec2:DescribeNetworkAcls';
    const reader = memoryReader(closed, { refuses: { action, code } });
    const finding = failing('port', [{}]);
    const { findings, notes } = await explainAll([finding], contextOf({ reader }));
    assert.deepEqual(findings, [finding]);
    assert.deepEqual(notes, [{ vantage: 'seoul', outcome: code, action }]);
  });
}

test('a reading that takes too long is left, in time', async () => {
  const reader = memoryReader(closed, { silent: true });
  const startedMs = performance.now();
  const deadline = deadlineIn(systemClock, 60);
  const { notes } = await explainAll([failing('port', [{}])], contextOf({ reader, deadline }));
  assert.deepEqual(notes, [{ vantage: 'seoul', outcome: 'out-of-time' }]);
  assert(performance.now() - startedMs < 200);
});

test('a defect while explaining hides no finding', async () => {
  const reader = {
    ...memoryReader(closed),
    subnets: () => Promise.reject(new TypeError('no subnets today')),
  };
  const finding = failing('port', [{}]);
  const { findings, notes } = await explainAll([finding], contextOf({ reader }));
  assert.deepEqual(findings, [finding]);
  assert.deepEqual(notes, [{ vantage: 'seoul', outcome: 'crashed', message: 'no subnets today' }]);
});

test('what a kind explained itself is in the finding, without AWS', async () => {
  const network = sampleNetwork({
    networkAcls: [acl(IDS.acl, [IDS.gatewaySubnet]), acl(IDS.endpointAcl, [IDS.endpointSubnet], [])],
  });
  const planned = {
    vantage: 'seoul',
    target: 'filer-1',
    shown: true,
    question: { ...toEndpoint, kind: 'path' },
  };
  const judged = judgeAll([{ planned, observation: await observe(toEndpoint, network) }], PROBES);
  const { findings } = await explainAll(judged, contextOf());
  const [finding] = findings;
  assert.deepEqual(
    finding?.explanations.map(({ what, id }) => ({ what, id })),
    [
      { what: 'network-acl', id: IDS.endpointAcl },
      { what: 'network-acl', id: IDS.endpointAcl },
    ],
  );
});
