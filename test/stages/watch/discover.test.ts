import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vantage } from '../../../lib/config/config.ts';
import { objectName } from '../../../lib/config/fields.ts';
import { DISCOVERABLE } from '../../../lib/config/schema.ts';
import type { DiscoveredTarget, Discovery } from '../../../lib/core/aws/discovered-target.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { PlannedTarget } from '../../../lib/core/plan.ts';
import { deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { planQuestions } from '../../../lib/stages/check/plan.ts';
import { type Discover, discoverTargets, mergeTargets } from '../../../lib/stages/watch/discover.ts';
import { TARGETS } from '../../../lib/targets/registry.ts';

const vpn = (id: string, Name?: string): DiscoveredTarget => ({
  type: 'site-to-site-vpn',
  id,
  name: Name ?? id,
  tags: Name === undefined ? {} : { Name },
});
const ONE = 'vpn-0123456789abcdef0';
const TWO = 'vpn-0fedcba9876543210';
const configured = (fields: object, name = 'mine'): PlannedTarget => ({
  name,
  type: 'site-to-site-vpn',
  fields: { beyond: [], ...fields },
});
const merged = (targets: readonly PlannedTarget[], ...found: readonly DiscoveredTarget[]) =>
  mergeTargets(targets, found, TARGETS).map(({ name, fields }) => `${name} ${fields.vpn ?? '-'}`);

test('a target that is configured wins over the same object, by its id or by its tags', () => {
  assert.deepEqual(merged([configured({ vpn: ONE })], vpn(ONE, 'idc'), vpn(TWO)), [
    `mine ${ONE}`,
    `${TWO} ${TWO}`,
  ]);
  assert.deepEqual(merged([configured({ tags: { Name: 'idc' } })], vpn(ONE, 'idc')), ['mine -']);
  assert.deepEqual(merged([configured({ tags: { Name: 'lab' } })], vpn(ONE, 'idc')), [
    'mine -',
    `idc ${ONE}`,
  ]);
});

test('a name is the tag, made fit for a dimension; another script goes by its id', () => {
  assert.deepEqual(merged([], vpn(ONE, 'IDC Seoul (1)')), [`IDC-Seoul-1 ${ONE}`]);
  assert.deepEqual(merged([], vpn(ONE, '서울 본사')), [`${ONE} ${ONE}`]);
  for (const name of ['-', '', 'x'.repeat(300), '../..', 'a,b', '\u202eabc']) {
    const [target] = mergeTargets([], [vpn(ONE, name)], TARGETS);
    assert.equal(objectName.safeParse(target?.name).success, true, `${name} became ${target?.name}`);
  }
});

test('what is found has the owner that its tag names, and the tags that routes ask for, cut to a bounded text', () => {
  const found = { ...vpn(ONE), tags: { Team: `net\u202ework${'x'.repeat(200)}`, site: 'seoul', other: 'x' } };
  const [target] = mergeTargets([], [found], TARGETS, { ownerTag: 'Team', tagKeys: ['site', 'absent'] });
  assert.match(target?.owner ?? '', /^networkx+…$/);
  assert.equal(target?.owner?.length, 100);
  assert.deepEqual(target?.tags, { site: 'seoul' });
  const [plain] = mergeTargets([], [vpn(TWO)], TARGETS, { ownerTag: 'Team', tagKeys: ['site'] });
  assert.deepEqual([plain?.owner, plain?.tags], [undefined, undefined]);
});

test('a configured target has the owner and tags of its object, where the file says none', () => {
  const found = { ...vpn(ONE), tags: { team: 'network', site: 'seoul', floor: '3' } };
  const labels = { ownerTag: 'team', tagKeys: ['site', 'floor'] };
  const labelled = (target: PlannedTarget) => {
    const [one, ...more] = mergeTargets([target], [found], TARGETS, labels);
    return [one?.owner, one?.tags, more.length];
  };
  assert.deepEqual(labelled(configured({ vpn: ONE })), ['network', { site: 'seoul', floor: '3' }, 0]);
  assert.deepEqual(labelled({ ...configured({ vpn: ONE }), owner: 'wan', tags: { site: 'busan' } }), [
    'wan',
    { site: 'busan', floor: '3' },
    0,
  ]);
  assert.deepEqual(labelled(configured({ vpn: TWO })), [undefined, undefined, 1]);
  assert.deepEqual(mergeTargets([configured({ vpn: ONE })], [found], TARGETS)[0], configured({ vpn: ONE }));
});

test('two of one name both go by their ids, whichever is listed first', () => {
  const both = [`${ONE} ${ONE}`, `${TWO} ${TWO}`];
  assert.deepEqual(merged([], vpn(ONE, 'idc'), vpn(TWO, 'idc')), both);
  assert.deepEqual(merged([], vpn(TWO, 'idc'), vpn(ONE, 'idc')).sort(), both);
  assert.deepEqual(merged([configured({ vpn: TWO }, 'idc')], vpn(ONE, 'idc')), [
    `idc ${TWO}`,
    `${ONE} ${ONE}`,
  ]);
});

test('every word under discover: has a type that takes what it finds, and a check that tells a refusal', () => {
  for (const what of DISCOVERABLE) {
    const type = TARGETS.find(({ discovered }) => discovered?.by === what);
    assert(type !== undefined, what);
    assert(
      PROBES.some(({ kind }) => kind === type.discovered?.check),
      what,
    );
  }
});

test('a gateway that is offline is asked of AWS alone; one that is connected at its address too', () => {
  const gateway = (more: object): DiscoveredTarget => ({
    type: 'storage-gateway',
    id: 'sgw-12A3456B',
    arn: 'arn:aws:storagegateway:ap-northeast-2:123456789012:gateway/sgw-12A3456B',
    name: 'filer-1',
    addresses: [],
    connection: 'offline',
    tags: {},
    ...more,
  });
  const kindsOf = (found: DiscoveredTarget) => {
    const [target] = mergeTargets([], [found], TARGETS);
    const type = TARGETS.find((one) => one.type === target?.type);
    const plan = type?.questions({ ...target?.fields, name: 'x' }, { endpoints: new Map() });
    return plan?.outcome === 'asks' ? [...new Set(plan.questions.map(({ kind }) => kind))] : [];
  };
  assert.deepEqual(kindsOf(gateway({})), ['gateway']);
  const online = kindsOf(gateway({ addresses: ['10.0.1.20'], connection: 'connected', gatewayType: 'VTL' }));
  assert(online.includes('port') && online.includes('gateway'), online.join());
  const byAddress = { name: 'f', type: 'storage-gateway', fields: { address: '10.0.1.20' } };
  assert.equal(mergeTargets([byAddress], [gateway({ addresses: ['10.0.1.20'] })], TARGETS).length, 1);
});

const endpointFound = (id: string, endpoint = id): DiscoveredTarget => ({
  type: 'storage-gateway-endpoint',
  id,
  name: id,
  endpoint,
  tags: {},
});
const VPCE = 'vpce-0123456789abcdef0';
const VPCE_NAME = `${VPCE}-abcdefgh.storagegateway.ap-northeast-2.vpce.amazonaws.com`;

test('an endpoint that was found is a target of its own, unless one that is configured means it', () => {
  const mine = (endpoint: string): PlannedTarget => ({
    name: 'mine',
    type: 'storage-gateway-endpoint',
    fields: { endpoint },
  });
  const names = (targets: readonly PlannedTarget[], found = endpointFound(VPCE)) =>
    mergeTargets(targets, [found], TARGETS).map(({ name, fields }) => `${name} ${fields.endpoint}`);
  assert.deepEqual(names([]), [`${VPCE} ${VPCE}`]);
  assert.deepEqual(names([], endpointFound(VPCE, VPCE_NAME)), [`${VPCE} ${VPCE_NAME}`]);
  const zone = VPCE_NAME.replace('abcdefgh', 'abcdefgh-ap-northeast-2a');
  for (const written of [VPCE, VPCE_NAME, VPCE_NAME.toUpperCase(), zone]) {
    assert.deepEqual(names([mine(written)]), [`mine ${written}`]);
    assert.deepEqual(names([mine(written)], endpointFound(VPCE, VPCE_NAME)), [`mine ${written}`]);
  }
  const other = 'vpce-0fedcba9876543210';
  assert.deepEqual(names([mine(other)]), [`mine ${other}`, `${VPCE} ${VPCE}`]);
  assert.deepEqual(names([], endpointFound('storage.example.com', 'storage.example.com')), []);
});

test('an endpoint that was found is asked like one that is configured, and is no other gateway’s', () => {
  const known = { id: VPCE, region: 'ap-northeast-2', dnsName: VPCE_NAME, addresses: ['10.0.1.5'] };
  const context = {
    endpoints: new Map([[VPCE, known]]),
    region: 'ap-northeast-2',
    place: { vpc: 'vpc-0123456789abcdef0', subnets: [] },
  };
  const filer = { name: 'filer', type: 'storage-gateway', fields: { address: '10.0.1.20' } };
  const targets = mergeTargets([filer], [endpointFound(VPCE)], TARGETS);
  const ask = (endpoints: typeof context.endpoints) =>
    planQuestions(
      { vantage: 'v', targets, context: { ...context, endpoints }, timeoutMs: 1, attempts: 1 },
      PROBES,
    );
  const kinds = (name: string, { questions } = ask(context.endpoints)) => [
    ...new Set(questions.filter(({ target }) => target === name).map(({ question }) => question.kind)),
  ];
  assert.deepEqual(kinds(VPCE), ['dns', 'port', 'tls', 'hello', 'vpc-endpoint']);
  assert.deepEqual(kinds('filer'), ['port', 'hello', 'clock'], 'nobody said that the filer uses it');
  const gone = ask(new Map());
  assert.deepEqual([kinds(VPCE, gone), gone.leftOut], [['vpc-endpoint'], []], 'AWS says that it is gone');
});

test('the VPC’s own Instance Connect endpoint is not asked twice', () => {
  const found: DiscoveredTarget = {
    type: 'instance-connect-endpoint',
    id: 'eice-0123456789abcdef0',
    name: 'eice',
    state: 'create-complete',
    tags: {},
  };
  const mine = {
    name: 'admin',
    type: 'instance-connect-endpoint',
    fields: { instances: ['i-0123456789abcdef0'] },
  };
  assert.deepEqual(
    mergeTargets([mine], [found], TARGETS).map(({ name }) => name),
    ['admin'],
  );
});

const VANTAGE: Vantage = {
  name: 'seoul',
  network: { vpc: 'vpc-0123456789abcdef0', subnets: ['subnet-0123456789abcdef0'] },
  runs: false,
  discover: ['vpn', 'transit-gateway'],
  targets: [],
};
const looking = (discover: Discover, vantage = VANTAGE, budgetMs = 5000) =>
  discoverTargets(vantage, { clock: systemClock, deadline: deadlineIn(systemClock, budgetMs), discover });
const nothing: Discovery = { targets: [], refused: [] };

test('a refused listing becomes an answer that names the action, beside what else was found', async () => {
  const { targets, refusals } = await looking(async (what) =>
    what === 'vpn'
      ? { targets: [], refused: [{ code: 'access-denied', action: 'ec2:DescribeVpnConnections' }] }
      : {
          targets: [
            { type: 'transit-gateway-attachment', id: 'tgw-attach-0123456789abcdef0', name: 'hub', tags: {} },
          ],
          refused: [],
        },
  );
  assert.deepEqual(
    targets.map(({ name }) => name),
    ['hub'],
  );
  assert.deepEqual(
    refusals.map(({ planned, observation }) => [planned.target, planned.question.kind, observation]),
    [['discover-vpn', 'vpn', { outcome: 'access-denied', action: 'ec2:DescribeVpnConnections' }]],
  );
});

test('a listing that rejects is told too, and one that never ends takes no other’s time', async () => {
  const refusing = await looking(async () => {
    throw new AwsRefusal('throttled', 'ec2:X');
  });
  assert.deepEqual(
    refusing.refusals.map(({ observation }) => observation.outcome),
    ['throttled', 'throttled'],
  );
  const startedMs = performance.now();
  const hanging = await looking(
    (_what, _within, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => reject(new AwsRefusal('unavailable', 'ec2:X')), {
          once: true,
        }),
      ),
    VANTAGE,
    100,
  );
  assert(performance.now() - startedMs < 1000);
  assert.deepEqual(
    hanging.refusals.map(({ observation }) => observation.outcome),
    ['out-of-time', 'out-of-time'],
  );
});

test('a bug is no refusal', async () => {
  await assert.rejects(
    looking(async () => {
      throw new TypeError('our own');
    }),
    TypeError,
  );
});

test('a vantage that names nothing to discover, or stands on premises, has nothing listed', async () => {
  const fail: Discover = async () => assert.fail('nothing is to be discovered');
  assert.deepEqual((await looking(fail, { ...VANTAGE, discover: [] })).targets, []);
  const { network: _network, ...onPremises } = VANTAGE;
  assert.deepEqual((await looking(fail, onPremises)).targets, []);
  assert.deepEqual((await looking(async () => nothing)).refusals, []);
});

const OBJECTS: Discovery = {
  targets: [
    { type: 'site-to-site-vpn', id: ONE, name: 'prod-idc', tags: { team: 'net' } },
    { type: 'site-to-site-vpn', id: TWO, name: 'lab-idc', tags: { team: 'lab' }, owner: '444455556666' },
  ],
  refused: [],
};
const spoke = {
  account: { id: '111122223333', name: 'shop' },
  region: 'ap-northeast-2',
  vantage: 'app',
} as const;

test('include and exclude choose by tag, owner and name, with wildcards', async () => {
  const names = async (filters: Partial<Vantage>) =>
    (await looking(async () => OBJECTS, { ...VANTAGE, discover: ['vpn'], ...filters })).targets.map(
      ({ name }) => name,
    );
  assert.deepEqual(await names({}), ['prod-idc', 'lab-idc']);
  assert.deepEqual(await names({ include: [{ tags: { team: 'n?t' } }] }), ['prod-idc']);
  assert.deepEqual(await names({ include: [{ tags: { team: '*' } }] }), ['prod-idc', 'lab-idc']);
  assert.deepEqual(await names({ include: [{ tags: { team: '*' }, names: ['lab-*'] }] }), ['lab-idc']);
  assert.deepEqual(await names({ include: [{ names: ['x'] }, { names: ['prod-*'] }] }), ['prod-idc']);
  assert.deepEqual(await names({ exclude: [{ owners: ['444455556666'] }] }), ['prod-idc']);
  assert.deepEqual(await names({ include: [{ owners: ['111122223333'] }], spoke }), ['prod-idc']);
  // Whose account it is, nobody said.
  assert.deepEqual(await names({ include: [{ owners: ['111122223333'] }] }), []);
  assert.deepEqual(await names({ include: [{ names: ['*-idc'] }], exclude: [{ names: ['lab-*'] }] }), [
    'prod-idc',
  ]);
});

test('a run tells what each word found, what was written of, and which word had no whole answer', async () => {
  const configured = { name: 'office', type: 'site-to-site-vpn', measurements: false, fields: { vpn: ONE } };
  const { discovered } = await looking(
    async (what) =>
      what === 'vpn'
        ? OBJECTS
        : { targets: [], refused: [{ code: 'throttled', action: 'ec2:DescribeTransitGatewayAttachments' }] },
    { ...VANTAGE, targets: [configured], exclude: [{ names: ['nobody'] }] },
  );
  assert.deepEqual(discovered, {
    found: [
      { id: ONE, name: 'office', type: 'site-to-site-vpn', by: 'vpn', isWritten: true },
      { id: TWO, name: 'lab-idc', type: 'site-to-site-vpn', by: 'vpn' },
    ],
    incomplete: ['transit-gateway'],
  });
  const excluding = await looking(async () => OBJECTS, {
    ...VANTAGE,
    discover: ['vpn'],
    exclude: [{ names: ['lab-*'] }],
  });
  assert.deepEqual(
    excluding.discovered?.found.map(({ name, isWritten }) => [name, isWritten]),
    [
      ['prod-idc', undefined],
      ['lab-idc', true],
    ],
  );
});
