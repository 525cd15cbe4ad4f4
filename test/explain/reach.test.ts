import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NetworkPicture } from '../../lib/core/aws/network-picture.ts';
import type { VpcEndpoint } from '../../lib/core/aws/network-state.ts';
import { LOCALES } from '../../lib/core/locale.ts';
import { type Caller, reachService, type VpcFacts } from '../../lib/explain/journey/reach.ts';
import { indexState } from '../../lib/explain/state-index.ts';
import { reachLines } from '../../lib/report/journey/reach-lines.ts';
import { IDS, route, rule } from '../support/sample-network.ts';
import { PICTURE_IDS as P, samplePicture } from '../support/sample-picture.ts';

const REGION = 'ap-northeast-2';
const NAT = route('0.0.0.0/0', { kind: 'nat-gateway', id: P.nat });
const NO_FACTS: VpcFacts = { policies: new Map() };
const GATEWAY_ID = 'vpce-0123456789abcdef0';

function endpoint(service: string, change: Partial<VpcEndpoint> = {}): VpcEndpoint {
  return {
    id: IDS.endpoint,
    vpcId: IDS.vpc,
    type: 'Interface',
    serviceName: `com.amazonaws.${REGION}.${service}`,
    state: 'available',
    networkInterfaceIds: [IDS.endpointInterface],
    subnetIds: [IDS.endpointSubnet],
    securityGroupIds: [IDS.endpointGroup],
    dnsNames: [],
    privateDnsEnabled: true,
    ...change,
  };
}

const gatewayEndpoint = endpoint('s3', {
  id: GATEWAY_ID,
  type: 'Gateway',
  networkInterfaceIds: [],
  privateDnsEnabled: false,
});
const S3_LIST = { id: 'pl-s3', name: '', cidrs: ['52.219.0.0/16'] };
const toS3 = {
  ...route('0.0.0.0/0', { kind: 'vpc-endpoint', id: GATEWAY_ID }),
  destination: { kind: 'prefix-list', prefixListId: 'pl-s3' },
} as const;

function reach(service: string, picture: NetworkPicture, facts = NO_FACTS, groups = [IDS.vantageGroup]) {
  const subnet = picture.subnets.find(({ id }) => id === IDS.vantageSubnet);
  assert(subnet !== undefined);
  const caller: Caller = { subnet, securityGroupIds: groups, functionName: 'probe' };
  return reachService(service, caller, REGION, picture, indexState(picture), facts);
}

test('by NAT gateway, where there is no endpoint', () => {
  const { way, id, outcome, options } = reach('sts', samplePicture([NAT]));
  assert.deepEqual([way, id, outcome, options], ['nat-gateway', P.nat, 'open', []]);
});

test('by interface endpoint with private DNS, even where a NAT gateway is there too', () => {
  const picture = samplePicture([NAT], { endpoints: [endpoint('sts')] });
  const open = reach('sts', picture);
  assert.deepEqual([open.way, open.id, open.outcome], ['interface-endpoint', IDS.endpoint, 'open']);
  // The name leads to the endpoint: when its group refuses, the NAT gateway does not help.
  const closed = {
    ...picture,
    securityGroups: picture.securityGroups.map((one) =>
      one.id === IDS.endpointGroup ? { ...one, rules: [] } : one,
    ),
  };
  const blocked = reach('sts', closed);
  assert.deepEqual([blocked.way, blocked.outcome], ['interface-endpoint', 'blocked']);
  const step = blocked.journey.there.find(({ state }) => state === 'blocked');
  assert.match(step?.explanation?.fix ?? '', /authorize-security-group-ingress/);
});

test('by gateway endpoint where the route table uses it, and with the command where it does not', () => {
  const used = samplePicture([toS3], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] });
  const { way, outcome } = reach('s3', used);
  assert.deepEqual([way, outcome], ['gateway-endpoint', 'open']);
  const unused = reach('s3', samplePicture([], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] }));
  assert.equal(unused.outcome, 'blocked');
  assert.deepEqual(unused.notes, ['gateway-endpoint-not-in-table']);
  assert.deepEqual(unused.options, [
    {
      kind: 'gateway-endpoint',
      commands: [
        `aws ec2 modify-vpc-endpoint --vpc-endpoint-id '${GATEWAY_ID}' --add-route-table-ids '${IDS.table}'`,
      ],
    },
  ]);
});

test('outbound rules that leave out the prefix list of a gateway endpoint block it', () => {
  const picture = samplePicture([toS3], { endpoints: [gatewayEndpoint], prefixLists: [S3_LIST] });
  const narrow = picture.securityGroups.map((one) =>
    one.id === IDS.vantageGroup ? { ...one, rules: [rule('egress', 443, '10.0.0.0/8')] } : one,
  );
  assert.equal(reach('s3', { ...picture, securityGroups: narrow }).outcome, 'blocked');
});

test('a missing endpoint is offered with its command: for S3 without charge, for others with a price', () => {
  const s3 = reach('s3', samplePicture());
  assert.deepEqual(
    s3.options.map(({ kind }) => kind),
    ['gateway-endpoint'],
  );
  const sts = reach('sts', samplePicture());
  assert.equal(sts.way, 'none');
  const [offered] = sts.options;
  assert.match(
    offered?.commands.at(-1) ?? '',
    /create-vpc-endpoint .*'com\.amazonaws\.ap-northeast-2\.sts'.*--private-dns-enabled/,
  );
  assert.match(offered?.commands[1] ?? '', new RegExp(`"GroupId":"${IDS.vantageGroup}"`));
  for (const locale of LOCALES) {
    const lines = reachLines(sts, locale, (_, text) => text).join('\n');
    assert.match(lines, /0\.01 USD.*7\.30 USD/);
    assert.doesNotMatch(lines, /\{[a-z]|undefined/);
  }
});

test('private DNS that is off, in the endpoint or in the VPC, is said and fixed', () => {
  const unnamed = reach(
    'kms',
    samplePicture([], { endpoints: [endpoint('kms', { privateDnsEnabled: false })] }),
  );
  assert.deepEqual([unnamed.outcome, unnamed.notes], ['blocked', ['private-dns-off']]);
  assert.match(unnamed.options[0]?.commands[0] ?? '', /--private-dns-enabled$/);
  const off = { policies: new Map(), dns: { support: true, hostnames: false } };
  const named = reach('kms', samplePicture([], { endpoints: [endpoint('kms')] }), off);
  assert.deepEqual([named.outcome, named.notes], ['blocked', ['vpc-dns-off']]);
  assert.match(
    named.options[0]?.commands.join('\n') ?? '',
    /^aws ec2 modify-vpc-attribute .* --enable-dns-hostnames$/,
  );
});

test('a policy that allows less than everything is said, and an endpoint that is not available blocks', () => {
  const picture = samplePicture([], { endpoints: [endpoint('sts')] });
  const under = (Statement: object) =>
    reach('sts', picture, { policies: new Map([[IDS.endpoint, JSON.stringify({ Statement })]]) });
  const withPolicy = (Statement: object) => under(Statement).notes;
  const all = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  assert.deepEqual(withPolicy([all]), []);
  assert.deepEqual(withPolicy([{ ...all, Principal: { AWS: '*' } }]), []);
  assert.deepEqual(withPolicy([{ ...all, Action: 'sts:AssumeRole' }]), ['policy-restricts']);
  assert.deepEqual(withPolicy([all, { ...all, Effect: 'Deny', Action: 'sts:GetFederationToken' }]), [
    'policy-restricts',
  ]);
  assert.deepEqual(withPolicy([{ ...all, Condition: { StringEquals: {} } }]), ['policy-restricts']);
  assert.deepEqual(under([{ ...all, Action: ['sts:AssumeRole', 's3:*'] }]).policyAllows, ['sts:AssumeRole']);
  assert.deepEqual(withPolicy([{ ...all, Action: 'sts:*' }]), [], 'all of this service');
  assert.deepEqual(withPolicy([{ ...all, Action: 'st?:*' }]), ['policy-restricts']);
  for (const statements of [
    [{ ...all, Action: 's3:*' }],
    [{ ...all, Action: `${'*'.repeat(5_000)}x:*` }],
    [all, { ...all, Effect: 'Deny', Action: 'sts:*' }],
    [{ ...all, Action: undefined, NotAction: 'sts:*' }],
    [],
  ]) {
    const { outcome, notes, options } = under(statements);
    assert.deepEqual([outcome, notes], ['blocked', ['policy-denies']], JSON.stringify(statements));
    assert.match(options[0]?.commands[0] ?? '', /modify-vpc-endpoint --vpc-endpoint-id '.*' --reset-policy$/);
  }
  const torn = reach('sts', picture, { policies: new Map([[IDS.endpoint, '{"Statement":[']]) });
  assert.deepEqual([torn.outcome, torn.notes], ['open', ['policy-restricts']]);
  for (const locale of LOCALES) {
    const said = [under([{ ...all, Action: 'sts:AssumeRole' }]), under([])].map((one) =>
      reachLines(one, locale, (_, text) => text).join('\n'),
    );
    assert.match(said[0] ?? '', /sts:AssumeRole/);
    assert.match(said[1] ?? '', /--reset-policy/);
    assert.doesNotMatch(said.join(), /\{[a-z]|undefined/);
  }
  const pending = reach('sts', samplePicture([], { endpoints: [endpoint('sts', { state: 'pending' })] }));
  assert.deepEqual([pending.outcome, pending.notes], ['blocked', ['endpoint-not-available']]);
});
