import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { judgeEach, tenths, timeTaken } from '../kit/findings.ts';
import type { OpenvpnAnswer, OpenvpnObservation, OpenvpnSeen } from './observe.ts';
import type { OpenvpnReason, OpenvpnSpec } from './spec.ts';

type AskedOpenvpn = Asked<OpenvpnSpec, OpenvpnObservation>;

const REASON_BY_OUTCOME = {
  refused: 'openvpn-refused',
  // "No way there" and "not here" send the reader to the same places, and the evidence keeps them apart.
  unreachable: 'openvpn-refused',
  malformed: 'openvpn-malformed',
  // Over TCP a server with tls-auth or tls-crypt ends the connection where over UDP it says nothing.
  closed: 'openvpn-silent',
  silent: 'openvpn-silent',
} as const satisfies Readonly<Record<Exclude<OpenvpnSeen['outcome'], 'alive'>, OpenvpnReason>>;

/** Every address must answer; where another one does, a dead one degrades the finding instead of failing it. */
export function judgeOpenvpn(asked: readonly AskedOpenvpn[]): Judged<OpenvpnReason> {
  return judgeEach(asked, judgeHost);
}

function judgeHost({ spec, observation }: AskedOpenvpn): Judged<OpenvpnReason> {
  const { host, port, transport } = spec;
  const subject = placeName(host, port);
  const asked = { subject, port, transport, ...(spec.randomPrefix && { name: observation.name }) };
  if (observation.outcome === 'unresolved') {
    return {
      evidence: [{ ...asked, outcome: observation.outcome, lookup: observation.lookup }],
      faults: [
        {
          reason: 'openvpn-silent',
          subject,
          port,
          dueTo: 'dns',
          values: { outcome: observation.outcome, transport },
        },
      ],
    };
  }
  const { answers } = observation;
  const hostIsAlive = answers.some(({ seen }) => seen.outcome === 'alive');
  return {
    evidence: answers.map((answer) => evidenceOf(asked, answer)),
    faults: answers.flatMap((answer) => judgeAddress(spec, subject, answer, hostIsAlive)),
  };
}

function judgeAddress(
  { port, transport, answersStrangers }: OpenvpnSpec,
  subject: string,
  { address, seen, attempts }: OpenvpnAnswer,
  hostIsAlive: boolean,
): readonly JudgedFault<OpenvpnReason>[] {
  if (seen.outcome === 'alive') return [];
  const reason = REASON_BY_OUTCOME[seen.outcome];
  // A server that answers us at one address does not ignore us at the other.
  const isFailure = reason !== 'openvpn-silent' || answersStrangers || hostIsAlive;
  return [
    {
      reason,
      subject,
      address,
      port,
      ...(isFailure && { status: hostIsAlive ? ('degraded' as const) : ('failed' as const) }),
      ...(isFailure && reason === 'openvpn-silent' && { severity: 'critical' as const }),
      ...(hostIsAlive && { severity: 'warning' as const }),
      values: { outcome: seen.outcome, attempts, transport, ...('code' in seen && { code: seen.code }) },
    },
  ];
}

function evidenceOf(
  asked: Pick<Evidence, 'subject' | 'port'>,
  { address, attempts, seen }: OpenvpnAnswer,
): Evidence {
  const common = { ...asked, outcome: seen.outcome, address, attempts };
  switch (seen.outcome) {
    case 'alive':
      return { ...common, elapsedMs: tenths(seen.elapsedMs), answer: seen.answer };
    case 'malformed':
      return { ...common, expected: seen.expected, offset: seen.offset };
    case 'refused':
    case 'unreachable':
      return { ...common, code: seen.code };
    case 'closed':
    case 'silent':
      return common;
  }
}

/** Time to the server's hard reset, per address; over TCP with the connection's set-up. */
export function measureOpenvpn(asked: readonly AskedOpenvpn[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome !== 'asked'
      ? []
      : observation.answers.flatMap(({ seen }) =>
          seen.outcome !== 'alive'
            ? []
            : [timeTaken('OpenvpnResponseTime', seen.elapsedMs, placeName(spec.host, spec.port))],
        ),
  );
}
