import { type LogCode, type LogReason, reasonOfCode } from '../probes/mtls/codes.ts';
import type { LogTotals } from '../probes/mtls/log-scan.ts';
import type { RefusalTally, RefusedGroup } from '../probes/mtls/log-tally.ts';

const NEGOTIATION_CODE: LogCode = 'UnmappedConnectionError';

/** What `gatewatch mtls --json` prints. */
export interface Triage {
  readonly version: 1;
  readonly inputs: number;
  readonly bytes: number;
  readonly lines: number;
  /** About the time the logs cover. */
  readonly from: string | null;
  readonly to: string | null;
  readonly accepted: number;
  readonly notVerified: number;
  readonly failed: number;
  readonly filteredOut: number;
  readonly unreadable: number;
  readonly codes: readonly TriageCode[];
  readonly clients: readonly TriageClient[];
  readonly certificates: readonly TriageCertificate[];
  /** By listener: on one without mutual TLS a failed negotiation is logged as UnmappedConnectionError. */
  readonly listeners: readonly TriageListener[];
  /** Failures without a code of their own, by client and what was negotiated of TLS. */
  readonly negotiations: readonly TriageNegotiation[];
  readonly failures: readonly Readonly<RefusedGroup>[];
  /** Failures of groups too rare to be kept: they count in `codes` only, and the rest is then a lower bound. */
  readonly notGrouped: number;
}

interface TriageCode {
  readonly code: string;
  /** Null for a code that is newer than this program. */
  readonly reason: LogReason | null;
  readonly failed: number;
  readonly clients: number;
  readonly certificates: number;
  readonly first: string;
  readonly last: string;
}

interface TriageClient {
  readonly client: string | null;
  readonly failed: number;
  readonly codes: readonly string[];
  readonly certificates: number;
  readonly first: string;
  readonly last: string;
}

interface TriageListener {
  readonly loadBalancer: string | null;
  readonly port: number | null;
  readonly failed: number;
  readonly codes: readonly string[];
  readonly clients: number;
  readonly first: string;
  readonly last: string;
}

interface TriageNegotiation {
  readonly client: string | null;
  readonly protocol: string | null;
  readonly cipher: string | null;
  readonly failed: number;
  readonly first: string;
  readonly last: string;
}

interface TriageCertificate {
  readonly subject: string | null;
  readonly serial: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly failed: number;
  readonly codes: readonly string[];
  readonly clients: number;
  readonly first: string;
  readonly last: string;
}

/** Puts counts in order: by code, by client, by certificate, the most frequent first. Pure. */
export function triage(totals: LogTotals, tally: RefusalTally, inputs: number): Triage {
  const groups = tally.groups();
  const ofCode = Map.groupBy(groups, (group) => group.code);
  return {
    version: 1,
    inputs,
    bytes: totals.bytes,
    lines: totals.lines,
    from: totals.from,
    to: totals.to,
    accepted: totals.accepted,
    notVerified: totals.notVerified,
    failed: totals.refused,
    filteredOut: totals.filteredOut,
    unreadable: totals.unreadable,
    codes: tally.codes().map(({ code, count, first, last }) => ({
      code,
      reason: reasonOfCode(code) ?? null,
      failed: count,
      clients: distinct(ofCode.get(code) ?? [], (group) => group.client),
      certificates: distinct(ofCode.get(code) ?? [], certificateKey),
      first,
      last,
    })),
    clients: gather(groups, (group) => group.client ?? '').map(({ members, ...sum }) => ({
      client: members[0]?.client ?? null,
      ...sum,
      certificates: distinct(members, certificateKey),
    })),
    certificates: gather(
      groups.filter((group) => certificateKey(group) !== null),
      (group) => certificateKey(group) ?? '',
    ).map(({ members, ...sum }) => ({
      subject: members[0]?.subject ?? null,
      serial: members[0]?.serial ?? null,
      notBefore: members[0]?.notBefore ?? null,
      notAfter: members[0]?.notAfter ?? null,
      ...sum,
      clients: distinct(members, (group) => group.client),
    })),
    listeners: gather(groups, ({ loadBalancer, listenerPort }) => `${loadBalancer}\n${listenerPort}`).map(
      ({ members, ...sum }) => ({
        loadBalancer: members[0]?.loadBalancer ?? null,
        port: members[0]?.listenerPort ?? null,
        ...sum,
        clients: distinct(members, (group) => group.client),
      }),
    ),
    negotiations: gather(
      ofCode.get(NEGOTIATION_CODE) ?? [],
      ({ client, protocol, cipher }) => `${client}\n${protocol}\n${cipher}`,
    ).map(({ members, codes: _, ...sum }) => ({
      client: members[0]?.client ?? null,
      protocol: members[0]?.protocol ?? null,
      cipher: members[0]?.cipher ?? null,
      ...sum,
    })),
    failures: groups,
    notGrouped: tally.dropped,
  };
}

type Group = Readonly<RefusedGroup>;

/** What tells certificates apart; null where the load balancer saw none it could read. */
function certificateKey({ serial, subject, notAfter }: Group): string | null {
  return serial === null && subject === null ? null : `${serial}\n${subject}\n${notAfter}`;
}

function distinct(groups: readonly Group[], key: (group: Group) => string | null): number {
  return new Set(groups.map(key).filter((one) => one !== null)).size;
}

interface Gathered {
  readonly members: readonly Group[];
  readonly failed: number;
  readonly codes: readonly string[];
  readonly first: string;
  readonly last: string;
}

function gather(groups: readonly Group[], key: (group: Group) => string): readonly Gathered[] {
  return [...Map.groupBy(groups, key).values()]
    .map((members) => ({
      members,
      failed: members.reduce((sum, { count }) => sum + count, 0),
      codes: [...new Set(members.map(({ code }) => code))],
      first: members.reduce((least, { first }) => (first < least ? first : least), members[0]?.first ?? ''),
      last: members.reduce((most, { last }) => (last > most ? last : most), ''),
    }))
    .sort((a, b) => b.failed - a.failed);
}
