import type { DnsObservation } from '../../../lib/probes/dns/observe.ts';
import type { DnsReason, DnsSpec } from '../../../lib/probes/dns/spec.ts';
import type { Sample } from '../../support/sample.ts';

const servers = ['10.0.0.2'];
const host = 'vpce-0123.storagegateway.eu-west-3.vpce.amazonaws.com';
const answered = (addresses: readonly string[]): DnsObservation => ({
  outcome: 'answered',
  addresses,
  from: 'dns',
  elapsedMs: 4,
  servers,
});

type Answer = readonly string[] | 'silent';
const forwarding = (
  lookup: DnsObservation,
  ...asked: readonly (readonly [string, Answer])[]
): DnsObservation => ({
  ...lookup,
  forwarders: asked.map(([server, answer]) => ({
    server,
    lookup:
      answer === 'silent'
        ? { outcome: 'silent', elapsedMs: 900 }
        : { outcome: 'answered', addresses: answer, from: 'dns', elapsedMs: 4 },
  })),
});

export const specs: readonly DnsSpec[] = [
  { host },
  { host, expect: 'private', addresses: ['10.0.1.5', '2001:db8::5'] },
  { host, expect: 'private', forwarders: ['10.0.1.10', '10.0.2.10:53', '[2001:db8::10]:53'] },
  { host: 'storagegateway.eu-west-3.amazonaws.com', expect: 'public' },
];

export const samples: readonly Sample<DnsSpec, DnsObservation, DnsReason>[] = [
  { spec: { host }, observation: answered(['52.0.0.1']), expect: { status: 'healthy', reason: null } },
  // What a DNS filter answers for a name that it blocks.
  ...['0.0.0.0', '::', '255.255.255.255'].map((blocked) => ({
    spec: { host, expect: 'public' as const },
    observation: answered([blocked]),
    expect: { status: 'failed', reason: 'address-not-public' as const },
  })),
  {
    spec: { host },
    observation: { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 3, servers },
    expect: { status: 'failed', reason: 'name-not-found' },
  },
  {
    spec: { host },
    observation: { outcome: 'no-address', rcode: 'NOERROR', elapsedMs: 3, servers },
    expect: { status: 'failed', reason: 'name-not-found' },
  },
  {
    spec: { host },
    observation: { outcome: 'silent', elapsedMs: 3000, servers },
    expect: { status: 'failed', reason: 'dns-timeout' },
  },
  {
    spec: { host },
    observation: { outcome: 'server-failure', rcode: 'REFUSED', elapsedMs: 3, servers },
    expect: { status: 'failed', reason: 'dns-server-failure' },
  },
  {
    spec: { host },
    observation: { ...answered(['10.0.1.5']), failed: [{ server: '10.0.0.2', rcode: 'SERVFAIL' }] },
    expect: { status: 'degraded', reason: 'dns-server-failure' },
  },
  {
    spec: { host },
    observation: { outcome: 'server-unreachable', elapsedMs: 1, servers },
    expect: { status: 'failed', reason: 'dns-server-failure' },
  },
  {
    spec: { host, expect: 'private' },
    observation: answered(['10.0.1.5', '52.0.0.1']),
    expect: { status: 'failed', reason: 'address-not-private' },
  },
  {
    spec: { host, expect: 'public' },
    observation: answered(['52.0.0.1', '10.0.1.5']),
    expect: { status: 'failed', reason: 'address-not-public' },
  },
  {
    spec: { host, addresses: ['10.0.1.5', '10.0.2.5'] },
    observation: answered(['10.0.1.5', '10.9.9.9']),
    expect: { status: 'failed', reason: 'address-not-this-endpoint' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10'] },
    observation: forwarding(answered(['52.0.0.1']), ['10.0.1.10', ['10.0.1.5']]),
    expect: { status: 'failed', reason: 'name-not-forwarded' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10', '10.0.2.10'] },
    observation: forwarding(
      { outcome: 'no-such-name', rcode: 'NXDOMAIN', elapsedMs: 3, servers },
      ['10.0.1.10', 'silent'],
      ['10.0.2.10', ['10.0.1.5']],
    ),
    expect: { status: 'failed', reason: 'name-not-forwarded' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10'] },
    observation: forwarding(answered(['52.0.0.1']), ['10.0.1.10', 'silent']),
    expect: { status: 'failed', reason: 'forwarder-silent' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10'] },
    observation: forwarding({ outcome: 'silent', elapsedMs: 3000, servers }, ['10.0.1.10', 'silent']),
    expect: { status: 'failed', reason: 'dns-timeout' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10'] },
    observation: forwarding(answered(['52.0.0.1']), ['10.0.1.10', ['52.0.0.1']]),
    expect: { status: 'failed', reason: 'address-not-private' },
  },
  {
    spec: { host, expect: 'private', forwarders: ['10.0.1.10'] },
    observation: forwarding(answered(['10.0.1.5']), ['10.0.1.10', 'silent']),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: { host },
    observation: answered(['0.0.0.0', '::']),
    expect: { status: 'failed', reason: 'address-not-public' },
  },
  // Each form of a server's place.
  ...[
    ['10.0.0.2:5353', '10.0.0.3'],
    ['[2001:db8::53]:5353', '10.0.0.2'],
    ['[2001:db8::53]'],
    ['2001:db8::53'],
    ['dns.corp.example:53'],
  ].map((asked) => ({
    spec: { host },
    observation: { outcome: 'silent' as const, elapsedMs: 3000, servers: asked },
    expect: { status: 'failed', reason: 'dns-timeout' as const },
  })),
  {
    spec: { host },
    observation: {
      ...answered(['10.0.1.5']),
      failed: [
        { server: '10.0.0.2', rcode: 'SERVFAIL' },
        { server: '10.0.0.3', rcode: 'REFUSED' },
        { server: '10.0.0.4', rcode: 'REFUSED' },
      ],
    },
    expect: { status: 'degraded', reason: 'dns-server-failure' },
  },
  {
    spec: { host },
    observation: { ...answered(['10.0.1.5']), failed: [] },
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: { host, expect: 'public' },
    observation: answered(['52.0.0.1']),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: { host, expect: 'private' },
    observation: { outcome: 'answered', addresses: ['52.0.0.1'], from: 'hosts', elapsedMs: 4, servers },
    expect: { status: 'failed', reason: 'address-not-private' },
  },
  // One address, written in two ways; and a filter's answer where the addresses are known.
  {
    spec: { host, addresses: ['2001:DB8:0::5'] },
    observation: answered(['2001:db8::5']),
    expect: { status: 'healthy', reason: null },
  },
  {
    spec: { host, addresses: ['10.0.1.5'] },
    observation: answered(['0.0.0.0']),
    expect: { status: 'failed', reason: 'address-not-this-endpoint' },
  },
];
