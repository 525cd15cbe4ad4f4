import { daysUntil } from '../../catalogue/certificate-expiry.ts';
import { MUTUAL_TLS_LIMITS as LIMITS } from '../../catalogue/mutual-tls.ts';
import type { Evidence } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { boundedText } from '../../core/text.ts';
import { DAY_MS, isoTime } from '../../core/time.ts';
import { evidence, judgeEach } from '../kit/findings.ts';
import { loadBalancerName } from '../kit/load-balancer.ts';
import type { OutlinedList, OutlinedStore, TrustStoreObservation } from './observe.ts';
import type { TrustStoreReason, TrustStoreSpec } from './spec.ts';

type Fault = JudgedFault<TrustStoreReason>;
type Authority = OutlinedStore['authorities'][number];

/** A list without a next update that is this old is not looked after; CAs publish within days (RFC 5280 §5). */
const OLD_LIST_DAYS = 30;
const SOON_DAYS = 7;
/** Of a quota, in percent: from here on it is reported, before an upload is refused. */
const NEAR_PERCENT = 90;

export function judgeTrustStore(
  asked: readonly Asked<TrustStoreSpec, TrustStoreObservation>[],
): Judged<TrustStoreReason> {
  return judgeEach(asked, ({ spec, observation }) => {
    const loadBalancer = loadBalancerName(spec.loadBalancer);
    // The check `mtls` reports a missing load balancer.
    if (observation.outcome === 'no-load-balancer')
      return { evidence: [{ subject: loadBalancer, outcome: observation.outcome }], faults: [] };
    const { stores, missing, askedAtMs } = observation;
    if (stores.length === 0 && missing.length === 0)
      return { evidence: [{ subject: loadBalancer, outcome: 'no-trust-store' }], faults: [] };
    const gone = missing.map((arn) => ({ subject: arn, outcome: 'missing' }));
    return {
      evidence: [...stores.flatMap((one) => evidenceOf(one, askedAtMs)), ...gone],
      faults: [
        ...stores.flatMap((one) => storeFaults(spec, one, askedAtMs)),
        ...missing.map(
          (arn): Fault => ({
            reason: 'trust-store-missing',
            subject: arn,
            values: { trustStore: arn, trustStoreArn: arn, loadBalancer },
          }),
        ),
      ],
    };
  });
}

function evidenceOf(store: OutlinedStore, nowMs: number): readonly Evidence[] {
  const { name, authorities, lists, unreadable } = store;
  return [
    evidence({
      subject: name,
      outcome: 'trust-store',
      certificates: authorities.length,
      lists: lists.length,
      entries: entriesOf(lists),
      unreadable: unreadable === 0 ? undefined : unreadable,
    }),
    ...authorities.map((one) =>
      evidence({
        subject: subjectOf(store, one.subject),
        outcome: 'ca-certificate',
        serial: one.serial,
        validTo: isoTime(one.notAfterMs),
        daysLeft: daysUntil(one.notAfterMs, nowMs),
        bytes: one.bytes,
      }),
    ),
    ...lists.map((one) =>
      evidence({
        subject: listSubject(store, one),
        outcome: one.thisUpdateMs === undefined ? 'list-unreadable' : 'revocation-list',
        issuerName: one.issuer && boundedText(one.issuer),
        thisUpdate: isoTime(one.thisUpdateMs),
        nextUpdate: isoTime(one.nextUpdateMs),
        entries: one.entries,
        bytes: one.bytes,
      }),
    ),
  ];
}

function storeFaults(spec: TrustStoreSpec, store: OutlinedStore, nowMs: number): readonly Fault[] {
  return [
    ...store.authorities.flatMap((one) => authorityFault(spec, store, one, nowMs)),
    ...store.lists.flatMap((one) => listFault(spec, store, one, nowMs)),
    ...limitFaults(store),
  ];
}

function authorityFault(
  { expiresInDays }: TrustStoreSpec,
  store: OutlinedStore,
  authority: Authority,
  nowMs: number,
): readonly Fault[] {
  const days = daysUntil(authority.notAfterMs, nowMs);
  if (days > expiresInDays) return [];
  // A CA that is renewed under its name is there already: the old certificate may go.
  const isRenewed = store.authorities.some(
    (other) => other.subject === authority.subject && daysUntil(other.notAfterMs, nowMs) > expiresInDays,
  );
  const severity = isRenewed ? 'info' : days <= SOON_DAYS ? 'critical' : 'warning';
  return [
    {
      reason: 'trust-store-expires',
      subject: subjectOf(store, authority.subject),
      severity,
      values: {
        ...storeValues(store),
        certificate: boundedText(authority.subject),
        serial: authority.serial,
        validTo: isoTime(authority.notAfterMs) ?? '-',
        days,
      },
    },
  ];
}

function listFault(
  { listExpiresInDays }: TrustStoreSpec,
  store: OutlinedStore,
  list: OutlinedList,
  nowMs: number,
): readonly Fault[] {
  const { thisUpdateMs, nextUpdateMs } = list;
  if (thisUpdateMs === undefined) return [];
  const days = nextUpdateMs === undefined ? undefined : daysUntil(nextUpdateMs, nowMs);
  const ageDays = Math.floor((nowMs - thisUpdateMs) / DAY_MS);
  const isOld = days === undefined ? ageDays > OLD_LIST_DAYS : days < 0;
  if (!isOld && (days === undefined || days > listExpiresInDays)) return [];
  return [
    {
      reason: isOld ? 'crl-stale' : 'crl-expires',
      subject: listSubject(store, list),
      ...(isOld && days === undefined && { severity: 'warning' as const }),
      values: {
        ...storeValues(store),
        issuer: boundedText(list.issuer ?? '-'),
        revocationId: list.id,
        thisUpdate: isoTime(thisUpdateMs) ?? '-',
        nextUpdate: isoTime(nextUpdateMs) ?? '-',
        days: days ?? '-',
        ageDays,
      },
    },
  ];
}

function limitFaults(store: OutlinedStore): readonly Fault[] {
  const { authorities, lists } = store;
  const used: readonly (readonly [string, number, number])[] = [
    ['certificates', authorities.length, LIMITS.caCertificates],
    ['certificateBytes', Math.max(0, ...authorities.map(({ bytes }) => bytes)), LIMITS.caCertificateBytes],
    ['lists', lists.length, LIMITS.revocationLists],
    ['entries', entriesOf(lists), LIMITS.revocationEntries],
    ['listBytes', Math.max(0, ...lists.map(({ bytes = 0 }) => bytes)), LIMITS.revocationListBytes],
  ];
  return used
    .filter(([, value, limit]) => value * 100 >= limit * NEAR_PERCENT)
    .map(([quota, value, limit]) => ({
      reason: 'trust-store-near-limit' as const,
      subject: store.name,
      values: { ...storeValues(store), quota, used: value, limit },
    }));
}

function storeValues({ arn, name }: OutlinedStore) {
  return { trustStore: name, trustStoreArn: arn };
}

function subjectOf({ name }: OutlinedStore, subject: string): string {
  return `${name} ${boundedText(subject, 120)}`;
}

function listSubject({ name }: OutlinedStore, { id }: OutlinedList): string {
  return `${name} list ${id}`;
}

function entriesOf(lists: readonly OutlinedList[]): number {
  return lists.reduce((sum, { entries }) => sum + entries, 0);
}
