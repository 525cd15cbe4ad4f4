import type { Finding, FindingFault } from '../../core/finding.ts';
import type { Probe } from '../../core/probe.ts';
import { COMMON_REASONS, type ReasonFacts } from '../../core/reason.ts';

/** Fewer silent targets than this may as well be as many outages. */
const UNRELATED_TARGETS = 3;

/**
 * Takes back what a vantage without a network says of its targets: its resolver *and* at least three targets give
 * no answer, and nothing at all does. Then every finding asked from there is `unknown: vantage-broken`; otherwise
 * each stays as it is.
 */
export function withBrokenVantages(
  findings: readonly Finding[],
  probes: readonly Probe[],
): readonly Finding[] {
  const fromVantage = kindsFromVantage(probes);
  const broken = brokenVantages(findings, probes);
  if (broken.size === 0) return findings;
  return findings.map((finding) =>
    broken.has(finding.vantage) && fromVantage.has(finding.check) ? takeBack(finding) : finding,
  );
}

/** The vantages that have no network, by what all their findings say. */
export function brokenVantages(findings: readonly Finding[], probes: readonly Probe[]): ReadonlySet<string> {
  const fromVantage = kindsFromVantage(probes);
  const asked = findings.filter(({ check }) => fromVantage.has(check));
  const ofVantage = Map.groupBy(asked, ({ vantage }) => vantage);
  const reasons = readReasons(probes);
  return new Set(
    [...ofVantage].filter(([, group]) => hasNoNetwork(group, reasons)).map(([vantage]) => vantage),
  );
}

function kindsFromVantage(probes: readonly Probe[]): ReadonlySet<string> {
  return new Set(probes.filter(({ from }) => from === 'vantage').map(({ kind }) => kind));
}

/** What refuses, rejects or answers wrongly shows that the vantage has a network; these reasons do not. */
interface SilentReasons {
  readonly silent: ReadonlySet<string>;
  /** Of the name server. */
  readonly ofResolver: ReadonlySet<string>;
  /** The kinds that have one of them: they ask the name server. */
  readonly resolverKinds: ReadonlySet<string>;
}

function readReasons(probes: readonly Probe[]): SilentReasons {
  const named = (reasons: Readonly<Record<string, ReasonFacts>>, which: 'silence' | 'ofResolver') =>
    Object.keys(reasons).filter((reason) => reasons[reason]?.[which] === true);
  return {
    silent: new Set(
      [COMMON_REASONS, ...probes.map(({ reasons }) => reasons)].flatMap((one) => named(one, 'silence')),
    ),
    ofResolver: new Set(probes.flatMap(({ reasons }) => named(reasons, 'ofResolver'))),
    resolverKinds: new Set(
      probes.filter(({ reasons }) => named(reasons, 'ofResolver').length > 0).map(({ kind }) => kind),
    ),
  };
}

function hasNoNetwork(
  findings: readonly Finding[],
  { silent, ofResolver, resolverKinds }: SilentReasons,
): boolean {
  const resolver = findings.filter(({ check }) => resolverKinds.has(check));
  // A name server that the machine has no route to is as silent as one that does not answer.
  const isResolverSilent = (fault: FindingFault) => ofResolver.has(fault.reason) || isByOurKernel(fault);
  if (
    resolver.length === 0 ||
    !resolver.every(({ faults }) => faults.length > 0 && faults.every(isResolverSilent))
  )
    return false;
  const targets = new Set(findings.map(({ target }) => target));
  // Every fault, not only the gravest: a single answer anywhere proves that packets come back.
  const nobody = findings.every(
    ({ faults }) =>
      faults.length > 0 && faults.every((fault) => silent.has(fault.reason) || isByOurKernel(fault)),
  );
  return nobody && targets.size >= UNRELATED_TARGETS;
}

/** The machine's own kernel refused, before anything was sent: no proof of a network. */
function isByOurKernel({ values }: FindingFault): boolean {
  return values?.byOurKernel === true;
}

function takeBack(finding: Finding): Finding {
  return {
    ...finding,
    status: 'unknown',
    reason: 'vantage-broken',
    severity: null,
    faults: finding.faults.map((fault) => ({
      ...fault,
      reason: 'vantage-broken',
      status: 'unknown' as const,
      severity: COMMON_REASONS['vantage-broken'].severity,
    })),
  };
}
