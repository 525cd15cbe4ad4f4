import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitsWildcards } from '../../../lib/core/wildcard.ts';
import { decideByPolicy } from '../../../lib/probes/kit/endpoint-policy.ts';

const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const ALL = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
const put = (text: string) => decideByPolicy(text, 's3:PutObject', 'arn:aws:s3:::files/team/a');

test('the default policy allows all; what no statement allows is denied; a denial stands before everything', () => {
  assert.equal(put(policy(ALL)), 'allowed');
  assert.equal(put(policy()), 'denied');
  assert.equal(put(policy({ ...ALL, Action: 's3:Get*' })), 'denied');
  assert.equal(put(policy({ ...ALL, Action: ['s3:get*', 'S3:pUT?bject'] })), 'allowed');
  assert.equal(put(policy(ALL, { ...ALL, Effect: 'Deny', Resource: 'arn:aws:s3:::files/*' })), 'denied');
  assert.equal(put(policy(ALL, { ...ALL, Effect: 'Deny', Resource: 'arn:aws:s3:::files' })), 'allowed');
});

test('resources keep their case, and are read with NotAction and NotResource too', () => {
  assert.equal(put(policy({ ...ALL, Resource: 'arn:aws:s3:::FILES/*' })), 'denied');
  const { Action: _action, Resource: _resource, ...rest } = ALL;
  assert.equal(put(policy({ ...rest, NotAction: 's3:Delete*', Resource: '*' })), 'allowed');
  assert.equal(put(policy({ ...rest, NotAction: 's3:Put*', Resource: '*' })), 'denied');
  assert.equal(put(policy({ ...rest, NotAction: 's3:put*', Resource: '*' })), 'denied');
  assert.equal(put(policy({ ...rest, Action: '*', NotResource: 'arn:aws:s3:::files/*' })), 'denied');
  assert.equal(put(policy({ ...rest, Action: '*', NotResource: 'arn:aws:s3:::FILES/*' })), 'allowed');
  assert.equal(put(policy({ ...rest, Action: '*' })), 'allowed', 'without a resource it is of all');
  assert.equal(put(policy({ ...rest, Action: [7, '*'] })), 'allowed');
});

test('who asks, and conditions, are not judged', () => {
  assert.equal(
    put(policy({ ...ALL, Principal: { AWS: 'arn:aws:iam::123456789012:role/x' } })),
    'conditional',
  );
  assert.equal(put(policy({ ...ALL, Principal: { AWS: ['*'] } })), 'allowed');
  const Condition = { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } };
  assert.equal(put(policy({ ...ALL, Condition })), 'conditional');
  assert.equal(put(policy(ALL, { ...ALL, Effect: 'Deny', Condition })), 'conditional');
  assert.equal(put(policy({ ...ALL, Condition }, ALL)), 'allowed');
  assert.equal(put(policy({ ...ALL, Effect: 'Deny', Condition })), 'denied', 'no statement allows it');
  const { Principal: _, ...anybody } = ALL;
  assert.equal(put(policy(anybody)), 'allowed');
  assert.equal(put(policy({ ...anybody, Principal: 'somebody' })), 'conditional');
  const NotPrincipal = { AWS: 'arn:aws:iam::123456789012:role/x' };
  assert.equal(put(policy({ ...anybody, NotPrincipal })), 'conditional');
});

test('what is no policy is conditional, and no pattern takes long', () => {
  for (const text of ['', '{', 'null', '{"Version":"2012-10-17"}'])
    assert.equal(put(text), 'conditional', text);
  const started = performance.now();
  const evil = `${'*a'.repeat(2000)}b`;
  assert.equal(decideByPolicy(policy({ ...ALL, Resource: evil }), 's3:x', 'a'.repeat(5000)), 'denied');
  assert.ok(performance.now() - started < 5000);
});

test('a pattern of many wildcards ends on a long action that it nearly fits', () => {
  const pattern = `${'*a'.repeat(12)}*b`;
  assert.equal(fitsWildcards(pattern, 'a'.repeat(2000)), false);
  assert.equal(fitsWildcards(pattern, `${'a'.repeat(2000)}b`), true);
  assert.equal(decideByPolicy(policy({ ...ALL, Action: pattern }), `s3:${'a'.repeat(2000)}`, 'x'), 'denied');
});
