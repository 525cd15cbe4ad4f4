import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Finding } from '../../lib/core/finding.ts';
import { evaluatePath } from '../../lib/explain/evaluate.ts';
import { explainPaths, type PathExplanation } from '../../lib/explain/explanation.ts';
import type { NetworkState, PathEnd, PathQuestion } from '../../lib/explain/packet.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { showAclEntries, showGroupRules, showRoutes } from '../../lib/probes/kit/describe-commands.ts';
import { shareFixes } from '../../lib/stages/check/share-fixes.ts';
import { acl, entry, group, IDS, route, rule, sampleNetwork, table } from '../support/sample-network.ts';
import { simulate, wordsOf } from './apply-commands.ts';

const NETWORK = sampleNetwork();
const SITE = '192.168.5.9';
const NAT = { kind: 'nat-gateway', id: 'nat-0123456789abcdef0' } as const;
const IGW = { kind: 'internet-gateway', id: 'igw-0123456789abcdef0' } as const;
const VGW = { kind: 'virtual-private-gateway', id: IDS.vpnGateway } as const;
const ROUTER = { kind: 'network-interface', id: 'eni-0123456789abcdef0' } as const;

function endIn(subnetId: string, address: string, more: Partial<PathEnd> = {}): PathEnd {
  const subnet = NETWORK.subnets.find(({ id }) => id === subnetId);
  assert(subnet !== undefined);
  return { address, vpcId: IDS.vpc, subnet, securityGroupIds: [], publicAddresses: [], ...more };
}

const ENDPOINT = endIn(IDS.endpointSubnet, '10.0.2.5', { vpcEndpointId: IDS.endpoint });
const INSTANCE = endIn(IDS.gatewaySubnet, '10.0.1.20', { interfaceId: IDS.gatewayInterface });
const FUNCTION = endIn(IDS.vantageSubnet, '10.0.3.0/24', { securityGroupIds: [IDS.vantageGroup] });

function ask(from: PathEnd, to: PathEnd, more: Partial<PathQuestion> = {}): PathQuestion {
  return { from, to, protocol: 'tcp', port: 443, ...more };
}

function explain(state: NetworkState, ...questions: readonly PathQuestion[]): readonly PathExplanation[] {
  const index = indexState(state);
  const paths = questions.map((question) => ({ question, verdict: evaluatePath(question, index) }));
  return explainPaths(paths, index).map(({ explanation }) => explanation);
}

/** The one explanation there is; its commands are obeyed, and open the path. */
function fixed(state: NetworkState, question: PathQuestion): PathExplanation {
  const [explanation, ...others] = explain(state, question);
  assert(explanation !== undefined);
  assert.deepEqual(others, []);
  const after = simulate({ state, question }, explanation.fix.replace('<gateway-id>', IDS.vpnGateway));
  assert.equal(evaluatePath(after.question, indexState(after.state)).outcome, 'allowed', explanation.fix);
  return explanation;
}

const withRoutes = (...routes: Parameters<typeof table>[2]) =>
  sampleNetwork({
    routeTables: [table(IDS.table, [], routes), table(IDS.endpointTable, [IDS.endpointSubnet], routes)],
  });
const EVERYWHERE = '0.0.0.0/0';
const CREATE_SITE_ROUTE = `aws ec2 create-route --route-table-id '${IDS.endpointTable}' --destination-cidr-block '${SITE}/32' --gateway-id`;

test('a route back through a NAT gateway is no way back: the fix is the route to the site', () => {
  const fromSite = ask({ address: SITE }, ENDPOINT);
  const explanation = fixed(withRoutes(route(EVERYWHERE, NAT)), fromSite);
  assert.equal(explanation.why, 'route-back-through-nat');
  assert.match(explanation.because ?? '', /carries only connections opened from inside the VPC/);
  assert.equal(explanation.fix, `${CREATE_SITE_ROUTE} '<gateway-id>'`);
  const known = fixed(withRoutes(route(EVERYWHERE, NAT)), { ...fromSite, via: VGW });
  assert.match(known.fix, /^aws ec2 enable-vgw-route-propagation /);
});

test('an egress-only internet gateway carries no answers to a connection from outside', () => {
  const eigw = { kind: 'egress-only-internet-gateway', id: 'eigw-1' } as const;
  const state = withRoutes(route('::/0', eigw));
  const v6 = endIn(IDS.endpointSubnet, '2001:db8::5', { publicAddresses: [] });
  const open = acl(
    IDS.endpointAcl,
    [IDS.endpointSubnet],
    [entry(true, 100, 'allow', '::/0'), entry(false, 100, 'allow', '::/0')],
  );
  const question = ask({ address: '2600:1f00::7' }, v6);
  const [explanation] = explain({ ...state, networkAcls: [open] }, question);
  assert.equal(explanation?.why, 'route-back-through-nat');
  assert.match(explanation.fix, /--destination-ipv6-cidr-block '2600:1f00::7\/128'/);
});

test('an interface without a public address gets one, and the subnet keeps its way to the internet', () => {
  const state = withRoutes(route(EVERYWHERE, IGW));
  const explanation = fixed(state, ask(INSTANCE, { address: '203.0.113.7' }));
  assert.equal(explanation.why, 'route-needs-public-address');
  assert.deepEqual(
    wordsOf(explanation.fix).map(([, action]) => action),
    ['allocate-address', 'associate-address'],
  );
});

test('a function cannot have a public address: it is moved to a private subnet', () => {
  const state = withRoutes(route(EVERYWHERE, IGW));
  const [explanation] = explain(
    state,
    ask({ ...FUNCTION, functionName: 'probe' }, { address: '203.0.113.7' }),
  );
  assert.equal(
    explanation?.fix,
    `aws lambda update-function-configuration --function-name 'probe' --vpc-config SubnetIds='<private-subnet-ids>',SecurityGroupIds='${IDS.vantageGroup}'`,
  );
});

test('a dead internet gateway is not attached for a private address', () => {
  const state = withRoutes(route(EVERYWHERE, IGW, { state: 'blackhole' }));
  const { fix } = fixed(state, ask(INSTANCE, { address: SITE }));
  assert.match(fix, /^aws ec2 create-route .* --destination-cidr-block '192\.168\.5\.9\/32'/);
});

test('a static blackhole of the same prefix is replaced, for propagation would not win over it', () => {
  const dead = route(`${SITE}/32`, { kind: 'transit-gateway', id: 'tgw-1' }, { state: 'blackhole' });
  const { fix } = fixed(withRoutes(dead), ask(INSTANCE, { address: SITE }, { via: VGW }));
  assert.equal(
    fix,
    `aws ec2 replace-route --route-table-id '${IDS.table}' --destination-cidr-block '${SITE}/32' --gateway-id '${IDS.vpnGateway}'`,
  );
  const wider = route('192.168.0.0/16', { kind: 'transit-gateway', id: 'tgw-1' }, { state: 'blackhole' });
  const overruled = fixed(withRoutes(wider), ask(INSTANCE, { address: SITE }, { via: VGW }));
  assert.match(overruled.fix, /^aws ec2 create-route .*192\.168\.5\.9\/32/);
});

test('a Route Server loses to a static route, ties with a gateway, and is never replaced', () => {
  const block = '192.168.0.0/16';
  const advertised = route(block, ROUTER, { origin: 'advertised', state: 'blackhole' });
  const outcome = (...routes: Parameters<typeof table>[2]) =>
    evaluatePath(ask(INSTANCE, { address: SITE }), indexState(withRoutes(...routes))).outcome;
  assert.equal(outcome(advertised, route(block, VGW)), 'allowed');
  assert.equal(outcome(advertised, route(block, VGW, { origin: 'propagated' })), 'undecided');
  const { fix } = fixed(withRoutes(advertised), ask(INSTANCE, { address: SITE }));
  assert.match(fix, /^aws ec2 create-route .*192\.168\.5\.9\/32/);
  const whole = route(`${SITE}/32`, ROUTER, { origin: 'advertised', state: 'blackhole' });
  assert.equal(explain(withRoutes(whole), ask(INSTANCE, { address: SITE }))[0]?.fix, '');
});

test("an address of the VPC's own block that no interface holds is not called allowed", () => {
  const verdict = evaluatePath(ask(INSTANCE, { address: '10.0.9.9' }), indexState(NETWORK));
  assert.equal(verdict.outcome, 'undecided');
  assert.deepEqual(
    verdict.outcome === 'undecided' && verdict.why.map(({ code, unknown }) => [code, unknown]),
    [['address-not-held', ['10.0.9.9']]],
  );
});

test('the last IPv6 rule is named *, and new rules take the next free step of ten', () => {
  const v6 = (address: string, subnetId: string) => endIn(subnetId, address);
  const closed = {
    ...acl(
      IDS.endpointAcl,
      [IDS.endpointSubnet],
      [entry(true, 100, 'allow', '::/0'), entry(false, 100, 'allow', '10.0.0.0/8')],
    ),
  };
  const last = entry(false, 32_768, 'deny', '::/0');
  const state = sampleNetwork({
    networkAcls: [
      acl(
        IDS.acl,
        [IDS.gatewaySubnet],
        [entry(true, 100, 'allow', '::/0'), entry(false, 100, 'allow', '::/0')],
      ),
      { ...closed, entries: [...closed.entries, last] },
    ],
    routeTables: [
      { ...table(IDS.table, [], []), routes: [route('2001:db8::/56', { kind: 'local', id: 'local' })] },
    ],
  });
  const question = ask(v6('2001:db8:0:1::5', IDS.gatewaySubnet), v6('2001:db8:0:2::5', IDS.endpointSubnet));
  const explanation = fixed(state, question);
  assert.equal(explanation.why, 'acl-in-no-rule');
  assert.equal(explanation.values.rule, '*');
  assert.match(explanation.fix, /--rule-number '110' .* --ipv6-cidr-block '2001:db8:0:1::5\/128'/);
});

/** A network ACL with this many allowing rules of its own, none for the packet. */
const crowded = (rules: number) =>
  sampleNetwork({
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet, IDS.vantageSubnet]),
      acl(
        IDS.endpointAcl,
        [IDS.endpointSubnet],
        [
          entry(true, 100, 'allow', EVERYWHERE),
          ...Array.from({ length: rules }, (_, at) =>
            entry(false, 10 * (at + 1), 'allow', `172.16.${at}.0/24`),
          ),
        ],
      ),
    ],
  });

test('rules beyond the quota of a network ACL are counted, the last one with them, and said in every text', () => {
  const fits = fixed(crowded(18), ask(INSTANCE, ENDPOINT));
  assert.doesNotMatch(fits.because ?? '', /quota/);
  const over = fixed(crowded(19), ask(INSTANCE, ENDPOINT));
  assert.match(over.because ?? '', /then holds 21 rules in this direction\. The quota is 20/);
});

const withGroups = (...groups: readonly ReturnType<typeof group>[]) =>
  sampleNetwork({ securityGroups: groups });
const NO_GROUP_RULES = group(IDS.endpointGroup, []);
const OPEN_OUT = group(IDS.vantageGroup, [rule('egress', 'all', EVERYWHERE)]);

test('the default group of the other end is no target: its address is', () => {
  const state = withGroups(
    NO_GROUP_RULES,
    group(IDS.gatewayGroup, [rule('egress', 'all', EVERYWHERE)], 'default'),
  );
  const from = { ...INSTANCE, securityGroupIds: [IDS.gatewayGroup] };
  const to = { ...ENDPOINT, securityGroupIds: [IDS.endpointGroup] };
  const { fix } = fixed(state, ask(from, to));
  assert.match(fix, /"CidrIp":"10\.0\.1\.20\/32"/);
  assert.doesNotMatch(fix, new RegExp(IDS.gatewayGroup));
});

test('an instance that carries only the default group gets a group of its own that allows nothing else', () => {
  const state = withGroups(OPEN_OUT, group(IDS.gatewayGroup, [], 'default'));
  const to = { ...INSTANCE, securityGroupIds: [IDS.gatewayGroup] };
  const { fix } = fixed(state, ask(FUNCTION, to, { port: 22 }));
  assert.deepEqual(wordsOf(fix).at(-1)?.slice(1), [
    'modify-network-interface-attribute',
    '--network-interface-id',
    IDS.gatewayInterface,
    '--groups',
    IDS.gatewayGroup,
    'sg-0fedcba9876543210',
  ]);
  assert.match(fix, /revoke-security-group-egress/);
});

test("beside the function's group no whole subnet is opened where one of its routes is broken", () => {
  const state: NetworkState = {
    ...withGroups(NO_GROUP_RULES, OPEN_OUT),
    routeTables: [
      table(IDS.table, [], []),
      table('rtb-dead', [IDS.vantageSubnet], [route('10.0.2.0/24', ROUTER, { state: 'blackhole' })]),
      table(IDS.endpointTable, [IDS.endpointSubnet], []),
    ],
  };
  const to = { ...ENDPOINT, securityGroupIds: [IDS.endpointGroup] };
  const elsewhere = endIn(IDS.gatewaySubnet, '10.0.1.0/24', { securityGroupIds: [IDS.vantageGroup] });
  const explanations = explain(state, ask(FUNCTION, to), ask(elsewhere, to));
  const opened = explanations.find(({ what }) => what === 'security-group');
  assert.match(opened?.fix ?? '', new RegExp(IDS.vantageGroup));
  assert.doesNotMatch(opened?.fix ?? '', /IpRanges/);
});

test('each peer of a merged rule is admitted on its own ports, not on those of the others', () => {
  const state = withGroups(NO_GROUP_RULES, OPEN_OUT);
  const to = { ...ENDPOINT, securityGroupIds: [IDS.endpointGroup] };
  const [explanation] = explain(state, ask(FUNCTION, to, { port: 443 }), ask(INSTANCE, to, { port: 1031 }));
  const [call = []] = wordsOf(explanation?.fix ?? '');
  assert.deepEqual(
    JSON.parse(call.at(-1) ?? '').map(({ FromPort, UserIdGroupPairs, IpRanges }: Record<string, unknown>) => [
      FromPort,
      UserIdGroupPairs ?? IpRanges,
    ]),
    [
      [443, [{ GroupId: IDS.vantageGroup }]],
      [1031, [{ CidrIp: '10.0.1.20/32' }]],
    ],
  );
});

function findingOf(target: string, state: NetworkState, ...questions: readonly PathQuestion[]): Finding {
  return {
    vantage: 'seoul',
    target,
    check: 'port',
    status: 'failed',
    reason: 'port-filtered',
    severity: 'critical',
    evidence: [],
    faults: [],
    measurements: [],
    explanations: explain(state, ...questions),
  };
}

test('commands of one report work together: every rule number once, every rule once, every command once', () => {
  const to = { ...ENDPOINT, securityGroupIds: [IDS.endpointGroup] };
  const state: NetworkState = {
    ...withGroups(NO_GROUP_RULES, OPEN_OUT),
    networkAcls: [
      acl(IDS.acl, [IDS.gatewaySubnet, IDS.vantageSubnet]),
      acl(IDS.endpointAcl, [IDS.endpointSubnet], [entry(true, 100, 'allow', EVERYWHERE)]),
    ],
  };
  const questions = [443, 1026, 1027].map((port) => ask(FUNCTION, to, { port }));
  const [first, second, third] = questions;
  assert(first !== undefined && second !== undefined && third !== undefined);
  const findings = shareFixes([
    findingOf('one', state, first, second),
    findingOf('two', state, second, third),
    findingOf('three', state, ask(INSTANCE, { address: SITE })),
    findingOf('four', state, ask(INSTANCE, { address: SITE }, { via: VGW })),
  ]);
  const printed = findings.flatMap(({ explanations }) =>
    explanations.filter(({ fixShownAt }) => fixShownAt === undefined).map(({ fix }) => fix),
  );
  // Alone, each finding would take rule number 10, and the second authorize would be refused for port 1026.
  let now = { state, question: first };
  for (const fix of printed) now = simulate(now, fix);
  for (const question of [...questions, ask(INSTANCE, { address: SITE })]) {
    assert.equal(evaluatePath(question, indexState(now.state)).outcome, 'allowed');
  }
  assert.equal(new Set(printed).size, printed.length);
  assert.deepEqual(
    findings.map(({ explanations }) => explanations.map(({ fixShownAt }) => fixShownAt)),
    [[undefined, undefined], ['one · port', 'one · port'], [undefined], ['three · port']],
  );
  // A message about one finding shows its commands all the same; what planning needs is gone.
  assert.ok(
    findings.every(({ explanations }) => explanations.every((one) => one.fix !== '' && !('changes' in one))),
  );
});

test('the commands that list rules and routes show every way to name an address or a next hop', () => {
  assert.match(showGroupRules('{id}'), /CidrIpv6.*PrefixListId.*ReferencedGroupInfo/);
  assert.match(showAclEntries('{id}'), /Ipv6CidrBlock/);
  assert.match(
    showRoutes('{id}'),
    /DestinationIpv6CidrBlock.*DestinationPrefixListId.*VpcPeeringConnectionId.*NetworkInterfaceId/,
  );
});

test('an echo request needs its type, and its reply another', () => {
  const ping = ask(INSTANCE, ENDPOINT, { protocol: 'icmp' });
  const closed = acl(
    IDS.endpointAcl,
    [IDS.endpointSubnet],
    [
      entry(false, 100, 'allow', EVERYWHERE),
      { ...entry(true, 100, 'allow', EVERYWHERE), protocol: '1', fromPort: 8, toPort: -1 },
    ],
  );
  const state = sampleNetwork({ networkAcls: [acl(IDS.acl, [IDS.gatewaySubnet]), closed] });
  assert.equal(evaluatePath(ping, indexState(NETWORK)).outcome, 'allowed');
  const explanation = fixed(state, ping);
  assert.match(explanation.fix, /--protocol 1 .*--icmp-type-code Code=-1,Type=0$/);
});
