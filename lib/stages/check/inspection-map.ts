import type { Evidence, Explanation, Finding } from '../../core/finding.ts';
import { hostOf } from '../../report/text/evidence.ts';

/** A certificate that was seen at one place on one way. */
interface Seen {
  readonly finding: Finding;
  readonly evidence: Evidence;
  readonly forged: boolean;
  /** The proxy; none where it was asked directly. */
  readonly via: string | undefined;
}

/**
 * Compares whose certificates were seen across names, addresses, ports and ways of one vantage. Inspection is rarely
 * complete: what is exempt and what is not, in one sentence, is what the owner of the device needs. Evidence of proxies
 * is told what the same place showed directly. Pure.
 */
export function mapInspection(findings: readonly Finding[]): readonly Finding[] {
  const explanations = new Map<Finding, Explanation>();
  for (const group of Map.groupBy(findings, ({ vantage }) => vantage).values()) {
    const seen = group.flatMap(certificatesOf);
    const sentence = describe(seen);
    if (sentence === undefined) continue;
    for (const { finding, forged } of seen) if (forged) explanations.set(finding, sentence);
  }
  return findings.map((finding) => {
    const explanation = explanations.get(finding);
    const beside = finding.check === 'proxy' ? withDirect(finding, findings) : finding;
    return explanation === undefined
      ? beside
      : { ...beside, explanations: [...beside.explanations, explanation] };
  });
}

function certificatesOf(finding: Finding): readonly Seen[] {
  if (finding.check !== 'tls' && finding.check !== 'proxy') return [];
  return finding.evidence.flatMap((evidence): readonly Seen[] => {
    const faults = evidence.faults ?? [];
    const forged = faults.includes('tls-intercepted') || faults.includes('proxy-intercepts');
    // Expired or for another name, but signed by a trusted root: nobody forged it.
    const genuine =
      evidence.outcome === 'answered' && typeof evidence.issuerName === 'string' && !isForeign(faults);
    const via = typeof evidence.via === 'string' ? evidence.via : undefined;
    return forged || genuine ? [{ finding, evidence, forged, via }] : [];
  });
}

/** What cannot be followed to a trusted root, or is somebody else's, is no sign of an exemption. */
const FOREIGN: readonly string[] = [
  'tls-wrong-endpoint',
  'tls-chain-incomplete',
  'tls-chain-unreadable',
  'tls-untrusted-ca',
  'tls-self-signed',
];
function isForeign(faults: readonly string[]): boolean {
  return faults.some((fault) => FOREIGN.includes(fault));
}

function describe(seen: readonly Seen[]): Explanation | undefined {
  const forged = seen.filter((one) => one.forged);
  const exempt = seen.filter((one) => !one.forged);
  if (forged.length === 0 || exempt.length === 0) return undefined;
  const products = [...new Set(forged.map(({ evidence }) => String(evidence.product ?? 'unnamed')))];
  const places = [...new Set(forged.map(({ evidence }) => evidence.subject))];
  const exemptions = placesInWords(forged.map(({ evidence }) => evidence));
  const shared = { what: 'inspection', id: products.join(', '), inSummary: true, fix: places.join('\n') };
  const product = products.join(', ');
  const ways = new Set(seen.map(({ via }) => via));
  const [way, ...others] = new Set(forged.map(({ via }) => via));
  if (ways.size > 1 && others.length === 0 && exempt.every(({ via }) => via !== way)) {
    const via = way ?? [...ways].find((one) => one !== undefined) ?? '';
    const why = way === undefined ? 'only-direct-inspected' : 'only-proxy-inspects';
    return { ...shared, why, values: { via, product, exemptions } };
  }
  const values = { forged: listOf(forged, exempt), exempt: listOf(exempt, forged), product, exemptions };
  return { ...shared, why: 'partial-inspection', values };
}

const LISTED = 6;

/** What has to be exempt, each host once with its ports: as the owner of the device types it. */
function placesInWords(forged: readonly Evidence[]): string {
  const ofHost = Map.groupBy(forged, ({ subject, port }) => hostOf(subject, port));
  const places = [...ofHost].map(([host, its]) => {
    const ports = [...new Set(its.flatMap(({ port }) => port ?? []))];
    if (ports.length > 1) return `${host} (${ports.join(', ')})`;
    return its[0]?.subject ?? host;
  });
  return `${places.slice(0, LISTED).join(', ')}${places.length > LISTED ? ', …' : ''}`;
}

/** The places in few words: by what is served there, with the address or the way only where that makes the difference. */
function listOf(some: readonly Seen[], others: readonly Seen[]): string {
  const labels = [...new Set(some.map((one) => labelOf(one, others)))];
  return `${labels.slice(0, LISTED).join(', ')}${labels.length > LISTED ? ', …' : ''}`;
}

function labelOf({ evidence, via }: Seen, others: readonly Seen[]): string {
  const { subject, serves, port, address } = evidence;
  const same = others.filter((other) => other.evidence.subject === subject);
  const place = typeof serves === 'string' && port !== undefined ? `${serves} (${port})` : subject;
  const sameWay = same.some((other) => other.via === via);
  if (sameWay && address !== undefined) return `${place} @ ${address}`;
  return same.length > 0 ? `${place} ${via === undefined ? '(direct)' : `(${via})`}` : place;
}

/** Puts beside each proxied answer what the same place showed without the proxy. */
function withDirect(finding: Finding, findings: readonly Finding[]): Finding {
  const direct = ['tls', 'port'].flatMap((check) =>
    findings
      .filter((other) => other.vantage === finding.vantage && other.check === check)
      .flatMap(({ evidence }) => evidence),
  );
  const evidence = finding.evidence.map((one) => {
    const same = direct.filter(({ subject }) => subject === one.subject);
    const best = same.find(({ issuerName }) => issuerName !== undefined) ?? same[0];
    if (best === undefined) return one;
    const isForged = best.faults?.includes('tls-intercepted') === true;
    return {
      ...one,
      direct: isForged ? 'intercepted' : best.outcome,
      ...(typeof best.issuerName === 'string' && { directIssuer: best.issuerName }),
    };
  });
  return { ...finding, evidence };
}
