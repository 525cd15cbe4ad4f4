import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { gateway } from '../../../lib/probes/gateway/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { FakeAwsError } from '../../support/aws-faults.ts';
import { filtered } from '../../support/ec2-filters.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { fakeGateways, fakeLogGroup, gatewayArn } from '../../support/fake-gateways.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const ID = 'sgw-12A3456B';
const GROUP = '/gw/filer-1';
const LOGGED = { CloudWatchLogGroupARN: `arn:aws:logs:ap-northeast-2:123456789012:log-group:${GROUP}:*` };

/** The moment at which every test here asks. */
const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const clock = { wallMs: () => NOW_MS, monotonicMs: () => performance.now() };

async function ask(t: TestContext, services: FakeServices, spec: object, options?: FakeAwsOptions) {
  const aws = await readClients(t, services, options);
  const observation = await askControl(gateway, spec, aws, clock);
  return { observation, finding: judgeOne(gateway, spec, observation), fake: aws.fake };
}

const logged = (minutesAgo: number, fields: object) => {
  const atMs = NOW_MS - minutesAgo * 60_000;
  return {
    atMs,
    text: JSON.stringify({ severity: 'ERROR', gateway: ID, timestamp: String(atMs), ...fields }),
  };
};

test('a gateway is found by its id on the second page, and is healthy', async (t) => {
  const gateways = [{ id: 'sgw-00000001' }, { id: ID, information: LOGGED }];
  const { finding } = await ask(
    t,
    { storagegateway: fakeGateways(gateways), logs: fakeLogGroup(GROUP, []) },
    { gateway: ID.toLowerCase() },
    { pageSize: 1 },
  );
  assert.deepEqual([finding.status, finding.evidence[0]?.healthLog], ['healthy', 'read']);
});

test('a gateway of another type than was meant is told, and so is another endpoint', async (t) => {
  const information = { ...LOGGED, GatewayType: 'FILE_S3', VPCEndpoint: undefined };
  const services = {
    storagegateway: fakeGateways([{ id: ID, information }]),
    logs: fakeLogGroup(GROUP, []),
  };
  const { finding } = await ask(t, services, { gateway: ID, wants: { type: 'tape' } });
  assert.equal(finding.reason, 'gateway-wrong-type');
  const wants = { endpoint: 'vpce-0123456789abcdef0' };
  const { finding: elsewhere } = await ask(t, services, { gateway: ID, wants });
  assert.equal(elsewhere.reason, 'gateway-wrong-endpoint');
});

test('an ARN saves the listing', async (t) => {
  const { finding, fake } = await ask(
    t,
    { storagegateway: fakeGateways([{ id: ID }]) },
    { gateway: gatewayArn(ID) },
  );
  assert.deepEqual([finding.status, finding.evidence[0]?.subject], ['healthy', ID]);
  assert.deepEqual(
    fake.calls.map((call) => call.operation),
    ['DescribeGatewayInformation'],
  );
});

test('a disconnected gateway is offline, with what AWS last knew of it', async (t) => {
  const { finding } = await ask(
    t,
    { storagegateway: fakeGateways([{ id: ID, offline: true, listing: { SoftwareVersion: '2.1.4' } }]) },
    { gateway: ID },
  );
  assert.equal(finding.reason, 'gateway-offline');
  assert.deepEqual(
    [finding.evidence[0]?.errorCode, finding.evidence[0]?.name, finding.evidence[0]?.softwareVersion],
    ['GatewayNotConnected', `name of ${ID}`, '2.1.4'],
  );
});

test('a gateway that is not listed is missing, by id and by ARN', async (t) => {
  const services = { storagegateway: fakeGateways([{ id: 'sgw-00000001' }]) };
  for (const wanted of [ID, gatewayArn(ID)]) {
    const { finding } = await ask(t, services, { gateway: wanted });
    assert.deepEqual([finding.reason, finding.faults[0]?.subject], ['gateway-missing', ID]);
  }
});

test('the health log is read back an hour, from the newest line, and no further', async (t) => {
  const lines = [
    logged(61, { type: 'S3AccessDenied' }),
    logged(30, { type: 'GatewayClockOutOfSync', gatewayTimeDriftSeconds: '12300' }),
    logged(5, { type: 'GatewayClockOutOfSync', gatewayTimeDriftSeconds: '12301' }),
  ];
  const { finding } = await ask(
    t,
    {
      storagegateway: fakeGateways([{ id: ID, information: LOGGED }]),
      logs: fakeLogGroup(GROUP, lines),
    },
    { gateway: ID },
    { pageSize: 1 },
  );
  assert.equal(finding.reason, 'gateway-clock-out-of-sync');
  assert.equal(finding.faults.length, 1);
  assert.deepEqual(
    [
      finding.faults[0]?.values?.count,
      finding.faults[0]?.values?.driftSeconds,
      finding.faults[0]?.values?.lastAt,
    ],
    [2, '12301', '2026-11-21T09:55:00.000Z'],
  );
});

test('an error of a type that no list knows degrades and is told as it was logged; a milder one is a note', async (t) => {
  const lines = [
    logged(5, { type: 'FutureDiskAlert' }),
    logged(5, { type: 'FutureHint', severity: 'INFO' }),
    logged(4, { type: '__proto__' }),
    logged(3, { type: 'toString', severity: 'WHATEVER' }),
    logged(2, { type: 42 }),
    logged(1, { type: '\u001b[31m'.repeat(500) }),
  ];
  const { finding } = await ask(
    t,
    { storagegateway: fakeGateways([{ id: ID, information: LOGGED }]), logs: fakeLogGroup(GROUP, lines) },
    { gateway: ID },
  );
  assert.deepEqual([finding.status, finding.reason], ['degraded', 'gateway-health-error']);
  const [first, second, ...more] = finding.faults.map(({ values }) => [values?.logged, values?.healthType]);
  assert.deepEqual([first, second].toSorted(), [
    ['FutureDiskAlert', 'other'],
    ['__proto__', 'other'],
  ]);
  for (const [name] of more) assert.match(String(name), /^[ -~]{1,200}…?$/);
  const noted = finding.evidence.filter(({ outcome }) => outcome === 'noted').map(({ subject }) => subject);
  assert.deepEqual(noted, [`${ID} FutureHint`, `${ID} toString`]);
});

test('a restart in the maintenance window is told and healthy; the schedule is asked only then', async (t) => {
  const reboot = logged(0, { type: 'Reboot', severity: 'INFO', source: 'AvailabilityMonitor' });
  const world = (maintenance: object) => ({
    storagegateway: fakeGateways([{ id: ID, information: LOGGED }], maintenance),
    logs: fakeLogGroup(GROUP, [reboot]),
  });
  // 10:00 UTC on a Saturday is 19:00 in Seoul.
  const inside = await ask(t, world({ HourOfDay: 19, MinuteOfHour: 5 }), { gateway: ID });
  assert.equal(inside.finding.status, 'healthy');
  assert.equal(inside.finding.evidence[1]?.outcome, 'noted');
  const outside = await ask(t, world({ HourOfDay: 3 }), { gateway: ID });
  assert.deepEqual([outside.finding.status, outside.finding.reason], ['degraded', 'gateway-health-error']);
});

test('a log group that is gone, or may not be read, hides nothing of the gateway', async (t) => {
  const storagegateway = fakeGateways([{ id: ID, information: { ...LOGGED, GatewayState: 'SHUTDOWN' } }]);
  const gone = await ask(t, { storagegateway, logs: fakeLogGroup('/another', []) }, { gateway: ID });
  assert.deepEqual(
    [gone.finding.reason, gone.finding.evidence[0]?.healthLog],
    ['gateway-not-running', 'missing'],
  );
  const denied = await ask(
    t,
    { storagegateway, logs: fakeLogGroup(GROUP, []) },
    { gateway: ID },
    { deny: ['logs:FilterLogEvents'] },
  );
  assert.deepEqual(
    denied.finding.faults.map(({ reason, values }) => [reason, values?.action]),
    [
      ['gateway-not-running', undefined],
      ['access-denied', 'logs:FilterLogEvents'],
    ],
  );
});

test('a refused description is unknown and names the action', async (t) => {
  const { observation } = await ask(
    t,
    { storagegateway: fakeGateways([{ id: ID }]) },
    { gateway: ID },
    { deny: ['storagegateway:DescribeGatewayInformation'] },
  );
  assert.deepEqual(observation, {
    outcome: 'access-denied',
    action: 'storagegateway:DescribeGatewayInformation',
  });
});

const instances = (imageId: string): FakeServices['ec2'] => ({
  DescribeInstances: ({ Filters }) => {
    const all = [
      { InstanceId: 'i-0123456789abcdef0', ImageId: imageId, State: { Code: 16, Name: 'running' } },
    ];
    const found = filtered(all, Filters, { 'instance-id': (one) => [one.InstanceId] });
    return { Reservations: found.map((one) => ({ ReservationId: 'r-1', Instances: [one] })) };
  },
  DescribeImages: ({ Filters, IncludeDeprecated }) => {
    assert.equal(IncludeDeprecated, true);
    const all = Object.entries(IMAGE_NAMES).map(([ImageId, Name]) => ({ ImageId, Name }));
    return { Images: filtered(all, Filters, { 'image-id': (one) => [one.ImageId] }) };
  },
});
const IMAGE_NAMES: Readonly<Record<string, string>> = {
  'ami-0bbbbbbbbbbbbbbbb': 'aws-storage-gateway-CLASSIC-2.4.3',
  'ami-0ffffffffffffffff': 'aws-storage-gateway-FILE_S3-1.26.7',
  'ami-0123456789abcdef0': 'golden-linux',
};
/** The public parameters: FSx's is FILE_FSX, stored volumes have none. */
const PARAMETERS: Readonly<Record<string, string>> = {
  FILE_S3: 'ami-0aaaaaaaaaaaaaaaa',
  CACHED: 'ami-0cccccccccccccccc',
};
const parameters: FakeServices['ssm'] = {
  GetParameter: ({ Name = '' }) => {
    const type = /^\/aws\/service\/storagegateway\/ami\/([A-Z0-9_]+)\/latest$/.exec(Name)?.[1] ?? '';
    const Value = PARAMETERS[type];
    if (Value === undefined) throw new FakeAwsError('ParameterNotFound', '');
    return { Parameter: { Name, Type: 'String', Value, Version: 61, DataType: 'aws:ec2:image' } };
  },
};
const BEFORE = { instance: 'i-0123456789abcdef0', wants: { type: 'volume' } };

test('before activation an instance’s image is compared with the newest of its type', async (t) => {
  const old = await ask(
    t,
    { ec2: instances('ami-0bbbbbbbbbbbbbbbb'), ssm: parameters, storagegateway: fakeGateways([]) },
    BEFORE,
  );
  assert.deepEqual(
    [
      old.finding.reason,
      old.finding.faults[0]?.values?.latestImage,
      old.finding.faults[0]?.values?.imageType,
    ],
    ['gateway-image-outdated', 'ami-0cccccccccccccccc', 'CACHED'],
  );
  const fresh = await ask(
    t,
    { ec2: instances('ami-0cccccccccccccccc'), ssm: parameters, storagegateway: fakeGateways([]) },
    BEFORE,
  );
  assert.equal(fresh.finding.status, 'healthy');
  const gone = await ask(
    t,
    { ec2: instances('ami-0cccccccccccccccc'), ssm: parameters, storagegateway: fakeGateways([]) },
    { ...BEFORE, instance: 'i-0ffffffffffffffff' },
  );
  assert.equal(gone.finding.reason, 'gateway-missing');
});

test('an image made for another type is a wrong type, by its name or as the newest of that type', async (t) => {
  const surroundings = { ssm: parameters, storagegateway: fakeGateways([]) };
  for (const [imageId, reason] of [
    ['ami-0aaaaaaaaaaaaaaaa', 'gateway-wrong-type'],
    ['ami-0ffffffffffffffff', 'gateway-wrong-type'],
    ['ami-0123456789abcdef0', 'gateway-image-outdated'],
    ['ami-09999999999999999', 'gateway-image-outdated'],
  ] as const) {
    const { finding } = await ask(t, { ...surroundings, ec2: instances(imageId) }, BEFORE);
    assert.equal(finding.reason, reason, imageId);
  }
  const { finding } = await ask(t, { ...surroundings, ec2: instances('ami-0ffffffffffffffff') }, BEFORE, {
    deny: ['ec2:DescribeImages'],
  });
  assert.equal(finding.reason, 'gateway-image-outdated', 'without the name nothing tells the type');
});

test('where nobody says what the instance is to become, the newest image of any type will do', async (t) => {
  const { instance } = BEFORE;
  const surroundings = { ssm: parameters, storagegateway: fakeGateways([]) };
  const fresh = await ask(t, { ...surroundings, ec2: instances('ami-0cccccccccccccccc') }, { instance });
  assert.equal(fresh.finding.status, 'healthy');
  const old = await ask(t, { ...surroundings, ec2: instances('ami-0bbbbbbbbbbbbbbbb') }, { instance });
  assert.equal(old.finding.reason, 'gateway-image-outdated');
});

test('the kind asks for exactly the actions it declares', async (t) => {
  const used = new Set<string>();
  const reboot = logged(0, { type: 'Reboot' });
  const activated = await ask(
    t,
    {
      storagegateway: fakeGateways([{ id: ID, information: LOGGED }]),
      logs: fakeLogGroup(GROUP, [reboot]),
    },
    { gateway: ID },
  );
  const before = await ask(
    t,
    { ec2: instances('ami-1'), ssm: parameters, storagegateway: fakeGateways([]) },
    BEFORE,
  );
  for (const call of [...activated.fake.calls, ...before.fake.calls]) {
    used.add(`${call.service}:${call.operation}`);
  }
  assert.deepEqual([...used].sort(), [...gateway.permissions].sort());
});

test('a spec names either a gateway or an instance, and refuses what it does not know', () => {
  const ok = (spec: object) => gateway.spec.safeParse(spec).success;
  assert.deepEqual(
    [
      ok({ gateway: ID }),
      ok(BEFORE),
      ok({}),
      ok({ gateway: ID, instance: 'i-0123456789abcdef0', wants: { type: 'tape' } }),
      ok({ instance: 'i-0123456789abcdef0' }),
      ok({ gateway: 'sgw-zz' }),
      ok({ gateway: ID, colour: 'red' }),
    ],
    [true, true, false, false, true, false, false],
  );
});

test('an instance that is activated already is asked as the gateway it is: its image counts no more', async (t) => {
  const { finding } = await ask(
    t,
    {
      ec2: instances('ami-0bbbbbbbbbbbbbbbb'),
      ssm: parameters,
      storagegateway: fakeGateways([{ id: ID, listing: { Ec2InstanceId: BEFORE.instance } }]),
    },
    { instance: BEFORE.instance },
  );
  assert.deepEqual([finding.reason, finding.evidence[0]?.subject], [null, ID]);
});
