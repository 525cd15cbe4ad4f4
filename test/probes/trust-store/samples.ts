import type { OutlinedList, OutlinedStore } from '../../../lib/probes/trust-store/observe.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.parse('2026-11-21T10:00:00Z');
const LOAD_BALANCER = 'app/api/0123456789abcdef';
const ARN = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:truststore/partners/0123456789abcdef';

const authority = (days: number, subject = 'CN=Partner Root', bytes = 800) => ({
  subject,
  serial: '5A017AD0D1',
  notBeforeMs: NOW_MS - 365 * DAY_MS,
  notAfterMs: NOW_MS + days * DAY_MS,
  bytes,
  sha256: 'ab'.repeat(32),
});
const list = (nextDays: number | undefined, ageDays = 1, more: Partial<OutlinedList> = {}): OutlinedList => ({
  id: '1',
  entries: 10,
  bytes: 1000,
  issuer: 'CN=Partner Root',
  thisUpdateMs: NOW_MS - ageDays * DAY_MS,
  ...(nextDays !== undefined && { nextUpdateMs: NOW_MS + nextDays * DAY_MS }),
  ...more,
});
const store = (change: Partial<OutlinedStore>) =>
  ({
    outcome: 'read',
    askedAtMs: NOW_MS,
    missing: [],
    stores: [
      { arn: ARN, name: 'partners', authorities: [authority(900)], unreadable: 0, lists: [], ...change },
    ],
  }) as const;

const spec = { loadBalancer: LOAD_BALANCER, expiresInDays: 30, listExpiresInDays: 3 };
export const specs = [{ loadBalancer: LOAD_BALANCER }, spec];

const healthy = { status: 'healthy', reason: null };
const degraded = (reason: string) => ({ status: 'degraded', reason });

export const samples = [
  { name: 'all is good', spec, observation: store({ lists: [list(6)] }), expect: healthy },
  {
    name: 'no load balancer is told by mtls',
    spec,
    observation: { outcome: 'no-load-balancer' },
    expect: healthy,
  },
  {
    name: 'nothing is verified',
    spec,
    observation: { outcome: 'read', askedAtMs: NOW_MS, stores: [], missing: [] },
    expect: healthy,
  },
  {
    name: 'a CA that expires in three weeks',
    spec,
    observation: store({ authorities: [authority(21)] }),
    expect: degraded('trust-store-expires'),
  },
  {
    name: 'a CA that has expired',
    spec,
    observation: store({ authorities: [authority(-1)] }),
    expect: degraded('trust-store-expires'),
  },
  {
    name: 'the next list is due tomorrow',
    spec,
    observation: store({ lists: [list(1)] }),
    expect: degraded('crl-expires'),
  },
  {
    name: 'the next list was due yesterday',
    spec,
    observation: store({ lists: [list(-1)] }),
    expect: degraded('crl-stale'),
  },
  {
    name: 'an old list that names no next one',
    spec,
    observation: store({ lists: [list(undefined, 31)] }),
    expect: degraded('crl-stale'),
  },
  {
    name: 'a fresh list that names no next one',
    spec,
    observation: store({ lists: [list(undefined, 29)] }),
    expect: healthy,
  },
  {
    name: 'a list that cannot be read says nothing',
    spec,
    observation: store({ lists: [{ id: '1', entries: 3 }] }),
    expect: healthy,
  },
  {
    name: 'a trust store that is gone',
    spec,
    observation: { outcome: 'read', askedAtMs: NOW_MS, stores: [], missing: [ARN] },
    expect: degraded('trust-store-missing'),
  },
  {
    name: '23 of 25 CA certificates',
    spec,
    observation: store({ authorities: Array.from({ length: 23 }, (_, n) => authority(900, `CN=Root ${n}`)) }),
    expect: degraded('trust-store-near-limit'),
  },
  {
    name: 'a CA certificate of 15 KB',
    spec,
    observation: store({ authorities: [authority(900, 'CN=Partner Root', 15_000)] }),
    expect: degraded('trust-store-near-limit'),
  },
  // Days and shares that just are, and just are not.
  ...[
    { authorities: [authority(31)] },
    { lists: [list(4)] },
    { lists: [list(undefined, 30)] },
    { authorities: Array.from({ length: 22 }, (_, n) => authority(900, `CN=Root ${n}`)) },
    { lists: Array.from({ length: 26 }, (_, n) => list(6, 1, { id: `${n}` })) },
    { lists: [list(6, 1, { entries: 449_999 })] },
    { lists: [list(6, 1, { bytes: 47_185_919 })] },
  ].map((change) => ({ name: 'all is just good', spec, observation: store(change), expect: healthy })),
  ...[
    { authorities: [authority(30)] },
    { authorities: [authority(8)] },
    { authorities: [authority(7)] },
    // Renewed under its name, or not: another name, and no longer valid than the first.
    { authorities: [authority(5), authority(900)] },
    { authorities: [authority(5), authority(900, 'CN=Other Root')] },
    { authorities: [authority(5), authority(30)] },
  ].map((change) => ({
    name: 'a CA that expires',
    spec,
    observation: store(change),
    expect: degraded('trust-store-expires'),
  })),
  ...[{ lists: [list(3)] }, { lists: [list(0)] }].map((change) => ({
    name: 'a list that is due',
    spec,
    observation: store(change),
    expect: degraded('crl-expires'),
  })),
  {
    name: 'an old list of no issuer',
    spec,
    observation: store({ lists: [{ id: '1', entries: 1, thisUpdateMs: NOW_MS - 31 * DAY_MS }] }),
    expect: degraded('crl-stale'),
  },
  ...[
    { unreadable: 2, lists: Array.from({ length: 27 }, (_, n) => list(6, 1, { id: `${n}` })) },
    { lists: [list(6, 1, { entries: 450_000 })] },
    { lists: [list(6, 1, { bytes: 47_185_920 }), { id: '2', entries: 1 }] },
  ].map((change) => ({
    name: 'near a quota of lists',
    spec,
    observation: store(change),
    expect: degraded('trust-store-near-limit'),
  })),
] as const;
