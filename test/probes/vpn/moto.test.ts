import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import {
  AttachVpnGatewayCommand,
  CreateCustomerGatewayCommand,
  CreateRouteCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  CreateVpnConnectionCommand,
  CreateVpnGatewayCommand,
  DeleteRouteCommand,
  DescribeRouteTablesCommand,
  DetachVpnGatewayCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { vpn } from '../../../lib/probes/vpn/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import { fakeConnection, fakeVpnServices, WELL } from '../../support/fake-vpn.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { startMoto } from '../../support/moto.ts';
import { withPrograms } from '../../support/programs.ts';
import { DUMMY_CREDENTIALS, REGION, readClients } from '../../support/read-clients.ts';

const { test } = withPrograms('moto_server');

/** moto holds the objects and their states; the fake before it adds what moto has not: telemetry, replacements, and the filter by connection. */
async function open(t: TestContext) {
  const moto = await startMoto(t);
  const ec2 = new EC2Client({ region: REGION, endpoint: moto.url, credentials: DUMMY_CREDENTIALS });
  t.after(() => ec2.destroy());
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  const VpcId = Vpc?.VpcId ?? '';
  await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const { VpnGateway } = await ec2.send(new CreateVpnGatewayCommand({ Type: 'ipsec.1' }));
  const VpnGatewayId = VpnGateway?.VpnGatewayId ?? '';
  await ec2.send(new AttachVpnGatewayCommand({ VpcId, VpnGatewayId }));
  const { CustomerGateway } = await ec2.send(
    new CreateCustomerGatewayCommand({ Type: 'ipsec.1', IpAddress: '198.51.100.10', BgpAsn: 65_000 }),
  );
  const CustomerGatewayId = CustomerGateway?.CustomerGatewayId ?? '';
  const { VpnConnection } = await ec2.send(
    new CreateVpnConnectionCommand({ Type: 'ipsec.1', CustomerGatewayId, VpnGatewayId }),
  );
  const VpnConnectionId = VpnConnection?.VpnConnectionId ?? '';
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
  );
  const route = { RouteTableId: RouteTables?.[0]?.RouteTableId, DestinationCidrBlock: '10.60.0.0/16' };
  await ec2.send(new CreateRouteCommand({ ...route, GatewayId: VpnGatewayId }));
  const told = fakeConnection({ VpnConnectionId, CustomerGatewayId, VpnGatewayId });
  const { ec2: all = {} } = fakeVpnServices(() => ({ ...WELL, connections: [told] }));
  const { DescribeVpnConnections, GetVpnTunnelReplacementStatus } = all;
  assert(DescribeVpnConnections !== undefined && GetVpnTunnelReplacementStatus !== undefined);
  const asked = async (spec: object) => {
    const aws = await readClients(
      t,
      { ec2: { DescribeVpnConnections, GetVpnTunnelReplacementStatus } },
      { forwardTo: moto.url },
    );
    const question = { vpn: VpnConnectionId, ...spec };
    const { status, reason } = judgeOne(vpn, question, await askControl(vpn, question, aws));
    return [status, reason];
  };
  return { ec2, asked, route, VpcId, VpnGatewayId };
}

test('against moto: in order, another device’s address, a route taken away, a gateway detached', async (t) => {
  const { ec2, asked, route, VpcId, VpnGatewayId } = await open(t);
  assert.deepEqual(await asked({ vpc: VpcId, reaches: ['10.60.1.10'] }), ['healthy', null]);
  assert.deepEqual(await asked({ expectCustomerGatewayAddress: '198.51.100.11' }), [
    'failed',
    'customer-gateway-address-changed',
  ]);
  await ec2.send(new DeleteRouteCommand(route));
  assert.deepEqual(await asked({}), ['failed', 'route-not-propagated']);
  await ec2.send(new DetachVpnGatewayCommand({ VpcId, VpnGatewayId }));
  assert.deepEqual(await asked({}), ['failed', 'vpn-gateway-not-attached']);
});
