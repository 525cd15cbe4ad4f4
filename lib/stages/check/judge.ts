import type { Evidence, Finding, FindingFault } from '../../core/finding.ts';
import type { JsonObject } from '../../core/json.ts';
import { type Observation, UNASKED_OUTCOMES, type Unasked } from '../../core/observation.ts';
import type { PlannedQuestion } from '../../core/plan.ts';
import type { Asked, Judged, JudgedFault, Probe } from '../../core/probe.ts';
import { COMMON_REASONS, type CommonReason } from '../../core/reason.ts';
import { placeName } from '../../core/text.ts';
import { causesAmong, type Draft, type DraftFault } from './causes.ts';
import { specOf } from './question-spec.ts';
import { brokenVantages } from './vantage-broken.ts';

/** A planned question and its observation. */
export interface Answered {
  readonly planned: PlannedQuestion;
  readonly observation: Observation;
}

/**
 * Turns observations into findings, one for each (vantage, target, check), and then lets lower findings
 * explain higher ones. Pure; the order is that of the plan's targets, then of the registry.
 */
export function judgeAll(answered: readonly Answered[], probes: readonly Probe[]): readonly Finding[] {
  const drafts: Draft[] = [];
  const ofTarget = Map.groupBy(answered, ({ planned }) => `${planned.vantage}\n${planned.target}`);
  for (const group of ofTarget.values()) {
    const byKind = Map.groupBy(group, ({ planned }) => planned.question.kind);
    // Most targets have few kinds, and there are many of either.
    const asked = probes.filter(({ kind }) => byKind.has(kind));
    for (const probe of asked) drafts.push(judgeKind(probe, byKind.get(probe.kind) ?? []));
  }
  const findings = correlate(drafts, probes, new Set());
  const broken = brokenVantages(findings, probes);
  return broken.size === 0 ? findings : correlate(drafts, probes, broken);
}

function judgeKind(probe: Probe, answered: readonly Answered[]): Draft {
  const asked: Asked<unknown, { readonly outcome: string }>[] = [];
  const evidence: Evidence[] = [];
  const faults: DraftFault[] = [];
  for (const { planned, observation } of answered) {
    if (isUnasked(observation)) {
      const subject = subjectOf(planned.question, planned.target);
      const { refusedHere: _, ...unasked } = observation;
      evidence.push({ subject, ...unasked });
      faults.push({
        reason: observation.outcome,
        status: 'unknown',
        severity: COMMON_REASONS[observation.outcome].severity,
        subject,
        ...('action' in observation && { values: valuesOf(observation) }),
        ...('why' in observation && { values: { variant: observation.why } }),
      });
      continue;
    }
    const spec = specOf(probe, planned.question);
    // The same schema accepted the question before it was asked, or the observation would be unasked.
    if (spec.success) asked.push({ spec: spec.data, observation });
  }
  const judged: Judged<string> = asked.length > 0 ? probe.judge(asked) : { evidence: [], faults: [] };
  const first = answered[0]?.planned;
  const withOwnKernel = ownKernelAmong(answered);
  return {
    probe,
    vantage: first?.vantage ?? '',
    target: first?.target ?? '',
    shown: answered.some(({ planned }) => planned.shown),
    evidence: [...evidence, ...judged.evidence],
    faults: [...faults, ...judged.faults.map((fault) => withFacts(probe, withOwnKernel(fault)))],
    explanations: judged.explanations ?? [],
    correlationKeys: judged.correlationKeys ?? [],
    measurements: probe.measure(asked),
  };
}

/** Marks faults at places to which our own kernel let nothing out, whatever the kind: they prove no network. */
function ownKernelAmong(answered: readonly Answered[]): (fault: JudgedFault<string>) => JudgedFault<string> {
  const refused = answered.map(({ observation: { refusedHere } }) => refusedHere);
  if (refused.every((one) => one === undefined)) return (fault) => fault;
  const nothingLeft = refused.every((one) => one?.nothingLeft === true);
  const addresses = new Set(refused.flatMap((one) => one?.addresses ?? []));
  return (fault) =>
    nothingLeft || (fault.address !== undefined && addresses.has(fault.address))
      ? { ...fault, values: { ...fault.values, byOurKernel: true } }
      : fault;
}

function valuesOf(observation: Unasked & { readonly action: string }): JsonObject {
  const { action } = observation;
  return 'code' in observation ? { action, code: observation.code } : { action };
}

function isUnasked(observation: Observation): observation is Unasked {
  return UNASKED_OUTCOMES.some((outcome) => outcome === observation.outcome);
}

/** What to call a question that gave no evidence of its own. */
function subjectOf(fields: JsonObject, target: string): string {
  const host = typeof fields.host === 'string' ? fields.host : undefined;
  const port = typeof fields.port === 'number' ? fields.port : undefined;
  return host === undefined ? target : port === undefined ? host : placeName(host, port);
}

function withFacts(probe: Probe, fault: JudgedFault<string>): DraftFault {
  const facts = probe.reasons[fault.reason] ?? COMMON_REASONS[fault.reason as CommonReason];
  return {
    ...fault,
    status: fault.status ?? facts.status,
    severity: fault.severity ?? facts.severity,
  };
}

/** One outage, one finding: a fault that a lower finding explains becomes `blocked-by`. */
function correlate(
  drafts: readonly Draft[],
  probes: readonly Probe[],
  broken: ReadonlySet<string>,
): readonly Finding[] {
  const explaining = new Set<string>();
  const causes = causesAmong(drafts, probes, broken);
  const findings = drafts.map((draft) => {
    const faults = draft.faults.map((fault): FindingFault => {
      const { dueTo: _dueTo, explains: _explains, towards: _towards, ...rest } = fault;
      const blockedBy = causes(draft, fault);
      if (blockedBy === undefined) return rest;
      if (draft.shown) explaining.add(`${draft.vantage}\n${blockedBy.target}\n${blockedBy.check}`);
      const { status, severity } = COMMON_REASONS['blocked-by'];
      return { ...rest, reason: 'blocked-by', status, severity, blockedBy };
    });
    return compose(draft, faults);
  });
  return findings.filter(
    ({ vantage, target, check }, at) =>
      drafts[at]?.shown === true || explaining.has(`${vantage}\n${target}\n${check}`),
  );
}

/** The order of statuses among the faults of one finding. */
export const GRAVITY = { failed: 0, unknown: 1, degraded: 2 } as const;

/**
 * The finding's status is its gravest fault's. A `failed` outweighs an `unknown`, for it was seen; an
 * `unknown` outweighs a `degraded`, for what could not be asked may be worse than what was.
 */
function compose(draft: Draft, faults: readonly FindingFault[]): Finding {
  const sorted = faults.length > 1 ? gravestFirst(faults, draft.probe) : faults;
  const mostSevere = sorted[0];
  return {
    vantage: draft.vantage,
    target: draft.target,
    check: draft.probe.kind,
    status: mostSevere?.status ?? 'healthy',
    reason: mostSevere?.reason ?? null,
    severity: mostSevere === undefined || mostSevere.status === 'unknown' ? null : mostSevere.severity,
    evidence: sorted.length > 0 ? draft.evidence.map((one) => withFaults(one, sorted)) : draft.evidence,
    faults: sorted,
    measurements: draft.measurements,
    explanations: draft.explanations,
  };
}

function gravestFirst(faults: readonly FindingFault[], { reasons }: Probe): readonly FindingFault[] {
  const order = [...Object.keys(reasons), ...Object.keys(COMMON_REASONS)];
  return [...faults].sort(
    (a, b) => GRAVITY[a.status] - GRAVITY[b.status] || order.indexOf(a.reason) - order.indexOf(b.reason),
  );
}

function withFaults(evidence: Evidence, faults: readonly FindingFault[]): Evidence {
  const here = faults.filter(
    (fault) =>
      fault.subject === evidence.subject &&
      (fault.address === undefined || fault.address === evidence.address),
  );
  if (here.length === 0) return evidence;
  const blockedBy = here.find((fault) => fault.blockedBy !== undefined)?.blockedBy;
  return {
    ...evidence,
    faults: [...new Set(here.map((fault) => fault.reason))],
    ...(blockedBy !== undefined && { blockedBy }),
  };
}
