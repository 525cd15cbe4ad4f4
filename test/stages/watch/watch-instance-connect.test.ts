import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createAwsAccess } from '../../../lib/aws/access.ts';
import { parseConfig } from '../../../lib/config/load.ts';
import type { ProbeCall } from '../../../lib/core/notify/callers.ts';
import { type Clock, deadlineIn, systemClock } from '../../../lib/core/time.ts';
import { PROBES } from '../../../lib/probes/registry.ts';
import { askAll } from '../../../lib/stages/check/probe.ts';
import { watch } from '../../../lib/stages/watch/watch.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import {
  ENDPOINT,
  ENDPOINT_GROUP,
  fakeInstanceConnect,
  INSTANCE_GROUP,
  INSTANCE_SUBNET,
  type InstanceConnectFaults,
  LINUX,
  VPC,
  WINDOWS,
} from '../../support/fake-instance-connect.ts';
import { readClients } from '../../support/read-clients.ts';

/** Two minutes after the fake's endpoint was made. */
const clock: Clock = { ...systemClock, wallMs: () => Date.parse('2026-11-21T10:02:00Z') };

interface Planted {
  readonly faults?: InstanceConnectFaults;
  /** The target's fields in gatewatch.yaml. */
  readonly target?: string;
  readonly options?: FakeAwsOptions;
}

/** A whole look by `watch` at one target, AWS being the fake and the vantage's function not running. */
async function lookAt(t: TestContext, { faults, target, options }: Planted) {
  const { fake, clients } = await readClients(t, fakeInstanceConnect(faults), options);
  const aws = createAwsAccess(clients);
  const deadline = deadlineIn(systemClock, 20_000);
  const calls: ProbeCall[] = [];
  const yaml = `vantages: [{ name: a, vpc: ${VPC}, subnets: [${INSTANCE_SUBNET}], targets: [{ name: admin, type: instance-connect-endpoint, ${target ?? `instances: [${LINUX}, ${WINDOWS}]`} }] }]`;
  const { report } = await watch({}, parseConfig(yaml), {
    probes: PROBES,
    clock,
    deadline,
    region: 'ap-northeast-2',
    network: aws.network,
    aws,
    discover: async () => assert.fail('nothing is to be discovered'),
    probeGroups: new Map(),
    onNote: () => {},
    lastGood: async () => undefined,
    callProbe: async (call) => {
      calls.push(call);
      return { outcome: 'not-running', message: 'a test' };
    },
    askHere: (questions) =>
      askAll(questions, {
        probes: PROBES,
        clock,
        deadline,
        names: { lookup: () => Promise.reject(new Error('no name is looked up')), servers: [] },
        aws,
      }),
  });
  const control = report.findings.filter(({ check }) => check === 'instance-connect' || check === 'path');
  const told = control.flatMap((finding) => [
    ...(finding.runbook?.commands ?? []),
    ...finding.explanations.map(({ fix }) => fix),
  ]);
  const questions = calls.flatMap((call) => call.questions);
  return { control, told, questions, unhandled: fake.unhandled };
}

test('a way through a ready endpoint to running instances is healthy, and each instance is asked what it serves', async (t) => {
  const { control, questions, unhandled } = await lookAt(t, {});
  assert.deepEqual(unhandled, []);
  assert.deepEqual(
    control.map(({ check, status }) => [check, status]),
    [
      ['path', 'healthy'],
      ['instance-connect', 'healthy'],
    ],
  );
  assert.deepEqual(
    questions.map(({ kind, host, protocols, ports }) => [kind, host, protocols ?? ports]),
    [
      ['port', '10.0.2.10', [{ port: 22, serves: `SSH of ${LINUX}` }]],
      ['hello', '10.0.2.10', ['ssh']],
      ['port', '10.0.2.11', [{ port: 3389, serves: `RDP of ${WINDOWS}` }]],
      ['hello', '10.0.2.11', ['rdp']],
    ],
  );
});

const MOVE = [
  `aws ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id ${ENDPOINT}`,
  `aws ec2 create-instance-connect-endpoint --subnet-id ${INSTANCE_SUBNET} --security-group-ids ${ENDPOINT_GROUP} --no-preserve-client-ip`,
];

/** Each fault, how it is told, and what must be among the commands that fix it. */
const FAULTS: Readonly<
  Record<string, Planted & { readonly told: string; readonly commands: readonly (string | RegExp)[] }>
> = {
  'there is no endpoint in the VPC': {
    faults: { endpoint: null },
    told: 'instance-connect instance-connect-missing failed',
    commands: [`aws ec2 create-instance-connect-endpoint --subnet-id ${INSTANCE_SUBNET}`],
  },
  'the endpoint that is named was deleted': {
    faults: { endpoint: { State: 'delete-complete' } },
    target: `endpoint: ${ENDPOINT}, instances: [${LINUX}]`,
    told: 'instance-connect instance-connect-missing failed',
    commands: [`aws ec2 create-instance-connect-endpoint --subnet-id ${INSTANCE_SUBNET}`],
  },
  'its creation failed': {
    faults: { endpoint: { State: 'create-failed', StateMessage: 'zone impaired' } },
    told: 'instance-connect instance-connect-not-ready failed',
    commands: MOVE,
  },
  'it is being created': {
    faults: { endpoint: { State: 'create-in-progress' } },
    told: 'instance-connect instance-connect-not-ready degraded',
    commands: [/^aws ec2 describe-instance-connect-endpoints --instance-connect-endpoint-ids eice-/],
  },
  'its creation does not end': {
    faults: { endpoint: { State: 'create-in-progress', CreatedAt: new Date('2026-11-21T09:51:00Z') } },
    told: 'instance-connect instance-connect-not-ready failed',
    commands: MOVE,
  },
  'its last change failed, and it has two groups and preserves addresses': {
    faults: {
      endpoint: {
        State: 'update-failed',
        SecurityGroupIds: [ENDPOINT_GROUP, INSTANCE_GROUP],
        PreserveClientIp: true,
      },
    },
    told: 'instance-connect instance-connect-not-ready failed',
    commands: [
      `aws ec2 create-instance-connect-endpoint --subnet-id ${INSTANCE_SUBNET} --security-group-ids ${ENDPOINT_GROUP} ${INSTANCE_GROUP} --preserve-client-ip`,
    ],
  },
  'its subnet is full': {
    faults: { free: 0 },
    told: 'instance-connect instance-connect-subnet-full degraded',
    commands: MOVE,
  },
  'an instance is stopped': {
    faults: { linux: { State: { Name: 'stopped' } } },
    told: 'instance-connect instance-not-running failed',
    commands: [
      `aws ec2 start-instances --instance-ids ${LINUX}`,
      `aws ec2-instance-connect ssh --instance-id ${LINUX} --connection-type eice`,
    ],
  },
  'an instance is gone': {
    faults: { linux: null },
    told: 'instance-connect instance-not-running failed',
    commands: [new RegExp(`^aws ec2 describe-instances --instance-ids ${LINUX} `)],
  },
  'no instance has the tags': {
    target: 'tags: { team: nobody }',
    told: 'instance-connect instance-not-running failed',
    commands: [],
  },
  'the endpoint may not send to 22': {
    faults: { lets: [3389] },
    told: 'path path-security-group-blocks failed',
    commands: [new RegExp(`aws ec2 authorize-security-group-egress --group-id '?${ENDPOINT_GROUP}`)],
  },
  'the endpoint may not send to 3389': {
    faults: { lets: [22] },
    told: 'path path-security-group-blocks failed',
    commands: [new RegExp(`aws ec2 authorize-security-group-egress --group-id '?${ENDPOINT_GROUP}`)],
  },
  'the instances do not let the endpoint in': {
    faults: { admits: '192.0.2.0/24' },
    told: 'path path-security-group-blocks failed',
    commands: [new RegExp(`aws ec2 authorize-security-group-ingress --group-id '?${INSTANCE_GROUP}`)],
  },
  'the endpoint preserves addresses, and the instances let its own subnet in only': {
    faults: { endpoint: { PreserveClientIp: true }, admits: '10.0.1.0/24' },
    target: `instances: [${LINUX}], clients: [198.51.100.0/24]`,
    told: 'path path-security-group-blocks failed',
    // The endpoint's group stands for its clients as well.
    commands: [
      new RegExp(`authorize-security-group-ingress --group-id '?${INSTANCE_GROUP}[^\n]*${ENDPOINT_GROUP}`),
    ],
  },
  'a network ACL denies 22': {
    faults: { aclDenies: 22 },
    told: 'path path-network-acl-blocks failed',
    commands: [/aws ec2 (?:create|replace)-network-acl-entry --network-acl-id '?acl-0cccccccccccccccc/],
  },
  'a preflight where the VPC has an endpoint already': {
    target: `preflight: { vpc: ${VPC} }`,
    told: 'instance-connect instance-connect-quota-full failed',
    commands: [`aws ec2 delete-instance-connect-endpoint --instance-connect-endpoint-id ${ENDPOINT}`],
  },
  'a preflight where the Region has five endpoints': {
    faults: { endpoint: null, elsewhere: 5 },
    target: `preflight: { vpc: ${VPC} }`,
    told: 'instance-connect instance-connect-quota-full failed',
    commands: [/^aws ec2 describe-instance-connect-endpoints --query /],
  },
  'a preflight for a full subnet': {
    faults: { endpoint: null, free: 0 },
    target: `preflight: { vpc: ${VPC}, subnet: subnet-0aaaaaaaaaaaaaaaa }`,
    told: 'instance-connect instance-connect-subnet-full failed',
    commands: [`aws ec2 create-instance-connect-endpoint --subnet-id ${INSTANCE_SUBNET}`],
  },
};

for (const [what, planted] of Object.entries(FAULTS)) {
  test(`${what}: it is found, and so is the command that fixes it`, async (t) => {
    const { control, told: printed, unhandled } = await lookAt(t, planted);
    const told = printed.map((command) => command.replace(' --region ap-northeast-2', ''));
    assert(printed.every((command) => !command.startsWith('aws ') || command.includes(' --region ')));
    assert.deepEqual(unhandled, []);
    const wrong = control.filter(({ status }) => status !== 'healthy');
    assert.deepEqual(
      wrong.map(({ check, reason, status }) => `${check} ${reason} ${status}`),
      [planted.told],
    );
    for (const fixFor of planted.commands) {
      const found = told.some((command) =>
        typeof fixFor === 'string' ? command === fixFor : fixFor.test(command),
      );
      assert(found, `${fixFor} is not among\n${told.join('\n')}`);
    }
  });
}

test('what is being created is not to be deleted', async (t) => {
  const { told } = await lookAt(t, { faults: { endpoint: { State: 'create-in-progress' } } });
  assert.deepEqual(
    told.filter((command) => /delete|create/.test(command)),
    [],
  );
});

test('what does not run is not checked from the vantage: it is reported once', async (t) => {
  const { questions } = await lookAt(t, { faults: { linux: { State: { Name: 'stopped' } } } });
  assert.deepEqual([...new Set(questions.map(({ host }) => host))], ['10.0.2.11']);
});

test('instances are found by their tags, and what one serves may be said', async (t) => {
  const { questions } = await lookAt(t, { target: 'tags: { team: storage }, protocol: ssh' });
  assert.deepEqual(
    questions.filter(({ kind }) => kind === 'hello').map(({ host, port }) => [host, port]),
    [
      ['10.0.2.10', 22],
      ['10.0.2.11', 22],
    ],
  );
});

test('an endpoint that preserves addresses of clients nobody named is not judged by rules', async (t) => {
  const { control } = await lookAt(t, {
    faults: { endpoint: { PreserveClientIp: true }, admits: '198.51.100.0/24' },
  });
  assert.deepEqual(
    control.map(({ check, status }) => [check, status]),
    [['instance-connect', 'healthy']],
  );
});

test('where AWS refuses, the refusal is told once and nothing is asked of addresses that are not known', async (t) => {
  const { control, questions } = await lookAt(t, {
    options: { deny: ['ec2:DescribeInstanceConnectEndpoints'] },
  });
  assert.deepEqual(
    control.map(({ check, reason }) => [check, reason]),
    [['instance-connect', 'access-denied']],
  );
  assert.match(control[0]?.summary ?? '', /ec2:DescribeInstanceConnectEndpoints/);
  assert.deepEqual(questions, []);
});
