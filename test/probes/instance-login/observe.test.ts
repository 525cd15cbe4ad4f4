import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { instanceLogin } from '../../../lib/probes/instance-login/kind.ts';
import { COMMAND_COMMENT } from '../../../lib/probes/instance-login/observe.ts';
import { remedies } from '../../../lib/probes/instance-login/runbook.remedies.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions, FakeServices } from '../../support/fake-aws.ts';
import { LOGIN_INSTANCE, fakeInstanceLogin as world } from '../../support/fake-instance-login.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const spec = { instances: [LOGIN_INSTANCE] };

async function ask(t: TestContext, services: FakeServices, options?: FakeAwsOptions) {
  const aws = await readClients(t, services, options);
  const observation = await askControl(instanceLogin, spec, aws);
  return { observation, finding: judgeOne(instanceLogin, spec, observation), fake: aws.fake };
}

const OURS = 'authorizedkeyscommand /usr/share/ec2-instance-connect/eic_run_authorized_keys %u %f\n';
const OTHERS = 'authorizedkeyscommand /usr/bin/sss_ssh_authorizedkeys\n';

test('system, package and version come from the inventory', async (t) => {
  const { finding, fake } = await ask(t, world());
  assert.equal(finding.status, 'healthy');
  assert.deepEqual(
    [finding.evidence[0]?.system, finding.evidence[0]?.package, finding.evidence[0]?.packageVersion],
    ['Ubuntu 24.04', 'installed', '1.1.17'],
  );
  const actions = fake.calls.map(({ service, operation }) => `${service}:${operation}`);
  assert.deepEqual([...new Set(actions)].sort(), [...instanceLogin.permissions].sort());
});

test('nothing is run on an instance', async (t) => {
  const { fake } = await ask(t, world({ applications: [] }));
  assert(fake.calls.every(({ operation }) => /^(Describe|List|Get)/.test(operation)));
});

test('a package that is missing fails where there is no key pair, and an empty inventory says nothing', async (t) => {
  const missing = await ask(t, world({ applications: ['bash'] }));
  assert.deepEqual(
    [missing.finding.status, missing.finding.reason],
    ['failed', 'instance-connect-package-missing'],
  );
  const empty = await ask(t, world({ applications: [] }));
  assert.deepEqual([empty.finding.status, empty.finding.reason], ['unknown', 'instance-not-managed']);
  const unmanaged = await ask(t, world({ managed: false }));
  assert.equal(unmanaged.finding.reason, 'instance-not-managed');
});

test('the newest result of the runbook’s command tells sshd’s setting', async (t) => {
  const ran = [
    ['somebody else’s', OTHERS],
    [COMMAND_COMMENT, OURS],
    [COMMAND_COMMENT, OTHERS],
  ] as const;
  assert.equal((await ask(t, world({ ran }))).finding.status, 'healthy');
  const other = await ask(t, world({ ran: [[COMMAND_COMMENT, OTHERS]] }));
  assert.equal(other.finding.reason, 'sshd-ignores-instance-connect');
  const fromCommand = await ask(
    t,
    world({
      applications: [],
      ran: [[COMMAND_COMMENT, `${OURS}package ec2-instance-connect is not installed\n`]],
    }),
  );
  assert.equal(fromCommand.finding.reason, 'instance-connect-package-missing');
  assert(
    remedies['instance-not-managed'].commands.some((one) => one.includes(`--comment ${COMMAND_COMMENT}`)),
  );
});

test('what is refused is unknown beside what is known', async (t) => {
  const { finding } = await ask(t, world(), { deny: ['ssm:ListCommandInvocations'] });
  assert.deepEqual([finding.status, finding.reason], ['unknown', 'access-denied']);
  assert.equal(finding.evidence[0]?.package, 'installed');
});
