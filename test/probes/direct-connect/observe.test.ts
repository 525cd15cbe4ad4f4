import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { directConnect } from '../../../lib/probes/direct-connect/kind.ts';
import { askControl } from '../../support/ask-control.ts';
import type { FakeAwsOptions } from '../../support/fake-aws.ts';
import { fakeDirectConnect, INTERFACE, PEER, VIRTUAL_INTERFACE } from '../../support/fake-direct-connect.ts';
import { judgeOne } from '../../support/judge-sample.ts';
import { readClients } from '../../support/read-clients.ts';

const SPEC = { virtualInterface: VIRTUAL_INTERFACE };

async function ask(
  t: TestContext,
  interfaces: readonly object[],
  connections?: readonly object[],
  options?: FakeAwsOptions,
) {
  const aws = await readClients(t, fakeDirectConnect(interfaces, connections), options);
  const observation = await askControl(directConnect, SPEC, aws);
  return { finding: judgeOne(directConnect, SPEC, observation), calls: aws.fake.calls };
}

test('an interface in order costs one call, and its line is not read', async (t) => {
  const { finding, calls } = await ask(t, [
    { ...INTERFACE, virtualInterfaceId: 'dxvif-other000' },
    INTERFACE,
  ]);
  assert.deepEqual([finding.status, finding.evidence.length], ['healthy', 2]);
  assert.deepEqual(
    calls.map(({ operation }) => operation),
    ['DescribeVirtualInterfaces'],
  );
  assert.equal(finding.evidence[1]?.address, '169.254.255.2');
});

test('a session that is down is told with VLAN and peer; a line that is down is its cause', async (t) => {
  const down = { ...INTERFACE, virtualInterfaceState: 'down', bgpPeers: [{ ...PEER, bgpStatus: 'down' }] };
  const bgp = await ask(t, [down], [{ connectionId: 'dxcon-0123abcd', connectionState: 'available' }]);
  assert.deepEqual([bgp.finding.status, bgp.finding.reason], ['failed', 'direct-connect-bgp-down']);
  const [fault] = bgp.finding.faults;
  assert.equal(fault?.values?.vlan, 101);
  assert.equal(fault?.values?.peers, 'ipv4 AS 65000 169.254.255.2/30 available down');
  const line = await ask(t, [down], [{ connectionId: 'dxcon-0123abcd', connectionState: 'down' }]);
  assert.deepEqual(
    line.finding.faults.map(({ reason }) => reason),
    ['direct-connect-link-down'],
  );
});

test('one that is deleted, or that nobody has, is missing; those that are there are named', async (t) => {
  const gone = { ...INTERFACE, virtualInterfaceState: 'deleted' };
  const spare = { ...INTERFACE, virtualInterfaceId: 'dxvif-fedcba98', virtualInterfaceName: 'spare' };
  const { finding } = await ask(t, [gone, spare]);
  assert.equal(finding.reason, 'direct-connect-missing');
  assert.equal(finding.faults[0]?.values?.others, 'dxvif-fedcba98 spare');
});

test('what may not be read is unknown with its action; a line that may not be read changes no verdict', async (t) => {
  const refused = await ask(t, [INTERFACE], [], { deny: ['directconnect:DescribeVirtualInterfaces'] });
  assert.deepEqual([refused.finding.status, refused.finding.reason], ['unknown', 'access-denied']);
  assert.equal(refused.finding.faults[0]?.values?.action, 'directconnect:DescribeVirtualInterfaces');
  const down = { ...INTERFACE, virtualInterfaceState: 'down', bgpPeers: [{ ...PEER, bgpStatus: 'down' }] };
  const { finding } = await ask(t, [down], [], { deny: ['directconnect:DescribeConnections'] });
  assert.equal(finding.reason, 'direct-connect-bgp-down');
});
