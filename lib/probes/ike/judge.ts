import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { evidence, judgeEach, tenths, timeTaken } from '../kit/findings.ts';
import type { IkeObservation, IkePortAnswer, IkeSeen } from './observe.ts';
import type { IkeReason, IkeSpec } from './spec.ts';

type AskedIke = Asked<IkeSpec, IkeObservation>;

const REASON_BY_OUTCOME = {
  refused: 'ike-refused',
  // "No way there" and "not here" send the reader to the same places, and the evidence keeps them apart.
  unreachable: 'ike-refused',
  malformed: 'ike-malformed',
  silent: 'ike-silent',
} as const satisfies Readonly<Record<Exclude<IkeSeen['outcome'], 'alive'>, IkeReason>>;

/** An address is alive when one of its ports answers: a device without NAT traversal has no port 4500. */
export function judgeIke(asked: readonly AskedIke[]): Judged<IkeReason> {
  return judgeEach(asked, judgeHost);
}

function judgeHost({ spec, observation }: AskedIke): Judged<IkeReason> {
  if (observation.outcome === 'unresolved') {
    const subjects = spec.ports.map((port) => ({ subject: placeName(spec.host, port), port }));
    return {
      evidence: subjects.map((one) => ({ ...one, outcome: 'unresolved', lookup: observation.lookup })),
      faults: subjects.map((one) => ({ ...one, reason: 'ike-silent' as const, dueTo: 'dns' })),
    };
  }
  const { answers } = observation;
  const hostIsAlive = answers.some(isAlive);
  const faults = [...Map.groupBy(answers, ({ address }) => address).values()].flatMap((ofAddress) =>
    ofAddress.some(isAlive) ? [] : judgeDeadAddress(spec, ofAddress, hostIsAlive),
  );
  return { evidence: answers.map((answer) => evidenceOf(spec, answer)), faults };
}

function isAlive({ seen }: IkePortAnswer): boolean {
  return seen.outcome === 'alive';
}

/** @param hostIsAlive - another address of the same name answers: then this one degrades the finding */
function judgeDeadAddress(
  spec: IkeSpec,
  answers: readonly IkePortAnswer[],
  hostIsAlive: boolean,
): readonly JudgedFault<IkeReason>[] {
  const mainIsSilent = answers.some(({ port, seen }) => port === spec.ports[0] && seen.outcome === 'silent');
  return answers.flatMap(({ address, port, seen, attempts }) => {
    if (seen.outcome === 'alive') return [];
    const reason = REASON_BY_OUTCOME[seen.outcome];
    // A closed port 4500 beside a silent port 500 is what a sound device without NAT traversal shows a stranger.
    if (reason === 'ike-refused' && mainIsSilent && port !== spec.ports[0]) return [];
    // A device that answers us at one address does not ignore us at the other.
    const isFailure = reason !== 'ike-silent' || spec.answersStrangers || hostIsAlive;
    return [
      {
        reason,
        subject: placeName(spec.host, port),
        address,
        port,
        ...(isFailure && { status: hostIsAlive ? ('degraded' as const) : ('failed' as const) }),
        ...(isFailure && reason === 'ike-silent' && { severity: 'critical' as const }),
        ...(hostIsAlive && { severity: 'warning' as const }),
        values: { outcome: seen.outcome, attempts, ...('code' in seen && { code: seen.code }) },
      },
    ];
  });
}

function evidenceOf(spec: IkeSpec, { address, port, natT, attempts, seen }: IkePortAnswer): Evidence {
  const subject = placeName(spec.host, port);
  const common = { subject, outcome: seen.outcome, address, port, attempts, natT };
  switch (seen.outcome) {
    case 'alive':
      return evidence({
        ...common,
        elapsedMs: tenths(seen.elapsedMs),
        version: seen.version,
        notify: seen.notify,
        payloads: seen.payloads,
        wantedGroup: seen.wantedGroup,
      });
    case 'malformed':
      return { ...common, expected: seen.expected, offset: seen.offset };
    case 'refused':
    case 'unreachable':
      return { ...common, code: seen.code };
    case 'silent':
      return common;
  }
}

/** Time to the first well-formed answer, per address and port. */
export function measureIke(asked: readonly AskedIke[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome !== 'asked'
      ? []
      : observation.answers.flatMap(({ port, seen }) =>
          seen.outcome !== 'alive'
            ? []
            : [timeTaken('IkeResponseTime', seen.elapsedMs, placeName(spec.host, port))],
        ),
  );
}
