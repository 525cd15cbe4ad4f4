import assert from 'node:assert/strict';
import {
  AttachVpnGatewayCommand,
  CreateCustomerGatewayCommand,
  CreateVpcCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { createAwsAccess } from '../../lib/aws/access.ts';
import { createReadClients } from '../../lib/aws/clients.ts';
import { createDiscover } from '../../lib/aws/discovery/discoverers.ts';
import { createEntrance } from '../../lib/aws/spoke.ts';
import { parseConfig } from '../../lib/config/load.ts';
import { stackNames } from '../../lib/core/stack-names.ts';
import { deadlineIn, systemClock } from '../../lib/core/time.ts';
import type { Spoke } from '../../lib/core/vantage.ts';
import { createResolver } from '../../lib/net/resolve.ts';
import { PROBES } from '../../lib/probes/registry.ts';
import { askAll } from '../../lib/stages/check/probe.ts';
import { type WatchTools, watch } from '../../lib/stages/watch/watch.ts';
import { openPort } from '../support/loopback-ports.ts';
import { startMoto } from '../support/moto.ts';
import { withPrograms } from '../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION } from '../support/read-clients.ts';

const { test } = withPrograms('moto_server');

const NAMES = stackNames('prod');
const PLACES = { shop: ['111122223333', 'eu-west-3'], bank: ['444455556666', 'us-east-1'] } as const;

test('watch of the hub enters two accounts by their roles, and finds in each what that account holds', async (t) => {
  const { url } = await startMoto(t);
  const port = await openPort(t);
  const entranceOf = ({ account, region }: Pick<Spoke, 'account' | 'region'>) => {
    const role = {
      roleArn: `arn:aws:iam::${account.id}:role/${NAMES.spokeRole(region)}`,
      externalId: NAMES.prefix,
      sessionName: NAMES.prefix,
    };
    const enter = createEntrance(REGION, role, {
      clock: systemClock,
      endpoint: url,
      credentials: DUMMY_CREDENTIALS,
    });
    t.after(() => enter.close());
    return enter;
  };
  const held = new Map<string, { readonly vpc: string; readonly vpn: string }>();
  for (const [name, [id, region]] of Object.entries(PLACES)) {
    const ec2 = new EC2Client({
      region,
      endpoint: url,
      credentials: entranceOf({ account: { id, name }, region }),
    });
    t.after(() => ec2.destroy());
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
    await ec2.send(
      new AttachVpnGatewayCommand({ VpcId: Vpc?.VpcId, VpnGatewayId: VpnGateway?.VpnGatewayId }),
    );
    const { CustomerGateway } = await ec2.send(
      new CreateCustomerGatewayCommand({ Type: 'ipsec.1', IpAddress: '203.0.113.1', BgpAsn: 65_000 }),
    );
    const { VpnConnection } = await ec2.send(
      new CreateVpnConnectionCommand({
        Type: 'ipsec.1',
        CustomerGatewayId: CustomerGateway?.CustomerGatewayId,
        VpnGatewayId: VpnGateway?.VpnGatewayId,
      }),
    );
    held.set(name, { vpc: Vpc?.VpcId ?? '', vpn: VpnConnection?.VpnConnectionId ?? '' });
  }
  const accounts = Object.entries(PLACES).map(
    ([name, [id, region]]) =>
      `  - { id: "${id}", name: ${name}, regions: [${region}], organizationalUnit: ou-ab12-34567890, vantages: [{ name: app, vpc: ${held.get(name)?.vpc}, subnets: [subnet-0123456789abcdef0], discover: [vpn], targets: [{ name: web, type: tcp, address: "127.0.0.1:${port}" }] }] }`,
  );
  const config = parseConfig(`vantages: []\naccounts:\n${accounts.join('\n')}\n`);
  const deadline = deadlineIn(systemClock, 60_000);
  const called: string[] = [];
  const ask = (questions: Parameters<WatchTools['askHere']>[0], aws?: unknown) =>
    askAll(questions, {
      probes: PROBES,
      clock: systemClock,
      names: createResolver({ timeoutMs: 3000, reach: { ipv6: false, allow: ['127.0.0.1'] } }),
      deadline,
      ...(aws !== undefined && { aws }),
    });
  const placeOf = (region: string, credentials: Parameters<typeof createReadClients>[1]) => {
    const access = createAwsAccess(createReadClients(region, { endpoint: url, ...credentials }));
    return {
      region,
      network: access.network,
      aws: access,
      discover: createDiscover(access),
      askHere: (questions: Parameters<WatchTools['askHere']>[0]) => ask(questions, access),
    };
  };
  const callProbe: WatchTools['callProbe'] = async ({ vantage, questions }) => {
    called.push(vantage);
    return { outcome: 'answered', payload: { version: 2, observations: await ask(questions) } };
  };
  const { runs } = await watch({}, config, {
    ...placeOf(REGION, { credentials: DUMMY_CREDENTIALS }),
    callProbe,
    probes: PROBES,
    clock: systemClock,
    deadline,
    lastGood: async () => undefined,
    probeGroups: new Map(),
    onNote: () => {},
    enter: async (spoke) => {
      const enter = entranceOf(spoke);
      await enter();
      return { ...placeOf(spoke.region, { credentials: enter }), callProbe };
    },
  });
  assert.deepEqual(
    runs.map(({ report }) => [report.vantage, report.discovered?.found.map(({ id }) => id)]),
    Object.entries(PLACES).map(([name, [, region]]) => [`${name}.${region}.app`, [held.get(name)?.vpn]]),
  );
  for (const { report } of runs) {
    const web = report.findings.find(({ target, check }) => target === 'web' && check === 'port');
    assert.equal(web?.status, 'healthy');
    const vpn = report.findings.find(({ check }) => check === 'vpn');
    assert(vpn !== undefined && vpn.reason !== 'vantage-broken', JSON.stringify(vpn?.reason));
    assert(report.findings.every(({ vantage }) => vantage === report.vantage));
  }
  // A probe is called by the name it has in its own account.
  assert.deepEqual([...new Set(called)], ['app']);
});
