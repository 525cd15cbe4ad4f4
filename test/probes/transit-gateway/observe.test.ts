import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { transitGateway } from '../../../lib/probes/transit-gateway/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import {
  ATTACHMENT,
  DOMAIN,
  FIRST,
  fakeTransitGateway,
  SECOND,
  TGW,
  TO_SITE,
  type TransitWorld,
} from '../../support/fake-transit-gateway.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

async function ask(
  t: TestContext,
  world: Partial<TransitWorld> = {},
  spec: object = {},
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, fakeTransitGateway(world), options);
  const asked = { attachment: ATTACHMENT, ...spec };
  const observation = await askControl(transitGateway, asked, aws);
  return { observation, finding: judgeOne(transitGateway, asked, observation), fake: aws.fake };
}
const REACHING = { reaches: ['10.60.1.10'] };

test('an attachment in order is healthy, page by page, and no metric is paid for', async (t) => {
  const { finding, fake } = await ask(t, {}, REACHING, { pageSize: 1 });
  assert.deepEqual([finding.status, finding.reason], ['healthy', null]);
  assert.equal(fake.calls.filter(({ service }) => service === 'monitoring').length, 0);
});

test('a route that is withdrawn is missing, and the dropped packets are counted', async (t) => {
  const { finding } = await ask(t, { routes: {}, dropped: [3, 40] }, REACHING);
  assert.deepEqual([finding.status, finding.reason], ['failed', 'transit-route-missing']);
  assert.equal(finding.faults[0]?.values?.dropped, '43');
  assert.equal(finding.evidence[0]?.droppedForNoRoute, 40);
});

test('an attachment that propagates nowhere is reached by a static route, or not at all', async (t) => {
  const toUs = {
    ...TO_SITE,
    Type: 'static',
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId: ATTACHMENT }],
  };
  const reached = await ask(t, { propagatesIn: [], routes: { [SECOND]: [toUs] } });
  assert.equal(reached.finding.status, 'healthy');
  const lost = await ask(t, { propagatesIn: [] });
  assert.equal(lost.finding.reason, 'attachment-not-propagated');
  assert.equal(lost.finding.status, 'failed');
});

test('a propagation or a route in a state that is new to us is no outage', async (t) => {
  const { finding } = await ask(t, { propagation: 'new-word' });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'attachment-not-propagated']);
  const vpcRoutes = [{ DestinationCidrBlock: '10.60.0.0/16', TransitGatewayId: TGW, State: 'new-word' }];
  assert.equal((await ask(t, { vpcRoutes })).finding.status, 'healthy');
});

test('a blackhole that somebody made is left alone; one that was left behind is told', async (t) => {
  const hole = { DestinationCidrBlock: '10.9.0.0/16', Type: 'static', State: 'blackhole' };
  const meant = await ask(t, { routes: { [FIRST]: [TO_SITE, hole] } });
  assert.equal(meant.finding.status, 'healthy');
  const left = { ...hole, TransitGatewayAttachments: [{ TransitGatewayAttachmentId: 'tgw-attach-gone' }] };
  const behind = await ask(t, { routes: { [FIRST]: [TO_SITE, left] } });
  assert.deepEqual([behind.finding.status, behind.finding.reason], ['degraded', 'transit-route-blackhole']);
});

test('the VPC’s way back is asked of its own tables', async (t) => {
  const { finding } = await ask(t, { vpcRoutes: [] });
  assert.deepEqual([finding.reason, finding.faults[0]?.subject], ['return-route-missing', 'rtb-1']);
});

test('a deleted attachment is followed by its tags or missing', async (t) => {
  const { finding } = await ask(t, { attachment: { State: 'deleted' } });
  assert.deepEqual([finding.status, finding.reason], ['failed', 'attachment-missing']);
});

test('an attachment in another account’s gateway is judged as far as it is seen', async (t) => {
  const { finding } = await ask(t, {
    attachment: {
      TransitGatewayOwnerId: '210987654321',
      TransitGatewayId: 'tgw-elsewhere',
      Association: undefined,
    },
  });
  // The way back is looked for in our own VPC: its route leads to another gateway than the attachment's.
  assert.deepEqual(
    finding.faults.map(({ reason }) => reason),
    ['return-route-missing'],
  );
});

test('refusals beside the attachment hide nothing, and are named', async (t) => {
  const { finding } = await ask(
    t,
    { vpcRoutes: [] },
    {},
    { deny: ['ec2:DescribeTransitGatewayRouteTables'] },
  );
  assert.deepEqual([finding.status, finding.reason], ['failed', 'return-route-missing']);
  assert.deepEqual(
    finding.faults.map(({ values }) => values?.action).filter((action) => action !== undefined),
    ['ec2:DescribeTransitGatewayRouteTables'],
  );
});

test('an attachment that carries multicast alone needs no route table; one that is in no domain does', async (t) => {
  const unassociated = { attachment: { Association: undefined }, propagatesIn: [] };
  const carries = await ask(t, { ...unassociated, multicast: [ATTACHMENT] });
  assert.equal(carries.finding.status, 'healthy');
  assert.deepEqual(carries.finding.evidence[0]?.multicastDomains, [DOMAIN]);
  const other = await ask(t, { ...unassociated, multicast: ['tgw-attach-other'] });
  assert.deepEqual([other.finding.status, other.finding.reason], ['failed', 'attachment-not-associated']);
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const { fake } = await ask(t, { routes: {} }, REACHING);
  const multicast = await ask(t, { attachment: { Association: undefined }, multicast: [ATTACHMENT] });
  const used = new Set(
    [...fake.calls, ...multicast.fake.calls].map(
      ({ service, operation }) => `${service.replace('monitoring', 'cloudwatch')}:${operation}`,
    ),
  );
  assert.deepEqual([...used].sort(), [...transitGateway.permissions].sort());
});
