import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateEndpointPolicy, type PolicyVerdict } from '../../lib/explain/journey/endpoint-policy.ts';

const ALL = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const DENY = { ...ALL, Effect: 'Deny' };

function verdictOn(Statement: unknown, service = 'sts'): PolicyVerdict {
  return evaluateEndpointPolicy(JSON.stringify({ Statement }), service);
}

const some = (...allowed: readonly string[]): PolicyVerdict => ({ outcome: 'some', allowed });
const [EVERYTHING, NOTHING] = [{ outcome: 'everything' }, { outcome: 'nothing' }] as const;

const CASES: readonly (readonly [
  title: string,
  statements: unknown,
  verdict: PolicyVerdict,
  service?: string,
])[] = [
  ['a list of one may be written as the one', ALL, EVERYTHING],
  ['the service in any letters', [{ ...ALL, Action: 'STS:*' }], EVERYTHING],
  ['the service beside single actions', [{ ...ALL, Action: ['kms:Sign', 'sts:*'] }], EVERYTHING],
  ['one statement for all is enough', [{ ...ALL, Action: 'sts:GetCallerIdentity' }, ALL], EVERYTHING],
  [
    'several actions, each once',
    [
      { ...ALL, Action: ['sts:A', 's3:B'] },
      { ...ALL, Action: ['sts:A', 'STS:C', 7] },
    ],
    some('sts:A', 'STS:C'),
  ],
  ['of one resource', [{ ...ALL, Resource: 'arn:aws:s3:::a' }], some('*')],
  ['of a list of resources with all of them', [{ ...ALL, Resource: ['arn:aws:s3:::a', '*'] }], EVERYTHING],
  ['of one account', [{ ...ALL, Principal: { AWS: '111122223333' } }], some('*')],
  ['of everybody among others', [{ ...ALL, Principal: { AWS: ['111122223333', '*'] } }], EVERYTHING],
  ['of a principal that is no list', [{ ...ALL, Principal: '111122223333' }], some('*')],
  ['of a service', [{ ...ALL, Principal: { Service: '*' } }], some('*')],
  ['on a condition', [{ ...ALL, Condition: { StringEquals: {} } }], some('*')],
  ['a deny of all', [ALL, DENY], NOTHING],
  ['a deny of the whole service', [ALL, { ...DENY, Action: 'sts:*' }], NOTHING],
  ['a deny of another service', [ALL, { ...DENY, Action: 's3:*' }], EVERYTHING],
  ['a deny of one action', [ALL, { ...DENY, Action: 'sts:A' }], some('*')],
  ['a deny of one resource', [ALL, { ...DENY, Resource: 'arn:aws:s3:::a' }], some('*')],
  ['a deny on a condition', [ALL, { ...DENY, Condition: { Bool: {} } }], some('*')],
  ['a deny of one account', [ALL, { ...DENY, Principal: { AWS: '111122223333' } }], some('*')],
  ['no effect at all', [{ ...ALL, Effect: undefined }], NOTHING],
  ['another effect', [{ ...ALL, Effect: 'allow' }], NOTHING],
  ['nothing', [], NOTHING],
  ['a wildcard in the name of the service', [{ ...ALL, Action: 'st*' }], some('st*')],
  ['a service of which this is the beginning', [{ ...ALL, Action: 'stsx:*' }], NOTHING],
  [
    'all but another service',
    [{ ...ALL, Action: undefined, NotAction: ['iam:*', 's3:*'] }],
    some('all but iam:*, s3:*'),
  ],
  ['all but actions of this one', [{ ...ALL, Action: undefined, NotAction: 'sts:A' }], some('all but sts:A')],
  ['all but this service', [{ ...ALL, Action: undefined, NotAction: ['iam:*', 'Sts:*'] }], NOTHING],
  ['all but everything', [{ ...ALL, Action: undefined, NotAction: '*' }], NOTHING],
  ['a deny of all but other actions', [ALL, { ...DENY, Action: undefined, NotAction: 'iam:*' }], some('*')],
  ['a deny of all but others, of everything', [ALL, { ...DENY, NotAction: 'iam:*' }], some('*')],
  [
    'an unknown prefix: any action may be of it',
    [{ ...ALL, Action: ['x:*', 'y:A'] }],
    some('x:*', 'y:A'),
    'execute-api',
  ],
  ['an unknown prefix: only all is all', [ALL], EVERYTHING, 'execute-api'],
  ['an unknown prefix: a deny of something', [ALL, { ...DENY, Action: 'x:*' }], some('*'), 'execute-api'],
  ['a statement that is none', [ALL, 7], some()],
  ['no statements', undefined, some()],
];

for (const [title, statements, verdict, service] of CASES) {
  test(`a policy: ${title}`, () => assert.deepEqual(verdictOn(statements, service), verdict));
}

/** Names of endpoints and the prefix of their actions (Service Authorization Reference). */
const PREFIXES: readonly (readonly [string, string])[] = [
  ['ecr.api', 'ecr'],
  ['ecr.dkr', 'ecr'],
  ['monitoring', 'cloudwatch'],
  ['git-codecommit', 'codecommit'],
  ['email', 'ses'],
  ['s3', 's3'],
  ['ssmmessages', 'ssmmessages'],
  ['storagegateway', 'storagegateway'],
  ['xray', 'xray'],
];

test('the actions of a service are known by their own prefix', () => {
  for (const [service, prefix] of PREFIXES) {
    assert.deepEqual(verdictOn([{ ...ALL, Action: `${prefix}:*` }], service), EVERYTHING, service);
    assert.deepEqual(verdictOn([{ ...ALL, Action: 'iam:*' }], service), NOTHING, service);
  }
});
