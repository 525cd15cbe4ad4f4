import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { CreateVpcEndpointCommand } from '@aws-sdk/client-ec2';
import { createReadClients } from '../../lib/aws/clients.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { fakeGateways } from '../support/fake-gateways.ts';
import { startMoto } from '../support/moto.ts';
import { makeVpc, peerOneWay } from '../support/moto-world.ts';
import { packProject } from '../support/packed.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

/** Every command of docs/first-hour.md, one after the other, as somebody types them who has nothing but the package. */

const { test } = withPrograms('moto_server', 'tar', 'npm');
const PAGE = fileURLToPath(new URL('../../docs/first-hour.md', import.meta.url));

test('the first hour: init, plan, deploy, doctor, check, path, subnet, snapshot, remove', {
  timeout: 600_000,
}, async (t) => {
  const [packed, moto] = await Promise.all([packProject(t as never), startMoto(t)]);
  const { ec2 } = createReadClients(REGION, { endpoint: moto.url, credentials: DUMMY_CREDENTIALS });
  t.after(() => ec2.destroy());
  const [near, far] = [await makeVpc(ec2, 21), await makeVpc(ec2, 22)];
  await peerOneWay(ec2, near, far);
  await ec2.send(
    new CreateVpcEndpointCommand({
      VpcId: near.vpc,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${REGION}.storagegateway`,
      SubnetIds: [near.subnet],
    }),
  );
  // What the emulation does not have.
  const { url } = await fakeAws(
    t,
    {
      storagegateway: fakeGateways([{ id: 'sgw-0FF11E00', offline: true }]),
      directconnect: { DescribeVirtualInterfaces: () => ({ virtualInterfaces: [] }) },
      ec2: {
        DescribeInstanceConnectEndpoints: () => ({ InstanceConnectEndpoints: [] }),
        DescribeClientVpnEndpoints: () => ({ ClientVpnEndpoints: [] }),
      },
    },
    { forwardTo: moto.url },
  );
  const env = {
    // CloudFormation of moto finds a bucket in a URL whose host is no address.
    AWS_ENDPOINT_URL: url.replace('127.0.0.1', 'localhost'),
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
    AWS_REGION: REGION,
  };
  const ids = new Map([
    ['eni-11111111111111111', near.interface],
    ['eni-22222222222222222', far.interface],
    ['subnet-11111111111111111', near.subnet],
  ]);
  const page = await readFile(PAGE, 'utf8');
  const commands = [...page.matchAll(/^ *npx gatewatch (.*)$/gm)].map(([, words = '']) => words.split(' '));
  const runs: string[] = [];
  const run = async (words: readonly string[]) => {
    const { status, stdout, stderr } = await packed.gatewatch(
      words.map((word) => ids.get(word) ?? word),
      // A colleague's machine knows nothing of the account.
      { env: words.includes('--snapshot') ? {} : env },
    );
    runs.push(`${words[0]} ${status}`);
    return { stdout, stderr };
  };
  const said: Record<string, string> = {};
  for (const words of commands) {
    const { stdout, stderr } = await run(words);
    const [word = ''] = words;
    said[word] = `${said[word] ?? ''}${stdout}${stderr}`;
  }
  assert.deepEqual(
    runs,
    [
      ...['init 0', 'plan 0', 'deploy 0', 'doctor 1', 'check 1', 'path 1', 'subnet 1'],
      ...['snapshot 0', 'path 1', 'remove 0'],
    ],
    JSON.stringify(said, null, 2),
  );
  assert.match(said.plan ?? '', /US dollars a month/);
  assert.match(said.deploy ?? '', /gatewatch-prod is deployed/);
  // Nothing has looked yet, and the emulation makes no alarms, schedules and subscriptions from a template; the rest is there.
  const rows = [...(said.doctor ?? '').matchAll(/│ (ok|FAILED) +│ ([^│]*?) +│ \S/g)];
  const of = (status: string) => new Set(rows.flatMap(([, one, check]) => (one === status ? [check] : [])));
  assert.deepEqual([...of('ok')], ['function', 'table', 'dead letters'], said.doctor);
  assert.deepEqual(
    [...of('FAILED')],
    ['queue feeds function', 'schedule', 'alarm', 'subscription', 'heartbeat', 'last report'],
    said.doctor,
  );
  assert.match(said.check ?? '', /gateway-offline|offline/);
  assert.match(said.path ?? '', /create-route .*--vpc-peering-connection-id/);
  assert.match(said.subnet ?? '', /s3: NOT REACHABLE[\s\S]*create-vpc-endpoint/);
  assert.match(said.remove ?? '', /gatewatch-prod is removed/);
});
