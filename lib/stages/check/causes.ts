import type { CorrelationKey } from '../../core/correlation-key.ts';
import type { BlockedBy, Evidence, Finding, FindingFault } from '../../core/finding.ts';
import type { Probe } from '../../core/probe.ts';
import { COMMON_REASONS } from '../../core/reason.ts';
import { mayBeShared, sharedCause } from './correlate.ts';
import type { CorrelatedFault } from './correlation-rules.ts';

/** A finding before correlation: its faults still say what may explain them. */
export interface Draft {
  readonly probe: Probe;
  readonly vantage: string;
  readonly target: string;
  readonly shown: boolean;
  readonly evidence: readonly Evidence[];
  readonly faults: readonly DraftFault[];
  readonly explanations: Finding['explanations'];
  readonly correlationKeys: readonly CorrelationKey[];
  readonly measurements: Finding['measurements'];
}
export interface DraftFault extends FindingFault {
  readonly dueTo?: string;
  readonly explains?: 'target';
  readonly towards?: readonly string[];
}

/** A fault and the draft that it is part of. */
interface Placed extends CorrelatedFault {
  readonly draft: Draft;
  readonly fault: DraftFault;
}

/** What a fault is another view of, and which rule says so. */
interface Cause {
  readonly placed: Placed;
  readonly because: BlockedBy['because'];
}

/**
 * What explains a fault, however deep that lies: what has failed of the same target as a whole, what of another
 * target is the same outage, or what the fault itself is due to.
 *
 * @param broken - vantages without a network: what they could not ask explains nothing that AWS told
 */
export function causesAmong(
  drafts: readonly Draft[],
  probes: readonly Probe[],
  broken: ReadonlySet<string>,
): (draft: Draft, fault: DraftFault) => BlockedBy | undefined {
  // Where nothing is wrong nothing is to be explained.
  if (drafts.every(({ faults }) => faults.length === 0)) return () => undefined;
  const ofVantage = Map.groupBy(drafts, ({ vantage }) => vantage);
  const ofTarget = Map.groupBy(drafts, ({ vantage, target }) => `${vantage}\n${target}`);
  const sameTarget = (draft: Draft) => ofTarget.get(`${draft.vantage}\n${draft.target}`) ?? [];
  const correlationKeys = new Map(
    [...ofTarget].map(([key, group]) => [key, group.flatMap((one) => one.correlationKeys)]),
  );
  const place = (draft: Draft, fault: DraftFault): Placed => ({
    draft,
    fault,
    target: draft.target,
    check: draft.probe.kind,
    from: draft.probe.from,
    correlationKeys: correlationKeys.get(`${draft.vantage}\n${draft.target}`) ?? [],
  });
  const shared = new Map(
    [...ofVantage].map(([vantage, group]) => {
      const lowers = group.flatMap((draft) => draft.faults.map((fault) => place(draft, fault)));
      return [
        vantage,
        { lowers: lowers.filter(mayBeShared), correlationKeys: group.flatMap((one) => one.correlationKeys) },
      ];
    }),
  );
  const elsewhere = (upper: Placed): Cause | undefined => {
    const { vantage } = upper.draft;
    const { lowers = [], correlationKeys: all = [] } = shared.get(vantage) ?? {};
    const distrusted = upper.from === 'control' && broken.has(vantage);
    const trusted = distrusted ? lowers.filter(({ from }) => from === 'control') : lowers;
    const found = sharedCause(upper, trusted, all);
    return found && { placed: found.lower, because: found.rule };
  };
  const below = ({ draft, fault }: Placed): Cause | undefined => {
    // What could not be asked is not explained by what is wrong with the target.
    const common = fault.reason in COMMON_REASONS;
    const root = common ? undefined : rootOf(draft, sameTarget(draft));
    if (root !== undefined) return { placed: place(...root), because: 'whole-target' };
    const other = common ? undefined : elsewhere(place(draft, fault));
    if (other !== undefined || fault.dueTo === undefined) return other;
    const due = findDue(draft, fault, fault.dueTo, ofVantage.get(draft.vantage) ?? []);
    return due && { placed: place(...due), because: 'due-to' };
  };
  return (draft, fault) => {
    const first = below(place(draft, fault));
    if (first === undefined) return undefined;
    let deepest = first.placed;
    // Each step goes down a layer, so there are at most as many as there are kinds.
    for (let step = 1; step < probes.length; step += 1) {
      const next = below(deepest);
      if (next === undefined) break;
      deepest = next.placed;
    }
    const { target, check } = deepest;
    return { target, check, reason: deepest.fault.reason, because: first.because };
  };
}

/**
 * The gravest fault of another kind that explains the whole target. Of two kinds that both have one, the first in the
 * registry is the lower, and only it explains the other.
 */
function rootOf(draft: Draft, ofTarget: readonly Draft[]): readonly [Draft, DraftFault] | undefined {
  const lower = ofTarget.find(({ faults }) => faults.some(isRoot));
  if (lower === undefined || lower === draft) return undefined;
  const order = Object.keys(lower.probe.reasons);
  const [mostSevere] = lower.faults
    .filter(isRoot)
    .sort((a, b) => order.indexOf(a.reason) - order.indexOf(b.reason));
  return mostSevere && [lower, mostSevere];
}

function isRoot({ explains, status }: DraftFault): boolean {
  return explains === 'target' && status === 'failed';
}

/** The fault of the lower kind at the same subject. */
function findDue(
  draft: Draft,
  fault: DraftFault,
  dueTo: string,
  ofVantage: readonly Draft[],
): readonly [Draft, DraftFault] | undefined {
  const lowers = ofVantage.filter((other) => other.probe.kind === dueTo);
  // The target's own finding first; what several targets share, such as a proxy, may be a target itself.
  const own = lowers.filter((other) => other.target === draft.target);
  for (const lower of [...own, ...lowers.filter((other) => !own.includes(other))]) {
    const same = lower.faults.find((other) => isSameSubject(other, fault));
    if (same !== undefined) return [lower, same];
  }
  return undefined;
}

function isSameSubject(lower: FindingFault, upper: FindingFault): boolean {
  const sameThing = upper.subject === lower.subject || upper.subject.startsWith(`${lower.subject}:`);
  const sameAddress =
    lower.address === undefined || upper.address === undefined || lower.address === upper.address;
  return sameThing && sameAddress;
}
