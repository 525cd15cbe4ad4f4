import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { storedLogPatterns } from '../../../lib/stack/mtls-log.ts';
import { eventPatternFaults } from './event-pattern.ts';
import { filterPolicyFaults } from './filter-policy.ts';
import { identityPolicyFaults } from './iam-policy.ts';
import { insightsFaults } from './insights-query.ts';

describe('event patterns', () => {
  const bucket = (name: string) => ({ bucket: { name: [name] } });
  for (const [what, pattern] of [
    ['no key', {}],
    ['an $or of one', { detail: { $or: [bucket('a')] } }],
    ['an $or of texts', { detail: { $or: ['a', 'b'] } }],
    ['an empty array', { source: [] }],
    ['a bare text', { source: 'aws.s3' }],
    ['an unknown operator', { source: [{ begins: 'aws' }] }],
    ['a prefix that is no text', { source: [{ prefix: 1 }] }],
    ['two operators at once', { source: [{ prefix: 'a', suffix: 'b' }] }],
    ['an operator as a field inside $or', { $or: [{ prefix: ['a'] }, { b: ['b'] }] }],
    ['too many characters', { source: ['a'.repeat(2100)] }],
    ['a numeric comparison without a number', { detail: { count: [{ numeric: ['>'] }] } }],
  ] as const)
    test(`one with ${what} is refused`, () => assert.notDeepEqual(eventPatternFaults(pattern), []));

  test('every operator that the guide shows is taken', () => {
    const values = [
      'a',
      1,
      true,
      null,
      { prefix: 'a' },
      { suffix: { 'equals-ignore-case': 'a' } },
      { 'anything-but': ['a', 'b'] },
      { 'anything-but': { wildcard: '*/lib/*' } },
      { numeric: ['>', 0, '<=', 5] },
      { cidr: '10.0.0.0/24' },
      { exists: false },
      { wildcard: 'a*' },
    ];
    assert.deepEqual(eventPatternFaults({ source: values, $or: [bucket('a'), bucket('b')] }), []);
  });

  test('logs of one bucket, of two and of many are told by patterns that are taken, each bucket once', () => {
    for (const count of [1, 2, 15, 40]) {
      const places = Array.from({ length: count }, (_, index) => ({
        bucket: `logs-of-the-load-balancer-with-number-${index}`,
        key: index % 2 === 0 ? '' : `prefix/${index}`,
      }));
      const patterns = storedLogPatterns(places);
      assert.deepEqual(patterns.flatMap(eventPatternFaults), [], String(count));
      const named = [...JSON.stringify(patterns).matchAll(/"name":\["([^"]+)"\]/g)].map(([, name]) => name);
      assert.deepEqual(
        named,
        places.map(({ bucket: name }) => name),
      );
    }
  });
});

describe('queries of Metrics Insights', () => {
  const query = `SELECT MAX("Status") FROM SCHEMA("Gatewatch", "Stage", "Check") WHERE "Stage" = 'dev' AND "Check" = 'tls' GROUP BY "Check" ORDER BY MAX() DESC`;
  test('one with every name in quotes is taken', () => assert.deepEqual(insightsFaults(query), []));
  for (const [what, broken] of [
    ['a reserved word that is not quoted', query.replace('AND "Check"', 'AND Check')],
    ['no GROUP BY', query.replace('GROUP BY "Check" ', '')],
    ['no ORDER BY', query.replace(' ORDER BY MAX() DESC', '')],
    ['another order than its function', query.replace('BY MAX()', 'BY SUM()')],
    ['a group that is no dimension', query.replace('GROUP BY "Check"', 'GROUP BY "Target"')],
    ['a value in double quotes', query.replace("'dev'", '"dev"')],
    ['a quote inside a value', query.replace('dev', "d'ev")],
    ['too many characters', query.replace('dev', 'd'.repeat(5000))],
  ] as const)
    test(`one with ${what} is refused`, () => assert.notDeepEqual(insightsFaults(broken), []));
});

describe('filter policies', () => {
  test('one of texts and operators is taken', () =>
    assert.deepEqual(filterPolicyFaults({ severity: ['critical', { prefix: 'w' }] }), []));
  for (const [what, policy] of [
    ['six keys', Object.fromEntries(['a', 'b', 'c', 'd', 'e', 'f'].map((key) => [key, ['x']]))],
    ['no value', { severity: [] }],
    ['a bare text', { severity: 'critical' }],
    ['a nested key', { detail: { severity: ['critical'] } }],
    ['151 combinations', { severity: Array.from({ length: 151 }, String) }],
  ] as const)
    test(`one with ${what} is refused`, () => assert.notDeepEqual(filterPolicyFaults(policy), []));
});

describe('policies of roles', () => {
  const policyOf = (statement: object) => ({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'One', Effect: 'Allow', Resource: '*', Action: ['ec2:DescribeSubnets'], ...statement },
    ],
  });
  test('"*" is taken where AWS knows no resource', async () =>
    assert.deepEqual(await identityPolicyFaults(policyOf({})), []));
  for (const [what, statement] of [
    ['everything of an action that knows resources', { Action: ['logs:FilterLogEvents'] }],
    ['every parameter of the account', { Action: ['ssm:GetParameter'] }],
    ['an action that does not exist', { Action: ['ec2:DescribeSubnet'] }],
    ['a whole service', { Action: ['ec2:*'] }],
    ['an effect that does not exist', { Effect: 'allow' }],
    ['more than a role may hold', { Resource: [`arn:aws:s3:::${'a'.repeat(10_240)}`] }],
  ] as const)
    test(`${what} is refused`, async () =>
      assert.notDeepEqual(await identityPolicyFaults(policyOf(statement)), []));
});
