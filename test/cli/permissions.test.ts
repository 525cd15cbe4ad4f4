import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PROBES } from '../../lib/probes/registry.ts';
import { runHere } from '../support/run-cli.ts';

async function policy(...words: readonly string[]) {
  const { stdout, status } = await runHere('permissions', ...words);
  assert.equal(status, 0);
  return JSON.parse(stdout) as {
    Statement: { Sid: string; Action: string[]; Resource: string; Effect: string }[];
  };
}

test('the policy of a check holds what the check declares, and nothing that changes anything', async () => {
  for (const probe of PROBES.filter(({ from }) => from === 'control')) {
    const { Statement } = await policy(probe.kind);
    const actions = Statement.flatMap(({ Action }) => Action).sort();
    assert.deepEqual(actions, [...new Set<string>(probe.permissions)].sort(), probe.kind);
    assert(
      actions.every((one) => /^[a-z0-9-]+:(Describe|List|Get|Search|Filter|Simulate)/.test(one)),
      actions.join(),
    );
  }
});

test('without a check it is that of everything, with resources named where AWS knows them', async () => {
  const { Statement } = await policy('--region', 'cn-north-1');
  const byId = new Map(Statement.map((one) => [one.Sid, one]));
  assert.equal(byId.get('GatewatchReadsCertificates')?.Resource, 'arn:aws-cn:acm:*:*:certificate/*');
  assert(byId.get('GatewatchReads')?.Action.includes('ec2:DescribeVpcs'));
  assert(byId.get('GatewatchReads')?.Action.every((one) => !one.startsWith('acm:')));
});

test('what asks no AWS, and what is no check, is told', async () => {
  const { status, stderr } = await runHere('permissions', 'vpm', 'tls', '--region', 'xx-1');
  assert.equal(status, 2);
  assert.match(stderr, /there is no check "vpm"; did you mean vpn\?/);
  assert.match(stderr, /tls asks no AWS API/);
  assert.match(stderr, /there is no AWS Region "xx-1"/);
});
