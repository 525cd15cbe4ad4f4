import type { Evidence, Measurement } from '../../core/finding.ts';
import type { Asked, Judged, JudgedFault } from '../../core/probe.ts';
import { placeName } from '../../core/text.ts';
import { judgeEach, tenths, timeTaken } from '../kit/findings.ts';
import type { HelloAddress, HelloObservation } from './observe.ts';
import { PROTOCOLS } from './protocols/all.ts';
import type { HelloAnswer } from './read-banner.ts';
import type { HelloReason, HelloSpec } from './spec.ts';

type AskedHello = Asked<HelloSpec, HelloObservation>;
type ConfigIssue = JudgedFault<HelloReason>;

/** Whether what serves a port says the right hello, at every address of its host. */
export function judgeHello(asked: readonly AskedHello[]): Judged<HelloReason> {
  return judgeEach(asked, judgeOne);
}

function judgeOne({ spec, observation }: AskedHello): Judged<HelloReason> {
  const subject = placeName(spec.host, spec.port);
  if (observation.outcome === 'unresolved') {
    return {
      evidence: [{ ...placeOf(spec), outcome: observation.outcome, lookup: observation.lookup }],
      faults: [
        withWeight(spec, {
          reason: 'hello-silent',
          subject,
          port: spec.port,
          dueTo: 'dns',
          values: valuesOf(spec),
        }),
      ],
    };
  }
  const { answers } = observation;
  const connected = answers.some(({ answer }) => answer.outcome !== 'not-connected');
  const greetsSomewhere = answers.some(({ answer }) => isAlive(answer));
  const faults = answers.flatMap(({ address, answer }): readonly ConfigIssue[] => {
    const reason = reasonOf(answer);
    // Where some address could be greeted, the others' closed ports are told by `port`.
    if (reason === undefined || (answer.outcome === 'not-connected' && connected)) return [];
    const fault: ConfigIssue = {
      reason,
      subject,
      address,
      port: spec.port,
      // A connection that is reset before a word is said is a matter for `port`, where that saw it too.
      ...((answer.outcome === 'not-connected' || answer.outcome === 'reset') && { dueTo: 'port' }),
      ...(greetsSomewhere && { status: 'degraded' as const }),
      values: { ...valuesOf(spec), ...saidBy(answer) },
    };
    return [withWeight(spec, fault)];
  });
  return { evidence: answers.map((one) => evidenceOf(spec, one)), faults };
}

/** An optional service that does not greet costs only that service. */
function withWeight(spec: HelloSpec, fault: ConfigIssue): ConfigIssue {
  return spec.required ? fault : { ...fault, status: 'degraded', severity: 'info' };
}

function isAlive({ outcome }: HelloAnswer): boolean {
  return outcome === 'spoke' || outcome === 'throttled';
}

function reasonOf(answer: HelloAnswer): HelloReason | undefined {
  switch (answer.outcome) {
    case 'spoke':
      return undefined;
    case 'throttled':
      return 'hello-throttled';
    case 'wrong-protocol':
      return 'hello-wrong-protocol';
    case 'malformed':
      return 'hello-malformed';
    // A peer that hangs up without a word has said nothing either; the evidence tells which it was.
    case 'silent':
    case 'closed':
    case 'reset':
    case 'not-connected':
      return 'hello-silent';
  }
}

function valuesOf(spec: HelloSpec): Readonly<Record<string, string>> {
  return {
    wanted: spec.protocols.map((protocol) => PROTOCOLS[protocol].title).join(' / '),
    serves: spec.serves ?? spec.protocols.map((protocol) => PROTOCOLS[protocol].title).join(' / '),
  };
}

function saidBy(answer: HelloAnswer): Readonly<Record<string, string>> {
  return {
    outcome: answer.outcome === 'not-connected' ? answer.tcp : answer.outcome,
    ...('says' in answer && { says: answer.says }),
    ...('looksLike' in answer && { looksLike: answer.looksLike }),
    ...('expected' in answer && { expected: answer.expected }),
  };
}

function placeOf(spec: HelloSpec): Omit<Evidence, 'outcome'> & { readonly subject: string } {
  return {
    subject: placeName(spec.host, spec.port),
    port: spec.port,
    wanted: spec.protocols,
    ...(spec.serves !== undefined && { serves: spec.serves }),
  };
}

function evidenceOf(spec: HelloSpec, { address, attempts, elapsedMs, answer }: HelloAddress): Evidence {
  return {
    ...placeOf(spec),
    address,
    attempts,
    elapsedMs: tenths(elapsedMs),
    ...answer,
  };
}

/** Time from the connect to an understood hello. */
export function measureHello(asked: readonly AskedHello[]): readonly Measurement[] {
  return asked.flatMap(({ spec, observation }) =>
    observation.outcome === 'unresolved'
      ? []
      : observation.answers
          .filter(({ answer }) => answer.outcome === 'spoke')
          .map(({ elapsedMs }) => timeTaken('HelloTime', elapsedMs, placeName(spec.host, spec.port))),
  );
}
