import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instanceConnect } from '../../../lib/probes/instance-connect/kind.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { ENDPOINT, endpointIs, ID, INSTANCE, RUNNING, read, SUBNETS, spec, VPC } from './samples.ts';

const failed = { ...ENDPOINT, state: 'create-failed' };
const [near, far] = SUBNETS;
const valuesOf = (change: Parameters<typeof read>[0]) =>
  judgeOne(instanceConnect, spec, read(change)).faults[0]?.values;

test('what failed is put into another zone, though its own has more room and the instances', () => {
  const roomy = {
    ...near,
    id: 'subnet-0dddddddddddddddd',
    vpcId: VPC,
    cidrs: [],
    availabilityZone: 'ap-northeast-2a',
  };
  const subnets = [{ ...roomy, freeAddresses: 4000 }, ...SUBNETS];
  assert.equal(valuesOf({ endpoints: [failed], subnets })?.newSubnet, far?.id);
});

test('without another zone, another subnet; without room anywhere, none', () => {
  const other = {
    id: 'subnet-0dddddddddddddddd',
    vpcId: VPC,
    cidrs: [],
    availabilityZone: 'ap-northeast-2a',
  };
  const without = SUBNETS.map((subnet) => ({ ...subnet, freeAddresses: 0 }));
  assert.equal(valuesOf({ endpoints: [failed], subnets: [...without, other] })?.newSubnet, other.id);
  assert.equal(valuesOf({ endpoints: [failed], subnets: without })?.newSubnet, undefined);
});

test('a subnet of another VPC is never proposed', () => {
  const foreign = SUBNETS.map((subnet) => ({ ...subnet, vpcId: 'vpc-0fedcba9876543210' }));
  assert.equal(valuesOf({ endpoints: [failed], subnets: foreign })?.newSubnet, undefined);
});

test('three groups are told, and no command that would lose one is printed', () => {
  const securityGroupIds = ['sg-0000000a', 'sg-0000000b', 'sg-0000000c'];
  const values = valuesOf({ endpoints: [{ ...failed, securityGroupIds }] });
  assert.equal(values?.groups, securityGroupIds.join(', '));
  assert.deepEqual(
    [values?.onlyGroup, values?.firstGroup, values?.secondGroup],
    [undefined, undefined, undefined],
  );
});

test('a stopped instance does not hide a broken endpoint, nor the other way round', () => {
  const { reason, faults } = judgeOne(
    instanceConnect,
    spec,
    read({ endpoints: [failed], instances: [{ ...RUNNING, state: 'stopped' }] }),
  );
  assert.deepEqual(
    [reason, faults.map((fault) => fault.subject)],
    ['instance-connect-not-ready', [ID, INSTANCE]],
  );
});

test('instances in two VPCs need an endpoint in each, unless one is named', () => {
  const instances = [RUNNING, { ...RUNNING, id: 'i-0fedcba9876543210', vpcId: 'vpc-0fedcba9876543210' }];
  const each = { instances: instances.map(({ id }) => id) };
  const { faults } = judgeOne(instanceConnect, each, read({ instances }));
  assert.deepEqual(
    faults.map(({ reason, subject }) => [reason, subject]),
    [['instance-connect-missing', 'vpc-0fedcba9876543210']],
  );
  assert.equal(judgeOne(instanceConnect, { ...each, endpoint: ID }, read({ instances })).status, 'healthy');
});

test('a word of Object’s own is no state', () => {
  for (const state of ['constructor', '__proto__', 'toString'])
    assert.equal(judgeOne(instanceConnect, spec, endpointIs({ state })).status, 'unknown', state);
});
