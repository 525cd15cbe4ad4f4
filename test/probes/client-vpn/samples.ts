import type { ManagedCertificate } from '../../../lib/core/aws/certificate-reader.ts';
import type { ClientVpnEndpoint } from '../../../lib/core/aws/client-vpn-reader.ts';
import { DAY_MS } from '../../../lib/core/time.ts';
import type { ClientVpnObservation, DescribedClientVpn } from '../../../lib/probes/client-vpn/observe.ts';
import type { Sample } from '../../support/sample.ts';
import { withoutUndefined } from '../../support/without-undefined.ts';

const ID = 'cvpn-endpoint-0123456789abcdef0';
const CERTIFICATE =
  'arn:aws:acm:ap-northeast-2:123456789012:certificate/12345678-1234-1234-1234-123456789012';
const ASKED_AT_MS = Date.parse('2026-11-21T10:00:00Z');

function described(
  endpoint: Partial<ClientVpnEndpoint> = {},
  more: Partial<DescribedClientVpn> = {},
): DescribedClientVpn {
  return withoutUndefined({
    outcome: 'described',
    askedAtMs: ASKED_AT_MS,
    endpoint: {
      id: ID,
      state: 'available',
      dnsName: `*.${ID}.prod.clientvpn.ap-northeast-2.amazonaws.com`,
      transport: 'udp',
      port: 443,
      securityGroupIds: [],
      splitTunnel: true,
      serverCertificateArn: CERTIFICATE,
      tags: { Name: 'roadwarrior' },
      ...endpoint,
    },
    associations: [{ id: 'cvpn-assoc-1', subnetId: 'subnet-0123456789abcdef0', state: 'associated' }],
    authorisations: [{ destination: '10.0.0.0/16', everybody: true, state: 'active' }],
    routes: [{ destination: '10.0.0.0/16', state: 'active' }],
    certificate: { outcome: 'described', certificate: managed() },
    refused: [],
    ...more,
  });
}

/** A certificate that somebody imported a year ahead of its end, a month before the look. */
function managed(more: Partial<ManagedCertificate> = {}): ManagedCertificate {
  return {
    status: 'ISSUED',
    type: 'IMPORTED',
    domainName: 'vpn.example.com',
    notBeforeMs: ASKED_AT_MS - 30 * DAY_MS,
    notAfterMs: ASKED_AT_MS + 335 * DAY_MS,
    inUse: true,
    renewalEligibility: 'INELIGIBLE',
    ...more,
  };
}

/** One that ends in a number of days, of a year's life. */
function endingIn(days: number, more: Partial<ManagedCertificate> = {}): DescribedClientVpn {
  const notAfterMs = ASKED_AT_MS + days * DAY_MS;
  const certificate = managed({ notBeforeMs: notAfterMs - 365 * DAY_MS, notAfterMs, ...more });
  return described({}, { certificate: { outcome: 'described', certificate } });
}
const RENEWED = { type: 'AMAZON_ISSUED', renewalEligibility: 'ELIGIBLE' };

const spec = { endpoint: ID };
const reaching = { endpoint: ID, reaches: ['10.0.1.20', '10.60.0.0/16'] };
export const specs = [spec, reaching];

type Shown = Sample<object, ClientVpnObservation> & { readonly title: string };
const healthy = { status: 'healthy', reason: null };
const failed = (reason: string) => ({ status: 'failed', reason });
const expires = { status: 'degraded', reason: 'client-vpn-certificate-expires' };
const NOT_ALLOWED = { code: 'access-denied', action: 'acm:DescribeCertificate' } as const;
const unknown = (reason: string) => ({ status: 'unknown', reason });
const rule = (destination: string, state: string) => ({ destination, everybody: true, state });
const association = (id: string, state: string) => ({ id, subnetId: 'subnet-0123456789abcdef0', state });

export const samples: readonly Shown[] = [
  { title: 'all in order', spec, observation: described(), expect: healthy },
  { title: 'gone', spec, observation: { outcome: 'missing' }, expect: failed('client-vpn-missing') },
  {
    title: 'being deleted',
    spec,
    observation: described({ state: 'deleting', stateMessage: 'Deleting' }),
    expect: failed('client-vpn-not-available'),
  },
  {
    title: 'pending',
    spec,
    observation: described({ state: 'pending' }),
    expect: failed('client-vpn-not-available'),
  },
  {
    title: 'no word for the state',
    spec,
    observation: described({ state: '', tags: {} }),
    expect: unknown('client-vpn-not-available'),
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
  ...['associating', 'association-failed', 'disassociating', 'disassociated'].map((state) => ({
    title: `the only association is ${state}`,
    spec,
    observation: described({}, { associations: [association('a', state)] }),
    expect: failed('client-vpn-not-associated'),
  })),
  {
    title: 'of two associations AWS tells neither subnet nor state',
    spec,
    observation: described(
      {},
      {
        associations: ['a', 'b'].map((id) => ({ id, state: '' })),
      },
    ),
    expect: unknown('client-vpn-not-associated'),
  },
  {
    title: 'subnets and routes may not be read: that is no missing subnet',
    spec,
    observation: described(
      {},
      {
        associations: undefined,
        routes: undefined,
        refused: [
          { code: 'access-denied', action: 'ec2:DescribeClientVpnTargetNetworks' },
          { code: 'access-denied', action: 'ec2:DescribeClientVpnRoutes' },
        ],
      },
    ),
    expect: unknown('access-denied'),
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
  ...['authorizing', 'failed', 'revoking'].map((state) => ({
    title: `the only rule is ${state}`,
    spec,
    observation: described({}, { authorisations: [rule('10.0.0.0/16', state)] }),
    expect: failed('client-vpn-not-authorised'),
  })),
  {
    title: 'the only rules are in states nobody knows',
    spec,
    observation: described({}, { authorisations: [rule('10.0.0.0/16', 'dozing'), rule('10.60.0.0/16', '')] }),
    expect: unknown('client-vpn-not-authorised'),
  },
  {
    title: 'both destinations lie in a rule whose state nobody knows',
    spec: reaching,
    observation: described({}, { authorisations: [rule('10.0.0.0/8', 'dozing')] }),
    expect: unknown('client-vpn-not-authorised'),
  },
  {
    title: 'one of two destinations lies in a rule whose state nobody knows, the other one in none',
    spec: reaching,
    observation: described({}, { authorisations: [rule('10.0.0.0/16', 'dozing')] }),
    expect: failed('client-vpn-not-authorised'),
  },
  {
    title: 'rules for a group, and for one that AWS does not name',
    spec: reaching,
    observation: described(
      {},
      {
        authorisations: [
          { ...rule('10.0.0.0/16', 'active'), everybody: false, groupId: 'S-1-5-21-1' },
          { ...rule('10.60.0.0/16', 'active'), everybody: false },
        ],
      },
    ),
    expect: healthy,
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
  {
    title: 'an imported certificate with 31 days left',
    spec,
    observation: endingIn(31),
    expect: healthy,
  },
  { title: 'an imported certificate with 29 days left', spec, observation: endingIn(29), expect: expires },
  {
    title: 'a certificate that ACM renews, with eight days left',
    spec,
    observation: endingIn(8, RENEWED),
    expect: healthy,
  },
  {
    title: 'a certificate that ACM should have renewed, with six days left',
    spec,
    observation: endingIn(6, RENEWED),
    expect: expires,
  },
  {
    title: 'a renewal that waits for its validation, with 29 days left',
    spec,
    observation: endingIn(29, { ...RENEWED, renewalStatus: 'PENDING_VALIDATION' }),
    expect: expires,
  },
  {
    title: 'a renewal that failed, with 29 days left',
    spec,
    observation: endingIn(29, { ...RENEWED, renewalStatus: 'FAILED' }),
    expect: expires,
  },
  {
    title: 'a private certificate that ACM does not renew, with 29 days left',
    spec,
    observation: endingIn(29, { type: 'PRIVATE' }),
    expect: expires,
  },
  {
    title: 'an imported certificate of three months that a script renews a month ahead',
    spec,
    observation: endingIn(25, { notBeforeMs: ASKED_AT_MS - 65 * DAY_MS }),
    expect: healthy,
  },
  {
    title: 'the same, when the script did not',
    spec,
    observation: endingIn(21, { notBeforeMs: ASKED_AT_MS - 69 * DAY_MS }),
    expect: expires,
  },
  {
    title: 'a certificate of which only the end is told',
    spec,
    observation: endingIn(10, { notBeforeMs: undefined, type: undefined, renewalEligibility: undefined }),
    expect: expires,
  },
  { title: 'a certificate past its end', spec, observation: endingIn(-1), expect: expires },
  { title: 'a certificate in its last second', spec, observation: endingIn(0), expect: expires },
  {
    title: 'a certificate near its end, without a word for its status',
    spec,
    observation: endingIn(1, { status: '' }),
    expect: expires,
  },
  {
    title: 'an expired certificate without dates',
    spec,
    observation: endingIn(300, { status: 'EXPIRED', notBeforeMs: undefined, notAfterMs: undefined }),
    expect: expires,
  },
  {
    title: 'an end that is the beginning',
    spec,
    observation: endingIn(-1, { notBeforeMs: ASKED_AT_MS - DAY_MS }),
    expect: healthy,
  },
  {
    title: 'a revoked certificate without dates',
    spec,
    observation: endingIn(300, { status: 'REVOKED', notBeforeMs: undefined, notAfterMs: undefined }),
    expect: expires,
  },
  {
    title: 'an end that is before the beginning',
    spec,
    observation: endingIn(-1, { notBeforeMs: ASKED_AT_MS }),
    expect: healthy,
  },
  {
    title: 'a status nobody knows, far from its end',
    spec,
    observation: endingIn(300, { status: 'DOZING' }),
    expect: healthy,
  },
  {
    title: 'a certificate that ACM does not know',
    spec,
    observation: described({}, { certificate: { outcome: 'not-found' } }),
    expect: healthy,
  },
  {
    title: 'an endpoint that names no certificate',
    spec,
    observation: described({ serverCertificateArn: undefined }, { certificate: undefined }),
    expect: healthy,
  },
  {
    title: 'the certificate may not be read: that is no certificate that ends',
    spec,
    observation: described(
      {},
      {
        certificate: undefined,
        routes: undefined,
        refused: [{ code: 'access-denied', action: 'ec2:DescribeClientVpnRoutes' }, NOT_ALLOWED],
      },
    ),
    expect: unknown('access-denied'),
  },
  {
    title: 'the certificate may not be read, and nobody is authorised: that was seen',
    spec,
    observation: described({}, { certificate: undefined, refused: [NOT_ALLOWED], authorisations: [] }),
    expect: failed('client-vpn-not-authorised'),
  },
  {
    title: 'an endpoint that goes takes its certificate with it',
    spec,
    observation: { ...endingIn(-1), endpoint: described({ state: 'deleting' }).endpoint },
    expect: failed('client-vpn-not-available'),
  },
];
