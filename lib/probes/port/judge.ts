import type { Evidence, Explanation, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { judgeEach, timeTaken } from '../kit/findings.ts';
import type { PortAnswer, PortObservation } from './observe.ts';
import type { PortReason, PortSpec } from './spec.ts';

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
  return judgeEach(asked, judgeHost);
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
  const explanations: Explanation[] = [];
  for (const { port, required, serves } of spec.ports) {
    const answers = ofPort.get(port) ?? [];
    const subject = placeName(spec.host, port);
    const explanation = explainAssumed(port, spec, ofPort);
    if (explanation !== undefined && answers.length > 0) explanations.push(explanation);
    const here = answers.find(({ refusedHere }) => refusedHere);
    // One port says it for all: a rule for what goes out seldom names one.
    if (here !== undefined && explanations.every(({ why }) => why !== OWN_FIREWALL))
      explanations.push(ownFirewall(here));
    for (const one of answers) {
      evidence.push({
        ...evidenceOf(subject, one.answer.outcome, serves),
        address: one.address,
        port,
        attempts: one.attempts,
        ...timeOf(one.answer),
        ...(one.fewerAtOnce && { fewerAtOnce: true }),
        ...(one.refusedHere && { refusedHere: true }),
        ...('code' in one.answer && { code: one.answer.code }),
      });
    }
    faults.push(...judgeOnePort(subject, port, required, serves, answers));
  }
  return { evidence, faults, explanations };
}

/**
 * A gateway of a type that may speak several protocols: one is dead and another is served. That is an outage, unless
 * nobody uses the one that is dead, which only its owner can say.
 */
function explainAssumed(
  port: number,
  { host, ports }: PortSpec,
  answers: ReadonlyMap<number, readonly PortAnswer[]>,
): Explanation | undefined {
  const isOpen = (one: number) => answers.get(one)?.some(({ answer }) => answer.outcome === 'open') === true;
  const asked = ports.find((one) => one.port === port);
  if (asked?.assumed === undefined || !asked.required || isOpen(port)) return undefined;
  const served = ports.flatMap(({ port: other, required, assumed }) =>
    required && assumed !== undefined && isOpen(other) ? [assumed] : [],
  );
  if (served.length === 0) return undefined;
  const { serves = asked.assumed } = asked;
  const spoken = [...new Set(served)];
  return {
    what: 'setting',
    id: 'protocols',
    why: 'assumed-protocol',
    values: { host, port, serves, spoken: spoken.join(',') },
    inSummary: true,
    fix: `protocols: [${spoken.join(', ')}]`,
  };
}

const OWN_FIREWALL = 'own-firewall';

/** It is told as the peer's refusal by the system: that it is not must be said where the reader looks first. */
function ownFirewall({ address, port }: PortAnswer): Explanation {
  return {
    what: 'setting',
    id: 'firewall',
    why: OWN_FIREWALL,
    values: { address, port },
    inSummary: true,
    fix: '',
  };
}

function judgeOnePort(
  subject: string,
  port: number,
  required: boolean,
  serves: string | undefined,
  answers: readonly PortAnswer[],
): readonly JudgedFault<PortReason>[] {
  const answersSomewhere = answers.some(({ answer }) => answer.outcome === 'open');
  return answers.flatMap(
    ({ address, answer, fewerAtOnce, refusedHere }): readonly JudgedFault<PortReason>[] => {
      if (fewerAtOnce) return [{ reason: 'connection-limited', subject, address, port }];
      if (answer.outcome === 'open') return [];
      const outcome = REASON_BY_OUTCOME[answer.outcome];
      const mild = answersSomewhere || !required;
      return [
        {
          reason: mild ? 'port-partly-open' : outcome,
          subject,
          address,
          port,
          values: {
            outcome: answer.outcome,
            ...(serves !== undefined && { serves }),
            // No proof of a network either.
            ...(refusedHere && { byOurKernel: true }),
          },
        },
      ];
    },
  );
}

/** A time that says more about this machine than about the path is left out. */
function timeOf(answer: PortAnswer['answer']): { readonly elapsedMs?: number } {
  if ('isOurs' in answer) return {};
  return { elapsedMs: Math.round(answer.elapsedMs * 10) / 10 };
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
          .filter(({ answer }) => answer.outcome === 'open' && !answer.isOurs)
          .map(({ port, answer }) => timeTaken('ConnectTime', answer.elapsedMs, placeName(spec.host, port))),
  );
}
