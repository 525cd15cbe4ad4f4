import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseConfig } from '../../../lib/config/load.ts';
import type { NetworkReader } from '../../../lib/core/aws/network-reader.ts';
import type { Route, RouteTargetKind } from '../../../lib/core/aws/network-state.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { ProbeCall, ProbeReply } from '../../../lib/core/notify/callers.ts';
import type { Observation, Question } from '../../../lib/core/observation.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import type { ExplainNote } from '../../../lib/stages/check/explain.ts';
import type { Discover } from '../../../lib/stages/watch/discover.ts';
import { type WatchInput, type WatchTools, watch } from '../../../lib/stages/watch/watch.ts';
import { lookFinding } from '../../support/alarm-messages.ts';

const ENDPOINT = 'vpce-0123456789abcdef0';
const DNS_NAME = `${ENDPOINT}-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;
const place = 'vpc: vpc-0123456789abcdef0, subnets: [subnet-0123456789abcdef0]';
const target = (fields: string) => `{ name: x, ${fields} }`;
const TCP = target('type: tcp, address: "10.0.0.50:443"');
const PUBLIC = target('type: storage-gateway-service, region: ap-northeast-2');
const BY_ID = target(`type: storage-gateway-endpoint, endpoint: ${ENDPOINT}`);

const defaultRoute = (kind: RouteTargetKind, state: Route['state'] = 'active'): Route => ({
  destination: { kind: 'cidr', cidr: '0.0.0.0/0' },
  target: { kind, id: 'x' },
  state,
  origin: 'created',
});

function networkWith(routes: readonly Route[], refused = false) {
  const reads: string[] = [];
  const read = <T>(name: string, answer: T) => {
    reads.push(name);
    return refused ? Promise.reject(new AwsRefusal('access-denied', `ec2:${name}`)) : Promise.resolve(answer);
  };
  const subnet = {
    id: 'subnet-0123456789abcdef0',
    vpcId: 'vpc-0123456789abcdef0',
    cidrs: [],
    availabilityZone: 'a',
  };
  const table = {
    id: 'rtb-1',
    vpcId: subnet.vpcId,
    isMain: true,
    subnetIds: [],
    propagatingGatewayIds: [],
    routes,
  };
  const network: Partial<NetworkReader> = {
    subnets: () => read('subnets', [subnet]),
    routeTables: () => read('routeTables', [table]),
    vpcEndpoints: () =>
      read('vpcEndpoints', [
        {
          id: ENDPOINT,
          vpcId: subnet.vpcId,
          type: 'Interface',
          serviceName: 'x',
          state: 'available',
          networkInterfaceIds: ['eni-1'],
          subnetIds: [],
          securityGroupIds: [],
          dnsNames: [DNS_NAME, `zone.${DNS_NAME}`],
          privateDnsEnabled: false,
        },
      ]),
    networkInterfaces: () =>
      read('networkInterfaces', [
        {
          id: 'eni-1',
          vpcId: subnet.vpcId,
          subnetId: subnet.id,
          addresses: ['10.0.1.5'],
          publicAddresses: [],
          securityGroupIds: [],
          interfaceType: 'vpc_endpoint',
          description: '',
          status: 'in-use',
        },
      ]),
  };
  return { reads, network: network as NetworkReader };
}

const NO_REPLY: ProbeReply = { outcome: 'not-running', message: 'a test' };
const nothingAskedHere = async () => assert.fail('no control kind is asked');
const CLIENT_VPN = 'cvpn-endpoint-0123456789abcdef0';
const CLIENT_VPNS = {
  endpoints: async () => [
    {
      id: CLIENT_VPN,
      state: 'available',
      dnsName: `*.${CLIENT_VPN}.prod.clientvpn.ap-northeast-2.amazonaws.com`,
      port: 1194,
      transport: 'tcp',
      securityGroupIds: [],
      splitTunnel: false,
      tags: {},
    },
  ],
  // The context reads the list; the kind reads the rest.
  endpoint: async () => assert.fail('the kind asks'),
  associations: async () => assert.fail('the kind asks'),
  authorisations: async () => assert.fail('the kind asks'),
  routes: async () => assert.fail('the kind asks'),
};

async function watching(
  yaml: string,
  input: WatchInput,
  { reads, network } = networkWith([]),
  reply: ProbeReply = NO_REPLY,
  askHere: (questions: readonly Question[]) => Promise<readonly Observation[]> = nothingAskedHere,
  discover: Discover = async () => assert.fail('nothing is to be discovered'),
  recentReports: WatchTools['recentReports'] = async () => [],
) {
  const calls: ProbeCall[] = [];
  const notes: ExplainNote[] = [];
  const watched = await watch(input, parseConfig(yaml), {
    probes: PROBES,
    clock: systemClock,
    deadline: deadlineIn(systemClock, 10_000),
    region: 'ap-northeast-2',
    network,
    aws: {
      instanceConnect: { endpoints: async () => assert.fail('no endpoint is wanted') },
      instances: {
        instances: async () => assert.fail('no instance is wanted'),
        images: async () => assert.fail('no image is wanted'),
      },
      clientVpn: CLIENT_VPNS,
    },
    discover,
    recentReports,
    probeGroups: new Map([['a', 'sg-1']]),
    onNote: (note) => notes.push(note),
    lastGood: async () => undefined,
    callProbe: async (call) => {
      calls.push(call);
      return reply;
    },
    askHere,
  });
  return { ...watched, calls, reads, notes };
}

test('a target that needs nothing of AWS has nothing read', async () => {
  const { reads, report } = await watching(`vantages: [{ name: a, ${place}, targets: [${TCP}] }]`, {});
  assert.deepEqual(reads, []);
  assert.deepEqual([report.vantage, report.totals.unknown], ['a', 1]);
});

test('a report says what its targets were called before, where they were', async () => {
  const renamed = TCP.replace('name: x', 'name: x, was: [w, b/v]');
  const { report } = await watching(`vantages: [{ name: a, ${place}, targets: [${renamed}] }]`, {});
  assert.deepEqual(report.formerNames, [
    {
      target: 'x',
      was: [
        { vantage: 'a', target: 'w' },
        { vantage: 'b', target: 'v' },
      ],
    },
  ]);
  const plain = await watching(`vantages: [{ name: a, ${place}, targets: [${TCP}] }]`, {});
  assert.equal('formerNames' in plain.report, false);
});

test('an endpoint that is named by id is asked by its name, and expected at its addresses', async () => {
  const { calls } = await watching(`vantages: [{ name: a, ${place}, targets: [${BY_ID}] }]`, {
    checks: ['dns'],
  });
  const [dns] = calls.flatMap(({ questions }) => questions).filter(({ kind }) => kind === 'dns');
  assert.equal(dns?.host, DNS_NAME);
  assert.deepEqual(dns?.addresses, ['10.0.1.5']);
});

const ways: readonly (readonly [routes: readonly Route[], asked: boolean, why: string])[] = [
  [[], false, 'without a default route'],
  [
    [defaultRoute('internet-gateway')],
    false,
    'through an internet gateway, which functions have no address for',
  ],
  [[defaultRoute('nat-gateway', 'blackhole')], false, 'through a NAT gateway that is gone'],
  [[defaultRoute('nat-gateway')], true, 'through a NAT gateway'],
  [[defaultRoute('transit-gateway')], true, 'through a transit gateway'],
];
for (const [routes, asked, why] of ways) {
  test(`public names are ${asked ? '' : 'not '}checked from a VPC ${why}`, async () => {
    const yaml = `vantages: [{ name: a, ${place}, targets: [${PUBLIC}] }]`;
    const { calls, report } = await watching(yaml, {}, networkWith(routes));
    assert.equal(calls.length > 0, asked);
    assert.equal(
      report.doesNotProve.some((line) => line.includes('no internet access')),
      !asked,
    );
  });
}

test('when AWS does not tell the routes, the question is asked rather than lost', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${PUBLIC}] }]`;
  const { calls } = await watching(yaml, {}, networkWith([], true));
  assert(calls.length > 0);
});

test('everything is one report: each vantage in a VPC, and a word on those on premises', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}] }, { name: b, ${place}, targets: [${TCP}] }, { name: idc, targets: [${TCP}] }]`;
  const { runs, report, calls } = await watching(yaml, {});
  assert.deepEqual(calls.map(({ vantage }) => vantage).sort(), ['a', 'b']);
  assert.equal(report.vantage, 'a, b');
  assert.deepEqual(
    report.findings.map(({ vantage }) => vantage),
    ['a', 'b'],
  );
  assert.equal(report.totals.unknown, 2);
  assert.equal(runs.length, 2);
  assert(report.doesNotProve.some((line) => line.includes('idc') && line.includes('gatewatch run')));
});

test('one vantage, one target: nothing else is asked', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}, { name: y, type: tcp, address: "10.0.0.2:1" }] }, { name: b, ${place}, targets: [${TCP}] }]`;
  const { report, calls } = await watching(yaml, { vantage: 'a', targets: ['y'], lang: 'fr' });
  assert.deepEqual(
    calls.map(({ vantage }) => vantage),
    ['a'],
  );
  assert.deepEqual(
    report.findings.map((finding) => [finding.target, finding.reason]),
    [['y', 'vantage-broken']],
  );
  assert.match(report.findings[0]?.summary ?? '', /depuis a/);
});

/** The probe got no answer from 10.0.0.50:443. */
const SILENT: ProbeReply = {
  outcome: 'answered',
  payload: {
    observations: [
      {
        outcome: 'asked',
        answers: [
          { address: '10.0.0.50', port: 443, attempts: 2, answer: { outcome: 'silent', elapsedMs: 3000 } },
        ],
      },
    ],
  },
};

/** One subnet; `sg-1` may send anything, `sg-2` lets nobody in. */
function walledNetwork() {
  const vpcId = 'vpc-0123456789abcdef0';
  const subnet = { id: 'subnet-0123456789abcdef0', vpcId, cidrs: ['10.0.0.0/24'], availabilityZone: 'a' };
  const local = {
    destination: { kind: 'cidr', cidr: '10.0.0.0/16' },
    target: { kind: 'local', id: 'local' },
    state: 'active',
    origin: 'table',
  } as const;
  const egress = {
    direction: 'egress',
    protocol: '-1',
    fromPort: null,
    toPort: null,
    peer: { kind: 'cidr', cidr: '0.0.0.0/0' },
  } as const;
  const group = (id: string) => ({ id, name: id, vpcId, rules: [egress] });
  const entry = (isEgress: boolean) =>
    ({
      ruleNumber: 100,
      egress: isEgress,
      protocol: '-1',
      action: 'allow',
      cidr: '0.0.0.0/0',
      fromPort: null,
      toPort: null,
    }) as const;
  const network: NetworkReader = {
    vpcs: async () => [{ id: vpcId, cidrs: ['10.0.0.0/16'] }],
    subnets: async () => [subnet],
    routeTables: async () => [
      { id: 'rtb-1', vpcId, isMain: true, subnetIds: [], propagatingGatewayIds: [], routes: [local] },
    ],
    networkAcls: async () => [
      { id: 'acl-1', vpcId, isDefault: true, subnetIds: [subnet.id], entries: [entry(true), entry(false)] },
    ],
    securityGroups: async (ids) => ids.map(group),
    networkInterfaces: async () => [
      {
        id: 'eni-1',
        vpcId,
        subnetId: subnet.id,
        addresses: ['10.0.0.50'],
        publicAddresses: [],
        securityGroupIds: ['sg-2'],
        interfaceType: 'interface',
        description: '',
        status: 'in-use',
      },
    ],
    prefixLists: async () => [],
    vpcEndpoints: async () => [],
  };
  return { reads: [], network };
}

test('load balancers are asked once, with the first vantage that stands in a VPC', async () => {
  const mtls = 'mtls: [{ name: api, loadBalancer: app/api/0123456789abcdef }]';
  const yaml = `vantages: [{ name: idc, targets: [${TCP}] }, { name: a, ${place}, targets: [${TCP}] }, { name: b, ${place}, targets: [${TCP}] }]\n${mtls}\n`;
  const asked: Question[] = [];
  const askHere = async (questions: readonly Question[]) => {
    asked.push(...questions);
    return questions.map(() => ({ outcome: 'no-load-balancer' }));
  };
  const { report } = await watching(yaml, { targets: ['api'] }, networkWith([]), undefined, askHere);
  assert.deepEqual(
    asked.map(({ kind, loadBalancer }) => [kind, loadBalancer]),
    [
      ['mtls', 'app/api/0123456789abcdef'],
      ['trust-store', 'app/api/0123456789abcdef'],
    ],
  );
  assert.deepEqual(
    report.findings.map(({ vantage, target, check }) => [vantage, target, check]),
    [
      ['a', 'api', 'mtls'],
      ['a', 'api', 'trust-store'],
    ],
  );
});

test('a silence is explained by the rules between the probe and the target', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}] }]`;
  const { report, notes } = await watching(yaml, {}, walledNetwork(), SILENT);
  const [finding] = report.findings;
  assert.deepEqual([finding?.reason, notes], ['port-filtered', []]);
  assert.deepEqual(
    finding?.explanations.map(({ what, id }) => [what, id]),
    [['security-group', 'sg-2']],
  );
  assert.match(finding?.explanations[0]?.fix ?? '', /authorize-security-group-ingress .*sg-2/);
});

test('when AWS refuses the rules, the finding stands and the log says why it is not explained', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}] }]`;
  const refusing = { reads: [], network: refusingNetwork() };
  const { report, notes } = await watching(yaml, {}, refusing, SILENT);
  assert.deepEqual([report.findings[0]?.reason, report.findings[0]?.explanations], ['port-filtered', []]);
  assert.deepEqual(
    notes.map(({ vantage, outcome }) => [vantage, outcome]),
    [['a', 'access-denied']],
  );
});

function refusingNetwork(): NetworkReader {
  const refuse = () => Promise.reject(new AwsRefusal('access-denied', 'ec2:DescribeAnything'));
  return {
    vpcs: refuse,
    subnets: refuse,
    routeTables: refuse,
    networkAcls: refuse,
    securityGroups: refuse,
    networkInterfaces: refuse,
    prefixLists: refuse,
    vpcEndpoints: refuse,
  };
}

const FOUND_VPN = {
  type: 'site-to-site-vpn',
  id: 'vpn-0123456789abcdef0',
  name: 'idc',
  tags: { Name: 'idc' },
} as const;
const DISCOVERING = `vantages: [{ name: a, ${place}, discover: [vpn], targets: [${TCP}] }]`;

test('what is discovered is asked like what is configured', async () => {
  const asked: Question[] = [];
  const { report } = await watching(
    DISCOVERING,
    {},
    networkWith([]),
    NO_REPLY,
    async (questions) => {
      asked.push(...questions);
      return questions.map(() => ({ outcome: 'missing', others: [] }));
    },
    async (what, { vpc }) => {
      assert.deepEqual([what, vpc], ['vpn', 'vpc-0123456789abcdef0']);
      return { targets: [FOUND_VPN], refused: [] };
    },
  );
  assert.deepEqual(
    asked.map(({ kind, vpn }) => [kind, vpn]),
    [['vpn', FOUND_VPN.id]],
  );
  assert.deepEqual(
    report.findings.map(({ target: name, reason }) => [name, reason]),
    [
      ['x', 'vantage-broken'],
      ['idc', 'vpn-missing'],
    ],
  );
});

test('each finding has the owner of its target, of the file or of what was found', async () => {
  const { report } = await watching(
    `ownerTag: team\n${DISCOVERING.replace('name: x', 'name: x, owner: web-team')}`,
    {},
    networkWith([]),
    NO_REPLY,
    async (questions) => questions.map(() => ({ outcome: 'missing', others: [] })),
    async () => ({ targets: [{ ...FOUND_VPN, tags: { team: 'network' } }], refused: [] }),
  );
  assert.deepEqual(
    report.findings.map(({ target, owner }) => [target, owner]),
    [
      ['x', 'web-team'],
      ['idc', 'network'],
    ],
  );
});

test('a gateway in another subnet than the vantage is told with both subnets', async () => {
  const filer = '{ name: filer-1, type: storage-gateway, address: 10.0.9.20 }';
  const yaml = `vantages: [{ name: a, ${place}, targets: [${filer}] }]`;
  const { network, reads } = walledNetwork();
  const subnets: NetworkReader['subnets'] = async (query, signal) => [
    ...(await network.subnets(query, signal)),
    {
      id: 'subnet-0fedcba9876543210',
      vpcId: 'vpc-0123456789abcdef0',
      cidrs: ['10.0.9.0/24'],
      availabilityZone: 'a',
    },
  ];
  const { report } = await watching(yaml, { checks: ['port'] }, { reads, network: { ...network, subnets } });
  assert.deepEqual(
    report.doesNotProve.filter((line) => line.includes('filer-1')),
    [
      'filer-1 (10.0.9.20) is in subnet-0fedcba9876543210; a runs in subnet-0123456789abcdef0: other network ACLs, routes and security groups may apply there.',
    ],
  );
});

test('a run of configured targets waits for no discovery', async () => {
  const { report } = await watching(DISCOVERING, { targets: ['x'] });
  assert.deepEqual(
    report.findings.map(({ target: name }) => name),
    ['x'],
  );
});

test('where only tags say whose a configured target is, a recheck of it reads them', async () => {
  const its = `{ name: mine, type: site-to-site-vpn, vpn: ${FOUND_VPN.id} }`;
  const yaml = `vantages: [{ name: a, ${place}, discover: [vpn], targets: [${its}] }]`;
  const ownersOf = async (ownerTag: string) => {
    const { report } = await watching(
      `${ownerTag}\n${yaml}`,
      { targets: ['mine'] },
      networkWith([]),
      NO_REPLY,
      async (questions) => questions.map(() => ({ outcome: 'missing', others: [] })),
      async () => {
        listings += 1;
        return { targets: [{ ...FOUND_VPN, tags: { team: 'network' } }], refused: [] };
      },
    );
    return [...new Set(report.findings.map(({ target, owner }) => `${target} ${owner}`))];
  };
  let listings = 0;
  assert.deepEqual(await ownersOf(''), ['mine undefined']);
  assert.equal(listings, 0);
  assert.deepEqual(await ownersOf('ownerTag: team'), ['mine network']);
  assert.equal(listings, 1);
});

test('a refused discovery is a finding of its own, unknown, that names the action', async () => {
  const refused = [{ code: 'access-denied' as const, action: 'ec2:DescribeVpnConnections' }];
  const { report } = await watching(
    DISCOVERING,
    {},
    networkWith([]),
    NO_REPLY,
    nothingAskedHere,
    async () => ({ targets: [], refused }),
  );
  const finding = report.findings.find(({ target: name }) => name === 'discover-vpn');
  assert.deepEqual([finding?.check, finding?.status, finding?.reason], ['vpn', 'unknown', 'access-denied']);
  assert.match(finding?.summary ?? '', /ec2:DescribeVpnConnections/);
});

test('a Client VPN endpoint is asked by the name, port and transport that AWS tells', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${target(`type: client-vpn, endpoint: ${CLIENT_VPN}`)}] }]`;
  const world = networkWith([defaultRoute('nat-gateway')]);
  const { calls } = await watching(yaml, { checks: ['openvpn'] }, world);
  const [question] = calls.flatMap(({ questions }) => questions).filter(({ kind }) => kind === 'openvpn');
  assert.deepEqual(
    [question?.host, question?.port, question?.transport],
    [`gatewatch.${CLIENT_VPN}.prod.clientvpn.ap-northeast-2.amazonaws.com`, 1194, 'tcp'],
  );
});

test('a vantage is compared with what the others reported lately; only those are read that are not asked now', async () => {
  const yaml = `vantages: [{ name: a, ${place}, targets: [${TCP}] }, { name: idc, targets: [{ name: y, type: tcp, address: "10.0.0.50:443" }] }]`;
  const refused = { outcome: 'refused', code: 'ECONNREFUSED', elapsedMs: 1 };
  const answers = [{ address: '10.0.0.50', port: 443, attempts: 1, answer: refused }];
  const reply: ProbeReply = {
    outcome: 'answered',
    payload: { observations: [{ kind: 'port', outcome: 'asked', answers }] },
  };
  const read: (readonly string[])[] = [];
  const watched = await watching(yaml, {}, undefined, reply, undefined, undefined, async (names) => {
    read.push(names);
    const finding = lookFinding('healthy', { vantage: 'idc', target: 'y', check: 'port' });
    const totals = { healthy: 1, degraded: 0, failed: 0, unknown: 0 };
    const startedAt = '2026-11-21T10:00:00.000Z';
    return [
      { version: 1, vantage: 'idc', startedAt, durationMs: 1, totals, findings: [finding], doesNotProve: [] },
    ];
  });
  assert.deepEqual(read, [['idc']]);
  for (const { findings } of [watched.report, ...watched.runs.map(({ report }) => report)]) {
    const [finding] = findings;
    assert.equal(
      finding?.betweenVantages?.sentence,
      "Fails from a, works from idc: the cause is on the VPC's side.",
    );
    assert.equal(finding?.runbook?.causes[0], finding?.betweenVantages?.cause);
  }
});
