import ipaddr from 'ipaddr.js';
import type { Evidence, Finding, Measurement } from '../../core/finding.ts';
import type { Fingerprint, Mark } from '../../core/last-good.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { isNowhere, isPrivateAddress, isPublicAddress } from '../../net/addresses.ts';
import { placeOfServer } from '../../net/resolve.ts';
import { evidence, tenths, timeTaken } from '../kit/findings.ts';
import { fingerprintsBySubject } from '../kit/fingerprints.ts';
import type { DnsObservation, Forwarder } from './observe.ts';
import type { DnsReason, DnsSpec } from './spec.ts';

type AskedName = Asked<DnsSpec, DnsObservation>;
type Answered = Extract<DnsObservation, { readonly outcome: 'answered' }>;

/** Whether each name resolves, and to the addresses that were expected. */
export function judgeDns(asked: readonly AskedName[]): Judged<DnsReason> {
  return {
    evidence: asked.map(evidenceOf),
    faults: asked.flatMap(({ spec, observation }) => {
      const faults =
        observation.outcome === 'answered'
          ? judgeAddresses(spec, observation)
          : [judgeFailure(spec.host, observation)];
      return [
        ...(faults.length === 0 ? [] : judgeForwarding(spec, observation, faults)),
        ...judgeFailedServers(spec.host, observation),
      ];
    }),
  };
}

/**
 * A name that is wrong here and right at a server that it should be forwarded to is not forwarded. Where the answer here
 * is right, a forwarder that does not answer this place may well answer the DNS servers.
 */
function judgeForwarding(
  spec: DnsSpec,
  observation: DnsObservation,
  faults: readonly JudgedFault<DnsReason>[],
): readonly JudgedFault<DnsReason>[] {
  const { host } = spec;
  const { servers, forwarders = [] } = observation;
  const isRight = ({ lookup }: Forwarder) =>
    lookup.outcome === 'answered' && judgeAddresses(spec, { ...lookup, servers }).length === 0;
  const right = forwarders.find(isRight);
  const values = {
    servers: servers.join(', '),
    addresses: observation.outcome === 'answered' ? observation.addresses.join(', ') : observation.outcome,
    forwarders: forwarders.map(({ server }) => server).join(', '),
  };
  if (right?.lookup.outcome === 'answered') {
    const expected = right.lookup.addresses.join(', ');
    const asked = { ...values, expected, ...firstServer([right.server]) };
    return [{ reason: 'name-not-forwarded', subject: host, dueTo: 'resolver', values: asked }];
  }
  const silent = forwarders.filter(({ lookup }) => ['silent', 'server-unreachable'].includes(lookup.outcome));
  const [first] = silent;
  // Servers that do not answer themselves have a reason of their own.
  const answers = ['answered', 'no-such-name', 'no-address'].includes(observation.outcome);
  if (first === undefined || silent.length < forwarders.length || !answers)
    return faults.map((fault) => (forwarders.length === 0 ? fault : { ...fault, dueTo: 'resolver' }));
  const asked = { ...values, ...firstServer([first.server]) };
  return [{ reason: 'forwarder-silent', subject: host, dueTo: 'resolver', values: asked }];
}

/** No address is no name to a client that wants to connect: the evidence tells NXDOMAIN from an empty NOERROR. */
const REASON_BY_OUTCOME = {
  'no-such-name': 'name-not-found',
  'no-address': 'name-not-found',
  silent: 'dns-timeout',
  'server-failure': 'dns-server-failure',
  'server-unreachable': 'dns-server-failure',
} as const satisfies Readonly<Record<Exclude<DnsObservation['outcome'], 'answered'>, DnsReason>>;

function judgeFailure(host: string, observation: Exclude<DnsObservation, Answered>): JudgedFault<DnsReason> {
  return {
    reason: REASON_BY_OUTCOME[observation.outcome],
    subject: host,
    values: {
      outcome: observation.outcome,
      rcode: rcodeOf(observation) ?? 'none',
      servers: observation.servers.join(', '),
      ...firstServer(observation.servers),
      answered: 'by-nobody',
    },
  };
}

/** For a command that asks the very server: dig's own search might find another. */
function firstServer([first]: readonly string[]): { readonly server?: string; readonly serverPort?: number } {
  if (first === undefined) return {};
  const { host, port } = placeOfServer(first);
  return { server: host, serverPort: port };
}

/** Servers that failed before another one answered: programs wait for them, and some take their word for it. */
function judgeFailedServers(host: string, { failed }: DnsObservation): readonly JudgedFault<DnsReason>[] {
  if (failed === undefined || failed.length === 0) return [];
  return [
    {
      reason: 'dns-server-failure',
      status: 'degraded',
      severity: 'warning',
      subject: host,
      values: {
        outcome: 'server-failure',
        rcode: [...new Set(failed.map(({ rcode }) => rcode))].join(', '),
        servers: failed.map(({ server }) => server).join(', '),
        ...firstServer(failed.map(({ server }) => server)),
        answered: 'by-another',
      },
    },
  ];
}

function judgeAddresses(
  spec: DnsSpec,
  { addresses, servers, from }: Answered,
): readonly JudgedFault<DnsReason>[] {
  const fault = (
    reason: DnsReason,
    wrong: readonly string[],
    expected: string,
  ): readonly JudgedFault<DnsReason>[] =>
    wrong.length === 0
      ? []
      : [
          {
            reason,
            subject: spec.host,
            values: {
              addresses: wrong.join(', '),
              expected,
              servers: from === 'hosts' ? '/etc/hosts' : servers.join(', '),
              ...(from !== 'hosts' && firstServer(servers)),
            },
          },
        ];
  const known = spec.addresses?.map(canonicalAddress);
  return [
    ...(spec.expect === 'private'
      ? fault(
          'address-not-private',
          addresses.filter((one) => !isPrivateAddress(one)),
          'private',
        )
      : []),
    ...(spec.expect === 'public'
      ? fault(
          'address-not-public',
          addresses.filter((one) => !isPublicAddress(one)),
          'public',
        )
      : []),
    // Whatever was expected: a filter that blocks a name answers so, and asking there would ask ourselves.
    ...(spec.expect === undefined && known === undefined
      ? fault('address-not-public', addresses.filter(isNowhere), 'public')
      : []),
    ...(known === undefined
      ? []
      : fault(
          'address-not-this-endpoint',
          addresses.filter((one) => !known.includes(canonicalAddress(one))),
          spec.addresses?.join(', ') ?? '',
        )),
  ];
}

/** One text an address: `2001:DB8:0::1` and `2001:db8::1` are the same (RFC 5952). */
function canonicalAddress(address: string): string {
  return ipaddr.process(address).toString();
}

function evidenceOf({ spec, observation }: AskedName): Evidence {
  return evidence({
    subject: spec.host,
    outcome: observation.outcome,
    ...(observation.outcome === 'answered' && {
      addresses: observation.addresses,
      from: observation.from,
      incomplete: observation.incomplete,
    }),
    rcode: rcodeOf(observation),
    servers: observation.servers,
    ...(observation.failed !== undefined && {
      failedServers: observation.failed.map(({ server, rcode: code }) => `${server} ${code}`),
    }),
    forwarders: observation.forwarders?.map(({ server, lookup }) =>
      [server, lookup.outcome === 'answered' ? lookup.addresses.join(' ') : lookup.outcome].join(': '),
    ),
    elapsedMs: tenths(observation.elapsedMs),
    expect: spec.expect,
    expectAddresses: spec.addresses,
  });
}

/** The response code, where a server gave one: an answer from the hosts file or a silence has none. */
function rcodeOf(observation: DnsObservation): string | undefined {
  if ('rcode' in observation) return observation.rcode;
  return observation.outcome === 'answered' && observation.from === 'dns' ? 'NOERROR' : undefined;
}

/** Time to an answer from a server. */
export function measureDns(asked: readonly AskedName[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome === 'answered' && observation.from === 'dns'
      ? [timeTaken('LookupTime', observation.elapsedMs, spec.host)]
      : [],
  );
}

/** The addresses of each name. */
export function fingerprintDns(finding: Finding): readonly Fingerprint[] {
  return fingerprintsBySubject(finding, addressesOf);
}

function addressesOf({ addresses, expect, faults }: Evidence): readonly Mark[] {
  // Public services answer with other addresses from one minute to the next: that they are public is what is good.
  if (expect === 'public' && faults === undefined && Array.isArray(addresses)) return [{ id: 'public' }];
  if (!Array.isArray(addresses)) return [];
  return addresses.filter((one) => typeof one === 'string').map((id) => ({ id }));
}
