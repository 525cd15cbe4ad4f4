import type { Evidence, Measurement } from '../../core/finding.ts';
import { placeName } from '../../core/place.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import type { PortAnswer, PortObservation } from './observe.ts';
import type { PortReason } from './reasons.ts';
import type { PortSpec } from './spec.ts';

type AskedPort = Asked<PortSpec, PortObservation>;

const REASON_BY_OUTCOME = {
  refused: 'port-refused',
  silent: 'port-filtered',
  unreachable: 'port-unreachable',
  reset: 'port-reset',
} as const satisfies Readonly<Record<Exclude<PortAnswer['answer']['outcome'], 'open'>, PortReason>>;

/**
 * A required port that answers on none of its host's addresses has failed; one that answers on some, or an
 * optional one, degrades the finding. Design rule 3: neither is hidden, neither depends on chance.
 */
export function judgePort(asked: readonly AskedPort[]): Judged<PortReason> {
  const parts = asked.map(judgeHost);
  return { evidence: parts.flatMap((part) => part.evidence), faults: parts.flatMap((part) => part.faults) };
}

function judgeHost({ spec, observation }: AskedPort): Judged<PortReason> {
  if (observation.outcome === 'unresolved') {
    const evidence = spec.ports.map(({ port, serves }) => ({
      ...evidenceOf(placeName(spec.host, port), observation.outcome, serves),
      port,
      lookup: observation.lookup,
    }));
    const faults = spec.ports.map(({ port }) => ({
      reason: 'port-unreachable' as const,
      subject: placeName(spec.host, port),
      port,
      dueTo: 'dns',
    }));
    return { evidence, faults };
  }
  const ofPort = Map.groupBy(observation.answers, (answer) => answer.port);
  const evidence: Evidence[] = [];
  const faults: JudgedFault<PortReason>[] = [];
  for (const { port, required, serves } of spec.ports) {
    const answers = ofPort.get(port) ?? [];
    const subject = placeName(spec.host, port);
    for (const one of answers) {
      evidence.push({
        ...evidenceOf(subject, one.answer.outcome, serves),
        address: one.address,
        port,
        attempts: one.attempts,
        elapsedMs: Math.round(one.answer.elapsedMs * 10) / 10,
        ...('code' in one.answer && { code: one.answer.code }),
      });
    }
    faults.push(...judgeOnePort(subject, port, required, serves, answers));
  }
  return { evidence, faults };
}

function judgeOnePort(
  subject: string,
  port: number,
  required: boolean,
  serves: string | undefined,
  answers: readonly PortAnswer[],
): readonly JudgedFault<PortReason>[] {
  const answersSomewhere = answers.some(({ answer }) => answer.outcome === 'open');
  return answers.flatMap(({ address, answer }) => {
    if (answer.outcome === 'open') return [];
    const outcome = REASON_BY_OUTCOME[answer.outcome];
    const mild = answersSomewhere || !required;
    return [
      {
        reason: mild ? 'port-partly-open' : outcome,
        subject,
        address,
        port,
        values: { outcome: answer.outcome, ...(serves !== undefined && { serves }) },
      },
    ];
  });
}

function evidenceOf(subject: string, outcome: string, serves: string | undefined): Evidence {
  return { subject, outcome, ...(serves !== undefined && { serves }) };
}

/** Time to an accepted connection, per address and port. */
export function measurePort(asked: readonly AskedPort[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome !== 'asked'
      ? []
      : observation.answers
          .filter(({ answer }) => answer.outcome === 'open')
          .map(({ port, answer }) => ({
            name: 'ConnectTime',
            value: Math.round(answer.elapsedMs * 10) / 10,
            unit: 'Milliseconds' as const,
            subject: placeName(spec.host, port),
          })),
  );
}
