import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import test, { type TestContext } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { createFlowLogReader } from '../../../lib/aws/flow-logs.ts';
import { createLogReader } from '../../../lib/aws/logs.ts';
import { createObjectReader } from '../../../lib/aws/objects.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import type { Explanation } from '../../../lib/core/finding.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { directionOf, parseFlowRecord } from '../../../lib/explain/flow-record.ts';
import { inLanguage } from '../../../lib/explain/sentences.ts';
import { type FlowAccess, proveByFlows, type SilentPair } from '../../../lib/stages/check/flow-proof.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { type FakeBuckets, type FakeS3Options, fakeS3 } from '../../support/fake-s3.ts';
import { fc } from '../../support/property.ts';
import { REGION, readClients } from '../../support/read-clients.ts';

const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const [VPC, SOURCE, TARGET] = ['vpc-0123456789abcdef0', 'eni-0aaaaaaaaaaaaaaaa', 'eni-0bbbbbbbbbbbbbbbb'];
const ACCOUNT = '123456789012';
const GROUP = '/aws/vendedlogs/flow';
const PAIR: SilentPair = {
  sources: ['10.0.3.0/24'],
  address: '10.0.1.5',
  port: 1031,
  protocol: 'tcp',
  resourceIds: [VPC, TARGET],
  interfaceId: TARGET,
};
const end = (minutesAgo: number) => NOW_MS / 1000 - minutesAgo * 60;
/** In the default format. */
const record = (eni: string, flow: string, action: string, minutesAgo: number, protocol = 6) =>
  `2 123456789012 ${eni} ${flow} ${protocol} 3 180 ${end(minutesAgo) - 60} ${end(minutesAgo)} ${action} OK`;
const ASKED = '10.0.3.7 10.0.1.5 41022 1031';
const ANSWER = '10.0.1.5 10.0.3.7 1031 41022';

async function prove(
  t: TestContext,
  records: readonly (readonly [eni: string, line: string])[],
  flowLog: object = {},
  { pair = PAIR, buckets = {}, s3, readMs, ...options }: ProveOptions = {},
) {
  const store = await fakeS3(t, buckets, s3);
  const world: FakeServices = {
    ec2: {
      DescribeFlowLogs: ({ Filter }) => ({
        FlowLogs:
          Filter?.[0]?.Name === 'resource-id' && Filter[0].Values?.includes(VPC) === true
            ? [
                {
                  FlowLogId: 'fl-0123456789abcdef0',
                  FlowLogStatus: 'ACTIVE',
                  ResourceId: VPC,
                  LogDestinationType: 'cloud-watch-logs',
                  LogGroupName: GROUP,
                  ...flowLog,
                },
              ]
            : [],
      }),
    },
    logs: {
      FilterLogEvents: ({ logStreamNamePrefix = '', filterPattern = '' }) => ({
        events: records
          .filter(([eni]) => eni.startsWith(logStreamNamePrefix))
          .filter(([, line]) =>
            [...filterPattern.matchAll(/"([^"]+)"/g)].every(([, term = '']) => line.includes(term)),
          )
          .map(([eni, message]) => ({ logStreamName: `${eni}-all`, timestamp: NOW_MS, message })),
      }),
    },
  };
  const { clients, fake } = await readClients(t, world, options);
  const access = {
    flowLogs: createFlowLogReader(clients.ec2),
    logs: createLogReader(clients.logs),
    objects: createObjectReader(store.client),
    account: ACCOUNT,
    region: REGION,
    nowMs: () => NOW_MS,
    ...(readMs !== undefined && { readMs }),
  };
  const { proofs, refused, notRead } = await proveByFlows([pair], access, AbortSignal.timeout(5000));
  return { explanations: proofs.get(pair) ?? [], fake, refused, notRead, requests: store.requests };
}

interface ProveOptions extends FakeAwsOptions {
  readonly pair?: SilentPair;
  readonly buckets?: FakeBuckets;
  readonly s3?: FakeS3Options;
  readonly readMs?: number;
}

test('the last REJECT at the interface of the address is quoted, with where and when', async (t) => {
  const { explanations } = await prove(t, [
    [TARGET, record(TARGET, ASKED, 'REJECT', 12)],
    [TARGET, record(TARGET, ASKED, 'REJECT', 3)],
    [TARGET, record(TARGET, ASKED, 'ACCEPT', 1)],
    [SOURCE, record(SOURCE, ASKED, 'ACCEPT', 3)],
  ]);
  assert.deepEqual(
    explanations.map(({ what, id, because }) => [what, id, because]),
    [
      [
        'flow-log',
        'fl-0123456789abcdef0',
        `Flow log fl-0123456789abcdef0: ${TARGET} rejected 10.0.3.7:41022 → 10.0.1.5:1031 at 2026-11-21T09:57:00Z. A security group or network ACL of this interface refuses it.`,
      ],
      [
        'flow-log',
        'fl-0123456789abcdef0',
        `Flow log fl-0123456789abcdef0: ${SOURCE} accepted 10.0.3.7:41022 → 10.0.1.5:1031 at 2026-11-21T09:57:00Z. The rules there let it pass: check what lies behind it, and the return path.`,
      ],
    ],
  );
});

test('an answer that is refused is told as one: a group lets answers pass, so a network ACL did it', async (t) => {
  const { explanations } = await prove(t, [
    [TARGET, record(TARGET, ASKED, 'ACCEPT', 3)],
    [TARGET, record(TARGET, ANSWER, 'REJECT', 3)],
  ]);
  assert.equal(explanations.length, 1);
  assert.match(explanations[0]?.because ?? '', /rejected the answer 10\.0\.1\.5:1031 → 10\.0\.3\.7:41022/);
  for (const locale of LOCALES) {
    const said = explanations[0] && inLanguage(explanations[0], locale).because;
    assert.match(said ?? '', /fl-0123456789abcdef0.*eni-0b+/, locale);
    assert.doesNotMatch(said ?? '', /[{}]/, locale);
  }
});

test('records of other pairs, other protocols, and flow logs that are off or write elsewhere prove nothing', async (t) => {
  const others = [
    record(TARGET, '10.9.9.9 10.0.1.5 41022 1031', 'REJECT', 3),
    record(TARGET, '10.0.3.7 10.0.1.5 41022 10310', 'REJECT', 3),
    record(TARGET, '10.0.3.7 10.0.1.50 41022 1031', 'REJECT', 3),
    record(TARGET, ASKED, 'REJECT', 3, 17),
    `2 123456789012 ${TARGET} - - - - - - - ${end(3)} ${end(2)} - NODATA`,
    'no record of anything 10.0.1.5 1031',
  ].map((line) => [TARGET, line] as const);
  assert.deepEqual((await prove(t, others)).explanations, []);
  const rejected = [[TARGET, record(TARGET, ASKED, 'REJECT', 3)]] as const;
  const firehose = { LogDestinationType: 'kinesis-data-firehose', LogGroupName: undefined };
  for (const off of [{ FlowLogStatus: 'FAILED' }, firehose]) {
    const { explanations, fake } = await prove(t, rejected, off);
    assert.deepEqual(explanations, []);
    assert.ok(fake.calls.every(({ operation }) => operation !== 'FilterLogEvents'));
  }
});

test('a custom format is read by its own fields; one that lacks an address proves nothing, and that is told', async (t) => {
  const custom = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
    LogFormat: '${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${action} ${end} ${interface-id}',
  };
  const line = `${ASKED} 6 REJECT ${end(3)} ${TARGET}`;
  assert.equal((await prove(t, [[TARGET, line]], custom)).explanations.length, 1);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
  const poor = { LogFormat: '${srcport} ${dstport} ${protocol} ${action} ${end}' };
  const proved = await prove(t, [[TARGET, `10.0.1.5 1031 6 REJECT ${end(3)}`]], poor);
  assert.deepEqual(proved.explanations, []);
  assert.deepEqual(proved.notRead, ['fl-0123456789abcdef0 does not record interface-id, srcaddr, dstaddr']);
  assert.ok(proved.fake.calls.every(({ operation }) => operation !== 'FilterLogEvents'));
});

test('records without a time have the time at which they were stored', async (t) => {
  const timeless = {
    LogFormat:
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
      '${interface-id} ${pkt-srcaddr} ${pkt-dstaddr} ${srcport} ${dstport} ${protocol} ${action}',
  };
  const line = `${TARGET} ${ASKED} 6 REJECT`;
  const inGroup = await prove(t, [[TARGET, line]], timeless);
  assert.match(inGroup.explanations[0]?.because ?? '', / at 2026-11-21T10:00:00Z\./);
  const buckets = {
    flows: {
      [keyOf('0950')]: gzipSync(`${line}\n`),
      [keyOf('0955')]: gzipSync(`${SOURCE} ${ASKED} 6 ACCEPT`),
    },
  };
  const { explanations } = await prove(t, [], { ...IN_S3, ...timeless }, { buckets });
  assert.deepEqual(
    explanations.map(({ because }) => / at (\S+)\. /.exec(because ?? '')?.[1]),
    ['2026-11-21T09:50:00Z', '2026-11-21T09:55:00Z'],
  );
});

const IN_S3 = {
  LogDestinationType: 's3',
  LogGroupName: undefined,
  LogDestination: 'arn:aws:s3:::flows/vpc/',
  DestinationOptions: { FileFormat: 'plain-text', HiveCompatiblePartitions: false, PerHourPartition: false },
};
const HEADER =
  'version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status';
const text = (...lines: readonly string[]) => gzipSync(`${[HEADER, ...lines].join('\n')}\n`);
const interfaceOf = ({ because = '' }: Explanation) => /eni-\w+/.exec(because)?.[0];
/** As AWS names an object: `time` such as 0955. */
const keyOf = (time: string, { folder = 'vpc/', id = 'fl-0123456789abcdef0', hash = 'fe123456' } = {}) =>
  `${folder}AWSLogs/${ACCOUNT}/vpcflowlogs/${REGION}/2026/11/21/${ACCOUNT}_vpcflowlogs_${REGION}_${id}_20261121T${time}Z_${hash}.log.gz`;

test('records in S3 are read from the objects of the last hour, the newest first', async (t) => {
  const buckets = {
    flows: {
      [keyOf('0855')]: text(record(TARGET, ASKED, 'REJECT', 62)),
      [keyOf('0915')]: text(record(SOURCE, ASKED, 'ACCEPT', 44)),
      [keyOf('0955')]: text(
        record(TARGET, '10.0.3.7 10.0.1.50 41022 1031', 'REJECT', 3),
        record(TARGET, ASKED, 'REJECT', 3),
      ),
      [keyOf('1000')]: text(record(TARGET, '10.0.3.7 10.0.1.99 41022 1031', 'REJECT', 0)),
      [keyOf('0955', { id: 'fl-0fedcba9876543210' })]: text(record(SOURCE, ASKED, 'REJECT', 3)),
      [keyOf('0955', { folder: '' })]: text(record(SOURCE, ASKED, 'REJECT', 3)),
    },
  };
  const { explanations, requests, fake, refused } = await prove(t, [], IN_S3, {
    buckets,
    s3: { pageSize: 1 },
  });
  assert.deepEqual(
    explanations.map(({ because }) => because?.replace(/ (A security|The rules) .*/, '')),
    [
      `Flow log fl-0123456789abcdef0: ${TARGET} rejected 10.0.3.7:41022 → 10.0.1.5:1031 at 2026-11-21T09:57:00Z.`,
      `Flow log fl-0123456789abcdef0: ${SOURCE} accepted 10.0.3.7:41022 → 10.0.1.5:1031 at 2026-11-21T09:16:00Z.`,
    ],
  );
  assert.deepEqual(
    requests.filter((one) => one.startsWith('s3:GetObject')),
    ['1000', '0955', '0915'].map((time) => `s3:GetObject flows/${keyOf(time)}`),
  );
  assert.deepEqual(refused, []);
  assert.ok(fake.calls.every(({ operation }) => operation !== 'FilterLogEvents'));
});

test('folders of Hive and of hours are found, and a custom format is read by its own fields', async (t) => {
  const name = `${ACCOUNT}_vpcflowlogs_${REGION}_fl-0123456789abcdef0_20261121T0955Z_fe123456.log.gz`;
  const line = `${ASKED} 6 REJECT ${end(3)} ${TARGET}`;
  const custom = {
    ...IN_S3,
    LogDestination: 'arn:aws-cn:s3:::flows',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
    LogFormat: '${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${action} ${end} ${interface-id}',
  };
  for (const [HiveCompatiblePartitions, PerHourPartition, folder] of [
    [true, false, 'year=2026/month=11/day=21'],
    [true, true, 'year=2026/month=11/day=21/hour=09'],
    [false, true, '2026/11/21/09'],
  ] as const) {
    const place = HiveCompatiblePartitions
      ? `aws-account-id=${ACCOUNT}/aws-service=vpcflowlogs/aws-region=${REGION}`
      : `${ACCOUNT}/vpcflowlogs/${REGION}`;
    const buckets = { flows: { [`AWSLogs/${place}/${folder}/${name}`]: gzipSync(line) } };
    const options = { ...custom, DestinationOptions: { HiveCompatiblePartitions, PerHourPartition } };
    const { explanations } = await prove(t, [], options, { buckets });
    assert.deepEqual(
      explanations.map(({ why }) => why),
      ['flow-rejected'],
      folder,
    );
  }
});

test('no more is read than the limits allow, and what an object says before its end or its damage counts', async (t) => {
  const rejected = record(TARGET, ASKED, 'REJECT', 3);
  // Random digits hardly compress: 12 MB of them are more than is read.
  const noise = randomBytes(12 * 1024 * 1024)
    .toString('latin1')
    .replace(/\n/g, ' ');
  const large = gzipSync(
    Buffer.from(`${rejected}\n${noise}\n${record(SOURCE, ASKED, 'REJECT', 3)}\n`, 'latin1'),
  );
  const bounded = await prove(t, [], IN_S3, {
    buckets: { flows: { [keyOf('0955')]: large, [keyOf('0950')]: text(rejected) } },
  });
  assert.deepEqual(bounded.explanations.map(interfaceOf), [TARGET]);
  assert.deepEqual(
    bounded.requests.filter((one) => one.startsWith('s3:GetObject')),
    [`s3:GetObject flows/${keyOf('0955')}`],
  );
  const bomb = gzipSync(
    `${rejected}\n${' '.repeat(80 * 1024 * 1024)}\n${record(SOURCE, ASKED, 'REJECT', 3)}\n`,
  );
  const cut = text(...Array.from({ length: 200 }, () => rejected)).subarray(0, -12);
  for (const bytes of [bomb, cut]) {
    const { explanations } = await prove(t, [], IN_S3, { buckets: { flows: { [keyOf('0955')]: bytes } } });
    assert.deepEqual(explanations.map(interfaceOf), [TARGET]);
  }
  const many = Object.fromEntries(
    Array.from({ length: 60 }, (_, n) => [keyOf('0955', { hash: `h${n}` }), text()]),
  );
  const { requests } = await prove(t, [], IN_S3, { buckets: { flows: many } });
  assert.equal(requests.filter((one) => one.startsWith('s3:GetObject')).length, 24);
});

test('Parquet, a bucket that is gone and a bucket that may not be read are told, and no other proof is lost', async (t) => {
  const parquet = await prove(t, [], { ...IN_S3, DestinationOptions: { FileFormat: 'parquet' } });
  assert.deepEqual(parquet.notRead, ['fl-0123456789abcdef0 writes Parquet; only text is read']);
  assert.deepEqual([parquet.explanations, parquet.requests], [[], []]);
  const gone = await prove(t, [], IN_S3, { buckets: {} });
  assert.deepEqual(gone.notRead, ['fl-0123456789abcdef0: there is no bucket flows']);
  for (const action of ['s3:ListBucket', 's3:GetObject']) {
    const { refused, explanations } = await prove(t, [], IN_S3, {
      buckets: { flows: { [keyOf('0955')]: text(record(TARGET, ASKED, 'REJECT', 3)) } },
      s3: { deny: [action] },
    });
    assert.deepEqual([refused, explanations], [[{ code: 'access-denied', action }], []]);
  }
  const group = await prove(t, [], {}, { deny: ['logs:FilterLogEvents'] });
  assert.deepEqual(group.refused, [{ code: 'access-denied', action: 'logs:FilterLogEvents' }]);
});

test('an S3 that stops answering costs its own time and no more, and what it said counts', async (t) => {
  const bytes = text(...Array.from({ length: 3000 }, (_, n) => record(TARGET, ASKED, 'REJECT', n % 50)));
  const { explanations } = await prove(t, [], IN_S3, {
    buckets: { flows: { [keyOf('1000')]: text(record(TARGET, ASKED, 'REJECT', 2)), [keyOf('0955')]: bytes } },
    s3: { stallAfterBytes: 500 },
    readMs: 400,
  });
  assert.equal(explanations.length, 1);
});

test('what is shown does not depend on which flow log was read first', async () => {
  const enis = ['eni-0cccccccccccccccc', 'eni-0dddddddddddddddd', 'eni-0eeeeeeeeeeeeeeee'];
  const proveWith = async (slow: string | undefined) => {
    const access: FlowAccess = {
      flowLogs: {
        flowLogs: async () =>
          enis.map((eni) => ({
            id: `fl-${eni}`,
            resourceId: VPC,
            to: { kind: 'log-group', group: eni },
            fields: HEADER.split(' '),
          })),
      },
      logs: {
        tail: async ({ group }) => {
          if (group === slow) await pause(50);
          return {
            outcome: 'read',
            lines: [{ atMs: NOW_MS, stream: group, text: record(group, ASKED, 'REJECT', 3) }],
            truncated: false,
          };
        },
      },
      objects: { list: async function* () {}, read: async () => undefined },
      account: ACCOUNT,
      region: REGION,
      nowMs: () => NOW_MS,
    };
    const { proofs } = await proveByFlows([PAIR], access, AbortSignal.timeout(5000));
    return [...proofs.values()].flat().map(({ id }) => id);
  };
  const shown = enis.slice(0, 2).map((eni) => `fl-${eni}`);
  for (const slow of [undefined, ...enis]) assert.deepEqual(await proveWith(slow), shown, slow);
});

test('a refusal names its action', async (t) => {
  const { clients } = await readClients(t, { ec2: { DescribeFlowLogs: () => ({ FlowLogs: [] }) } });
  const flowLogs = createFlowLogReader(clients.ec2);
  assert.deepEqual(await flowLogs.flowLogs([], AbortSignal.timeout(5000)), []);
  await assert.rejects(
    async () =>
      await proveByFlows(
        [PAIR],
        {
          flowLogs: {
            flowLogs: async () => Promise.reject(new AwsRefusal('access-denied', 'ec2:DescribeFlowLogs')),
          },
          logs: createLogReader(clients.logs),
          objects: { async *list() {}, read: async () => undefined },
          account: ACCOUNT,
          region: REGION,
          nowMs: () => NOW_MS,
        },
        AbortSignal.timeout(5000),
      ),
    /ec2:DescribeFlowLogs/,
  );
});

test('no line, however it is made, is anything but a record of bounded words', () => {
  const fields = ['interface-id', 'srcaddr', 'dstaddr', 'srcport', 'dstport', 'protocol', 'end', 'action'];
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = parseFlowRecord(text, fields, NOW_MS);
      if (read !== undefined)
        assert.ok(JSON.stringify(read).length < 400 && directionOf(read, PAIR) === undefined);
    }),
  );
});
