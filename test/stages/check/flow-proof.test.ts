import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { createFlowLogReader } from '../../../lib/aws/flow-logs.ts';
import { createLogReader } from '../../../lib/aws/logs.ts';
import { AwsRefusal } from '../../../lib/core/errors.ts';
import { LOCALES } from '../../../lib/core/locale.ts';
import { directionOf, parseFlowRecord } from '../../../lib/explain/flow-record.ts';
import { inLanguage } from '../../../lib/explain/sentences.ts';
import { proveByFlows, type SilentPair } from '../../../lib/stages/check/flow-proof.ts';
import { fc } from '../../support/property.ts';
import { readClients } from '../../support/read-clients.ts';

const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const [VPC, SOURCE, TARGET] = ['vpc-0123456789abcdef0', 'eni-0aaaaaaaaaaaaaaaa', 'eni-0bbbbbbbbbbbbbbbb'];
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
  pair: SilentPair = PAIR,
) {
  const { clients, fake } = await readClients(t, {
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
  });
  const access = {
    flowLogs: createFlowLogReader(clients.ec2),
    logs: createLogReader(clients.logs),
    nowMs: () => NOW_MS,
  };
  const proofs = await proveByFlows([pair], access, AbortSignal.timeout(5000));
  return { explanations: proofs.get(pair) ?? [], fake };
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
        `Flow log fl-0123456789abcdef0: ${SOURCE} accepted 10.0.3.7:41022 → 10.0.1.5:1031 at 2026-11-21T09:57:00Z. The rules there let it pass: look at what lies behind, and at the way back.`,
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
  for (const off of [{ FlowLogStatus: 'FAILED' }, { LogDestinationType: 's3', LogGroupName: undefined }]) {
    const { explanations, fake } = await prove(t, rejected, off);
    assert.deepEqual(explanations, []);
    assert.ok(fake.calls.every(({ operation }) => operation !== 'FilterLogEvents'));
  }
});

test('a custom format is read by its own fields; one that lacks an address proves nothing', async (t) => {
  const custom = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
    LogFormat: '${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${action} ${end} ${interface-id}',
  };
  const line = `${ASKED} 6 REJECT ${end(3)} ${TARGET}`;
  assert.equal((await prove(t, [[TARGET, line]], custom)).explanations.length, 1);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a flow log names its fields so
  const poor = { LogFormat: '${srcport} ${dstport} ${protocol} ${action} ${end}' };
  assert.deepEqual((await prove(t, [[TARGET, `10.0.1.5 1031 6 REJECT ${end(3)}`]], poor)).explanations, []);
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
      const read = parseFlowRecord(text, fields);
      if (read !== undefined)
        assert.ok(JSON.stringify(read).length < 400 && directionOf(read, PAIR) === undefined);
    }),
  );
});
