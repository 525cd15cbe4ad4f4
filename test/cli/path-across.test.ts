import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { createReadClients } from '../../lib/aws/clients.ts';
import { awsEnvironment } from '../support/aws-environment.ts';
import { fakeAws } from '../support/fake-aws.ts';
import { startMoto } from '../support/moto.ts';
import { addTransitRoute, attachBoth, makeVpc, pasteCommands, peerOneWay } from '../support/moto-world.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';
import { ENTRY, runHere } from '../support/run-cli.ts';

/** Paths between VPCs of an emulation of EC2 that others wrote; and the same question from an agent. */

const { test } = withPrograms('moto_server', 'aws');

const { folder } = await awsEnvironment('across');

function environment(url: string): Readonly<Record<string, string>> {
  return {
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
    AWS_REGION: REGION,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: DUMMY_CREDENTIALS.accessKeyId,
    AWS_SECRET_ACCESS_KEY: DUMMY_CREDENTIALS.secretAccessKey,
  };
}

async function open(t: TestContext) {
  const { url } = await startMoto(t);
  Object.assign(process.env, environment(url));
  const { ec2 } = createReadClients(REGION, { endpoint: url });
  t.after(() => ec2.destroy());
  return { url, ec2 };
}

/** The commands of an answer, as they are pasted. */
function commandsOf(stdout: string): string {
  return stdout
    .split('\n')
    .filter((line) => /^ {8}aws /.test(line))
    .join('\n');
}

test('across a peering connection the way back is missing, the printed command adds it, and the path is open', {
  timeout: 120_000,
}, async (t) => {
  const { ec2 } = await open(t);
  const [near, far] = [await makeVpc(ec2, 21), await makeVpc(ec2, 22)];
  const peering = await peerOneWay(ec2, near, far);
  const blocked = await runHere('path', near.interface, far.interface);
  assert.equal(blocked.status, 1, blocked.stderr);
  assert.match(blocked.stdout, new RegExp(`✓ peering connection ${peering}`));
  assert.match(
    blocked.stdout,
    new RegExp(`${far.table} of ${far.subnet} has no route back to 10\\.21\\.1\\.20`),
  );
  pasteCommands(commandsOf(blocked.stdout), REGION);
  const fixed = await runHere('path', near.interface, far.interface);
  assert.equal(fixed.status, 0, fixed.stdout);
});

test('across a transit gateway its own route table decides, both ways', { timeout: 120_000 }, async (t) => {
  const { url, ec2 } = await open(t);
  const [near, far] = [await makeVpc(ec2, 21), await makeVpc(ec2, 23)];
  const transit = await attachBoth(ec2, [near, far]);
  const [own = '', other = ''] = transit.attachments;
  const blocked = await runHere('path', near.interface, far.interface);
  assert.equal(blocked.status, 1, blocked.stderr);
  for (const attachment of [own, other])
    assert.match(
      blocked.stdout,
      new RegExp(
        `enable-transit-gateway-route-table-propagation .*'${transit.routeTable}' .*'${attachment}'`,
      ),
    );
  await addTransitRoute(ec2, transit, far.cidr, other);
  await addTransitRoute(ec2, transit, near.cidr, own);
  // The emulation does not say which attachment a route leads to: then nothing is promised.
  const untold = await runHere('path', near.interface, far.interface);
  assert.equal(untold.status, 3, untold.stdout);
  assert.match(untold.stdout, new RegExp(`\\? transit gateway ${transit.gateway}`));
  const leadsTo = (DestinationCidrBlock: string, TransitGatewayAttachmentId: string) => ({
    DestinationCidrBlock,
    TransitGatewayAttachments: [{ TransitGatewayAttachmentId }],
    Type: 'static',
    State: 'active',
  });
  const routes = [leadsTo(far.cidr, other), leadsTo(near.cidr, own)];
  const told = await fakeAws(
    t,
    { ec2: { SearchTransitGatewayRoutes: () => ({ Routes: routes, AdditionalRoutesAvailable: false }) } },
    { forwardTo: url },
  );
  process.env.AWS_ENDPOINT_URL = told.url;
  const fixed = await runHere('path', near.interface, far.interface);
  assert.equal(fixed.status, 0, fixed.stdout);
  assert.match(fixed.stdout, new RegExp(`✓ transit gateway ${transit.gateway}: ${far.cidr} -> ${other}`));
});

interface Answer {
  readonly outcome: string;
  readonly journeys: readonly {
    readonly there: readonly {
      readonly state: string;
      readonly id: string;
      readonly explanation?: { readonly text: string; readonly fix: string };
    }[];
  }[];
}

test('an agent finds the blocked rule and its fix in one call, from AWS and from a snapshot', {
  timeout: 120_000,
}, async (t) => {
  const { url, ec2 } = await open(t);
  const [near, far] = [await makeVpc(ec2, 21), await makeVpc(ec2, 22)];
  await peerOneWay(ec2, near, far);
  await peerOneWay(ec2, far, near);
  const snapshot = join(folder, 'network.json');
  assert.equal((await runHere('snapshot', snapshot)).status, 0);
  const client = new Client({ name: 'agent', version: '1' });
  const env = { PATH: process.env.PATH ?? '', ...environment(url) };
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [ENTRY, 'mcp'], env }));
  t.after(() => client.close());
  const ask = async (more: object = {}): Promise<Answer> => {
    const input = { from: near.interface, to: far.interface, port: '1027', ...more };
    const answer = await client.callTool({ name: 'path', arguments: input });
    const [{ text = '' } = {}] = answer.content as readonly { readonly text?: string }[];
    assert.equal(answer.isError, false, text);
    return JSON.parse(text);
  };
  for (const more of [{}, { snapshot }]) {
    const { outcome, journeys } = await ask(more);
    const [rule] = journeys[0]?.there.filter(({ state }) => state === 'blocked') ?? [];
    assert.deepEqual([outcome, rule?.id], ['blocked', far.group]);
    assert.match(
      rule?.explanation?.fix ?? '',
      new RegExp(`^aws ec2 authorize-security-group-ingress --group-id '${far.group}' .*"FromPort":1027`),
    );
  }
  const { journeys } = await ask();
  const fixes = journeys[0]?.there.flatMap(({ explanation }) => explanation?.fix ?? []) ?? [];
  pasteCommands(fixes.join('\n'), REGION);
  assert.equal((await ask()).outcome, 'open');
});
