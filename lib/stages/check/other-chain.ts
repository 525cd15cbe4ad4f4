import type { Evidence, Explanation, Finding, FindingFault } from '../../core/finding.ts';
import type { LastGood } from '../../core/last-good.ts';
import { hostOf } from '../../report/text/evidence.ts';
import { GRAVITY } from './judge.ts';

/** A genuine chain of a host: where it was seen, which key ends it, and who issued the certificate. */
interface GenuineChain {
  readonly subject: string;
  readonly host: string;
  readonly key: string;
  readonly issuer: string;
}

/** What other vantages remember. */
export interface SeenElsewhere {
  readonly vantage: string;
  readonly lastGood: readonly LastGood[];
}

/** Reasons that leave open whose CA it is, and what they become once the same host shows another chain. */
const OPEN: Readonly<Record<string, string>> = {
  'tls-untrusted-ca': 'tls-intercepted',
  'tls-self-signed': 'tls-intercepted',
  'proxy-cannot-reach': 'proxy-intercepts',
};
const OPEN_FLAWS: readonly unknown[] = ['untrusted-ca', 'self-signed'];

/** Faults of a chain that is not the host's own, or not known to be. */
const FOREIGN = /^(tls|proxy)-(intercepted|intercepts|wrong-endpoint|untrusted-ca|self-signed|chain-)/;

function isOpen({ reason, values }: FindingFault): boolean {
  if (reason === 'proxy-cannot-reach') return OPEN_FLAWS.includes(values?.how);
  return OPEN[reason] !== undefined;
}

/** Whether anything here would be judged otherwise for what other vantages remember. */
export function leavesAuthorityOpen(findings: readonly Finding[]): boolean {
  return findings.some(({ faults }) => faults.some(isOpen));
}

/**
 * An authority that nobody here knows is its owner's own, unless the same host shows another chain: at another port or
 * address, another way, from another vantage, or when it was last well. Then somebody answers in its place. Pure.
 *
 * A self-signed certificate beside a genuine one is a device with an administrator's page as a rule: only another chain
 * at the very same port says more of it.
 */
export function withOtherChains(
  findings: readonly Finding[],
  lastGood: readonly LastGood[],
  elsewhere: readonly SeenElsewhere[],
): readonly Finding[] {
  if (!leavesAuthorityOpen(findings)) return findings;
  const genuine = findings.flatMap(genuineChains);
  return findings.map((finding) => {
    const found = new Map<FindingFault, Explanation | undefined>();
    for (const fault of finding.faults.filter(isOpen)) {
      const key = keyAt(finding.evidence, fault);
      if (key === undefined) continue;
      const other = genuine.find((one) => one.key !== key && isSameServer(one, fault));
      if (other !== undefined) found.set(fault, explain(other.subject, other.issuer, fault));
      else if (wasOther(lastGood, fault, key)) found.set(fault, undefined);
      else {
        const there = elsewhere.find((one) => wasOther(one.lastGood, fault, key));
        if (there !== undefined) found.set(fault, explain(`${fault.subject} (${there.vantage})`, '-', fault));
      }
    }
    return found.size === 0 ? finding : upgrade(finding, found);
  });
}

function genuineChains({ check, evidence }: Finding): readonly GenuineChain[] {
  if (check !== 'tls' && check !== 'proxy') return [];
  return evidence.flatMap((one): readonly GenuineChain[] => {
    const { subject, port, outcome, rootKeySha256: key, issuerName: issuer } = one;
    if (outcome !== 'answered' || typeof key !== 'string' || typeof issuer !== 'string') return [];
    if (one.faults?.some((fault) => FOREIGN.test(fault)) === true) return [];
    return [{ subject, host: hostOf(subject, port), key, issuer }];
  });
}

function isSameServer(one: GenuineChain, { subject, port, reason, values }: FindingFault): boolean {
  const isSelfSigned = reason === 'tls-self-signed' || values?.how === 'self-signed';
  return isSelfSigned ? one.subject === subject : one.host === hostOf(subject, port);
}

function keyAt(evidence: readonly Evidence[], { subject, address }: FindingFault): string | undefined {
  const key = evidence.find((one) => one.subject === subject && one.address === address)?.rootKeySha256;
  return typeof key === 'string' ? key : undefined;
}

function wasOther(lastGood: readonly LastGood[], { subject }: FindingFault, key: string): boolean {
  return lastGood.some(
    (one) =>
      one.check === 'tls' &&
      one.subject === subject &&
      one.marks.length > 0 &&
      one.marks.every(({ id }) => id !== key),
  );
}

function explain(place: string, issuer: string, { subject, values }: FindingFault): Explanation {
  const here = typeof values?.issuerName === 'string' ? values.issuerName : '-';
  return {
    what: 'another-chain',
    id: subject,
    why: 'other-chain',
    values: { place, issuer, here },
    inSummary: true,
    fix: '',
  };
}

function upgrade(finding: Finding, found: ReadonlyMap<FindingFault, Explanation | undefined>): Finding {
  const faults = finding.faults
    .map((fault): FindingFault => {
      if (!found.has(fault)) return fault;
      const reason = OPEN[fault.reason] ?? fault.reason;
      // What is optional stays a note, no matter who answers.
      return { ...fault, reason, ...(fault.status === 'failed' && { severity: 'critical' }) };
    })
    .sort((a, b) => GRAVITY[a.status] - GRAVITY[b.status] || Number(isUpgraded(b)) - Number(isUpgraded(a)));
  const [mostSevere] = faults;
  const explanations = [...found.values()].filter((one) => one !== undefined).slice(0, 1);
  return {
    ...finding,
    reason: mostSevere?.reason ?? finding.reason,
    severity: mostSevere?.severity ?? finding.severity,
    faults,
    evidence: finding.evidence.map((one) => withUpgraded(one, [...found.keys()])),
    explanations: [...finding.explanations, ...explanations],
  };
}

function isUpgraded({ reason }: FindingFault): boolean {
  return Object.values(OPEN).includes(reason);
}

function withUpgraded(evidence: Evidence, upgraded: readonly FindingFault[]): Evidence {
  const here = upgraded.filter(
    ({ subject, address }) => subject === evidence.subject && address === evidence.address,
  );
  if (here.length === 0) return evidence;
  const faults = evidence.faults?.map((reason) =>
    here.some((fault) => fault.reason === reason) ? (OPEN[reason] ?? reason) : reason,
  );
  const isProxied = here.some(({ reason }) => reason === 'proxy-cannot-reach');
  return {
    ...evidence,
    ...(faults !== undefined && { faults }),
    product: 'unnamed',
    ...(isProxied && { outcome: 'intercepted' }),
  };
}
