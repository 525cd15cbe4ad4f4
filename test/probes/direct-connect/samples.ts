import type { DirectConnectPeer, VirtualInterface } from '../../../lib/core/aws/direct-connect-reader.ts';
import type {
  DescribedInterface,
  DirectConnectObservation,
} from '../../../lib/probes/direct-connect/observe.ts';
import type { DirectConnectSpec } from '../../../lib/probes/direct-connect/spec.ts';
import type { Sample } from '../../support/sample.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const ID = 'dxvif-0123abcd';
const spec: DirectConnectSpec = { virtualInterface: ID };

export const specs: readonly DirectConnectSpec[] = [spec];

const peer = (family: 'ipv4' | 'ipv6', status: string): DirectConnectPeer => ({
  id: `dxpeer-${family}`,
  family,
  asn: 65_000,
  amazonAddress: '169.254.255.1/30',
  customerAddress: family === 'ipv4' ? '169.254.255.2/30' : '2001:db8::2/125',
  state: 'available',
  status,
});

function described(
  more: Partial<VirtualInterface> = {},
  rest: Partial<DescribedInterface> = {},
): DescribedInterface {
  return withoutUndefined({
    outcome: 'described',
    virtualInterface: {
      id: ID,
      name: 'idc',
      type: 'private',
      state: 'available',
      connectionId: 'dxcon-0123abcd',
      location: 'KINX',
      vlan: 101,
      mtuBytes: 1500,
      amazonSideAsn: 64_512,
      directConnectGatewayId: '5f294f92-bafb-4011-916d-9b0bexample',
      peers: [peer('ipv4', 'up')],
      tags: {},
      ...more,
    },
    refused: [],
    ...rest,
  });
}

const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });
const degraded = (reason: string) => ({ status: 'degraded', reason });
const unknown = (reason: string) => ({ status: 'unknown', reason });
const down = { id: 'dxcon-0123abcd', name: 'line', state: 'down' };

export const samples: readonly (Sample<DirectConnectSpec, DirectConnectObservation> & {
  readonly title: string;
})[] = [
  { title: 'all in order', spec, observation: described(), expect: healthy },
  {
    title: 'gone',
    spec,
    observation: { outcome: 'missing', others: ['dxvif-fedcba98 spare'] },
    expect: failed('direct-connect-missing'),
  },
  {
    title: 'gone, and the account has no other',
    spec,
    observation: { outcome: 'missing', others: [] },
    expect: failed('direct-connect-missing'),
  },
  {
    title: 'gone, among more than are shown',
    spec,
    observation: { outcome: 'missing', others: Array.from({ length: 11 }, (_, place) => `dxvif-${place}`) },
    expect: failed('direct-connect-missing'),
  },
  ...['confirming', 'verifying', 'pending', 'deleting', 'rejected'].map((state) => ({
    title: `its state is ${state}`,
    spec,
    observation: described({ state }),
    expect: failed('direct-connect-not-available'),
  })),
  {
    title: 'AWS tells next to nothing of it',
    spec,
    observation: described({
      state: '',
      name: undefined,
      type: undefined,
      location: undefined,
      connectionId: undefined,
      vlan: undefined,
      peers: [
        { id: '', state: '', status: '' },
        { id: 'dxpeer-ipv4', family: 'ipv4', state: '', status: 'up' },
      ],
    }),
    expect: unknown('direct-connect-not-available'),
  },
  {
    title: 'somebody tries the failover',
    spec,
    observation: described({ state: 'testing', peers: [peer('ipv4', 'down')] }),
    expect: degraded('direct-connect-not-available'),
  },
  {
    title: 'a state nobody knows',
    spec,
    observation: described({ state: 'hibernating' }),
    expect: unknown('direct-connect-not-available'),
  },
  {
    title: 'no light: the line is named, not its BGP',
    spec,
    observation: described({ state: 'down', peers: [peer('ipv4', 'down')] }, { connection: down }),
    expect: failed('direct-connect-link-down'),
  },
  {
    title: 'BGP is down while the line is up',
    spec,
    observation: described(
      { state: 'down', peers: [peer('ipv4', 'down')] },
      { connection: { ...down, state: 'available' } },
    ),
    expect: failed('direct-connect-bgp-down'),
  },
  {
    title: 'BGP is down, and AWS names no session',
    spec,
    observation: described({ state: 'down', peers: [] }),
    expect: failed('direct-connect-bgp-down'),
  },
  {
    title: 'BGP is down on both sessions, and the line may not be read',
    spec,
    observation: described(
      { peers: [peer('ipv4', 'down'), peer('ipv6', 'down')] },
      { refused: [{ code: 'access-denied', action: 'directconnect:DescribeConnections' }] },
    ),
    expect: failed('direct-connect-bgp-down'),
  },
  {
    title: 'one session is down, and AWS does not know of the other',
    spec,
    observation: described({ peers: [peer('ipv4', 'unknown'), peer('ipv6', 'down')] }),
    expect: unknown('direct-connect-bgp-down'),
  },
  {
    title: 'the interface is said to be down, and one of its sessions to be up',
    spec,
    observation: described({ state: 'down', peers: [peer('ipv4', 'up'), peer('ipv6', 'down')] }),
    expect: degraded('direct-connect-bgp-down'),
  },
  {
    title: 'one of two sessions is down',
    spec,
    observation: described({ peers: [peer('ipv4', 'up'), peer('ipv6', 'down')] }),
    expect: degraded('direct-connect-bgp-down'),
  },
  {
    title: 'a session whose status AWS does not know',
    spec,
    observation: described({ peers: [peer('ipv4', 'unknown')] }),
    expect: unknown('direct-connect-bgp-down'),
  },
  {
    title: 'a public interface without a session that AWS names',
    spec,
    observation: described({ type: 'public', peers: [] }),
    expect: healthy,
  },
];
