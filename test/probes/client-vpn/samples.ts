import type { ClientVpnEndpoint } from '../../../lib/core/client-vpn-reader.ts';
import type { ClientVpnObservation, DescribedClientVpn } from '../../../lib/probes/client-vpn/observe.ts';

const ID = 'cvpn-endpoint-0123456789abcdef0';

function described(
  endpoint: Partial<ClientVpnEndpoint> = {},
  more: Partial<DescribedClientVpn> = {},
): DescribedClientVpn {
  return {
    outcome: 'described',
    endpoint: {
      id: ID,
      state: 'available',
      dnsName: `*.${ID}.prod.clientvpn.ap-northeast-2.amazonaws.com`,
      transport: 'udp',
      port: 443,
      securityGroupIds: [],
      splitTunnel: true,
      tags: { Name: 'roadwarrior' },
      ...endpoint,
    },
    associations: [{ id: 'cvpn-assoc-1', subnetId: 'subnet-0123456789abcdef0', state: 'associated' }],
    authorisations: [{ destination: '10.0.0.0/16', everybody: true, state: 'active' }],
    routes: [{ destination: '10.0.0.0/16', state: 'active' }],
    refused: [],
    ...more,
  };
}

const spec = { endpoint: ID };
const reaching = { endpoint: ID, reaches: ['10.0.1.20', '10.60.0.0/16'] };
export const specs = [spec, reaching];

interface Sample {
  readonly title: string;
  readonly spec: object;
  readonly observation: ClientVpnObservation;
  readonly expect: { readonly status: string; readonly reason: string | null };
}
const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });
const unknown = (reason: string) => ({ status: 'unknown', reason });
const association = (id: string, state: string) => ({ id, subnetId: 'subnet-0123456789abcdef0', state });

export const samples: readonly Sample[] = [
  { title: 'all in order', spec, observation: described(), expect: healthy },
  { title: 'gone', spec, observation: { outcome: 'missing' }, expect: failed('client-vpn-missing') },
  {
    title: 'being deleted',
    spec,
    observation: described({ state: 'deleting', stateMessage: 'Deleting' }),
    expect: failed('client-vpn-not-available'),
  },
  {
    title: 'a state nobody knows',
    spec,
    observation: described({ state: 'dozing' }),
    expect: unknown('client-vpn-not-available'),
  },
  {
    title: 'associated with no subnet yet',
    spec,
    observation: described({ state: 'pending-associate' }, { associations: [] }),
    expect: failed('client-vpn-not-associated'),
  },
  {
    title: 'on a transit gateway, which needs no subnet',
    spec,
    observation: described({ transitGatewayId: 'tgw-0123456789abcdef0' }, { associations: [] }),
    expect: healthy,
  },
  {
    title: 'one association of two failed',
    spec,
    observation: described(
      {},
      { associations: [association('a', 'associated'), association('b', 'association-failed')] },
    ),
    expect: { status: 'degraded', reason: 'client-vpn-not-associated' },
  },
  {
    title: 'one association of two is on its way',
    spec,
    observation: described(
      {},
      { associations: [association('a', 'associated'), association('b', 'associating')] },
    ),
    expect: healthy,
  },
  {
    title: 'the only association is in a state nobody knows',
    spec,
    observation: described({}, { associations: [association('a', 'entangled')] }),
    expect: unknown('client-vpn-not-associated'),
  },
  {
    title: 'nobody is authorised',
    spec,
    observation: described({}, { authorisations: [] }),
    expect: failed('client-vpn-not-authorised'),
  },
  {
    title: 'the only rule is being revoked',
    spec,
    observation: described(
      {},
      { authorisations: [{ destination: '10.0.0.0/16', everybody: true, state: 'revoking' }] },
    ),
    expect: failed('client-vpn-not-authorised'),
  },
  {
    title: 'a rule for one of two destinations',
    spec: reaching,
    observation: described(),
    expect: failed('client-vpn-not-authorised'),
  },
  {
    title: 'rules for both',
    spec: reaching,
    observation: described(
      {},
      { authorisations: [{ destination: '0.0.0.0/0', everybody: true, state: 'active' }] },
    ),
    expect: healthy,
  },
  {
    title: 'the rules may not be read: that is no missing rule',
    spec,
    observation: described(
      {},
      {
        authorisations: undefined,
        refused: [{ code: 'access-denied', action: 'ec2:DescribeClientVpnAuthorizationRules' }],
      },
    ),
    expect: unknown('access-denied'),
  },
];
